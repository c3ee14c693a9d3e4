/** A watermark as people read and write it: of the kind that it was. Pure. */
import type { Json } from '#flows/json.ts';

export function watermarkText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Empty: null. A number stays one where it was one; "0000000999" is a text. */
export function watermarkOf(text: string, before: Json): Json {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (typeof before === 'string') return trimmed;
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed;
}
