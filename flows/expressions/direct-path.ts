/** Paths such as `trigger.body.items[0].material`, with JSONata's rules for lists: each step maps over them and flattens once. */
import type { Json } from '../json.ts';
import type { Value } from './direct-value.ts';

export interface DirectStep {
  readonly name: string;
  /** `[0]`, `[-1]`: applied one after another to what the name gives. */
  readonly indexes: readonly number[];
}

export function readPath(steps: readonly DirectStep[], scope: { readonly [root: string]: Json | undefined }): Value {
  let current: Value = scope as Json;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i]!;
    // Objects on the way are by far the most; lists and indexes need the rules below.
    if (step.indexes.length > 0) return readThroughList(steps, i, [current as Json]);
    const value = lookUp(current, step.name);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && i < steps.length - 1) return readThroughList(steps, i + 1, value);
    current = value;
  }
  return current;
}

/** A list that JSONata built while walking (a sequence): nothing in it is nothing, one is that one. */
class Sequence {
  readonly items: Json[] = [];

  reduce(): Value {
    return this.items.length === 0 ? undefined : this.items.length === 1 ? this.items[0] : this.items;
  }
}

function readThroughList(steps: readonly DirectStep[], from: number, input: readonly Json[]): Value {
  let current: readonly Json[] = input;
  for (let i = from; i < steps.length; i++) {
    const results: (Json | Sequence)[] = [];
    for (const item of current) {
      const result = applyStep(steps[i]!, item);
      if (result !== undefined) results.push(result);
    }
    const only = results.length === 1 ? results[0] : undefined;
    // A list that stands at the end of the path stays the list it is, even with one item or none.
    if (i === steps.length - 1 && Array.isArray(only)) return only;
    current = flattenOnce(results);
    if (current.length === 0) return undefined;
  }
  return current.length === 1 ? current[0] : current;
}

function applyStep(step: DirectStep, item: Json): Json | Sequence | undefined {
  let value: Json | Sequence | undefined = lookUp(item, step.name);
  for (const index of step.indexes) value = pick(value, index);
  return value;
}

function pick(value: Json | Sequence | undefined, index: number): Json | Sequence | undefined {
  const list: readonly (Json | undefined)[] = value instanceof Sequence ? value.items : Array.isArray(value) ? value : [value];
  const at = Math.floor(index);
  const item = list[at < 0 ? list.length + at : at];
  if (Array.isArray(item)) return item;
  const picked = new Sequence();
  if (item !== undefined) picked.items.push(item);
  return picked;
}

function lookUp(input: Value, name: string): Value {
  if (Array.isArray(input)) {
    const found = new Sequence();
    collect(input, name, found.items);
    return found.reduce();
  }
  if (input === null || typeof input !== 'object' || !Object.hasOwn(input, name)) return undefined;
  return (input as { readonly [field: string]: Json })[name];
}

/** Lists in lists are walked down to their objects; what these hold is flattened once. */
function collect(list: readonly Json[], name: string, found: Json[]): void {
  for (const item of list) {
    if (Array.isArray(item)) {
      collect(item, name, found);
      continue;
    }
    const value = lookUp(item, name);
    if (Array.isArray(value)) for (const part of value as readonly Json[]) found.push(part);
    else if (value !== undefined) found.push(value);
  }
}

function flattenOnce(results: readonly (Json | Sequence)[]): Json[] {
  const flat: Json[] = [];
  for (const result of results) {
    const list = result instanceof Sequence ? result.items : result;
    if (Array.isArray(list)) for (const item of list as readonly Json[]) flat.push(item);
    else flat.push(list as Json);
  }
  return flat;
}
