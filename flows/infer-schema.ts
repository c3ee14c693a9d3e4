/** A schema that samples fit: types, and as required what every sample has. Pure. */
import type { Json, JsonObject, JsonSchema } from './json.ts';

const DEEPEST = 32;

export function inferSchema(samples: readonly Json[], depth = 0): JsonSchema {
  const types = [...new Set(samples.map(typeOf))].toSorted();
  // An integer among numbers is a number.
  const named = types.includes('number') ? types.filter((type) => type !== 'integer') : types;
  if (named.length === 0 || depth > DEEPEST) return {};
  const objects = samples.filter(isObject);
  const lists = samples.filter((sample): sample is Json[] & Json => Array.isArray(sample));
  return {
    type: named.length === 1 ? named[0]! : named,
    ...(objects.length === 0 ? {} : fieldsOf(objects, depth)),
    ...(lists.length === 0 ? {} : { items: inferSchema(lists.flat() as readonly Json[], depth + 1) }),
  };
}

function fieldsOf(objects: readonly JsonObject[], depth: number): JsonObject {
  const names = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  const required = names.filter((name) => objects.every((object) => name in object));
  return {
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(
      names.map((name) => [
        name,
        inferSchema(
          objects.flatMap((object) => (name in object ? [object[name]!] : [])),
          depth + 1,
        ),
      ]),
    ),
  };
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
