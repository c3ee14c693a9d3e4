/** A value that a schema would take, to begin writing an input with: its example where it has one. Pure. */
import type { Json, JsonObject, JsonSchema } from './json.ts';

const DEEPEST = 8;

/** `resolve`: schemas that `$ref` names from outside; `#/$defs/…` is found in the schema itself. */
export function sampleOf(schema: JsonSchema, resolve: (ref: string) => JsonSchema | undefined): Json {
  return sample(schema, schema, resolve, 0);
}

function sample(schema: Json | undefined, root: JsonSchema, resolve: (ref: string) => JsonSchema | undefined, depth: number): Json {
  if (!isObject(schema) || depth > DEEPEST) return null;
  const { examples, enum: choices, $ref: ref, anyOf, oneOf } = schema;
  if (Array.isArray(examples) && examples.length > 0) return examples[0] as Json;
  if (schema['default'] !== undefined) return schema['default'];
  if (schema['const'] !== undefined) return schema['const'];
  if (Array.isArray(choices) && choices.length > 0) return choices[0] as Json;
  if (typeof ref === 'string') {
    const inner = ref.startsWith('#/') ? inside(root, ref) : undefined;
    if (inner !== undefined) return sample(inner, root, resolve, depth + 1);
    const outer = resolve(ref);
    return outer === undefined ? null : sample(outer, outer, resolve, depth + 1);
  }
  const [first] = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : [];
  if (first !== undefined && schema['type'] === undefined) return sample(first as Json, root, resolve, depth + 1);
  return byType(schema, (part) => sample(part, root, resolve, depth + 1));
}

function byType(schema: JsonObject, sampleOfPart: (part: Json | undefined) => Json): Json {
  const type = Array.isArray(schema['type']) ? schema['type'].find((name) => name !== 'null') : schema['type'];
  switch (type ?? (schema['properties'] === undefined ? undefined : 'object')) {
    case 'object': {
      const properties = isObject(schema['properties']) ? schema['properties'] : {};
      return Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, sampleOfPart(part)]));
    }
    case 'array':
      return [sampleOfPart(schema['items'])];
    case 'string':
      return '';
    case 'number':
    case 'integer':
      return typeof schema['minimum'] === 'number' ? schema['minimum'] : 0;
    case 'boolean':
      return false;
    default:
      return null;
  }
}

function inside(root: JsonSchema, ref: string): Json | undefined {
  let value: Json | undefined = root;
  for (const name of ref.slice(2).split('/')) value = isObject(value) ? value[name.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  return value;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
