/**
 * Schema objects of OpenAPI → JSON Schema 2020-12 that stands by itself: what is referred to stands in `$defs`, circles stay circles.
 * Only keywords of JSON Schema come through. Formats that forms know as their own (secret, code …) do not: a description says what data look
 * like, never how they are treated here.
 */
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import { fromPointer, toPointer } from '../json-pointer.ts';
import { SERVICE_LIMITS } from './service.ts';

/** Why a part of a description is of no use; caught where the operation is read, which is then left out. */
export class Unusable extends Error {
  readonly code: string;
  readonly path: string;
  readonly help: string;

  constructor(code: string, path: string, message: string, help: string) {
    super(message);
    this.code = code;
    this.path = path;
    this.help = help;
  }
}

/** What is sent lacks what only the service fills in; what comes back lacks what is only ever sent. */
export type Direction = 'request' | 'answer';

const FORMATS = new Set(['date', 'date-time', 'time', 'duration', 'email', 'uri', 'uuid', 'hostname', 'ipv4', 'ipv6', 'byte']);
/** Keywords that come through as they are, where their value is what JSON Schema wants there. */
const PLAIN: { readonly [keyword: string]: (value: Json) => boolean } = {
  title: isText,
  description: isText,
  enum: (value) => Array.isArray(value) && value.length > 0,
  const: () => true,
  minLength: isCount,
  maxLength: isCount,
  pattern: isText,
  minimum: isNumber,
  maximum: isNumber,
  multipleOf: (value) => isNumber(value) && (value as number) > 0,
  minItems: isCount,
  maxItems: isCount,
  uniqueItems: (value) => typeof value === 'boolean',
  minProperties: isCount,
  maxProperties: isCount,
};
const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);
/** For people only: cut, they say less and mean the same. */
const WORDS = new Set(['title', 'description']);
const LONGEST_WORDS = 500;

export class SchemaConverter {
  readonly #document: JsonObject;
  readonly #direction: Direction;
  /** By pointer of what is referred to. */
  readonly #names = new Map<string, string>();
  readonly #definitions: Record<string, Json> = {};

  constructor(document: JsonObject, direction: Direction) {
    this.#document = document;
    this.#direction = direction;
  }

  /** `path`: JSON Pointer of the schema in the document, for problems. Throws Unusable. */
  convert(schema: Json | undefined, path: string): JsonSchema {
    const converted = this.#schema(schema, path, 0);
    return typeof converted === 'boolean' ? (converted ? {} : { not: {} }) : converted;
  }

