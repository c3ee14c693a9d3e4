/**
 * The way that most fields of a constructed object begin with: in `{ "a": trigger.body.x, "b": trigger.body.y.z }` that is `trigger.body`.
 * It is gone once, and the fields are read from where it led. Only ways through objects: they have no errors and no effect.
 */
import type { PathNode, SyntaxNode } from '../syntax-tree.ts';
import { isTuplePath } from './bindings.ts';
import type { Compiling } from './compiling.ts';
import { isInherited } from './value.ts';

type Way = readonly SyntaxNode[];

/** Empty where fields of the input itself are copied. Undefined where nothing is gained. */
export function findSharedWay(values: readonly SyntaxNode[], compiling: Compiling): Way | undefined {
  const gains = new Map<string, { readonly way: Way; gain: number }>();
  for (const value of values) {
    const names = leadingNames(value, compiling);
    for (let length = 0; length < names.length; length += 1) {
      const way = names.slice(0, length);
      const key = keyOf(way);
      const known = gains.get(key) ?? { way, gain: -length };
      gains.set(key, known);
      known.gain += length + (fieldBehind(value, way, compiling) === undefined ? 0 : 1);
    }
  }
  let best: { readonly way: Way; gain: number } | undefined;
  for (const one of gains.values()) if (one.gain > (best?.gain ?? 0)) best = one;
  return best?.way;
}

/** Does the value begin with this way, and go on by a field? */
export function isBehind(value: SyntaxNode, way: Way, compiling: Compiling): boolean {
  const names = leadingNames(value, compiling);
  return names.length > way.length && keyOf(names.slice(0, way.length)) === keyOf(way);
}

/** The rest of the path. */
export function behind(value: SyntaxNode, way: Way): SyntaxNode {
  const path = value as PathNode;
  return { ...path, steps: path.steps.slice(way.length) };
}

/** The name of the one field behind the way that the value is, if it is that and nothing else. */
export function fieldBehind(value: SyntaxNode, way: Way, compiling: Compiling): string | undefined {
  if (!isBehind(value, way, compiling)) return undefined;
  const { steps, keepSingletonArray, keepArray } = value as PathNode;
  if (steps.length !== way.length + 1 || keepSingletonArray === true || keepArray === true) return undefined;
  return value.group === undefined && value.predicate === undefined ? nameOf(steps.at(-1)!) : undefined;
}

/** Fields that a path begins with. Where it is asked how lists were found, none. */
function leadingNames(value: SyntaxNode, { tracksFound, leavesOpen }: Compiling): Way {
  if (value.type !== 'path' || isTuplePath(value) || tracksFound || leavesOpen) return [];
  const end = value.steps.findIndex((step) => !isField(step));
  return end === -1 ? value.steps : value.steps.slice(0, end);
}

function isField(step: SyntaxNode): boolean {
  const name = nameOf(step);
  return name !== undefined && !isInherited(name) && step.stages === undefined && step.predicate === undefined && step.group === undefined;
}

function nameOf(step: SyntaxNode): string | undefined {
  return step.type === 'name' && step.keepArray !== true ? step.value : undefined;
}

function keyOf(way: Way): string {
  return JSON.stringify(way.map(nameOf));
}
