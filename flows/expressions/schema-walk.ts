/** Reading a config's JSON Schema beside the config: what a place is meant to hold. Local `$ref`s and `allOf` are followed. */
import type { Json, JsonObject, JsonSchema } from '../json.ts';

/** Schema of `value[key]`; undefined when the schema does not say. `parent` is the schema of `value`, `root` resolves `#/$defs/…`. */
export function schemaOfPart(root: JsonSchema, parent: JsonSchema | undefined, key: string | number): JsonSchema | undefined {
  for (const schema of branches(root, parent)) {
    const found = typeof key === 'number' ? itemSchema(schema, key) : propertySchema(schema, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Names of the fields that the schema describes one by one. */
export function propertyNames(root: JsonSchema, schema: JsonSchema | undefined): readonly string[] {
  return branches(root, schema).flatMap(({ properties }) => (isSchema(properties) ? Object.keys(properties) : []));
}

/** Does the schema ask for this type and no other (null apart)? */
export function saysType(root: JsonSchema, schema: JsonSchema | undefined, wanted: 'array' | 'boolean'): boolean {
  return branches(root, schema).some((branch) => {
    const type = branch['type'];
    if (typeof type === 'string') return type === wanted;
    if (Array.isArray(type)) return type.includes(wanted) && type.every((one) => one === wanted || one === 'null');
    const choices = branch['anyOf'] ?? branch['oneOf'];
    return (
      Array.isArray(choices) &&
      choices.length > 0 &&
      (choices as readonly Json[]).every((choice) => isSchema(choice) && saysType(root, choice, wanted))
    );
  });
}

/** A keyword of the schema or of what it refers to. */
export function keywordOf(root: JsonSchema, schema: JsonSchema | undefined, keyword: string): Json | undefined {
  for (const branch of branches(root, schema)) if (branch[keyword] !== undefined) return branch[keyword];
  return undefined;
}

export function isRequired(root: JsonSchema, parent: JsonSchema | undefined, key: string): boolean {
  return branches(root, parent).some((branch) => {
    const required = branch['required'];
    return Array.isArray(required) && required.includes(key);
  });
}

/** References deeper than this are circles. */
const DEEPEST_REFERENCE = 16;

/** The schema itself with all that it takes in by local `$ref` and `allOf`. */
export function branches(root: JsonSchema, schema: JsonSchema | undefined, depth = 0): readonly JsonSchema[] {
  if (schema === undefined || depth > DEEPEST_REFERENCE) return [];
  const found: JsonSchema[] = [schema];
  const reference = schema['$ref'];
  if (typeof reference === 'string' && reference.startsWith('#'))
    found.push(...branches(root, resolvePointer(root, reference.slice(1)), depth + 1));
  const all = schema['allOf'];
  if (Array.isArray(all)) for (const part of all as readonly Json[]) if (isSchema(part)) found.push(...branches(root, part, depth + 1));
  return found;
}

function propertySchema(schema: JsonSchema, key: string): JsonSchema | undefined {
  const properties = schema['properties'];
  if (isSchema(properties) && Object.hasOwn(properties, key)) return asSchema(properties[key]);
  return asSchema(schema['additionalProperties']);
}

function itemSchema(schema: JsonSchema, index: number): JsonSchema | undefined {
  const prefix = schema['prefixItems'];
  if (Array.isArray(prefix) && index < prefix.length) return asSchema((prefix as readonly Json[])[index]);
  return asSchema(schema['items']);
}

export function resolvePointer(root: JsonSchema, pointer: string): JsonSchema | undefined {
  let value: Json | undefined = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    value = isSchema(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return asSchema(value);
}

function asSchema(value: Json | undefined): JsonSchema | undefined {
  return isSchema(value) ? value : undefined;
}

function isSchema(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
