/** Paths that carry variables from step to step: `@$x`, `#$i` and the parent `%` (compiled/compile-tuple-path.ts). */
import { findTupleNames } from '../compiled/bindings.ts';
import type { PathNode, SyntaxNode } from '../syntax-tree.ts';
import { chosen, type Found, itemsOfFound } from './found.ts';
import { Frame } from './frame.ts';
import { inferPairs } from './infer-constructors.ts';
import { inferSortTerms } from './infer-sort.ts';
import type { Inferring } from './inferring.ts';
import { EMPTY, itemsOf, listOfItems, type Stream, settle, times } from './stream.ts';
import { INTEGER, membersOf, NOTHING, type Resolved, resolve, type Type, UNKNOWN } from './type.ts';
import { union } from './union.ts';

/** Any of the tuples: its item, and by name what was bound on the way to it. */
interface Tuples extends Stream {
  readonly bound: ReadonlyMap<string, Type>;
}

type InferSteps = (steps: readonly SyntaxNode[], input: Type, frame: Frame, inferring: Inferring) => Found;

export function inferTuplePath(node: PathNode, input: Type, frame: Frame, inferring: Inferring, inferSteps: InferSteps): Resolved {
  const tuples = inferTuples(node, input, frame, inferring, inferSteps);
  if (node.group !== undefined) return inferTupleGroup(node.group, tuples, frame, inferring);
  const keep = node.keepSingletonArray === true || node.keepArray === true;
  if ((node as { readonly tuple?: boolean }).tuple !== true) return settle(tuples, keep);
  // Carried on by a path around this one, which lays it out.
  return settle({ ...tuples, item: union(tuples.item, itemsOf(tuples.item).item), min: 0, max: Number.POSITIVE_INFINITY });
}

function inferTuples(node: PathNode, input: Type, frame: Frame, inferring: Inferring, inferSteps: InferSteps): Tuples {
  const firstTuple = node.steps.findIndex(isTuple);
  const plain = node.steps.slice(0, firstTuple);
  const names = findTupleNames(node);
  const isVariable = node.steps[0]?.type === 'variable';
  const start: Stream =
    plain.length > 0 ? itemsOfFound(inferSteps(plain, input, frame, inferring)) : isVariable ? one(input) : listItems(input);
  let tuples: Tuples = { ...start, bound: new Map() };
  for (const step of node.steps.slice(firstTuple)) {
    tuples = inferTupleStep(step, tuples, frame, names, inferring, inferSteps);
    if (tuples.max === 0 || tuples.item.kind === 'never') return { ...EMPTY, bound: tuples.bound };
  }
  return tuples;
}

function one(input: Type): Stream {
  return { item: resolve(input), min: 1, max: 1 };
}

function listItems(input: Type): Stream {
  const members = membersOf(input);
  if (members === undefined) return { item: UNKNOWN, min: 0, max: Number.POSITIVE_INFINITY };
  return members.some(({ kind }) => kind === 'list') ? itemsOf(input) : one(input);
}

function isTuple(step: SyntaxNode): boolean {
  return (step as { readonly tuple?: boolean }).tuple === true;
}

/** Names that some path within this one binds are not followed: they are unknown. */
function frameOf({ bound }: Tuples, outer: Frame, names: readonly string[]): Frame {
  const frame = new Frame(outer);
  for (const name of names) if (bound.size > 0) frame.variables.set(name, bound.get(name) ?? UNKNOWN);
  for (const [name, type] of bound) frame.variables.set(name, type);
  return frame;
}

function inferTupleStep(
  step: SyntaxNode,
  tuples: Tuples,
  outer: Frame,
  names: readonly string[],
  inferring: Inferring,
  inferSteps: InferSteps,
): Tuples {
  let carried =
    step.type === 'sort' ? sorted(step, tuples, outer, names, inferring) : bindStep(step, tuples, outer, names, inferring, inferSteps);
  for (const stage of step.stages ?? []) {
    if (carried.max === 0 || carried.item.kind === 'never') return carried;
    if (stage.type === 'index') {
      carried = { ...carried, bound: new Map(carried.bound).set(stage.value, INTEGER) };
      continue;
    }
    const frame = frameOf(carried, outer, names);
    const answer = inferring.infer(stage.expr, carried.item, frame);
    carried = { ...chosen(carried, stage.expr, answer, frame), bound: carried.bound };
  }
  return carried;
}

function sorted(
  step: Extract<SyntaxNode, { type: 'sort' }>,
  tuples: Tuples,
  outer: Frame,
  names: readonly string[],
  inferring: Inferring,
): Tuples {
  if (tuples.max > 1) inferSortTerms(step, tuples.item, frameOf(tuples, outer, names), inferring);
  return step.index === undefined ? tuples : { ...tuples, bound: new Map(tuples.bound).set(step.index, INTEGER) };
}

function bindStep(
  step: SyntaxNode,
  tuples: Tuples,
  outer: Frame,
  names: readonly string[],
  inferring: Inferring,
  inferSteps: InferSteps,
): Tuples {
  const frame = frameOf(tuples, outer, names);
  const { focus, index, ancestor } = step;
  // What a path within this one has bound is carried on.
  const isNested = step.type === 'path' && isTuple(step) && step.group === undefined && step.predicate === undefined;
  const inner = isNested ? inferTuples(step, tuples.item, frame, inferring, inferSteps) : undefined;
  const found = inner ?? plainItems(inferring.infer(step, tuples.item, frame));
  const bound = new Map([...tuples.bound, ...(inner?.bound ?? [])]);
  if (focus !== undefined) bound.set(focus, found.item);
  if (index !== undefined) bound.set(index, INTEGER);
  if (ancestor !== undefined) bound.set(ancestor.label, tuples.item);
  const { min, max } = times(found, tuples);
  return { item: focus === undefined ? found.item : tuples.item, min, max, bound };
}

function plainItems(type: Resolved): Stream {
  // Built lists are laid out here, as any other; one that is empty leaves nothing.
  return type.kind === 'never' ? EMPTY : itemsOf(type);
}

function inferTupleGroup(group: NonNullable<PathNode['group']>, tuples: Tuples, outer: Frame, inferring: Inferring): Resolved {
  if (tuples.max === 0 || tuples.item.kind === 'never') return { kind: 'object', fields: new Map() };
  const single = frameOf(tuples, outer, []);
  const joined = new Frame(outer);
  for (const [name, type] of tuples.bound) joined.variables.set(name, union(type, joinedOf(type), NOTHING));
  const item = union(tuples.item, joinedOf(tuples.item), tuples.min === 0 ? NOTHING : tuples.item);
  const object = inferPairs(group.lhs, tuples, inferring, (part, isKey) =>
    isKey ? inferring.infer(part, tuples.item, single) : inferring.infer(part, item, joined),
  );
  return tuples.min > 0 || object.kind !== 'object' ? object : optionalFields(object);
}

/** Of nothing there is no group. */
function optionalFields(object: Extract<Resolved, { kind: 'object' }>): Resolved {
  const fields = new Map([...object.fields].map(([name, field]) => [name, { ...field, type: union(field.type, NOTHING) }] as const));
  return { ...object, fields };
}

/** Several as one list. */
function joinedOf(type: Type): Resolved {
  const { item } = itemsOf(type);
  return item.kind === 'never' ? NOTHING : listOfItems(item, 0, Number.POSITIVE_INFINITY);
}
