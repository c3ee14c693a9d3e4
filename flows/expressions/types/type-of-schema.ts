/**
 * From a JSON Schema (2020-12) to the type of what it lets through. Never too narrow: a keyword that is not understood narrows nothing.
 * Types of one schema object are made once.
 */
import type { Json, JsonObject, JsonSchema } from '../../json.ts';
import { resolvePointer } from '../schema-walk.ts';
import { meet } from './meet.ts';
import { formatOfPattern, formatOfSchema } from './text-format.ts';
import {
  ANY_OBJECT,
  BOOLEAN,
  constantNumber,
  constantText,
  type Field,
  INTEGER,
  type LazyType,
  type Member,
  NEVER,
  NOTHING,
  NULL,
  NUMBER,
  type NumberType,
  type Resolved,
  type TextType,
  type Type,
  UNKNOWN,
} from './type.ts';
import { mapMembers, union, without } from './union.ts';

/** What `$ref: "schemas/…"` names; undefined when there is none. */
export type FindSchema = (ref: string) => JsonSchema | undefined;

const NO_SCHEMAS: FindSchema = () => undefined;

/** `find` gives schemas that are referred to by name, for one name always the same; what it does not know is unknown. Never throws. */
export function typeOfSchema(schema: JsonSchema | boolean, find: FindSchema = NO_SCHEMAS): Resolved {
  if (typeof schema === 'boolean') return schema ? UNKNOWN : NEVER;
  const { types } = knownOf(find);
  let type = types.get(schema);
  if (type === undefined) {
    type = new Reading(schema, find).read(schema, 0);
    types.set(schema, type);
  }
  return type;
}

interface Known {
  readonly types: WeakMap<object, Resolved>;
  /** By what they are referred to with. */
  readonly named: Map<string, LazyType>;
}

const cache = new WeakMap<FindSchema, Known>();

function knownOf(find: FindSchema): Known {
  let known = cache.get(find);
  if (known === undefined) {
    known = { types: new WeakMap(), named: new Map() };
    cache.set(find, known);
  }
  return known;
}

/** Schemas within schemas; deeper it is unknown. References do not count: they are followed when somebody asks. */
const DEEPEST = 48;
const MOST_CHOICES = 64;
const KINDS = ['null', 'boolean', 'number', 'string', 'array', 'object'] as const;
type Kind = (typeof KINDS)[number];

/** One document; `#/…` refers to its parts. */
class Reading {
  readonly root: JsonSchema;
  readonly find: FindSchema;
  readonly references = new Map<string, LazyType>();

  constructor(root: JsonSchema, find: FindSchema) {
    this.root = root;
    this.find = find;
  }

  /** Any type but a lazy one. */
  read(schema: Json | undefined, depth: number): Resolved {
    const type = this.readLazily(schema, depth);
    return type.kind === 'lazy' ? type.compute() : type;
  }

  readLazily(schema: Json | undefined, depth: number): Type {
    if (schema === false) return NEVER;
    if (!isObject(schema) || depth > DEEPEST) return UNKNOWN;
    const reference = schema['$ref'];
    if (typeof reference === 'string') {
      const target = this.refer(reference);
      const others = Object.keys(schema).filter((key) => !ANNOTATIONS.has(key));
      const type = others.length === 0 ? target : meet(target, this.readOwn(schema, depth));
      return schema['x-unit'] === undefined
        ? type
        : mapMembers(type, (member) => (member.kind === 'number' || member.kind === 'text' ? withUnit(member, schema) : member));
    }
    return this.readOwn(schema, depth);
  }

  private refer(reference: string): Type {
    // Also what others refer to by name: they may refer to each other.
    const references = reference.startsWith('#') ? this.references : knownOf(this.find).named;
    const known = references.get(reference);
    if (known !== undefined) return known;
    let type: Resolved | undefined;
    let isComputing = false;
    const lazy: LazyType = {
      kind: 'lazy',
      name: reference.split('/').at(-1) ?? reference,
      compute: () => {
        if (type !== undefined) return type;
        // A schema that is nothing but itself.
        if (isComputing) return UNKNOWN;
        isComputing = true;
        type = this.follow(reference);
        return type;
      },
    };
    references.set(reference, lazy);
    return lazy;
  }

