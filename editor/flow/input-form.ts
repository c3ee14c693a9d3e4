/** The input of a run as a form: the schema with what it refers to, values as the form keeps them, the server's faults by field. Pure. */
import { escapeLiteral, unescapeLiteral } from '#flows/expressions/expression-text.ts';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import { asObject } from '../forms/form-model.ts';

const DEEPEST = 8;
/** A form of more is no help to anybody. */
const MOST_FIELDS = 60;

/** Undefined when there is nothing to fill in by fields: then the input is written as JSON. */
export function formSchemaOf(schema: JsonSchema | undefined, resolve: (ref: string) => JsonSchema | undefined): JsonSchema | undefined {
  if (schema === undefined) return undefined;
  const whole = asObject(inline(schema, schema, resolve, 0));
  const fields = Object.keys(asObject(whole['properties'])).length;
  return fields > 0 && fields <= MOST_FIELDS ? whole : undefined;
}

/** Every `$ref` replaced by what it means, as deep as people look. */
function inline(part: Json, root: JsonSchema, resolve: (ref: string) => JsonSchema | undefined, depth: number): Json {
  if (typeof part !== 'object' || part === null || depth > 2 * DEEPEST) return part;
  if (Array.isArray(part)) return part.map((one) => inline(one, root, resolve, depth + 1));
  const { $ref: ref, ...rest } = part as JsonObject;
  if (typeof ref === 'string') {
    const own = ref.startsWith('#/') ? inside(root, ref) : undefined;
    if (own !== undefined) return { ...asObject(inline(own, root, resolve, depth + 2)), ...rest };
    const outer = resolve(ref);
    return outer === undefined ? rest : { ...asObject(inline(outer, outer, resolve, depth + 2)), ...rest };
  }
  return Object.fromEntries(Object.entries(part as JsonObject).map(([name, value]) => [name, inline(value, root, resolve, depth + 1)]));
}

function inside(root: JsonSchema, ref: string): Json | undefined {
  let value: Json | undefined = root;
  for (const name of ref.slice(2).split('/')) value = asObject(value)[name.replaceAll('~1', '/').replaceAll('~0', '~')];
  return value;
}

/** Forms keep literals that look like expressions with an apostrophe before them. */
export const toForm = (value: Json): Json => mapTexts(value, escapeLiteral);
export const fromForm = (value: Json): Json => mapTexts(value, unescapeLiteral);

function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => mapTexts(part, change));
  return Object.fromEntries(Object.entries(value as JsonObject).map(([name, part]) => [name, mapTexts(part, change)]));
}

/** What stands there before anybody has written: what the schema says, and what must be chosen; no empty texts that look filled in. */
export function startingValue(sample: Json, schema: JsonSchema): JsonObject {
  const properties = asObject(schema['properties']);
  const kept = Object.entries(asObject(sample)).filter(([name, value]) => {
    const part = asObject(properties[name]);
    const isGiven = part['default'] !== undefined || part['const'] !== undefined || part['examples'] !== undefined;
    return isGiven || (typeof value === 'object' && value !== null && Object.keys(value).length > 0 && !Array.isArray(value));
  });
  return Object.fromEntries(kept);
}

/** By JSON Pointer. A field that is missing is told at the object around it: it is shown where it is missing. */
export function faultsByField(faults: readonly { readonly path: string; readonly message: string }[]): ReadonlyMap<string, string> {
  return new Map(
    faults.map(({ path, message }) => {
      const missing = /required property '?([^']+?)'?$/.exec(message)?.[1];
      return missing === undefined ? [path, message] : [`${path}/${missing}`, message];
    }),
  );
}
