/**
 * A place in JSON Schemas, for the words that types do not keep: titles, descriptions, which fields are asked for. References to parts of
 * the same document and to the canonical objects are followed. Pure.
 */
import { branches } from '#flows/expressions/schema-walk.ts';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import { resolveSchema } from '#flows/schemas/schemas.ts';

/** `#/…` in `schema` refers to `root`. */
export interface SchemaPlace {
  readonly root: JsonSchema;
  readonly schema: JsonSchema;
}

export interface FieldWords {
  readonly title?: string;
  readonly about?: string;
}

const DEEPEST = 8;

export function placeOf(schema: JsonSchema | undefined): readonly SchemaPlace[] {
  return schema === undefined ? [] : openPlace({ root: schema, schema }, 0);
}

export function fieldPlaces(places: readonly SchemaPlace[], name: string): readonly SchemaPlace[] {
  return places.flatMap(({ root, schema: { properties } }) =>
    isObject(properties) && isObject(properties[name]) ? openPlace({ root, schema: properties[name] }, 0) : [],
  );
}

export function itemPlaces(places: readonly SchemaPlace[]): readonly SchemaPlace[] {
  return places.flatMap(({ root, schema: { items } }) => (isObject(items) ? openPlace({ root, schema: items }, 0) : []));
}

/** What stands nearest is said: the field's own words before those of what it refers to. */
export function wordsOf(places: readonly SchemaPlace[]): FieldWords {
  const title = places.map(({ schema }) => schema['title']).find((one) => typeof one === 'string');
  const about = places.map(({ schema }) => schema['description']).find((one) => typeof one === 'string');
  return { ...(title === undefined ? {} : { title: title as string }), ...(about === undefined ? {} : { about: about as string }) };
}

function openPlace({ root, schema }: SchemaPlace, depth: number): readonly SchemaPlace[] {
  if (depth > DEEPEST) return [];
  return branches(root, schema).flatMap((branch): readonly SchemaPlace[] => {
    const reference = branch['$ref'];
    const named = typeof reference === 'string' && !reference.startsWith('#') ? resolveSchema(reference) : undefined;
    const choices = [branch['anyOf'], branch['oneOf']].flatMap((list) => (Array.isArray(list) ? (list as readonly Json[]) : []));
    return [
      { root, schema: branch },
      ...(named === undefined ? [] : openPlace({ root: named, schema: named }, depth + 1)),
      ...choices.flatMap((choice) => (isObject(choice) ? openPlace({ root, schema: choice }, depth + 1) : [])),
    ];
  });
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
