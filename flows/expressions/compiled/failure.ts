/** The language's own error codes as sentences. `value` is what was met. */
import { ExpressionError } from '../direct-value.ts';
import { isFunction, isList, type Value } from './value.ts';

export function failure(code: string, value?: Value, position?: number, more: Details = {}): ExpressionError {
  return new ExpressionError(code, sentence(code, value, more), position);
}

interface Details {
  readonly other?: Value;
  readonly operator?: string;
  /** 1-based place of an argument. */
  readonly argument?: number;
  readonly name?: string;
}

function sentence(code: string, value: Value, { other, operator, argument, name }: Details): string {
  const shown = show(value);
  const called = name === undefined ? 'a function' : `$${name}`;
  switch (code) {
    case 'D1001':
      return `${String(value)} is beyond the numbers that can be computed with.`;
    case 'D1002':
      return `${shown} is no number, so it cannot be negated.`;
    case 'T1003':
      return `The name of a field must be a text; ${shown} is none.`;
    case 'D1004':
      return `The regular expression /${String(value)}/ finds an empty text, so it would never end.`;
    case 'T1005':
    case 'T1007':
      return `"${name}" is not a function. Did you mean "$${name}"?`;
    case 'T1006':
    case 'T1008':
      return name === undefined ? 'What is called here is not a function.' : `There is no function "$${name}".`;
    case 'D1009':
      return `The field ${shown} is made twice.`;
    case 'T1010':
      return 'The function that looks for matches gives something else than a match.';
    case 'D1013':
      return `${shown} cannot be the name of a field.`;
    case 'T2001':
      return `The left side of "${operator}" must be a number; ${shown} is none.`;
    case 'T2002':
      return `The right side of "${operator}" must be a number; ${shown} is none.`;
    case 'T2003':
      return `A range begins with an integer; ${shown} is none.`;
    case 'T2004':
      return `A range ends with an integer; ${shown} is none.`;
    case 'T2006':
      return 'On the right of "~>" must stand a function.';
    case 'T2007':
      return `${shown} and ${show(other)} cannot be sorted: one is text, one a number.`;
    case 'T2008':
      return `Only numbers and texts can be sorted by; ${shown} is neither.`;
    case 'T2009':
      return `"${operator}" cannot compare ${shown} with ${show(other)}: one is text, one a number.`;
    case 'T2010':
      return `"${operator}" compares numbers or texts, nothing else.`;
    case 'T2011':
      return `What a transformation changes must be an object; ${shown} is none.`;
    case 'T2012':
      return `What a transformation removes must be names; ${shown} is none.`;
    case 'T2013':
      return 'A transformation needs $clone, which is set to something else here.';
    case 'D2014':
      return 'A range has at most ten million numbers.';
    case 'D3001':
      return 'A number beyond all numbers cannot be written as text.';
    case 'D3010':
      return '$replace cannot look for an empty text.';
    case 'D3011':
    case 'D3020':
    case 'D3040':
      return `How often ${called} works must not be negative; it is ${shown}.`;
    case 'D3012':
      return `What $replace puts in must be a text; ${shown} is none.`;
    case 'D3030':
      return `${shown} cannot be read as a number.`;
    case 'D3050':
      return '$reduce needs a function with at least two parameters.';
    case 'D3060':
      return `${shown} is negative and has no square root.`;
    case 'D3061':
      return `${shown} to the power of ${show(other)} is beyond the numbers that can be computed with.`;
    case 'D3070':
      return '$sort without a function sorts lists of numbers or of texts, nothing else.';
    case 'D3100':
      return `$formatBase knows the bases 2 to 36, not ${shown}.`;
    case 'D3110':
      return `${shown} is not a point in time.`;
    case 'D3138':
      return '$single found more than one.';
    case 'D3139':
      return '$single found none.';
    case 'D3140':
      return `${called} cannot work on ${shown}.`;
    case 'T0410':
      return `Argument ${argument} of ${called} does not fit: ${shown}.`;
    case 'T0411':
      return `${called} is given no argument ${argument}, and ${shown}, which it is applied to, does not fit.`;
    case 'T0412':
      return `Argument ${argument} of ${called} must be a list of ${String(other)}; ${shown} is none.`;
    default:
      return `The expression failed (${code}).`;
  }
}

/** Short, and never with what a long payload holds. */
function show(value: Value): string {
  if (value === undefined) return 'nothing';
  if (isFunction(value)) return 'a function';
  if (isList(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