  private follow(reference: string): Resolved {
    if (reference === '#') return this.read(this.root, 0);
    if (reference.startsWith('#/')) return this.read(resolvePointer(this.root, reference.slice(1)), 0);
    const found = reference.startsWith('#') ? undefined : this.find(reference);
    return found === undefined ? UNKNOWN : typeOfSchema(found, this.find);
  }

  private readOwn(schema: JsonObject, depth: number): Resolved {
    if (schema['enum'] !== undefined) return this.readConstants(schema['enum'], schema);
    if (schema['const'] !== undefined) return this.readConstants([schema['const']], schema);
    let type = this.readKinds(schema, depth);
    for (const part of listOf(schema['allOf'])) type = meet(type, this.readLazily(part, depth + 1));
    for (const keyword of ['anyOf', 'oneOf']) {
      const choices = listOf(schema[keyword]);
      if (choices.length === 0 || choices.length > MOST_CHOICES) continue;
      type = union(...choices.map((choice) => meet(type, this.readLazily(choice, depth + 1))));
    }
    return type;
  }

  private readConstants(values: Json, schema: JsonObject): Resolved {
    const list = listOf(values);
    const kinds = kindsOf(schema);
    const constants = constantsOf(list);
    if (kinds === undefined) return constants;
    return without(constants, (member) => !kinds.has(kindOfMember(member)));
  }

  private readKinds(schema: JsonObject, depth: number): Resolved {
    const kinds = kindsOf(schema);
    if (kinds === undefined && !saysSomething(schema)) return UNKNOWN;
    return union(...[...(kinds ?? new Set(KINDS))].map((kind) => this.readKind(kind, schema, depth)));
  }

  private readKind(kind: Kind, schema: JsonObject, depth: number): Resolved {
    switch (kind) {
      case 'null':
        return NULL;
      case 'boolean':
        return BOOLEAN;
      case 'number':
        return withUnit(schema['type'] === 'integer' ? INTEGER : NUMBER, schema);
      case 'string':
        return readText(schema);
      case 'array':
        return this.readList(schema, depth);
      case 'object':
        return this.readObject(schema, depth);
    }
  }

  private readList(schema: JsonObject, depth: number): Resolved {
    const prefix = listOf(schema['prefixItems']).map((item) => this.readLazily(item, depth + 1));
    const items = this.readLazily(schema['items'] ?? true, depth + 1);
    const min = countOf(schema['minItems']) ?? 0;
    const max = countOf(schema['maxItems']) ?? Number.POSITIVE_INFINITY;
    const longest = items.kind === 'never' ? Math.min(max, prefix.length) : max;
    return min > longest ? NEVER : { kind: 'list', prefix, items, min, max: longest };
  }

  private readObject(schema: JsonObject, depth: number): Resolved {
    const properties = objectOfJson(schema['properties']);
    const required = new Set(listOf(schema['required']));
    const fields = new Map<string, Field>();
    const rest = this.readRest(schema, depth);
    for (const [name, property] of Object.entries(properties)) {
      const type = this.readLazily(property, depth + 1);
      const about = aboutOf(property);
      const said = about === undefined ? {} : { about };
      fields.set(name, required.has(name) ? { type, required: true, ...said } : { type: optional(type), ...said });
    }
    for (const name of required)
      if (typeof name === 'string' && !fields.has(name)) fields.set(name, { type: rest ?? NEVER, required: true });
    for (const { type } of fields.values()) if (type.kind === 'never') return NEVER;
    if (fields.size === 0 && rest?.kind === 'unknown') return ANY_OBJECT;
    return { kind: 'object', fields, ...(rest === undefined ? {} : { rest }) };
  }

  /** Undefined: there are no others. */
  private readRest(schema: JsonObject, depth: number): Type | undefined {
    const patterns = Object.values(objectOfJson(schema['patternProperties']));
    const others = schema['additionalProperties'] ?? true;
    if (others === false && patterns.length === 0) return undefined;
    const rest = [...patterns, ...(others === false ? [] : [others])].map((part) => this.readLazily(part, depth + 1));
    return rest.length === 1 ? rest[0]! : union(...rest);
  }
}