  /** What the converted schemas refer to, for `$defs` at the root of where they stand. Throws Unusable. */
  get definitions(): JsonObject {
    for (const [pointer, name] of this.#names) {
      if (!leadsToItself(name, this.#definitions)) continue;
      const message = 'The schema is made of itself: a value of it could never be told.';
      throw new Unusable('reference-circle', pointer, message, 'Let it contain itself in a field or in a list instead.');
    }
    return this.#definitions;
  }

  #schema(schema: Json | undefined, path: string, depth: number): JsonSchema | boolean {
    if (typeof schema === 'boolean') return schema;
    if (!isObject(schema)) throw new Unusable('schema-malformed', path, 'This is no schema.', 'A schema is an object.');
    if (depth > SERVICE_LIMITS.depth)
      throw new Unusable('schema-too-deep', path, `The schema is nested more than ${SERVICE_LIMITS.depth} levels deep.`, NAME_PARTS);
    const reference = schema['$ref'];
    const own = this.#own(schema, path, depth);
    if (reference === undefined) return own;
    const referred = { $ref: `#/$defs/${this.#nameOf(reference, `${path}/$ref`)}` };
    const { title: _title, description: _description, ...says } = own;
    // Beside a reference 3.0 says nothing, 3.1 says more.
    return Object.keys(says).length === 0 ? { ...referred, ...own } : { allOf: [referred, own] };
  }

  #own(schema: JsonObject, path: string, depth: number): JsonSchema {
    const own: Record<string, Json> = {};
    const inner = (value: Json | undefined, place: string) => this.#schema(value, `${path}/${place}`, depth + 1);
    for (const [keyword, fits] of Object.entries(PLAIN)) {
      const value = schema[keyword];
      if (value !== undefined && fits(value)) own[keyword] = WORDS.has(keyword) ? shortened(value) : value;
    }
    const types = typesOf(schema, path);
    if (types.length > 0) own['type'] = types.length === 1 ? types[0]! : types;
    if (Array.isArray(own['enum']) && schema['nullable'] === true && !own['enum'].includes(null)) own['enum'] = [...own['enum'], null];
    if (typeof schema['format'] === 'string' && FORMATS.has(schema['format'])) own['format'] = schema['format'];
    for (const bound of ['minimum', 'maximum'] as const) addBound(own, schema, bound);
    for (const keyword of ['allOf', 'anyOf', 'oneOf', 'prefixItems'] as const) {
      const parts = schema[keyword];
      if (Array.isArray(parts) && parts.length > 0) own[keyword] = parts.map((part, at) => inner(part, `${keyword}/${at}`));
    }
    for (const keyword of ['items', 'additionalProperties', 'not'] as const)
      if (schema[keyword] !== undefined) own[keyword] = inner(schema[keyword], keyword);
    if (isObject(schema['properties'])) this.#addProperties(own, schema, path, depth);
    else if (Array.isArray(schema['required'])) own['required'] = schema['required'].filter((name) => typeof name === 'string');
    return own;
  }

