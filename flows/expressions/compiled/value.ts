/** What an expression computes with: JSON, nothing, and functions. Data is never changed; what is shared with a payload stays shared. */
import type { Evaluation } from './evaluation.ts';
import type { Signature } from './signature.ts';

export type Value = undefined | null | boolean | number | string | FunctionValue | readonly Value[] | ObjectValue;
export interface ObjectValue {
  readonly [name: string]: Value;
}

/** A function of the language or of the expression. A JavaScript function, so that no payload can pass itself off as one. */
export interface FunctionValue {
  (args: readonly Value[], input: Value, run: Evaluation): Value | Sequence;
  /** How many arguments it is given by `$map` and the like. */
  readonly arity: number;
  readonly signature: Signature | undefined;
  /** Parameters may be left open with `?`. */
  readonly canBePartial: boolean;
}

/**
 * A list that was found and not built: when it is done, nothing in it is nothing and one is that one. Lives only between the part that
 * finds it and the node that settles it; never inside a value.
 */
export class Sequence {
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

export function isFunction(value: Value): value is FunctionValue {
  return typeof value === 'function';
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isObject(value: Value): value is ObjectValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Writes a field; `__proto__` as a field like any other. */
export function setField(object: Record<string, Value>, name: string, value: Value): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
}

/** Is this name one that every JavaScript object answers to? */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}
