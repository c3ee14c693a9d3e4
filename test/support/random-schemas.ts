/** Random schemas with the fields that random programs read, and values that they let through. */
import fc from 'fast-check';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';

const texts: fc.Arbitrary<JsonSchema> = fc.oneof(
  fc.constant({ type: 'string' }),
  fc.constant({ type: 'string', format: 'date' }),
  fc.constant({ type: 'string', format: 'date-time' }),
  fc.constant({ type: 'string', pattern: '^[0-9]{6}$' }),
  fc.constant({ type: 'string', pattern: String.raw`^-?[0-9]{1,13}(\.[0-9]{1,5})?$` }),
  fc.uniqueArray(fc.constantFrom('a', 'b', 'PC', ''), { minLength: 1, maxLength: 3 }).map((values) => ({ enum: values })),
);
const leaf: fc.Arbitrary<JsonSchema> = fc.oneof(
  { weight: 4, arbitrary: texts },
  { weight: 2, arbitrary: fc.constant({ type: 'number' }) },
  { weight: 2, arbitrary: fc.constant({ type: 'integer' }) },
  { weight: 1, arbitrary: fc.constant({ type: 'boolean' }) },
  { weight: 1, arbitrary: fc.constant({ type: 'null' }) },
  { weight: 1, arbitrary: fc.constant({ type: ['string', 'null'] }) },
  { weight: 1, arbitrary: fc.constantFrom<JsonSchema>({ const: 0 }, { const: false }, { const: 'x' }, { enum: [1, 'PC', null] }, {}) },
);

export const FIELDS = [
  'n',
  't',
  'ok',
  'nil',
  'items',
  'one',
  'none',
  'o',
  'map',
  'mixed',
  'nums',
  'words',
  'tags',
  'sub',
  'x',
  'constructor',
] as const;

const { schema } = fc.letrec<{ schema: JsonSchema; object: JsonSchema; list: JsonSchema }>((tie) => ({
  object: fc
    .record({
      properties: fc.uniqueArray(fc.tuple(fc.constantFrom(...FIELDS), tie('schema')), { selector: ([name]) => name, maxLength: 7 }),
      required: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
      additionalProperties: fc.oneof(
        { weight: 6, arbitrary: fc.constant<Json>(false) },
        { weight: 1, arbitrary: fc.constant<Json>(true) },
        { weight: 1, arbitrary: leaf },
      ),
    })
    .map(({ properties, required, additionalProperties }) => ({
      type: 'object',
      properties: Object.fromEntries(properties),
      required: properties.filter((_, at) => required[at]).map(([name]) => name),
      additionalProperties,
    })),
  list: fc.oneof(
    fc
      .record({ items: tie('schema'), minItems: fc.nat({ max: 2 }), more: fc.nat({ max: 2 }), isOpen: fc.boolean() })
      .map(({ items, minItems, more, isOpen }) => ({ type: 'array', items, minItems, ...(isOpen ? {} : { maxItems: minItems + more }) })),
    fc
      .array(tie('schema'), { minLength: 1, maxLength: 3 })
      .map((prefixItems) => ({ type: 'array', prefixItems, items: false, minItems: prefixItems.length })),
  ),
  schema: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 5, arbitrary: leaf },
    { weight: 4, arbitrary: tie('object') },
    { weight: 4, arbitrary: tie('list') },
    { weight: 2, arbitrary: fc.tuple(tie('schema'), tie('schema')).map((anyOf) => ({ anyOf })) },
  ),
}));

/** A schema of an object with most of the fields, and one of its values. */
export const randomSchemaAndValue: fc.Arbitrary<readonly [JsonSchema, Json]> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...FIELDS), schema), { selector: ([name]) => name, minLength: 6, maxLength: 14 })
  .chain((properties) =>
    fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }).map(
      (required): JsonSchema => ({
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(properties),
        required: properties.filter((_, at) => required[at]).map(([name]) => name),
      }),
    ),
  )
  .chain((root) => fc.nat().map((seed) => [root, valueFor(root, root, randomOf(seed))] as const));

