/** `|pattern|changes, removals|`: a function that gives a changed copy. Followed where the pattern is the whole or a path of names. */
import type { SyntaxNode, TransformNode } from '../syntax-tree.ts';
import type { Frame } from './frame.ts';
import { type Inferring, reportAt } from './inferring.ts';
import {
  type Field,
  type Member,
  membersOf,
  NEVER,
  NOTHING,
  type ObjectType,
  type Resolved,
  type Type,
  UNKNOWN,
  type UnknownType,
} from './type.ts';
import { typeText } from './type-text.ts';
import { fieldOf, mapMembers, maybeNothing, union, withField, without } from './union.ts';

export function inferTransform(node: TransformNode, frame: Frame, inferring: Inferring): Resolved {
  const names = namesOf(node.pattern);
  const apply = (given: Type): Type => {
    if (membersOf(given)?.every(({ kind }) => kind === 'nothing') === true) return NOTHING;
    if (names === undefined) {
      inferring.unsure();
      return UNKNOWN;
    }
    return changeAt(given, names, (found) => changed(found, node, frame, inferring));
  };
  return { kind: 'function', shape: { kind: 'transform', apply } };
}

function namesOf(pattern: SyntaxNode): readonly string[] | undefined {
  const { predicate, group, keepArray } = pattern;
  if (predicate !== undefined || group !== undefined || keepArray === true) return undefined;
  if (pattern.type === 'variable') return pattern.value === '' ? [] : undefined;
  if (pattern.type !== 'path') return undefined;
  const names = pattern.steps.map((step) =>
    step.type === 'name' && step.stages === undefined && step.focus === undefined && step.index === undefined ? step.value : undefined,
  );
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** `isItem`: of a list that is a list itself: whether the pattern finds what is in it depends on how deep it lies. */
function changeAt(type: Type, names: readonly string[], change: (found: Member | UnknownType) => Type, isItem = false): Resolved {
  if (type.kind === 'unknown') return union(change(type), NOTHING);
  return mapMembers(type, (member) => {
    if (member.kind === 'list') {
      if (isItem && names.length === 0) change(member);
      const changed: Type = {
        ...member,
        prefix: member.prefix.map((item) => changeAt(item, names, change, true)),
        items: changeAt(member.items, names, change, true),
      };
      return isItem ? union(member, changed) : changed;
    }
    // Functions are copied as empty texts.
    if (member.kind === 'function') return UNKNOWN;
    const [name, ...rest] = names;
    if (name === undefined) return member.kind === 'nothing' ? member : change(member);
    if (member.kind !== 'object') return member;
    const before = fieldOf(member, name);
    if (before.kind === 'nothing') return member;
    return withField(member, name, changeAt(before, rest, change));
  });
}

/** Changes are computed for whatever is found; only objects are changed. */
function changed(found: Member | UnknownType, { update, delete: remove }: TransformNode, frame: Frame, inferring: Inferring): Type {
  if (found.kind === 'unknown') inferring.unsure();
  const changes = inferring.infer(update, found, frame);
  const members = membersOf(changes);
  if (members === undefined) {
    inferring.unsure();
    return UNKNOWN;
  }
  const wrong = members.filter(({ kind }) => kind !== 'object' && kind !== 'nothing');
  if (wrong.length > 0)
    reportAt(
      inferring,
      update,
      wrong.length === members.length ? 'error' : 'warning',
      wrong.length === members.length ? 'wrong-type' : 'may-be-wrong-type',
      `What a transformation changes must be an object; this is ${typeText(union(...wrong))}.`,
      'Write the fields to change as { "name": value }.',
    );
  let result: Resolved = members.some(({ kind }) => kind === 'nothing') ? found : NEVER;
  for (const member of members)
    if (member.kind === 'object') result = union(result, found.kind === 'object' ? overridden(found, member) : found);
  if (remove === undefined) return result;
  // What is removed has seen the changes.
  const removed = inferring.infer(remove, result, frame);
  return mapMembers(result, (member) => (member.kind === 'object' ? withoutFields(member, removed, remove, inferring) : member));
}

function overridden(object: ObjectType, changes: ObjectType): ObjectType {
  const fields = new Map<string, Field>(object.fields);
  for (const [name, { type, at }] of changes.fields) {
    const there = without(type, ({ kind }) => kind === 'nothing');
    fields.set(name, { type: maybeNothing(type) ? union(there, fieldOf(object, name)) : type, ...(at === undefined ? {} : { at }) });
  }
  if (changes.rest === undefined)
    return object.rest === undefined ? { kind: 'object', fields } : { kind: 'object', fields, rest: object.rest };
  // Any field may be among them.
  for (const [name, field] of fields) fields.set(name, { ...field, type: union(field.type, changes.rest) });
  return { kind: 'object', fields, rest: union(changes.rest, object.rest ?? NEVER) };
}

function withoutFields(object: ObjectType, removed: Resolved, node: SyntaxNode, inferring: Inferring): ObjectType {
  const names = constantsOf(removed);
  const fields = new Map<string, Field>();
  for (const [name, field] of object.fields) {
    if (names === undefined) fields.set(name, { ...field, type: union(field.type, NOTHING) });
    else if (!names.all.includes(name)) fields.set(name, field);
    else if (!names.isSure || object.rest !== undefined)
      fields.set(name, { ...field, type: names.isSure ? NOTHING : union(field.type, NOTHING) });
  }
  checkNames(removed, node, inferring);
  if (object.rest === undefined) return { kind: 'object', fields };
  return { kind: 'object', fields, rest: object.rest };
}

function checkNames(removed: Resolved, node: SyntaxNode, inferring: Inferring): void {
  const members = membersOf(removed);
  const isText = (type: Type) => membersOf(type)?.every(({ kind }) => kind === 'text') === true;
  const fits = members?.every((member) => {
    if (member.kind === 'list') return [...member.prefix, member.items].every(isText);
    return member.kind === 'text' || member.kind === 'nothing';
  });
  if (fits === true) return;
  const isSure =
    members !== undefined && members.length > 0 && members.every(({ kind }) => kind !== 'text' && kind !== 'list' && kind !== 'nothing');
  if (!isSure) inferring.unsure();
  else
    reportAt(
      inferring,
      node,
      'error',
      'wrong-type',
      `What a transformation removes must be names; this is ${typeText(removed)}.`,
      'Write the names as ["first", "second"].',
    );
}

/** Names that are removed, and whether each of them surely is. */
function constantsOf(type: Resolved): { readonly all: readonly string[]; readonly isSure: boolean } | undefined {
  const members = membersOf(type);
  if (members === undefined) return undefined;
  const all: string[] = [];
  let isSure = members.length === 1;
  for (const member of members) {
    const texts =
      member.kind === 'list' ? [...member.prefix, member.items].flatMap((item): readonly Type[] => membersOf(item) ?? [UNKNOWN]) : [member];
    if (member.kind === 'list' && (member.min !== member.prefix.length || member.max !== member.prefix.length)) isSure = false;
    for (const text of texts) {
      if (text.kind === 'nothing') continue;
      if (text.kind !== 'text' || text.values === undefined) return undefined;
      if (text.values.length > 1) isSure = false;
      all.push(...text.values);
    }
  }
  return { all, isSure };
}
