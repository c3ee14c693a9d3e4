/** A JSON Schema as a form: which field is drawn for which schema, and how values go in and out. Pure. */
import { escapeLiteral, isExpressionText, unescapeLiteral } from '#flows/expressions/expression-text.ts';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';

export type FieldKind =
  | 'text'
  | 'multiline'
  | 'number'
  | 'boolean'
  | 'choice'
  /** Texts in a row. */
  | 'tags'
  /** Objects in a list. */
  | 'list'
  | 'object'
  /** Names of one's own, each with a value. */
  | 'named-values'
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

export function fieldsOf(schema: JsonSchema): readonly FormField[] {
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
  return Object.entries(asObject(schema['properties'])).map(([name, part]) => {
    const field = asObject(part);
    return {
      name,
      label: typeof field['title'] === 'string' ? field['title'] : sentenceOf(name),
      description: typeof field['description'] === 'string' ? field['description'] : undefined,
      required: required.has(name),
      schema: field,
      kind: kindOf(field),
    };
  });
}

export function kindOf(schema: JsonSchema): FieldKind {
  if (Array.isArray(schema['enum'])) return 'choice';
  switch (typeOf(schema)) {
    case 'string':
      return schema['format'] === 'multiline' ? 'multiline' : 'text';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array': {
      const items = asObject(schema['items']);
      if (typeOf(items) === 'string' && !Array.isArray(items['enum'])) return 'tags';
      return typeOf(items) === 'object' && Object.keys(asObject(items['properties'])).length > 0 ? 'list' : 'json';
    }
    case 'object':
      if (schema['format'] === 'json-schema') return 'json';
      if (Object.keys(asObject(schema['properties'])).length > 0) return 'object';
      return schema['additionalProperties'] === false ? 'json' : 'named-values';
    default:
      return 'json';
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

/** May the field hold `= …`? Data such as schemas may not, and lists and objects hold expressions inside. */
export function takesExpression({ kind, schema }: Pick<FormField, 'kind' | 'schema'>): boolean {
  if (schema['format'] === 'json-schema' || schema['format'] === 'map-rows') return false;
  return kind !== 'list' && kind !== 'object' && (kind !== 'named-values' || schema['format'] === 'expression');
}

export function isExpression(value: Json | undefined): value is string {
  return isExpressionText(value);
}

/** Whether the field shows the expression editor: it holds one, or it is empty and made for one. */
export function startsAsExpression(field: FormField, value: Json | undefined): boolean {
  if (isExpressionText(value)) return true;
  return value === undefined && field.schema['format'] === 'expression' && takesExpression(field);
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

/** `requestedDate` → `Requested date`. */
export function sentenceOf(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`).replace(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
