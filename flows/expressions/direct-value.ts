/** What JSONata's operators do with values: the part that direct expressions use, same results as jsonata 2.2.2. */
import type { Json, JsonObject } from '../json.ts';

/** An expression met a value that it cannot work with. `code` is JSONata's own. */
export class ExpressionError extends Error {
  readonly code: string;
  /** Offset behind the operator, counted without the leading `=`, as the language counts. */
  readonly position: number | undefined;

  constructor(code: string, message: string, position: number | undefined) {
    super(message);
    this.name = 'ExpressionError';
    this.code = code;
    this.position = position;
  }
}

/** Nothing found. */
export type Value = Json | undefined;

/** Undefined counts as false, as in conditions and `and`/`or`. */
export function isTruthy(value: Value): boolean {
  if (Array.isArray(value)) return value.some(isTruthy);
  if (value === null || value === undefined) return false;
  if (typeof value === 'object') return Object.keys(value).length > 0;
  return value !== '' && value !== 0 && value !== false;
}

/** `&`: nothing is the empty text; numbers with at most 15 significant digits, as JSONata prints them. */
export function toText(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'number' && !Number.isInteger(part) ? Number(part.toPrecision(15)) : part,
  );
}

/** A list and an object are never equal, whatever their fields are called (the reference compares `length` as a field there). */
export function isEqual(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    return Array.isArray(left) && Array.isArray(right) && left.length === right.length && left.every((item, i) => isEqual(item, right[i]!));
  }
  const [a, b] = [left as JsonObject, right as JsonObject];
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isEqual(a[name]!, b[name]!));
}

/** Undefined when a side is missing. Throws ExpressionError T2010 for anything but text and numbers, T2009 when the sides differ in type. */
export function compare(operator: '<' | '<=' | '>' | '>=', left: Value, right: Value, position: number | undefined): boolean | undefined {
  if (!isOrdered(left) || !isOrdered(right)) {
    throw new ExpressionError('T2010', `"${operator}" compares numbers or texts, nothing else.`, position);
  }
  if (left === undefined || right === undefined) return undefined;
  if (typeof left !== typeof right) {
    throw new ExpressionError(
      'T2009',
      `"${operator}" cannot compare ${JSON.stringify(left)} with ${JSON.stringify(right)}: one is text, one a number.`,
      position,
    );
  }
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

function isOrdered(value: Value): value is string | number | undefined {
  return value === undefined || typeof value === 'string' || typeof value === 'number';
}