  #addProperties(own: Record<string, Json>, schema: JsonObject, path: string, depth: number): void {
    const mark = this.#direction === 'request' ? 'readOnly' : 'writeOnly';
    const properties: [string, Json][] = [];
    const absent = new Set<string>();
    for (const [name, part] of Object.entries(schema['properties'] as JsonObject)) {
      const at = `${path}/properties${toPointer([name])}`;
      if (isObject(part) && part[mark] === true) absent.add(name);
      else properties.push([name, this.#schema(part, at, depth + 1)]);
    }
    own['properties'] = Object.fromEntries(properties);
    const required = Array.isArray(schema['required']) ? schema['required'] : [];
    const asked = required.filter((name): name is string => typeof name === 'string' && !absent.has(name));
    if (asked.length > 0) own['required'] = asked;
  }

  #nameOf(reference: Json, path: string): string {
    const pointer = pointerOf(reference, path);
    const known = this.#names.get(pointer);
    if (known !== undefined) return known;
    if (this.#names.size >= 1_000)
      throw new Unusable('schema-too-large', path, 'The operation refers to more than 1000 schemas.', 'Describe it with fewer.');
    const name = freeName(fromPointer(pointer).at(-1) ?? '', new Set(this.#names.values()));
    this.#names.set(pointer, name);
    const target = resolveReference(this.#document, { $ref: reference }, path);
    this.#definitions[name] = this.#schema(target.value, target.path, 0);
    return name;
  }
}

/**
 * What stands behind `$ref`, over several of them. Nothing outside of the document is ever fetched: a description that refers to another
 * one would make us ask addresses that a stranger chose.
 */
export function resolveReference(document: JsonObject, value: Json, path: string): { readonly value: Json; readonly path: string } {
  let found = { value, path };
  for (let steps = 0; isObject(found.value) && found.value['$ref'] !== undefined; steps += 1) {
    const at = `${found.path}/$ref`;
    if (steps >= SERVICE_LIMITS.references)
      throw new Unusable('reference-circle', at, 'The reference leads back to itself.', 'Let it lead to something that is described.');
    const pointer = pointerOf(found.value['$ref'], at);
    let target: Json | undefined = document;
    for (const part of fromPointer(pointer)) {
      if (Array.isArray(target)) target = (target as readonly Json[])[Number(part)];
      else target = isObject(target) && Object.hasOwn(target, part) ? target[part] : undefined;
    }
    if (target === undefined)
      throw new Unusable('reference-unknown', at, `There is nothing at "${String(found.value['$ref'])}".`, 'Correct the reference.');
    found = { value: target, path: pointer };
  }
  return found;
}

const IN_PLACE = ['allOf', 'anyOf', 'oneOf'] as const;

/** Without a step down into the value: a check of it would never end. */
function leadsToItself(name: string, definitions: JsonObject): boolean {
  const seen = new Set<string>();
  const open = [name];
  while (open.length > 0) {
    for (const next of samePlace(definitions[open.pop()!])) {
      if (next === name) return true;
      if (!seen.has(next)) open.push(next);
      seen.add(next);
    }
  }
  return false;
}

function samePlace(schema: Json | undefined): readonly string[] {
  if (!isObject(schema)) return [];
  const { $ref, not } = schema;
  return [
    ...(typeof $ref === 'string' ? [$ref.slice('#/$defs/'.length)] : []),
    ...samePlace(not),
    ...IN_PLACE.flatMap((keyword) => {
      const parts = schema[keyword];
      return Array.isArray(parts) ? (parts as readonly Json[]).flatMap(samePlace) : [];
    }),
  ];
}

function pointerOf(reference: Json | undefined, path: string): string {
  if (typeof reference !== 'string' || !reference.startsWith('#/')) {
    const message = `"${String(reference).slice(0, 200)}" leads out of this document.`;
    throw new Unusable('reference-external', path, message, 'Bundle the description into one document, then import that.');
  }
  try {
    return decodeURIComponent(reference.slice(1));
  } catch {
    throw new Unusable('reference-unknown', path, 'The reference is not written as an address is.', 'Correct the reference.');
  }
}

const NAME_PARTS = 'Give the inner parts names in "components/schemas" and refer to them.';

/** `$defs` are named as they are there, in letters that need no escape in a pointer. */
function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const base = wanted.replaceAll(/[^A-Za-z0-9_.-]/g, '_').slice(0, 80) || 'schema';
  const safe = base === '__proto__' ? 'schema' : base;
  if (!taken.has(safe)) return safe;
  let count = 2;
  while (taken.has(`${safe}-${count}`)) count += 1;
  return `${safe}-${count}`;
}

/** `nullable` of 3.0 stands beside `type`; a type that JSON does not know says nothing. */
function typesOf(schema: JsonObject, path: string): readonly string[] {
  const { type } = schema;
  if (type === undefined) return [];
  const given = (Array.isArray(type) ? type : [type]) as readonly Json[];
  const unknown = given.find((one) => typeof one !== 'string' || !TYPES.has(one));
  if (unknown !== undefined)
    throw new Unusable('schema-malformed', `${path}/type`, `"${String(unknown)}" is no type.`, `Use ${[...TYPES].join(', ')}.`);
  const types = given as readonly string[];
  return schema['nullable'] === true && !types.includes('null') ? [...types, 'null'] : types;
}

/** 3.0: `exclusiveMinimum: true` says it of `minimum`; 3.1: it is a number of its own. */
function addBound(own: Record<string, Json>, schema: JsonObject, bound: 'minimum' | 'maximum'): void {
  const keyword = bound === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
  const exclusive = schema[keyword];
  if (typeof exclusive === 'number') own[keyword] = exclusive;
  if (exclusive !== true || typeof schema[bound] !== 'number') return;
  own[keyword] = schema[bound];
  delete own[bound];
}

function shortened(value: Json): Json {
  return typeof value === 'string' && value.length > LONGEST_WORDS ? `${value.slice(0, LONGEST_WORDS)}…` : value;
}

function isText(value: Json): boolean {
  return typeof value === 'string';
}

function isNumber(value: Json): boolean {
  return typeof value === 'number';
}

function isCount(value: Json): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
