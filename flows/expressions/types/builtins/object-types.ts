/** `$keys`, `$lookup`, `$merge` and the like, and the functions that ask what a value is. */

import { anyField, lookUpField } from '../look-up.ts';
import { itemsOf, type Stream, settle } from '../stream.ts';
import { truthOf } from '../truth.ts';
import {
  BOOLEAN,
  constantText,
  FALSE,
  type Field,
  type ListType,
  type Member,
  membersOf,
  NEVER,
  NOTHING,
  type ObjectType,
  type Resolved,
  TEXT,
  TRUE,
  type Type,
  UNKNOWN,
} from '../type.ts';
import { itemOf, mapMembers, maybeNothing, mergeObjects, union, without } from '../union.ts';
import type { BuiltinType } from './builtin-type.ts';
import { found, given } from './given.ts';

const MANY = Number.POSITIVE_INFINITY;

export const OBJECT_TYPES: { readonly [name: string]: BuiltinType } = {
  keys: ([arg]) => settle({ item: namesIn(arg!, 0), min: 0, max: MANY }),
  lookup: ([arg, name], { inferring }) => {
    if (membersOf(arg!)?.some(({ kind }) => kind === 'list') === true) inferring.seen.listsInList = true;
    if (name!.kind !== 'text' || name!.values === undefined) return anyField(arg!);
    return union(...name!.values.map((one) => lookUpField(arg!, one)));
  },
  spread: ([arg]) => spread(arg!),
  merge: ([list]) => mapMembers(list!, (member) => (member.kind === 'list' ? merge(member) : member.kind === 'nothing' ? NOTHING : NEVER)),
  each: ([object, act], call) => {
    const fields = fieldsOf(object!);
    if (fields === undefined) return UNKNOWN;
    const results = fields.map(({ name, type }) => call.invoke(act!, [type, name, object!]));
    const item = without(union(...results), ({ kind }) => kind === 'nothing');
    return found({ item, min: 0, max: item.kind === 'never' ? 0 : MANY }, call);
  },
  sift: ([object, test], { invoke, inferring }) => {
    // It may be left out, and is then missed by the first field.
    if (maybeNothing(test!)) inferring.unsure();
    for (const { name, type } of fieldsOf(object!) ?? []) invoke(test!, [type, name, object!]);
    return union(
      NOTHING,
      mapMembers(object!, (member) => (member.kind === 'object' ? allOptional(member) : NOTHING)),
    );
  },
  type: ([arg]) => mapMembers(arg!, (member) => (member.kind === 'nothing' ? NOTHING : nameOfKind(member))),
  exists: ([arg]) => {
    const members = membersOf(arg!);
    if (members === undefined || members.length === 0) return BOOLEAN;
    if (members.every(({ kind }) => kind === 'nothing')) return FALSE;
    return maybeNothing(arg!) ? BOOLEAN : TRUE;
  },
  boolean: ([arg]) => asked(arg!, true),
  not: ([arg]) => asked(arg!, false),
  clone: ([arg]) => mapMembers(arg!, (member) => (holdsFunction(member, 0) ? UNKNOWN : member)),
  error: () => NEVER,
  // What is true is asserted; everything else ends here.
  assert: ([condition]) => (condition!.kind === 'boolean' && condition!.value === false ? NEVER : NOTHING),
  eval: () => UNKNOWN,
};

function asked(arg: Resolved, whenTrue: boolean): Resolved {
  if (arg.kind === 'unknown') return union(BOOLEAN, NOTHING);
  const there = without(arg, ({ kind }) => kind === 'nothing');
  const truth = truthOf(there);
  return given(arg, truth === undefined ? BOOLEAN : truth === whenTrue ? TRUE : FALSE);
}

function nameOfKind(member: Member): Type {
  switch (member.kind) {
    case 'text':
      return constantText('string');
    case 'list':
      return constantText('array');
    // What is not a number, such as 0/0, is called an object.
    case 'number':
      return member.values === undefined ? constantText('number', 'object') : constantText('number');
    default:
      return constantText(member.kind);
  }
}

