/** Looks names up, checks literals against the types of fields, and finds the rows. */
import type { Json, JsonObject } from '#flows/json.ts';
import { attributes } from '../answer-record.ts';
import { readRecordId } from '../field-values.ts';
import { findObject, getObject } from '../object-definitions.ts';
import { type FieldDefinition, findField, type ObjectDefinition } from '../object-model.ts';
import type { CrmRecord, RecordStore } from '../record-store.ts';
import { Refusal } from '../refusal.ts';
import { pointAt } from './read-tokens.ts';
import type { SoqlCondition, SoqlLiteral, SoqlOperator, SoqlQuery } from './soql-model.ts';

export interface QueryRun {
  readonly object: ObjectDefinition;
  /** Matching rows, ordered and limited; what `toAnswer` turns into the rows of an answer. */
  readonly rows: readonly CrmRecord[];
  readonly toAnswer: (row: CrmRecord, version: string) => JsonObject;
}

export interface QueryContext {
  readonly store: RecordStore;
  readonly text: string;
  readonly now: number;
  /** `queryAll`: deleted rows too. */
  readonly deleted: boolean;
}

type Predicate = (row: CrmRecord) => boolean;
type Reader = (row: CrmRecord) => Json;

interface ResolvedPath {
  readonly field: FieldDefinition;
  readonly read: Reader;
  /** Canonical names of the way. */
  readonly names: readonly string[];
  readonly objects: readonly ObjectDefinition[];
}

export function runSoql(query: SoqlQuery, context: QueryContext): QueryRun {
  const object = findObject(query.object);
  if (object === undefined)
    throw new Refusal(
      400,
      'INVALID_TYPE',
      `\n${pointAt(context.text, Math.max(0, context.text.indexOf(query.object)))}\nERROR at Row:1:Column:${context.text.indexOf(query.object) + 1}\nsObject type '${query.object}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name.`,
    );
  const selected = query.fields.map((path) => resolvePath(context, object, path));
  const matches = query.where === undefined ? () => true : compile(context, object, query.where);
  const order = query.orderBy.map((by) => ({ ...by, read: resolvePath(context, object, by.path).read }));
  const found: CrmRecord[] = [];
  for (const row of context.store.list(object.name)) if ((context.deleted || row['IsDeleted'] !== true) && matches(row)) found.push(row);
  if (order.length > 0)
    found.sort((a, b) => {
      for (const { read, descending, nullsLast } of order) {
        const [left, right] = [read(a), read(b)];
        if (left === null || right === null) {
          if (left === right) continue;
          return (left === null) === nullsLast ? 1 : -1;
        }
        const compared = compareValues(left, right);
        if (compared !== 0) return descending ? -compared : compared;
      }
      return 0;
    });
  const rows = found.slice(query.offset, query.limit === undefined ? undefined : query.offset + query.limit);
  return { object, rows, toAnswer: (row, version) => toAnswerRow(context.store, row, selected, version, object) };
}

function resolvePath(context: QueryContext, object: ObjectDefinition, path: readonly string[]): ResolvedPath {
  const names: string[] = [];
  const objects = [object];
  const steps: FieldDefinition[] = [];
  for (const step of path.slice(0, -1)) {
    const at = objects.at(-1)!;
    const reference = at.fields.find(({ relationship }) => relationship?.toLowerCase() === step.toLowerCase());
    if (reference?.references === undefined)
      throw new Refusal(
        400,
        'INVALID_FIELD',
        `\n${pointTo(context.text, path.join('.'))}\nDidn't understand relationship '${step}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name.`,
      );
    steps.push(reference);
    names.push(reference.relationship!);
    objects.push(getObject(reference.references));
  }
  const last = path.at(-1)!;
  const field = findField(objects.at(-1)!, last);
  if (field === undefined)
    throw new Refusal(
      400,
      'INVALID_FIELD',
      `\n${pointTo(context.text, path.join('.'))}\nNo such column '${last}' on entity '${objects.at(-1)!.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name.`,
    );
  names.push(field.name);
  return { field, names, objects, read: (row) => follow(context.store, row, steps)?.[field.name] ?? null };
}

function follow(store: RecordStore, row: CrmRecord, steps: readonly FieldDefinition[]): CrmRecord | undefined {
  let at: CrmRecord | undefined = row;
  for (const step of steps) {
    const id: Json | undefined = at?.[step.name];
    at = typeof id === 'string' ? store.find(step.references!, id) : undefined;
  }
  return at;
}

function pointTo(text: string, path: string): string {
  const at = Math.max(0, text.toLowerCase().indexOf(path.toLowerCase()));
  return `${pointAt(text, at)}\nERROR at Row:1:Column:${at + 1}`;
}

function compile(context: QueryContext, object: ObjectDefinition, condition: SoqlCondition): Predicate {
  switch (condition.type) {
    case 'and': {
      const parts = condition.parts.map((part) => compile(context, object, part));
      return (row) => parts.every((part) => part(row));
    }
    case 'or': {
      const parts = condition.parts.map((part) => compile(context, object, part));
      return (row) => parts.some((part) => part(row));
    }
    case 'not': {
      const part = compile(context, object, condition.part);
      return (row) => !part(row);
    }
    case 'in': {
      const { field, read } = resolvePath(context, object, condition.path);
      const tests = condition.values.map((value) => compileComparison(context, field, '=', value));
      return (row) => tests.some((test) => test(read(row))) !== condition.negated;
    }
    case 'compare': {
      const { field, read } = resolvePath(context, object, condition.path);
      const test = compileComparison(context, field, condition.operator, condition.value);
      return (row) => test(read(row));
    }
  }
}

