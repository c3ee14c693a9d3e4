/** Where variables live while an expression runs. A name is a place known when the expression is compiled; nothing is looked up by name. */
import type { Evaluation } from './evaluation.ts';
import type { Value } from './value.ts';

/** The variable has not been set yet: the same name further out is meant. */
export const UNBOUND: unique symbol = Symbol('unbound');

export class Frame {
  readonly run: Evaluation;
  readonly parent: Frame | undefined;
  readonly slots: (Value | typeof UNBOUND)[];

  constructor(run: Evaluation, parent: Frame | undefined, size: number) {
    this.run = run;
    this.parent = parent;
    this.slots = size === 0 ? NO_SLOTS : [];
    for (let slot = 0; slot < size; slot += 1) this.slots.push(UNBOUND);
  }
}

const NO_SLOTS: Value[] = [];

/** A part of an expression, compiled: from what it is applied to and its variables to what it gives. */
export type Code = (input: Value, frame: Frame) => Value;

/** The names that a block, a function or a path with bound variables sets. One frame each time it is entered. */
export class Scope {
  readonly parent: Scope | undefined;
  readonly names: readonly string[];

  constructor(parent: Scope | undefined, names: readonly string[]) {
    this.parent = parent;
    this.names = [...new Set(names)];
  }

  get size(): number {
    return this.names.length;
  }

  slotOf(name: string): number {
    return this.names.indexOf(name);
  }

  /** Every place where the name may have been set, from the innermost out. */
  placesOf(name: string): readonly Place[] {
    const places: Place[] = [];
    let hops = 0;
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent, hops += 1) {
      const slot = scope.slotOf(name);
      if (slot !== -1) places.push({ hops, slot });
    }
    return places;
  }
}

export interface Place {
  readonly hops: number;
  readonly slot: number;
}

export function readPlace(frame: Frame, { hops, slot }: Place): Value | typeof UNBOUND {
  let at = frame;
  for (let hop = 0; hop < hops; hop += 1) at = at.parent!;
  return at.slots[slot];
}
