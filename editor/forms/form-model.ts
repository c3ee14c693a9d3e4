/** A JSON Schema as a form: which field is drawn for which schema, and how values go in and out. Pure. */

import type { OptionsWish } from '#flows/connection-manifest.ts';
import { escapeLiteral, isExpressionText, unescapeLiteral } from '#flows/expressions/expression-text.ts';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import { spokenName } from '../spoken.ts';

export type FieldKind =
  | 'text'
  | 'multiline'
  | 'number'
  /** Milliseconds, written with a unit. */
  | 'duration'
  | 'boolean'
  | 'choice'
  /** The name of something that is listed elsewhere: a flow, a value map. */
  | 'lookup'
  /** Texts in a row. */
  | 'tags'
  /** Objects in a list. */
  | 'list'
  | 'object'
  /** Names of one's own, each with a value. */
  | 'named-values'
  /** Rows of a mapping: a target and what is written there. */
  | 'map-rows'
  /** A JSON Schema, by name or written out. */
  | 'schema'
  /** Whatever it may be: a text, fields of one's own, JSON. */
  | 'any'
  /** Whatever has no field of its own: written as JSON. */
  | 'json';

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly description: string | undefined;
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly kind: FieldKind;
}

/** What the runtime fills in itself (`readOnly`) and what does not count as the others stand (`x-when`) is no field. */
export function fieldsOf(schema: JsonSchema, value: JsonObject = {}): readonly FormField[] {
  let fields = known.get(schema);
  if (fields === undefined) known.set(schema, (fields = findFields(schema)));
  const properties = asObject(schema['properties']);
  return fields.filter((field) => field.schema['x-when'] === undefined || counts(field.schema, value, properties));
}

/** A form asks with every key. */
const known = new WeakMap<JsonSchema, readonly FormField[]>();

function findFields(schema: JsonSchema): readonly FormField[] {
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
  return Object.entries(asObject(schema['properties'])).flatMap(([name, part]) => {
    const field = asObject(part);
    return field['readOnly'] === true ? [] : [fieldOf(name, field, required.has(name))];
  });
}

export function fieldOf(name: string, schema: JsonSchema, required: boolean): FormField {
  return {
    name,
    label: spokenName(typeof schema['title'] === 'string' ? schema['title'] : sentenceOf(name)),
    description: typeof schema['description'] === 'string' ? spokenName(schema['description']) : undefined,
    required,
    schema,
    kind: kindOf(schema),
  };
}

/** `x-when: { authentication: ['oauth2'] }`: only while another field has one of these values. */
export function counts(schema: JsonObject, value: JsonObject, properties: JsonObject): boolean {
  return Object.entries(asObject(schema['x-when'])).every(([name, wanted]) =>
    asList(wanted).includes(value[name] ?? asObject(properties[name])['default'] ?? ''),
  );
}

/** Names that are looked up before any run, so they cannot be computed. */
const LOOKED_UP = ['flow', 'connection', 'value-map'];

export function kindOf(schema: JsonSchema): FieldKind {
  const { format } = schema;
  if (Array.isArray(schema['enum'])) return 'choice';
  if (format === 'json-schema') return 'schema';
  if (format === 'map-rows') return 'map-rows';
  switch (typeOf(schema)) {
    case 'string':
      if (LOOKED_UP.includes(String(format))) return 'lookup';
      return format === 'multiline' ? 'multiline' : 'text';
    case 'number':
    case 'integer':
      return format === 'duration-ms' ? 'duration' : 'number';
    case 'boolean':
      return 'boolean';
    case 'array': {
      const items = asObject(schema['items']);
      if (typeOf(items) === 'string' && !Array.isArray(items['enum'])) return 'tags';
      return typeOf(items) === 'object' && Object.keys(asObject(items['properties'])).length > 0 ? 'list' : 'json';
    }
    case 'object':
      if (Object.keys(asObject(schema['properties'])).length > 0) return 'object';
      return schema['additionalProperties'] === false ? 'json' : 'named-values';
    default:
      return 'any';
  }
}

