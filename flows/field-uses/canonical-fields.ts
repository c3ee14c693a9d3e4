/** The names that a field has in the canonical objects: where a schema refers to one on the way to the field. */
import { resolvePointer } from '../expressions/schema-walk.ts';
import type { Json, JsonSchema } from '../json.ts';

export interface CanonicalField {
  /** `schemas/sales-order.json` */
  readonly schema: string;
  /** Names with dots between them, of that object; empty: the object itself. */
  readonly field: string;
}

/** Schemas that refer to themselves, and those with many choices, end here. */
const MOST_PLACES = 400;

/** `path`: names from the root of `schema`; items of a list have the path of the list. */
export function canonicalFieldsOn(
  schema: JsonSchema,
  path: readonly string[],
  find: (ref: string) => JsonSchema | undefined,
): readonly CanonicalField[] {
  let places: readonly Place[] = widen([{ root: schema, schema, named: [] }], find);
  for (const name of path) {
    const next = places.flatMap((place) => partsOf(place, name));
    places = widen(next, find);
  }
  const fields = places.flatMap(({ named }) => named.map(({ ref, names }) => ({ schema: ref, field: names.join('.') })));
  return [...new Map(fields.map((field) => [`${field.schema} ${field.field}`, field])).values()];
}

interface Place {
  /** What `#/…` is looked up in. */
  readonly root: JsonSchema;
  readonly schema: JsonSchema;
  /** The canonical objects that we are in, with the names since each. */
  readonly named: readonly { readonly ref: string; readonly names: readonly string[] }[];
}

/** All that the schema says is behind it: what it refers to, its parts and choices, the items of a list. */
function widen(places: readonly Place[], find: (ref: string) => JsonSchema | undefined): readonly Place[] {
  const found: Place[] = [];
  const seen = new Set<string>();
  const numbers = new Map<object, number>();
  const numberOf = (schema: object) => {
    if (!numbers.has(schema)) numbers.set(schema, numbers.size);
    return numbers.get(schema)!;
  };
  const waiting = [...places];
  while (waiting.length > 0 && found.length < MOST_PLACES) {
    const place = waiting.shift()!;
    const key = `${numberOf(place.schema)} ${JSON.stringify(place.named)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    found.push(place);
    const { schema, root, named } = place;
    const reference = schema['$ref'];
    if (typeof reference === 'string') {
      if (reference.startsWith('#')) add(waiting, place, reference === '#' ? root : resolvePointer(root, reference.slice(1)));
      else {
        const target = find(reference);
        const isIn = named.some(({ ref, names }) => ref === reference && names.length === 0);
        if (target !== undefined)
          waiting.push({ root: target, schema: target, named: isIn ? named : [...named, { ref: reference, names: [] }] });
      }
    }
    for (const keyword of ['allOf', 'anyOf', 'oneOf', 'prefixItems']) for (const part of listOf(schema[keyword])) add(waiting, place, part);
    add(waiting, place, schema['items']);
  }
  return found;
}

function add(waiting: Place[], place: Place, schema: Json | undefined): void {
  if (isSchema(schema)) waiting.push({ ...place, schema });
}

function partsOf({ root, schema, named }: Place, name: string): readonly Place[] {
  const properties = isSchema(schema['properties']) ? schema['properties'] : {};
  const names = name === '*' ? Object.keys(properties) : [name];
  return names.flatMap((each): readonly Place[] => {
    const part = Object.hasOwn(properties, each) ? properties[each] : schema['additionalProperties'];
    if (!isSchema(part)) return [];
    return [{ root, schema: part, named: named.map((one) => ({ ref: one.ref, names: [...one.names, each] })) }];
  });
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function isSchema(value: Json | undefined): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
