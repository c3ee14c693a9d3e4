/** Records as flows see them: without Salesforce's `attributes`, sub-queries as plain lists. */
import type { Json, JsonObject } from '#flows/json.ts';

export function toPlainRecord(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).flatMap(([name, value]) => (name === 'attributes' ? [] : [[name, toPlain(value)]])));
}

function toPlain(value: Json): Json {
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== 'object' || value === null) return value;
  const object = value as JsonObject;
  return Array.isArray(object['records']) ? (object['records'] as readonly JsonObject[]).map(toPlainRecord) : toPlainRecord(object);
}

/** Do the record's fields hold what was written? Numbers are compared as numbers, everything else as the text that is stored. */
export function holdsFields(record: JsonObject, fields: JsonObject): boolean {
  return Object.entries(fields).every(([name, wanted]) => isSameValue(record[name] ?? null, wanted));
}

function isSameValue(found: Json, wanted: Json): boolean {
  if (found === wanted) return true;
  if (typeof found === 'number' || typeof wanted === 'number') return found !== null && wanted !== null && Number(found) === Number(wanted);
  // Texts are stored without blanks at their ends, an empty one as null; instants come back with +0000, cut to whole seconds.
  const [held, sent] = [toStored(found), toStored(wanted)];
  if (typeof held === 'string' && typeof sent === 'string' && INSTANT.test(held) && INSTANT.test(sent))
    return wholeSecond(held) === wholeSecond(sent);
  return JSON.stringify(held) === JSON.stringify(sent);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

function toStored(value: Json): Json {
  if (typeof value !== 'string') return value;
  const trimmed = value.trim();
  return trimmed === '' ? null : trimmed;
}

const wholeSecond = (instant: string): number => Math.floor(Date.parse(instant) / 1000);

/** A value as it stands in messages and in what was written alike: for comparison only. Empty: none. */
export function toComparable(value: Json): string {
  const stored = toStored(value);
  if (stored === null) return '';
  const text = typeof stored === 'string' ? stored : JSON.stringify(stored);
  if (INSTANT.test(text) && !Number.isNaN(Date.parse(text))) return new Date(wholeSecond(text) * 1_000).toISOString();
  // Messages show numbers with a decimal point. Leading zeros are part of a key.
  return /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text.replaceAll('\r\n', '\n');
}
