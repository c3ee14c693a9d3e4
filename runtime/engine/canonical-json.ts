/** One text per JSON value whatever the order of its fields: what duplicates are compared by (INT-2). */
import type { Json, JsonObject } from '#flows/json.ts';

export function canonicalJson(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalJson).join(',')}]`;
  const object = value as JsonObject;
  const fields: string[] = [];
  for (const name of Object.keys(object).sort()) {
    const field = object[name];
    if (field !== undefined) fields.push(`${JSON.stringify(name)}:${canonicalJson(field)}`);
  }
  return `{${fields.join(',')}}`;
}
