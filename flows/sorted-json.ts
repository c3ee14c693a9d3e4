/** JSON without spaces and with sorted keys: equal values give equal texts, so texts can be compared and hashed. */
import type { Json, JsonObject } from './json.ts';

export function sortedJson(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(sortedJson).join(',')}]`;
  const object = value as JsonObject;
  const fields = Object.keys(object)
    .filter((name) => object[name] !== undefined)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${sortedJson(object[name]!)}`);
  return `{${fields.join(',')}}`;
}
