/**
 * Does a config fit its manifest's schema, as far as it can be told while drawing? An expression is a value of which nothing is known,
 * so it fits everywhere but where the text itself is needed. Keywords that are not known here are passed over: this never raises a
 * false alarm, and the runtime validates the computed config with the whole of JSON Schema before a step runs.
 */
import { isExpressionText } from '../expressions/expression-text.ts';
import { branches } from '../expressions/schema-walk.ts';
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import type { PathPart } from '../json-pointer.ts';

export interface ConfigFault {
  readonly code: 'config-missing' | 'config-unknown' | 'config-type' | 'config-value' | 'config-literal';
  readonly path: readonly PathPart[];
  readonly message: string;
  readonly help: string;
}

/** Formats whose text is looked up before any run: which flow, which connection. */
const LITERAL_FORMATS: ReadonlySet<Json | undefined> = new Set(['flow', 'connection', 'secret']);

/** `expressionsAllowed` is false for triggers: their config is read before there is a run to compute in. */
export function findConfigFaults(config: JsonObject, schema: JsonSchema, expressionsAllowed: boolean): readonly ConfigFault[] {
  return check(config, schema, [], { root: schema, expressionsAllowed });
}

interface Checking {
  readonly root: JsonSchema;
  readonly expressionsAllowed: boolean;
}

function check(value: Json, schema: Json | undefined, path: readonly PathPart[], checking: Checking): readonly ConfigFault[] {
  if (schema === false) return [{ code: 'config-unknown', path, message: `${place(path)} is not known here.`, help: 'Remove it.' }];
  if (!isObject(schema)) return [];
  const parts = branches(checking.root, schema);
  if (isExpressionText(value) && !parts.some((part) => part['format'] === 'json-schema')) return checkExpression(path, parts, checking);
  return parts.flatMap((part) => [
    ...checkType(value, part, path),
    ...checkValue(value, part, path),
    ...checkFields(value, part, path, parts, checking),
    ...checkItems(value, part, path, checking),
    ...checkChoices(value, part, path, checking),
  ]);
}

function checkExpression(
  path: readonly PathPart[],
  parts: readonly JsonSchema[],
  { expressionsAllowed }: Checking,
): readonly ConfigFault[] {
  if (!expressionsAllowed) {
    const help = 'Write the value itself. A text that begins with "=" is written \'=.';
    return [{ code: 'config-literal', path, message: `${place(path)} is an expression, but a trigger is set up before any run.`, help }];
  }
  if (!parts.some((part) => LITERAL_FORMATS.has(part['format']))) return [];
  return [
    {
      code: 'config-literal',
      path,
      message: `${place(path)} cannot be computed: it has to be known before a run.`,
      help: 'Choose a fixed value.',
    },
  ];
}

function checkType(value: Json, { type }: JsonSchema, path: readonly PathPart[]): readonly ConfigFault[] {
  if (type === undefined) return [];
  const allowed = (Array.isArray(type) ? type : [type]) as readonly string[];
  if (allowed.some((one) => isOfType(value, one))) return [];
  const wanted = allowed.map((one) => TYPE_WORDS[one] ?? one).join(' or ');
  return [
    { code: 'config-type', path, message: `${place(path)} must be ${wanted}.`, help: `Replace it with ${wanted}, or with an expression.` },
  ];
}

const TYPE_WORDS: { readonly [type: string]: string } = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'empty (null)',
};

