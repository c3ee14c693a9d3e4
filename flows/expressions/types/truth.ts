/** What JSONata takes for true, and what is left of a type when that is known. */
import { constantText, FALSE, type Member, membersOf, NEVER, type Resolved, resolve, TRUE, type Type } from './type.ts';
import { mapMembers, maybeNothing } from './union.ts';

/** Undefined where it depends on the value. */
export function truthOf(type: Type): boolean | undefined {
  const members = membersOf(type);
  if (members === undefined || members.length === 0) return undefined;
  const first = truthOfMember(members[0]!);
  return members.every((member) => truthOfMember(member) === first) ? first : undefined;
}

function truthOfMember(member: Member): boolean | undefined {
  switch (member.kind) {
    case 'nothing':
    case 'null':
    case 'function':
      return false;
    case 'boolean':
      return member.value;
    case 'number':
      return member.values === undefined ? undefined : same(member.values.map((value) => value !== 0));
    case 'text':
      return member.values === undefined ? undefined : same(member.values.map((value) => value !== ''));
    case 'list':
      return member.max === 0 ? false : undefined;
    case 'object':
      if ([...member.fields.values()].some(({ type }) => !maybeNothing(type))) return true;
      return member.fields.size === 0 && member.rest === undefined ? false : undefined;
  }
}

function same(values: readonly boolean[]): boolean | undefined {
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}

/** What it can be where it is taken for true. */
export function whereTrue(type: Type): Resolved {
  return mapMembers(type, (member) => {
    if (truthOfMember(member) === false) return NEVER;
    if (member.kind === 'boolean') return TRUE;
    if (member.kind === 'text' && member.values !== undefined) return { ...member, values: member.values.filter((value) => value !== '') };
    if (member.kind === 'number' && member.values !== undefined) return { ...member, values: member.values.filter((value) => value !== 0) };
    return member.kind === 'list' ? { ...member, min: Math.max(1, member.min) } : member;
  });
}

/** What it can be where it is not. */
export function whereFalse(type: Type): Resolved {
  const resolved = resolve(type);
  if (resolved.kind === 'unknown') return resolved;
  return mapMembers(resolved, (member) => {
    if (truthOfMember(member) === true) return NEVER;
    if (member.kind === 'boolean') return FALSE;
    return member.kind === 'text' ? constantText('') : member;
  });
}
