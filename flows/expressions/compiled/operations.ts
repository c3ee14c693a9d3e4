/** What the operators and conditions of the language do with values. Everything that walks through a value pays for it step by step. */
import type { Evaluation } from './evaluation.ts';
import { ExpressionLimit, LARGEST_ANSWER } from './evaluation.ts';
import { failure } from './failure.ts';
import { measure } from './measure.ts';
import { isFunction, isList, isObject, type Value } from './value.ts';

/** A number to compute with; not NaN. Throws D1001 for what is beyond all numbers. */
export function isNumber(value: Value): value is number {
  if (typeof value !== 'number' || Number.isNaN(value)) return false;
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) throw failure('D1001', value);
  return true;
}

export function isTrue(value: Value, run: Evaluation): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      return value !== '';
    case 'number':
      return isNumber(value) && value !== 0;
    case 'object':
      if (value === null) return false;
      if (isList(value)) return isAnyTrue(value, run);
      return hasFields(value, run);
    default:
      return false;
  }
}

function hasFields(object: object, run: Evaluation): boolean {
  const { length } = Object.keys(object);
  if (length > 16) run.spend(length >> 3);
  return length > 0;
}

function isAnyTrue(list: readonly Value[], run: Evaluation): boolean {
  run.spend(list.length);
  for (const item of list) if (isTrue(item, run)) return true;
  return false;
}

/** Neither is nothing. A list and an object are never equal. */
export function areEqual(left: Value, right: Value, run: Evaluation): boolean {
  if (typeof left === 'string' && typeof right === 'string' && left.length === right.length) run.spendReading(left.length);
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  run.spend(1);
  if (isList(left) || isList(right)) {
    if (!isList(left) || !isList(right) || left.length !== right.length) return false;
    for (let index = 0; index < left.length; index += 1) if (!areEqual(left[index], right[index], run)) return false;
    return true;
  }
  if (!isObject(left) || !isObject(right)) return false;
  const names = Object.keys(left);
  run.spend(names.length);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => Object.hasOwn(right, name) && areEqual(left[name], right[name], run));
}

/** As `&` and `$string` write it. Nothing is for the caller to decide. */
export function toText(value: Exclude<Value, undefined>, run: Evaluation, indent = 0): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw failure('D3001');
    return String(shorten(value));
  }
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value === null) return 'null';
  if (isFunction(value)) return '';
  // A value that holds the same part again and again may be far larger than what was computed to make it.
  const { size } = measure(value);
  if (size > LARGEST_ANSWER) throw new ExpressionLimit('expression-limit', 'What is written as text is too large.');
  run.spend(size >> 4);
  const text = JSON.stringify(value, writePart, indent);
  run.spendText(text.length);
  return text;
}

function writePart(_name: string, part: Value): Value {
  if (typeof part === 'number') return isNumber(part) ? shorten(part) : part;
  return isFunction(part) ? '' : part;
}

/** At most 15 digits: what floating point computes beyond them is no information. */
function shorten(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}

export function concatenate(left: Value, right: Value, run: Evaluation): string {
  const a = left === undefined ? '' : typeof left === 'string' ? left : toText(left, run);
  const b = right === undefined ? '' : typeof right === 'string' ? right : toText(right, run);
  const text = a + b;
  if (text.length > 1024) run.spendText(text.length);
  return text;
}

export type Arithmetic = '+' | '-' | '*' | '/' | '%';
export type Comparison = '<' | '<=' | '>' | '>=';

/** Throws T2001 or T2002 for what is no number. */
export function checkNumbers(operator: string, left: Value, right: Value, position: number | undefined): void {
  if (left !== undefined && !isNumberAt(left, position)) throw failure('T2001', left, position, { operator });
  if (right !== undefined && !isNumberAt(right, position)) throw failure('T2002', right, position, { operator });
}

function isNumberAt(value: Value, position: number | undefined): boolean {
  if (typeof value === 'number' && !Number.isFinite(value) && !Number.isNaN(value)) throw failure('D1001', value, position);
  return isNumber(value);
}

/** Undefined when a side is missing. Throws T2010, T2009. */
export function compareOrder(
  operator: Comparison,
  left: Value,
  right: Value,
  position: number | undefined,
  run: Evaluation,
): boolean | undefined {
  const l = typeof left;
  const r = typeof right;
  if (l === 'number' && r === 'number') return ordered(operator, left as number, right as number);
  if (l === 'string' && r === 'string') {
    run.spendReading(Math.min((left as string).length, (right as string).length));
    return ordered(operator, left as string, right as string);
  }
  const canCompare = (type: string) => type === 'undefined' || type === 'string' || type === 'number';
  if (!canCompare(l) || !canCompare(r)) throw failure('T2010', l === 'string' || l === 'number' ? right : left, position, { operator });
  if (left === undefined || right === undefined) return undefined;
  throw failure('T2009', left, position, { other: right, operator });
}

function ordered<T extends number | string>(operator: Comparison, left: T, right: T): boolean {
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

export function includes(left: Value, right: Value, run: Evaluation): boolean {
  if (left === undefined || right === undefined) return false;
  if (typeof left === 'string') run.spendReading(left.length);
  if (!isList(right)) return right === left;
  if (right.length > 16) run.spend(right.length >> 3);
  for (const item of right) if (item === left) return true;
  return false;
}

/** A list of numbers, if that is what it is. An empty list is one. */
export function isNumberList(value: Value): value is readonly number[] {
  return isList(value) && value.every(isNumber);
}