/** Numbers from 0 up to 1, the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;

const NUMBERS = [-3, -1, 0, 1, 2, 3, 5, 12, 0.5, 1.25, -2.75, 100];
const TEXTS = ['', 'a', 'b', 'PC', 'ab-cd', '7', '-1.5', 'a,b', '2026-11-24'];
const ANYTHING: readonly Json[] = [...NUMBERS, ...TEXTS, true, false, null, [], [1, 2], ['a'], { n: 1, t: 'a' }, [{ n: 1 }, { n: 2 }]];

function oneOf<T>(values: readonly T[], random: Random): T {
  return values[Math.floor(random() * values.length)]!;
}

/** Deep enough for every schema that does not refer to itself. */
const DEEPEST = 14;
export type FindSchema = (ref: string) => JsonSchema | undefined;

/** A value that a schema lets through; `root` resolves `#/…`, `find` what is referred to by name. Knows the keywords that our schemas use. */
export function valueFor(wanted: Json | undefined, root: JsonSchema, random: Random, find: FindSchema = () => undefined, depth = 0): Json {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) return oneOf(ANYTHING, random);
  const one = wanted as JsonSchema;
  const inner = (part: Json | undefined) => valueFor(part, root, random, find, depth + 1);
  const reference = one['$ref'];
  if (typeof reference === 'string') {
    if (!reference.startsWith('#')) {
      const named = find(reference);
      return named === undefined ? oneOf(ANYTHING, random) : valueFor(named, named, random, find, depth + 1);
    }
    const names = reference.split('/').slice(1);
    return inner(names.reduce<Json>((at, name) => (at as JsonObject)[name]!, root));
  }
  if (one['const'] !== undefined) return one['const'];
  if (Array.isArray(one['enum'])) return oneOf(one['enum'] as readonly Json[], random);
  // Beside other keywords a choice adds to them.
  const choices = (one['anyOf'] ?? one['oneOf']) as readonly JsonSchema[] | undefined;
  if (choices !== undefined) return inner(merged(one, oneOf(choices, random)));
  const all = one['allOf'] as readonly JsonSchema[] | undefined;
  if (all !== undefined) return inner(all.reduce(merged, without(one, 'allOf')));
  const { type } = one;
  const kinds: readonly Json[] = Array.isArray(type) ? (type as readonly Json[]) : type === undefined ? [] : [type];
  if (kinds.length === 0) return one['properties'] === undefined ? oneOf(ANYTHING, random) : objectOf(one, inner, random, depth);
  return ofKind(oneOf(kinds, random), one, inner, random, depth);
}

/** What fits both: fields and items that both describe have to fit both. */
function merged(one: JsonSchema, other: JsonSchema): JsonSchema {
  const rest = without(without(one, 'anyOf'), 'oneOf');
  const properties: Record<string, Json> = { ...(one['properties'] as JsonObject | undefined) };
  for (const [name, schema] of Object.entries((other['properties'] ?? {}) as JsonObject)) properties[name] = both(properties[name], schema);
  const required = [one, other].flatMap((schema) => (schema['required'] as readonly string[] | undefined) ?? []);
  const items = other['items'] === undefined ? one['items'] : both(one['items'], other['items']);
  return {
    ...rest,
    ...other,
    ...(items === undefined ? {} : { items }),
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(required.length === 0 ? {} : { required }),
  };
}

/** One that says a kind or a value stands; what only adds to it is merged into it. */
function both(one: Json | undefined, other: Json): Json {
  if (!isSchema(one) || !isSchema(other) || ['$ref', 'const', 'enum'].some((word) => other[word] !== undefined)) return other;
  return one['$ref'] === undefined ? merged(one, other) : other;
}

function isSchema(value: Json | undefined): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function without(schema: JsonSchema, keyword: string): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== keyword));
}

type Inner = (part: Json | undefined) => Json;

function ofKind(kind: Json, one: JsonSchema, inner: Inner, random: Random, depth: number): Json {
  switch (kind) {
    case 'null':
      return null;
    case 'boolean':
      return random() < 0.5;
    case 'integer':
      return Math.floor(numberOf(one, random));
    case 'number':
      return numberOf(one, random);
    case 'string':
      return textOf(one, random);
    case 'array':
      return listOf(one, inner, random, depth);
    default:
      return objectOf(one, inner, random, depth);
  }
}