function namesIn(type: Type, depth: number): Resolved {
  const members = membersOf(type);
  if (members === undefined || depth > 4) return TEXT;
  return union(
    ...members.map((member) => {
      if (member.kind === 'list') return namesIn(itemOf(member), depth + 1);
      if (member.kind !== 'object') return NEVER;
      return member.rest !== undefined ? TEXT : member.fields.size === 0 ? NEVER : constantText(...member.fields.keys());
    }),
  );
}

/** Name and value of every field there may be; undefined where it is not known what it is. */
function fieldsOf(type: Type): readonly { readonly name: Type; readonly type: Type }[] | undefined {
  const members = membersOf(type);
  return members?.flatMap((member) => {
    if (member.kind !== 'object') return [];
    const named = [...member.fields].map(([name, field]) => ({
      name: constantText(name),
      type: without(field.type, ({ kind }) => kind === 'nothing'),
    }));
    return [...named, ...(member.rest === undefined ? [] : [{ name: TEXT, type: member.rest }])].filter((one) => one.type.kind !== 'never');
  });
}

function allOptional({ fields, rest }: ObjectType): ObjectType {
  const optional = new Map<string, Field>([...fields].map(([name, field]) => [name, { ...field, type: union(field.type, NOTHING) }]));
  return { kind: 'object', fields: optional, ...(rest === undefined ? {} : { rest }) };
}

/** One object for each field; of a list those of all its objects, and what is no object as it is. */
function spread(type: Type): Resolved {
  return mapMembers(type, (member) => {
    if (member.kind === 'list') return UNKNOWN;
    if (member.kind !== 'object') return member;
    const each = anyField({ ...member }) as Resolved;
    const part: ObjectType = { kind: 'object', fields: new Map(), rest: each };
    const stream: Stream = { item: part, min: 0, max: MANY };
    return settle(stream);
  });
}

/** The later one wins. */
function merge(list: ListType): Type {
  const isExact = list.prefix.length > 0 && list.min === list.prefix.length && list.max === list.prefix.length;
  if (isExact) {
    const objects = list.prefix.map(oneObject);
    if (objects.every((object) => object !== undefined)) return objects.reduce<ObjectType>(override, EMPTY_OBJECT);
    return UNKNOWN;
  }
  const { item, max } = itemsOf(list);
  if (max === 0) return EMPTY_OBJECT;
  const members = membersOf(item);
  if (members === undefined) return UNKNOWN;
  const objects = members.filter((member): member is ObjectType => member.kind === 'object');
  return objects.length === 0 ? EMPTY_OBJECT : allOptional(objects.reduce((one, other) => mergeObjects(one, other)));
}

const EMPTY_OBJECT: ObjectType = { kind: 'object', fields: new Map() };

function oneObject(type: Type): ObjectType | undefined {
  const members = membersOf(type);
  if (members === undefined || !members.every((member): member is ObjectType => member.kind === 'object') || members.length === 0)
    return undefined;
  return members.reduce((one, other) => mergeObjects(one, other));
}

function override(before: ObjectType, after: ObjectType): ObjectType {
  const fields = new Map<string, Field>();
  for (const name of new Set([...before.fields.keys(), ...after.fields.keys()])) {
    const later = after.fields.get(name)?.type ?? after.rest;
    const earlier = before.fields.get(name)?.type ?? before.rest ?? NOTHING;
    const isThere = after.fields.has(name) && later !== undefined && later.kind !== 'unknown' && !maybeNothing(later);
    const at = after.fields.get(name)?.at ?? before.fields.get(name)?.at;
    const type =
      later === undefined
        ? earlier
        : isThere
          ? later
          : union(
              without(later, ({ kind }) => kind === 'nothing'),
              earlier,
            );
    fields.set(name, { type, ...(at === undefined ? {} : { at }) });
  }
  const rests = [before.rest, after.rest].filter((rest) => rest !== undefined);
  return { kind: 'object', fields, ...(rests.length === 0 ? {} : { rest: union(...rests) }) };
}

function holdsFunction(type: Type, depth: number): boolean {
  const members = membersOf(type);
  if (type.kind === 'lazy' || members === undefined) return false;
  if (depth > 6) return true;
  return members.some((member) => {
    if (member.kind === 'function') return true;
    if (member.kind === 'list') return [...member.prefix, member.items].some((item) => holdsFunction(item, depth + 1));
    return member.kind === 'object' && [...member.fields.values()].some((field) => holdsFunction(field.type, depth + 1));
  });
}