/** Keywords beside `$ref` that say nothing about values. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  '$ref',
  '$id',
  '$schema',
  '$comment',
  '$defs',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'x-millrace',
  'x-unit',
]);

/** Keywords that tell something about values of one kind only. */
const SAYING = [
  'properties',
  'required',
  'additionalProperties',
  'patternProperties',
  'items',
  'prefixItems',
  'minItems',
  'format',
  'pattern',
];

function saysSomething(schema: JsonObject): boolean {
  return SAYING.some((keyword) => schema[keyword] !== undefined);
}

/** Undefined when any kind is allowed. */
function kindsOf(schema: JsonObject): ReadonlySet<Kind> | undefined {
  const said = schema['type'];
  if (said === undefined) return undefined;
  const kinds = new Set<Kind>();
  for (const one of typeof said === 'string' ? [said] : listOf(said)) {
    const kind = one === 'integer' ? 'number' : one;
    // A word that is no kind tells nothing: that it is wrong is said of the schema, not of what fits it.
    if (!KINDS.includes(kind as Kind)) return undefined;
    kinds.add(kind as Kind);
  }
  return kinds;
}

function kindOfMember({ kind }: Member): Kind {
  return kind === 'text' ? 'string' : kind === 'list' ? 'array' : (kind as Kind);
}

function aboutOf(schema: Json): string | undefined {
  const { title, description } = isObject(schema) ? schema : {};
  return [description, title].find((text): text is string => typeof text === 'string' && text !== '');
}

function optional(type: Type): Type {
  if (type.kind !== 'lazy') return union(type, NOTHING);
  // Not resolved before somebody asks: it may be the schema that is being read.
  let computed: Resolved | undefined;
  return { kind: 'lazy', name: type.name, compute: () => (computed ??= union(type, NOTHING)) };
}

function readText(schema: JsonObject): TextType {
  const { format, digits } = formatOfSchema(schema['format']) ?? formatOfPattern(schema['pattern']) ?? {};
  return withUnit(
    {
      kind: 'text',
      ...(format === undefined ? {} : { format }),
      ...(digits === undefined ? {} : { digits }),
      ...(typeof schema['pattern'] === 'string' ? { pattern: schema['pattern'] } : {}),
      ...(typeof schema['maxLength'] === 'number' ? { maxLength: schema['maxLength'] } : {}),
    },
    schema,
  );
}

function withUnit<T extends TextType | NumberType>(type: T, schema: JsonObject): T {
  const unit = schema['x-unit'];
  return typeof unit === 'string' && unit !== '' ? { ...type, unit } : type;
}

/** The exact type of a JSON value; of long lists and what lies deep a wider one. */
export function typeOfConstant(value: Json, depth = 0): Resolved {
  switch (typeof value) {
    case 'string':
      return { kind: 'text', values: [value] };
    case 'number':
      return { kind: 'number', values: [value], integer: Number.isInteger(value) };
    case 'boolean':
      return { kind: 'boolean', value };
    default:
      break;
  }
  if (value === null) return NULL;
  if (depth > DEEPEST) return UNKNOWN;
  if (Array.isArray(value)) return typeOfList(value as readonly Json[], depth);
  const fields = Object.entries(value).map(([name, part]) => [name, { type: typeOfConstant(part, depth + 1) }] as const);
  return { kind: 'object', fields: new Map(fields) };
}

const LONGEST_EXACT = 64;

function typeOfList(list: readonly Json[], depth: number): Resolved {
  const { length } = list;
  if (length <= LONGEST_EXACT)
    return { kind: 'list', prefix: list.map((item) => typeOfConstant(item, depth + 1)), items: NEVER, min: length, max: length };
  // One after another, so that it is never much at a time.
  const items = list.reduce<Resolved>((all, item) => union(all, typeOfConstant(item, depth + 1)), NEVER);
  return { kind: 'list', prefix: [], items, min: length, max: length };
}

/** Texts and numbers at once, since there may be many. */
function constantsOf(values: readonly Json[]): Resolved {
  const texts = values.filter((value) => typeof value === 'string');
  const numbers = values.filter((value) => typeof value === 'number');
  const others = values.filter((value) => typeof value !== 'string' && typeof value !== 'number');
  return union(
    ...(texts.length === 0 ? [] : [constantText(...texts)]),
    ...(numbers.length === 0 ? [] : [constantNumber(...numbers)]),
    ...others.map((value) => typeOfConstant(value)),
  );
}

function countOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function objectOfJson(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