function compileComparison(
  context: QueryContext,
  field: FieldDefinition,
  operator: SoqlOperator,
  literal: SoqlLiteral,
): (value: Json) => boolean {
  if (literal.type === 'null') {
    if (operator === '=') return (value) => value === null;
    if (operator === '!=') return (value) => value !== null;
  }
  if (field.type === 'textarea') throw new Refusal(400, 'INVALID_FIELD', `field '${field.name}' can not be filtered in a query call`);
  if (operator === 'like') {
    if (literal.type !== 'text' || !isTextual(field)) throw wrongType(field, 'string');
    const pattern = likePattern(literal.value);
    return (value) => typeof value === 'string' && pattern.test(value);
  }
  const [from, to] = bounds(context, field, literal);
  const compare = (value: Json, bound: string | number | boolean) => compareValues(comparable(field, value)!, bound);
  switch (operator) {
    case '=':
      return (value) => value !== null && compare(value, from) >= 0 && compare(value, to) <= 0;
    case '!=':
      return (value) => value === null || compare(value, from) < 0 || compare(value, to) > 0;
    case '<':
      return (value) => value !== null && compare(value, from) < 0;
    case '<=':
      return (value) => value !== null && compare(value, to) <= 0;
    case '>':
      return (value) => value !== null && compare(value, to) > 0;
    case '>=':
      return (value) => value !== null && compare(value, from) >= 0;
  }
}

const isTextual = ({ type }: FieldDefinition): boolean => type === 'string' || type === 'picklist' || type === 'id' || type === 'reference';

/** First and last value that the literal stands for, in the form in which values of this field are compared. */
function bounds(
  context: QueryContext,
  field: FieldDefinition,
  literal: SoqlLiteral,
): readonly [string | number | boolean, string | number | boolean] {
  switch (field.type) {
    case 'date': {
      if (literal.type === 'date') return [literal.value, literal.value];
      if (literal.type === 'days') return [dayAfter(context.now, literal.from), dayAfter(context.now, literal.to)];
      throw wrongType(field, 'date', literal.type === 'text');
    }
    case 'datetime': {
      if (literal.type === 'datetime') return [literal.value, literal.value];
      if (literal.type === 'days')
        return [Date.parse(dayAfter(context.now, literal.from)), Date.parse(dayAfter(context.now, literal.to)) + 86_399_999];
      throw wrongType(field, 'dateTime', literal.type === 'text');
    }
    case 'double':
    case 'currency':
      if (literal.type === 'number') return [literal.value, literal.value];
      throw wrongType(field, field.type, literal.type === 'text');
    case 'boolean':
      if (literal.type === 'boolean') return [literal.value, literal.value];
      throw wrongType(field, 'boolean', literal.type === 'text');
    default: {
      if (literal.type !== 'text') throw wrongType(field, 'string');
      if (field.type !== 'id' && field.type !== 'reference') return [literal.value.toLowerCase(), literal.value.toLowerCase()];
      const id = readRecordId(literal.value);
      if (id === undefined) throw new Refusal(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${literal.value}`);
      return [id, id];
    }
  }
}

function comparable(field: FieldDefinition, value: Json): string | number | boolean | undefined {
  if (field.type === 'datetime') return Date.parse(String(value).replace('+0000', 'Z'));
  if (field.type === 'id' || field.type === 'reference') return String(value);
  return typeof value === 'string' ? value.toLowerCase() : (value as number | boolean);
}

function compareValues(left: Json, right: Json): number {
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return Number(left) - Number(right);
}

function wrongType(field: FieldDefinition, type: string, quoted = false): Refusal {
  const instead = quoted ? ' and should not be enclosed in quotes' : type === 'string' ? ' and should be enclosed in quotes' : '';
  return new Refusal(400, 'INVALID_FIELD', `value of filter criterion for field '${field.name}' must be of type ${type}${instead}`);
}

const dayAfter = (now: number, days: number): string => new Date(now + days * 86_400_000).toISOString().slice(0, 10);

/** `%` any signs, `_` one sign, both literal behind a backslash; case does not matter. */
function likePattern(text: string): RegExp {
  let pattern = '';
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '\\' && (text[at + 1] === '%' || text[at + 1] === '_')) pattern += text[++at];
    else if (sign === '%') pattern += '[^]*';
    else if (sign === '_') pattern += '[^]';
    else pattern += sign.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  }
  return new RegExp(`^${pattern}$`, 'iu');
}

function toAnswerRow(
  store: RecordStore,
  row: CrmRecord,
  selected: readonly ResolvedPath[],
  version: string,
  object: ObjectDefinition,
): JsonObject {
  const answer: { [name: string]: Json } = { attributes: attributes(object, row.Id, version) };
  for (const { names, objects, read } of selected) {
    if (names.length === 1) {
      answer[names[0]!] = read(row);
      continue;
    }
    let at = answer;
    let from: CrmRecord | undefined = row;
    for (const [depth, name] of names.slice(0, -1).entries()) {
      const reference = objects[depth]!.fields.find(({ relationship }) => relationship === name)!;
      const id: Json | undefined = from?.[reference.name];
      from = typeof id === 'string' ? store.find(reference.references!, id) : undefined;
      if (from === undefined) {
        at[name] = null;
        break;
      }
      at = (at[name] ??= { attributes: attributes(objects[depth + 1]!, from.Id, version) }) as { [name: string]: Json };
      if (depth === names.length - 2) at[names.at(-1)!] = read(row);
    }
  }
  return answer;
}
