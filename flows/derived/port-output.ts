/** What a step gives behind one of its ports: the output of its node type, said closer. */
import type { Json, JsonObject, JsonSchema } from '../json.ts';

/** `steps.<id>` of a step that failed and whose port `error` leads on (engine: `failStep`). */
export const FAILED_OUTPUT: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      additionalProperties: false,
      required: ['class', 'code', 'message'],
      properties: {
        class: { type: 'string' },
        code: { type: 'string' },
        message: { type: 'string' },
        help: { type: 'string' },
        retryAfterMs: { type: 'number' },
        details: { type: 'array', items: {} },
        target: { type: 'string' },
        signInRefused: { type: 'boolean' },
      },
    },
  },
};

export function narrowOutput(whole: JsonSchema, closer: JsonSchema | undefined): JsonSchema {
  if (closer === undefined) return whole;
  if (closer['type'] !== undefined || whole['properties'] === undefined)
    return closer['type'] === undefined ? { ...whole, ...closer } : closer;
  const properties: Record<string, Json> = { ...objectOf(whole['properties']) };
  for (const [name, part] of Object.entries(objectOf(closer['properties']))) {
    const known = properties[name];
    if ((part as Json) === false) delete properties[name];
    else properties[name] = isObject(part) && isObject(known) && part['type'] === undefined ? narrowProperty(known, part) : part;
  }
  const required = [...new Set([...listOf(whole['required']), ...listOf(closer['required'])])].filter((name) =>
    Object.hasOwn(properties, String(name)),
  );
  return { ...whole, properties, required };
}

/** One value is one of its values. */
function narrowProperty({ enum: choices, ...known }: JsonObject, closer: JsonObject): JsonObject {
  return { ...known, ...(choices === undefined || closer['const'] !== undefined ? {} : { enum: choices }), ...closer };
}

/**
 * A node gives the fields that its manifest names and no others (FTY-2): every object with `properties` that says nothing of further
 * ones is closed. What stands behind a `$ref` says it itself.
 */
export function closed(schema: JsonSchema): JsonSchema {
  const known = closedSchemas.get(schema);
  if (known !== undefined) return known;
  const result = close(schema) as JsonSchema;
  closedSchemas.set(schema, result);
  return result;
}

const closedSchemas = new WeakMap<JsonSchema, JsonSchema>();

const ONE = ['items', 'additionalProperties', 'not', 'contains'] as const;
const SEVERAL = ['anyOf', 'oneOf', 'prefixItems'] as const;

function close(schema: Json | undefined): Json | undefined {
  if (!isObject(schema)) return schema;
  const result: Record<string, Json> = { ...schema };
  for (const keyword of ONE) if (isObject(schema[keyword])) result[keyword] = close(schema[keyword])!;
  for (const keyword of SEVERAL) {
    const parts = schema[keyword];
    if (!Array.isArray(parts)) continue;
    // Choices of an object that names its fields itself say more of these, and nothing of the others.
    const isOpen = schema['properties'] !== undefined && keyword !== 'prefixItems';
    result[keyword] = (parts as readonly Json[]).map(
      (part) => close(isOpen && isObject(part) ? { additionalProperties: true, ...part } : part)!,
    );
  }
  for (const keyword of ['properties', '$defs'] as const) {
    const parts = schema[keyword];
    if (isObject(parts)) result[keyword] = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, close(part)!]));
  }
  const combines = ['allOf', 'patternProperties', 'unevaluatedProperties', 'if'].some((keyword) => schema[keyword] !== undefined);
  if (schema['properties'] !== undefined && schema['additionalProperties'] === undefined && !combines)
    result['additionalProperties'] = false;
  return result;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
