/** What a text is for, from `format` or from a pattern that is written as such patterns are. */
import type { Json } from '../../json.ts';
import type { TextFormat } from './type.ts';

export interface Format {
  readonly format: TextFormat;
  readonly digits?: number;
}

export function formatOfSchema(format: Json | undefined): Format | undefined {
  return typeof format === 'string' && format !== '' ? { format } : undefined;
}

const DIGIT = String.raw`(?:\[0-9\]|\\d)`;
const FIXED = new RegExp(String.raw`^\^${DIGIT}\{(\d+)\}\$$`);
const DATE = new RegExp(String.raw`^\^${DIGIT}\{4\}-${DIGIT}\{2\}-${DIGIT}\{2\}\$$`);
const COUNT = String.raw`(?:\{(?:\d+,)?(\d+)\}|\+|\*)`;
const DECIMAL = new RegExp(
  String.raw`^\^(?:-\?|\[-\+\]\?|\[\+-\]\?)?${DIGIT}${COUNT}\(\?:?\\\.${DIGIT}${COUNT}\)\?\$$|^\^(?:-\?)?${DIGIT}${COUNT}\(\\\.${DIGIT}${COUNT}\)\?\$$`,
);

/** `^[0-9]{10}$` keeps leading zeros; `^-?[0-9]{1,13}(\.[0-9]{1,5})?$` is a decimal; `^[0-9]{4}-[0-9]{2}-[0-9]{2}$` a date. */
export function formatOfPattern(pattern: Json | undefined): Format | undefined {
  if (typeof pattern !== 'string' || pattern.length > 80) return undefined;
  const fixed = FIXED.exec(pattern);
  if (fixed !== null) return Number(fixed[1]) > 1 ? { format: 'zero-padded', digits: Number(fixed[1]) } : undefined;
  if (DATE.test(pattern)) return { format: 'date' };
  const decimal = DECIMAL.exec(pattern);
  if (decimal === null) return undefined;
  const counts = decimal.slice(1).filter((count) => count !== undefined);
  return counts.length === 2 ? { format: 'decimal', digits: Number(counts[0]) + Number(counts[1]) } : { format: 'decimal' };
}
