/**
 * How large a value is as JSON, and whether it is plain JSON already. A value may hold the same part many times over, so that few steps
 * make something that no memory holds when it is written: looking stops where the largest answer ends.
 */

import type { Json } from '../../json.ts';
import { DEEPEST_VALUE, ExpressionLimit, LARGEST_ANSWER } from './evaluation.ts';
import { isFunction, isList, setField, type Value } from './value.ts';

export interface Measured {
  /** Characters, about; never less than half of them. Beyond LARGEST_ANSWER it may be anything larger. */
  readonly size: number;
  /** Holds no function, no hole, no number that JSON does not know. */
  readonly isPlain: boolean;
}

let size = 0;
let isPlain = true;

export function measure(value: Value): Measured {
  size = 0;
  isPlain = true;
  look(value, 0);
  return { size, isPlain };
}

function look(value: Value, depth: number): void {
  switch (typeof value) {
    case 'string':
      size += value.length + 2;
      return;
    case 'number':
      size += 8;
      if (value - value !== 0 || (value === 0 && Object.is(value, -0))) isPlain = false;
      return;
    case 'boolean':
      size += 5;
      return;
    case 'object':
      break;
    default:
      isPlain = false;
      return;
  }
  size += 4;
  if (value === null || size > LARGEST_ANSWER) return;
  if (depth > DEEPEST_VALUE) throw new ExpressionLimit('expression-limit', 'The expression or its values are nested too deeply.');
  if (isList(value)) {
    size += value.length;
    for (const item of value) look(item, depth + 1);
    return;
  }
  for (const name in value) {
    size += name.length + 4;
    look(value[name], depth + 1);
  }
}

/** As plain JSON: functions are no values, a number that JSON does not know is null. */
export function plain(value: Value): Json | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (isFunction(value)) return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return Array.from(value, (item) => plain(item) ?? null);
  const object: Record<string, Json> = {};
  for (const [name, part] of Object.entries(value)) {
    const field = plain(part);
    if (field !== undefined) setField(object, name, field);
  }
  return object;
}
