/** Is a text that is written down of this form? Where that cannot be told safely, it is. */

import type { TextType } from './type.ts';

const FORMATS: { readonly [format: string]: RegExp } = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  'date-time': /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:?\d{2})?$/,
  decimal: /^[+-]?\d*(\.\d*)?([Ee][+-]?\d+)?$/,
};

/** Surely of the same form, of which it must be known what it is. */
export function isLike(value: string, { format, digits }: Pick<TextType, 'format' | 'digits'>): boolean {
  if (format === 'zero-padded') return digits === value.length && /^\d+$/.test(value);
  if (format === 'decimal') return /^-?\d{1,15}(\.\d{1,15})?$/.test(value) && (digits === undefined || value.length <= digits);
  return (format === 'date' || format === 'date-time') && FORMATS[format]!.test(value);
}

export function isOfFormat(value: string, format: string | undefined): boolean {
  const shape = format === undefined ? undefined : FORMATS[format];
  return shape === undefined || value.length > LONGEST || shape.test(value);
}

const LONGEST = 200;
/** Parts that may be longer or shorter: each multiplies the ways there are to read a text. */
const MOST_CHOICES = 3;
/** Nothing is repeated that repeats itself: such patterns take no longer than the text is. */
const SIMPLE =
  /^(?:[^()\\+*{}]|\\.|\[(?:[^\]\\]|\\.)*\]|[+*](?!.*[+*])|\{\d+(?:,\d+)?\}|\((?:\?:)?(?:[^()\\+*{}]|\\.|\[(?:[^\]\\]|\\.)*\]|\{\d+(?:,\d+)?\})*\)\??(?![+*{]))*$/;

export function isOfPattern(value: string, pattern: string | undefined): boolean {
  if (pattern === undefined || value.length > LONGEST || pattern.length > LONGEST || !SIMPLE.test(pattern)) return true;
  if ((pattern.match(/[+*?]|\{\d+,/g) ?? []).length > MOST_CHOICES) return true;
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return true;
  }
}
