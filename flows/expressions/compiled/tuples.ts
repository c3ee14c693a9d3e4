/** What paths with bound variables carry from step to step: an item, and by name what was bound on the way to it. */
import type { Evaluation } from './evaluation.ts';
import { Frame, type Scope } from './frame.ts';
import { isList, type Value } from './value.ts';

export interface Tuple {
  readonly item: Value;
  /** Variables, and under `!0`, `!1`, … the parents that some `%` asks for. */
  readonly bound: ReadonlyMap<string, Value>;
}

/** What a path within a path carries on. Lives only between the two. */
export class TupleStream {
  readonly tuples: readonly Tuple[];
  constructor(tuples: readonly Tuple[]) {
    this.tuples = tuples;
  }
}

export function frameOf({ bound }: Tuple, outer: Frame, scope: Scope): Frame {
  const frame = new Frame(outer.run, outer, scope.size);
  for (const [name, value] of bound) {
    const slot = scope.slotOf(name);
    if (slot !== -1) frame.slots[slot] = value;
  }
  return frame;
}

export function bind(tuple: Tuple, name: string, value: Value): Tuple {
  return { item: tuple.item, bound: new Map(tuple.bound).set(name, value) };
}

/** Several tuples as one: each name holds all its values. */
export function mergeTuples(tuples: readonly Tuple[], run: Evaluation): Tuple {
  const [first] = tuples;
  if (tuples.length === 1 && first !== undefined) return first;
  const bound = new Map<string, Value>();
  const names = new Set(tuples.flatMap((tuple) => [...tuple.bound.keys()]));
  run.spend(tuples.length * (names.size + 1));
  for (const name of names) bound.set(name, joined(tuples.map((tuple) => tuple.bound.get(name))));
  return { item: joined(tuples.map(({ item }) => item)), bound };
}

/** As `$append` does it one after another. */
function joined(values: readonly Value[]): Value {
  const given = values.filter((value) => value !== undefined);
  return given.length <= 1 ? given[0] : given.flatMap((value) => (isList(value) ? value : [value]));
}
