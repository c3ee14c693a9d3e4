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

/** Do the record's fields hold what was written? Numbers are compared as numbers, everything else as text. */
export function holdsFields(record: JsonObject, fields: JsonObject): boolean {
  return Object.entries(fields).every(([name, wanted]) => isSameValue(record[name] ?? null, wanted));
}

function isSameValue(found: Json, wanted: Json): boolean {
  if (found === wanted) return true;
  if (typeof found === 'number' || typeof wanted === 'number') return found !== null && wanted !== null && Number(found) === Number(wanted);
  // An empty text is stored as null; instants come back with +0000, cut to whole seconds.
  if ((found === null && wanted === '') || (found === '' && wanted === null)) return true;
  if (typeof found === 'string' && typeof wanted === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(found) && /^\d{4}-\d{2}-\d{2}T/.test(wanted))
    return wholeSecond(found) === wholeSecond(wanted);
  return JSON.stringify(found) === JSON.stringify(wanted);
}

const wholeSecond = (instant: string): number => Math.floor(Date.parse(instant) / 1000);