/** First type that is not null; a field that may be text is a text field, whatever else it may be. */
export function typeOf(schema: JsonSchema): string | undefined {
  const type = schema['type'];
  if (typeof type === 'string') return type;
  if (!Array.isArray(type)) return undefined;
  return type.includes('string')
    ? 'string'
    : (type.find((name): name is string => typeof name === 'string' && name !== 'null') ?? undefined);
}

/**
 * May the field hold `= …`? Schemas, mappings and names that are looked up before a run may not, nor what says of itself that it
 * never does (`x-fixed`); lists and objects do so inside.
 */
export function takesExpression({ kind, schema }: Pick<FormField, 'kind' | 'schema'>): boolean {
  const computed = schema['format'] === 'expression';
  if (schema['x-fixed'] === true) return false;
  switch (kind) {
    case 'schema':
    case 'map-rows':
      return false;
    case 'lookup':
      return schema['format'] === 'value-map';
    case 'object':
    case 'list':
    case 'named-values':
      return computed;
    default:
      return true;
  }
}

/** The list that the field's system is asked for; undefined: none. Of `items` or `propertyNames` it is said there. */
export function wishOf(schema: JsonSchema): OptionsWish | undefined {
  const wish = schema['x-options'];
  return typeof wish === 'object' && wish !== null ? (wish as unknown as OptionsWish) : undefined;
}

/** What a list depends on, out of the config that the field is part of. */
export type GivenForOptions =
  | { readonly kind: 'known'; readonly given: { readonly [field: string]: string } }
  /** Not filled yet, or computed and so only known in a run. */
  | { readonly kind: 'missing' | 'computed'; readonly field: string };

export function givenFor({ with: wanted = [] }: OptionsWish, config: JsonObject): GivenForOptions {
  const given: Record<string, string> = {};
  for (const field of wanted) {
    const value = config[field];
    if (isExpressionText(value)) return { kind: 'computed', field };
    const text = literalText(value);
    if (text === '') return { kind: 'missing', field };
    given[field] = text;
  }
  return { kind: 'known', given };
}

/** Whether the field shows the expression editor: it holds one, or it is empty and made for one. */
export function startsAsExpression(field: FormField, value: Json | undefined): boolean {
  if (isExpressionText(value)) return true;
  const madeForOne = field.schema['format'] === 'expression' || field.kind === 'any';
  return isEmpty(value) && madeForOne && takesExpression(field);
}

export function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === '';
}

/** The fixed value as an expression that gives the same. */
export function toExpression(value: Json | undefined): string | undefined {
  if (isEmpty(value)) return undefined;
  return `= ${typeof value === 'string' ? JSON.stringify(unescapeLiteral(value)) : JSON.stringify(value)}`;
}

/** The fixed value that an expression gives whatever comes in; undefined when it really computes. */
export function toFixed(expression: string): Json | undefined {
  try {
    const value = JSON.parse(expression.replace(/^=/, '')) as Json;
    return typeof value === 'string' ? escapeLiteral(value) : value;
  } catch {
    return undefined;
  }
}

/** Text as people see it: without the escape that keeps a leading `=` a literal. */
export function literalText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? unescapeLiteral(value) : JSON.stringify(value);
}

/** Empty text means: leave the field out. */
export function fromLiteralText(text: string): string | undefined {
  return text === '' ? undefined : escapeLiteral(text);
}

/** The object with the field set; `undefined` takes it away. */
export function withField(object: JsonObject, name: string, value: Json | undefined): JsonObject {
  if (value === undefined) {
    const { [name]: _gone, ...rest } = object;
    return rest;
  }
  return { ...object, [name]: value };
}

export function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

export function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** `requestedDate` → `Requested date`; what is written in capitals stays. */
export function sentenceOf(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`).replace(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
