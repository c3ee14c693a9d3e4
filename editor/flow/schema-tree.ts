/** A schema as rows of a tree, and where a value that came differs from it. Pure. */
import { branches } from '#flows/expressions/schema-walk.ts';
import type { Json, JsonSchema } from '#flows/json.ts';
import { resolveSchema } from '#flows/schemas/schemas.ts';
import { isSealedToken } from '#flows/sealed-token.ts';
import { asObject, typeOf } from '../forms/form-model.ts';

export interface SchemaRow {
  /** `items.quantity`; a list stands for each of its entries. */
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly type: string;
  readonly required: boolean;
  readonly about?: string;
  /** Of the value that came; left out where it is as the schema says, or nothing came. */
  readonly differs?: 'missing' | 'unknown-field' | 'other-type';
  /** What came instead. */
  readonly came?: string;
}

const DEEPEST = 6;
const MOST_ROWS = 400;

/** `value` undefined: nothing came yet. */
export function schemaRows(schema: JsonSchema, value?: Json): readonly SchemaRow[] {
  const rows: SchemaRow[] = [];
  addFields(schema, schema, value, '', 0, rows);
  return rows.slice(0, MOST_ROWS);
}

function addFields(schema: JsonSchema, root: JsonSchema, value: Json | undefined, path: string, depth: number, rows: SchemaRow[]): void {
  const { parts, within } = partsOf(schema, root);
  const inside = parts.flatMap((part) => (typeOf(part) === 'array' ? partsOf(asObject(part['items']), within).parts : [part]));
  const required = new Set(inside.flatMap(({ required: names }) => (Array.isArray(names) ? names.map(String) : [])));
  const fields = new Map<string, JsonSchema>();
  for (const { properties } of inside)
    for (const [name, field] of Object.entries(asObject(properties)))
      if (field !== false && !fields.has(name)) fields.set(name, asObject(field));
  const holder = Array.isArray(value) ? (value as readonly Json[])[0] : value;
  const came = isPlain(holder) ? asObject(holder) : undefined;
  for (const [name, field] of fields) {
    const here = path === '' ? name : `${path}.${name}`;
    const given = came?.[name];
    const known = partsOf(field, within).parts;
    const type = typeText(known);
    rows.push({
      path: here,
      name,
      depth,
      type,
      required: required.has(name),
      ...aboutOf(known),
      ...differenceOf(known, given, came !== undefined && required.has(name)),
    });
    if (depth < DEEPEST && rows.length < MOST_ROWS) addFields(field, within, given, here, depth + 1, rows);
  }
  const isOpen =
    inside.length === 0 ||
    inside.some(
      ({ additionalProperties, properties }) =>
        properties === undefined || (additionalProperties !== undefined && additionalProperties !== false),
    );
  if (came === undefined || (isOpen && fields.size === 0)) return;
  for (const [name, given] of Object.entries(came)) {
    if (fields.has(name)) continue;
    const here = path === '' ? name : `${path}.${name}`;
    rows.push({ path: here, name, depth, type: typeOfValue(given), required: false, differs: 'unknown-field' });
  }
}

function partsOf(schema: JsonSchema, root: JsonSchema): { readonly parts: readonly JsonSchema[]; readonly within: JsonSchema } {
  const ref = schema['$ref'];
  const named = typeof ref === 'string' && !ref.startsWith('#') ? resolveSchema(ref) : undefined;
  return named === undefined ? { parts: branches(root, schema), within: root } : { parts: branches(named, named), within: named };
}

function differenceOf(known: readonly JsonSchema[], given: Json | undefined, wanted: boolean): Pick<SchemaRow, 'differs' | 'came'> {
  if (given === undefined) return wanted ? { differs: 'missing' } : {};
  const types = known.flatMap(({ type }) => (Array.isArray(type) ? type.map(String) : type === undefined ? [] : [String(type)]));
  const came = typeOfValue(given);
  // What is not for everybody has no type that is seen.
  if (types.length === 0 || isSealedToken(given) || types.includes(came) || (came === 'integer' && types.includes('number'))) return {};
  return { differs: 'other-type', came };
}

function typeText(parts: readonly JsonSchema[]): string {
  const part = parts.find((one) => typeOf(one) !== undefined);
  if (part === undefined) return parts.some(({ enum: choices }) => Array.isArray(choices)) ? 'choice' : 'any';
  const type = typeOf(part)!;
  if (type !== 'array') return typeof part['format'] === 'string' && type === 'string' ? String(part['format']) : type;
  return `${typeOf(asObject(part['items'])) ?? 'any'}[]`;
}

function aboutOf(parts: readonly JsonSchema[]): Pick<SchemaRow, 'about'> {
  const about = parts.map(({ title, description }) => description ?? title).find((one): one is string => typeof one === 'string');
  return about === undefined ? {} : { about };
}

export function typeOfValue(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function isPlain(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
