/** What a watermark may be (WAI-4), and which of two is further. Pure. */
import type { Json } from '#flows/json.ts';
import { InvalidError } from '../errors.ts';

/** A number, an ISO instant with its zone, a day YYYY-MM-DD, or a text that sorts, such as a change number with its zeros. */
export type WatermarkValue = number | string;

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

/** Above 0 when `a` is further. Numbers and texts cannot be compared: throws InvalidError. */
export function compareWatermarks(a: WatermarkValue, b: WatermarkValue): number {
  if (typeof a !== typeof b)
    throw new InvalidError(`A watermark that was ${JSON.stringify(b)} cannot become ${JSON.stringify(a)}`, {
      code: 'watermark-kind-changed',
      help: 'Give the same kind of value as before, or set the watermark by hand to one of the new kind.',
    });
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b);
  if (INSTANT.test(a) && INSTANT.test(b)) return Date.parse(a) - Date.parse(b);
  return a === b ? 0 : a > b ? 1 : -1;
}

/** Where reading begins: so much before the watermark, for what was committed late. Numbers and other texts have no overlap. */
export function sinceOf(value: WatermarkValue, overlapMs: number): WatermarkValue {
  if (typeof value === 'number' || overlapMs === 0) return value;
  if (DAY.test(value)) return new Date(Date.parse(value) - Math.ceil(overlapMs / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
  return INSTANT.test(value) ? new Date(Date.parse(value) - overlapMs).toISOString() : value;
}

export function isWatermarkValue(value: Json | undefined): value is WatermarkValue {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' && value !== '' && value.length <= 200 && !(INSTANT.test(value) && Number.isNaN(Date.parse(value)));
}