function isOfType(value: Json, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function checkValue(value: Json, schema: JsonSchema, path: readonly PathPart[]): readonly ConfigFault[] {
  const fault = (message: string, help: string): readonly ConfigFault[] => [{ code: 'config-value', path, message, help }];
  const at = place(path);
  const choices = schema['enum'];
  if (Array.isArray(choices) && !choices.some((choice) => JSON.stringify(choice) === JSON.stringify(value))) {
    return fault(`${at} is none of the values that it may have.`, `Choose one of ${choices.map(String).join(', ')}.`);
  }
  if (schema['const'] !== undefined && JSON.stringify(schema['const']) !== JSON.stringify(value)) {
    return fault(`${at} must be ${JSON.stringify(schema['const'])}.`, 'Correct the value.');
  }
  if (typeof value === 'string') {
    const length = [...value].length;
    const isFit = typeof schema['pattern'] !== 'string' || matches(schema['pattern'], value);
    // Whoever emptied a field is told so, not which characters none of it has.
    if (value === '' && (!isFit || numberOr(schema['minLength'], 0) > 0)) return fault(`${at} is empty.`, `Fill ${at}.`);
    if (length < numberOr(schema['minLength'], 0))
      return fault(`${at} is too short.`, `It needs at least ${schema['minLength']} characters.`);
    if (length > numberOr(schema['maxLength'], Infinity))
      return fault(`${at} is too long.`, `It may have ${schema['maxLength']} characters.`);
    if (!isFit) return fault(`${at} is not written as it must be.`, `It must match ${schema['pattern']}.`);
  }
  if (typeof value === 'number') {
    if (value < numberOr(schema['minimum'], -Infinity)) return fault(`${at} is too small.`, `The smallest value is ${schema['minimum']}.`);
    if (value > numberOr(schema['maximum'], Infinity)) return fault(`${at} is too large.`, `The largest value is ${schema['maximum']}.`);
  }
  if (Array.isArray(value)) {
    if (value.length < numberOr(schema['minItems'], 0))
      return fault(value.length === 0 ? `${at} is empty.` : `${at} has too few entries.`, `It needs at least ${schema['minItems']}.`);
    if (value.length > numberOr(schema['maxItems'], Infinity))
      return fault(`${at} has too many entries.`, `It may have ${schema['maxItems']}.`);
    const distinct = new Set(value.map((item) => JSON.stringify(item)));
    if (schema['uniqueItems'] === true && distinct.size < value.length) return fault(`${at} has an entry twice.`, 'Remove the repetition.');
  }
  if (isObject(value) && Object.keys(value).length > numberOr(schema['maxProperties'], Infinity)) {
    return fault(`${at} has too many entries.`, `It may have ${schema['maxProperties']}.`);
  }
  return [];
}

/** Patterns come from manifests of installed node types, not from the people who draw. */
function matches(pattern: string, value: string): boolean {
  return new RegExp(pattern, 'u').test(value);
}

function checkFields(
  value: Json,
  schema: JsonSchema,
  path: readonly PathPart[],
  parts: readonly JsonSchema[],
  checking: Checking,
): readonly ConfigFault[] {
  if (!isObject(value)) return [];
  const faults: ConfigFault[] = [];
  const required = schema['required'];
  for (const name of Array.isArray(required) ? (required as readonly string[]) : []) {
    if (Object.hasOwn(value, name)) continue;
    const title = titleOf(parts, name);
    faults.push({ code: 'config-missing', path: [...path, name], message: `${title} is not filled.`, help: `Fill ${title}.` });
  }
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  for (const [name, part] of Object.entries(value)) {
    if (Object.hasOwn(properties, name)) faults.push(...check(part, properties[name], [...path, name], checking));
    else if (schema['patternProperties'] === undefined && schema['additionalProperties'] !== undefined)
      faults.push(...check(part, schema['additionalProperties'], [...path, name], checking));
  }
  return faults;
}

function titleOf(parts: readonly JsonSchema[], name: string): string {
  for (const part of parts) {
    const property = isObject(part['properties']) ? part['properties'][name] : undefined;
    if (isObject(property) && typeof property['title'] === 'string') return `"${property['title']}" (${name})`;
  }
  return `"${name}"`;
}

function checkItems(value: Json, schema: JsonSchema, path: readonly PathPart[], checking: Checking): readonly ConfigFault[] {
  if (!Array.isArray(value)) return [];
  const prefix = Array.isArray(schema['prefixItems']) ? (schema['prefixItems'] as readonly Json[]) : [];
  return (value as readonly Json[]).flatMap((item, index) => check(item, prefix[index] ?? schema['items'], [...path, index], checking));
}

function checkChoices(value: Json, schema: JsonSchema, path: readonly PathPart[], checking: Checking): readonly ConfigFault[] {
  const options = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(options)) {
    const tried = (options as readonly Json[]).map((option) => check(value, option, path, checking));
    // The first form is the usual one: its faults say best what is missing.
    if (tried.length > 0 && tried.every((faults) => faults.length > 0)) return tried[0]!;
  }
  const not = schema['not'];
  if (
    isObject(not) &&
    Object.keys(not).every((keyword) => KNOWN.has(keyword)) &&
    check(value, not, path, checking).length === 0 &&
    !holdsExpression(value)
  ) {
    return [{ code: 'config-value', path, message: `${place(path)} has a value that is not allowed here.`, help: 'Choose another value.' }];
  }
  return [];
}

/** Keywords that `check` understands wholly: only of these can it be said that a value must not fit. */
const KNOWN = new Set([
  'type',
  'enum',
  'const',
  'minLength',
  'maxLength',
  'pattern',
  'minimum',
  'maximum',
  'required',
  'properties',
  'items',
]);

/** Then it cannot be told whether the value would fit. */
function holdsExpression(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return isExpressionText(value);
  return Object.values(value).some(holdsExpression);
}

function place(path: readonly PathPart[]): string {
  return path.length === 0 ? 'The config' : `"${path.join('.')}"`;
}

function numberOr(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
