/** What a newer description changes for those who use the older one: by operation, and in words. Pure. */

import { resolvePointer } from '../expressions/schema-walk.ts';
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import { sortedJson } from '../sorted-json.ts';
import { heldOf, SERVICE_LIMITS, type ServiceOperation } from './service.ts';

export interface OperationChange {
  readonly operation: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** A flow that was drawn with the older one may fail against the newer. */
  readonly breaks: boolean;
  readonly reasons: readonly string[];
}

/**
 * Operation by operation, for who must not do all of it in one go: of two thousand that are as large as they may be it takes seconds.
 * Undefined: nothing changed in that one.
 */
export function* compareServices(
  older: readonly ServiceOperation[],
  newer: readonly ServiceOperation[],
): Generator<OperationChange | undefined> {
  const before = new Set(older.map(({ id }) => id));
  const after = new Map(newer.map((operation) => [operation.id, operation]));
  for (const { id, config } of older) yield compareOperation(id, config, after.get(id)?.config);
  for (const { id } of newer) if (!before.has(id)) yield { operation: id, kind: 'added', breaks: false, reasons: [] };
}

/** `before` may as well be the config of a node; undefined: nothing changed for it. */
export function compareOperation(id: string, before: JsonObject, after: JsonObject | undefined): OperationChange | undefined {
  if (after === undefined) return { operation: id, kind: 'removed', breaks: true, reasons: ['It is not there any more.'] };
  const [older, newer] = [heldOf(before), heldOf(after)];
  const reasons: string[] = [];
  for (const [name, words] of FIXED)
    if (!isSame(older[name], newer[name])) reasons.push(`${words} is ${show(newer[name])} instead of ${show(older[name])}.`);
  const asked = compareSchemas(schemaOf(older['request']), schemaOf(newer['request']), 'asked');
  const answered = compareSchemas(schemaOf(older['answers']), schemaOf(newer['answers']), 'answered');
  reasons.push(...asked, ...answered);
  if (reasons.length > 0) return { operation: id, kind: 'changed', breaks: true, reasons };
  const same = ['request', 'answers'].every((name) => isSame(older[name], newer[name]));
  return same ? undefined : { operation: id, kind: 'changed', breaks: false, reasons: [] };
}

const FIXED = [
  ['method', 'The method'],
  ['path', 'The path'],
  ['styles', 'The way of writing parameters'],
  ['mediaType', 'The media type'],
] as const;

const MOST_REASONS = 20;

/** `asked`: what may be sent must still be taken. `answered`: what is read must still come. */
function compareSchemas(older: JsonSchema, newer: JsonSchema, side: 'asked' | 'answered'): readonly string[] {
  const reasons: string[] = [];
  const seen = new Set<string>();
  const walk = (before: JsonSchema, after: JsonSchema, place: string): void => {
    if (reasons.length >= MOST_REASONS) return;
    const [a, b] = [follow(older, before), follow(newer, after)];
    // A circle is walked once; one that is written out differently ends by its depth.
    if (place.split('.').length > SERVICE_LIMITS.depth) return;
    if (before['$ref'] !== undefined && after['$ref'] !== undefined) {
      const key = `${String(before['$ref'])} ${String(after['$ref'])}`;
      if (seen.has(key)) return;
      seen.add(key);
    }
    const where = place === '' ? 'It' : `"${place}"`;
    const [typesBefore, typesAfter] = [typesOf(a), typesOf(b)];
    const lost = side === 'asked' ? minus(typesBefore, typesAfter) : minus(typesAfter, typesBefore);
    if (typesBefore.length + typesAfter.length > 0 && lost.length > 0)
      reasons.push(
        side === 'asked'
          ? `${where} is not taken as ${lost.join(' or ')} any more.`
          : `${where} may come as ${lost.join(' or ')}, which it did not before.`,
      );
    const [fieldsBefore, fieldsAfter] = [objectOf(a['properties']), objectOf(b['properties'])];
    const [neededBefore, neededAfter] = [namesOf(a['required']), namesOf(b['required'])];
    if (side === 'asked') {
      for (const name of without(neededAfter, neededBefore)) reasons.push(`"${under(place, name)}" has to be given now.`);
      if (b['additionalProperties'] === false)
        for (const name of Object.keys(fieldsBefore))
          if (!Object.hasOwn(fieldsAfter, name)) reasons.push(`"${under(place, name)}" is not taken any more.`);
      if (choicesOf(a).length === 0 && choicesOf(b).length > 0) reasons.push(`${where} may only be ${choicesOf(b).join(', ')} now.`);
      reasons.push(...minus(choicesOf(a), choicesOf(b)).map((choice) => `${where} may not be ${choice} any more.`));
    } else {
      const mayBeMissing = new Set(without(neededBefore, neededAfter));
      for (const name of Object.keys(fieldsBefore))
        if (!Object.hasOwn(fieldsAfter, name)) reasons.push(`"${under(place, name)}" does not come any more.`);
        else if (mayBeMissing.has(name)) reasons.push(`"${under(place, name)}" may be missing now.`);
    }
    for (const [name, part] of Object.entries(fieldsBefore)) {
      const next = Object.hasOwn(fieldsAfter, name) ? fieldsAfter[name] : undefined;
      if (isObject(part) && isObject(next)) walk(part, next, under(place, name));
    }
    if (isObject(a['items']) && isObject(b['items'])) walk(a['items'], b['items'], `${place}[]`);
  };
  walk(older, newer, '');
  return reasons.slice(0, MOST_REASONS);
}

function follow(root: JsonSchema, schema: JsonSchema): JsonSchema {
  let found = schema;
  for (let steps = 0; typeof found['$ref'] === 'string' && steps < 64; steps += 1)
    found = resolvePointer(root, found['$ref'].slice(1)) ?? {};
  return found;
}

/** Nothing said: anything. */
function typesOf({ type }: JsonSchema): readonly string[] {
  const types = type === undefined ? ANY_TYPE : Array.isArray(type) ? (type as readonly string[]) : [String(type)];
  return types.includes('number') && !types.includes('integer') ? [...types, 'integer'] : types;
}

const ANY_TYPE = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

function choicesOf(schema: JsonSchema): readonly string[] {
  return Array.isArray(schema['enum']) ? schema['enum'].map((choice) => JSON.stringify(choice)) : [];
}

function minus(all: readonly string[], others: readonly string[]): readonly string[] {
  return others.length === 0 ? [] : without(all, others);
}

/** As long as both lists together, not as one times the other: each may have thousands. */
function without(all: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return all.filter((one) => !known.has(one));
}

function under(place: string, name: string): string {
  return place === '' ? name : `${place}.${name}`;
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && sortedJson(a) === sortedJson(b));
}

function show(value: Json | undefined): string {
  return value === undefined ? 'not said' : JSON.stringify(value);
}

function schemaOf(value: Json | undefined): JsonSchema {
  return objectOf(value);
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function namesOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
