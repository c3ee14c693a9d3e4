/** Fields by name: of an object, and of all objects in a list (compiled/lookup.ts). */
import { EMPTY, either, itemsOf, type Stream, settle, times } from './stream.ts';
import { type Member, membersOf, NOTHING, type Resolved, type Type, UNKNOWN } from './type.ts';
import { typeText } from './type-text.ts';
import { fieldOf, itemOf, mapMembers, maybeNothing, union, without } from './union.ts';

/** Lists within lists; a schema may say that they go on for ever. */
const DEEPEST = 6;

export function lookUpField(type: Type, name: string): Resolved {
  return mapMembers(type, (member) => {
    if (member.kind === 'object') return fieldOf(member, name);
    return member.kind === 'list' ? settle(collect(member, name, 0)) : NOTHING;
  });
}

function collect(list: Extract<Member, { kind: 'list' }>, name: string, depth: number): Stream {
  const item = itemOf(list);
  if (item.kind === 'unknown' || depth > DEEPEST) return { item: UNKNOWN, min: 0, max: Number.POSITIVE_INFINITY };
  const each = (membersOf(item) ?? []).map((member): Stream => {
    if (member.kind === 'list') return collect(member, name, depth + 1);
    return member.kind === 'object' ? itemsOf(fieldOf(member, name)) : EMPTY;
  });
  return times(either(...each), list);
}

/** May it have such a field? Of nothing and null there is none to have. */
export function hasField(type: Type, name: string, depth = 0): 'never' | 'maybe' {
  const members = membersOf(type);
  if (members === undefined || depth > DEEPEST) return 'maybe';
  const isThere = members.some((member) => {
    if (member.kind === 'object') return member.fields.has(name) || member.rest !== undefined;
    return member.kind === 'list' && (member.max === 0 || hasField(itemOf(member), name, depth + 1) === 'maybe');
  });
  return isThere || members.every(({ kind }) => kind === 'nothing' || kind === 'null') ? 'maybe' : 'never';
}

/** All names of fields; undefined where there are no objects. */
export function namesOf(type: Type, depth = 0): readonly string[] | undefined {
  const names = (membersOf(type) ?? []).flatMap((member) => {
    if (member.kind === 'object') return [[...member.fields.keys()]];
    const inner = member.kind === 'list' && depth < DEEPEST ? namesOf(itemOf(member), depth + 1) : undefined;
    return inner === undefined ? [] : [inner];
  });
  return names.length === 0 ? undefined : [...new Set(names.flat())];
}

export function fieldsText(type: Type): string {
  return typeText(without(type, ({ kind }) => kind === 'nothing'));
}

/** Any field of an object: a name that is computed. */
export function anyField(type: Type): Resolved {
  return mapMembers(type, (member) => {
    if (member.kind === 'object') {
      return union(NOTHING, ...[...member.fields.values()].map((field) => field.type), ...(member.rest === undefined ? [] : [member.rest]));
    }
    if (member.kind !== 'list') return NOTHING;
    const item = itemOf(member);
    return maybeNothing(item) || item.kind === 'unknown'
      ? UNKNOWN
      : settle({ ...itemsOf(anyField(item)), min: 0, max: Number.POSITIVE_INFINITY });
  });
}
