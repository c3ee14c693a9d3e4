/** Types taken out of others, or put around them, as the types of steps are made. */
import { membersOf, NOTHING, NULL, type Resolved, type Type, UNKNOWN } from '../expressions/types/type.ts';
import { fieldOf, union, without } from '../expressions/types/union.ts';

/** Of a value that may be of several types: nothing where one of them has no fields. */
export function fieldOfMembers(type: Type, name: string): Resolved {
  const members = membersOf(type);
  if (members === undefined) return UNKNOWN;
  return union(...members.map((member) => (member.kind === 'object' ? fieldOf(member, name) : NOTHING)));
}

/** As it stands in what is kept: null where nothing was given. */
export function orNull(type: Type): Type {
  const given = union(
    NULL,
    without(type, ({ kind }) => kind === 'nothing'),
  );
  if (given.kind === 'unknown') return UNKNOWN;
  return membersOf(type)?.some(({ kind }) => kind === 'nothing') ? given : type;
}

/** An object of which one field is known. */
export function openWith(name: string, type: Type): Type {
  return { kind: 'object', fields: new Map([[name, { type }]]), rest: UNKNOWN };
}