function numberOf({ minimum }: JsonSchema, random: Random): number {
  const number = oneOf(NUMBERS, random);
  return typeof minimum === 'number' ? Math.max(minimum, number) : number;
}

function textOf({ pattern, format, maxLength, minLength }: JsonSchema, random: Random): string {
  if (typeof pattern === 'string') return textLike(pattern, random);
  if (format === 'date') return oneOf(['2026-11-24', '2026-01-31'], random);
  if (format === 'date-time') return oneOf(['2026-11-24T08:00:00Z', '2026-11-24T08:00:00.000Z', '2026-11-24T08:00:00+01:00'], random);
  const text = oneOf(TEXTS, random).slice(0, typeof maxLength === 'number' ? maxLength : undefined);
  return text.padEnd(typeof minLength === 'number' ? minLength : 0, 'x');
}

/** Of signs, classes of signs, counts, and parts in parentheses that may be left out: what the patterns of our schemas are made of. */
function textLike(pattern: string, random: Random): string {
  const part = /\\(.)|\[((?:[^\]\\]|\\.)*)\]|\((?:\?:)?((?:[^()]|\\.)*)\)|([^^$])/g;
  let text = '';
  for (let match = part.exec(pattern); match !== null; match = part.exec(pattern)) {
    const [, escaped, signs, group, sign] = match;
    const count = /^(?:\{(\d+)(?:,(\d*))?\}|[?*+])/.exec(pattern.slice(part.lastIndex));
    part.lastIndex += count?.[0].length ?? 0;
    for (let left = timesOf(count, random); left > 0; left -= 1) {
      if (group !== undefined) text += textLike(group, random);
      else if (signs !== undefined) text += oneOf(signsOf(signs), random);
      else text += escaped === 'd' ? String(Math.floor(random() * 10)) : (escaped ?? sign!);
    }
  }
  return text;
}

function timesOf(count: RegExpExecArray | null, random: Random): number {
  if (count === null) return 1;
  const [sign, from, to] = count;
  if (sign === '?') return random() < 0.5 ? 0 : 1;
  const fewest = sign === '*' ? 0 : Number(from ?? 1);
  const most = to === undefined && from !== undefined ? fewest : Math.min(to === undefined || to === '' ? 5 : Number(to), fewest + 5);
  return fewest + Math.floor(random() * (most - fewest + 1));
}

function signsOf(text: string): readonly string[] {
  const signs = text.replaceAll(/(.)-(.)/g, (_range, from: string, to: string) =>
    Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, at) => String.fromCharCode(from.charCodeAt(0) + at)).join(''),
  );
  return [...signs.replaceAll('\\', '')];
}

function listOf(one: JsonSchema, inner: Inner, random: Random, depth: number): Json {
  const prefix = one['prefixItems'] as readonly Json[] | undefined;
  if (prefix !== undefined) return prefix.map(inner);
  const fewest = Number(one['minItems'] ?? 0);
  const most = depth > DEEPEST ? fewest : Math.min(Number(one['maxItems'] ?? 3), Math.max(3, fewest));
  return Array.from({ length: fewest + Math.floor(random() * (most - fewest + 1)) }, () => inner(one['items']));
}

function objectOf(one: JsonSchema, inner: Inner, random: Random, depth: number): Json {
  const required = (one['required'] as readonly string[] | undefined) ?? [];
  const properties = (one['properties'] as JsonObject | undefined) ?? {};
  const object: Record<string, Json> = {};
  for (const [name, part] of Object.entries(properties)) {
    if (required.includes(name) || (depth <= DEEPEST && random() < 0.6)) object[name] = inner(part);
  }
  const rest = one['additionalProperties'] ?? true;
  if (rest === false || depth > DEEPEST) return object;
  for (const name of ['n', 't', 'x', 'sub', 'extra']) if (!Object.hasOwn(properties, name) && random() < 0.2) object[name] = inner(rest);
  return object;
}
