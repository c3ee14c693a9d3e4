/** Which fields the rows of a file have, by the layout that it is read with (nodes/files/layout.ts). */
import type { Json, JsonObject, JsonSchema } from '../json.ts';

/** Of `rows`: one data record. `{ type: 'object' }` where the layout names no columns. */
export function rowSchema(layout: Json | undefined): JsonSchema {
  return recordSchema(isObject(layout) ? layout : {}, isObject(layout) ? layout['columns'] : undefined);
}

/** Of the header or the trailer record; undefined when the layout has none. */
export function frameSchema(layout: Json | undefined, which: 'header' | 'trailer'): JsonSchema | undefined {
  const frame = isObject(layout) ? layout[which] : undefined;
  return isObject(layout) && isObject(frame) ? recordSchema(layout, frame['columns']) : undefined;
}

function recordSchema({ format }: JsonObject, columns: Json | undefined): JsonSchema {
  if (!Array.isArray(columns)) return { type: 'object' };
  const properties: Record<string, Json> = {};
  for (const column of columns as readonly Json[]) {
    if (!isObject(column) || typeof column['name'] !== 'string') return { type: 'object' };
    properties[column['name']] = columnSchema(column, format === 'json-lines');
  }
  return { type: 'object', additionalProperties: false, required: Object.keys(properties), properties };
}

/** `asFound`: a column without a type is taken as it stands in JSON. */
function columnSchema({ type, required, value }: JsonObject, asFound: boolean): JsonSchema {
  if (type === undefined && asFound) return {};
  const orNothing = required === true || (typeof value === 'string' && value !== '') ? [] : ['null'];
  switch (type) {
    case 'integer':
      return { type: ['integer', ...orNothing] };
    case 'date':
      return { type: ['string', ...orNothing], format: 'date' };
    default:
      return { type: ['string', ...orNothing] };
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
