/** Values of variables and value maps as people type them, and back. Pure. */
import type { Json } from '#flows/json.ts';
import { t } from '../text.ts';

export type ValueKind = 'text' | 'number' | 'boolean' | 'json';

export const KIND_LABELS: { readonly [kind in ValueKind]: string } = {
  text: t('value.text', 'Text'),
  number: t('value.number', 'Number'),
  boolean: t('value.boolean', 'Yes or no'),
  json: t('value.json', 'JSON'),
};

export function kindOf(value: Json): ValueKind {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'json';
}

export function toText(value: Json): string {
  return typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}

export type Read = { readonly value: Json } | { readonly problem: string };

export function readValue(kind: ValueKind, text: string): Read {
  if (kind === 'text') return { value: text };
  if (kind === 'boolean') return { value: text === 'true' };
  if (kind === 'number') {
    const number = Number(text.trim());
    return text.trim() === '' || !Number.isFinite(number)
      ? { problem: t('value.no-number', 'That is no number; decimals have a point.') }
      : { value: number };
  }
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

/** An entry keeps the kind it has: a number stays one while what is typed is one, all else is text. */
export function readEntry(before: Json | undefined, text: string): Json {
  if (before === undefined || typeof before === 'string') return text;
  const read = readValue(kindOf(before), text);
  return 'value' in read ? read.value : text;
}
