/** What most functions have in common: of nothing they give nothing. */

import { type Stream, settle } from '../stream.ts';
import { type Member, membersOf, NOTHING, PERHAPS_NOTHING, type Resolved, type Type } from '../type.ts';
import { union } from '../union.ts';
import type { Call } from './builtin-type.ts';

/** `result` where `arg` is there, nothing where it is not. */
export function given(arg: Type, result: Type): Resolved {
  const members = membersOf(arg);
  if (members === undefined) return union(result, PERHAPS_NOTHING);
  if (members.every(({ kind }) => kind === 'nothing')) return NOTHING;
  const nothing = members.find(({ kind }) => kind === 'nothing');
  return nothing === undefined ? union(result) : union(result, nothing);
}

/** What a function found one by one. */
export function found(stream: Stream, { inferring }: Pick<Call, 'inferring'>): Resolved {
  if (membersOf(stream.item)?.some(({ kind }) => kind === 'list') === true) inferring.seen.listsInList = true;
  return settle(stream);
}

/** Each member by itself; of those that do not fit nothing is given, since the call fails. */
export function givenEach(arg: Type, kind: Member['kind'], ofUnknown: Type, result: (member: Member) => Type): Resolved {
  const members = membersOf(arg);
  if (members === undefined) return union(ofUnknown, PERHAPS_NOTHING);
  return union(...members.flatMap((member) => (member.kind === 'nothing' ? [member] : member.kind === kind ? [result(member)] : [])));
}

/** The one value it has, if it is known. */
export function constantOf(arg: Type | undefined): string | number | undefined {
  return (arg?.kind === 'text' || arg?.kind === 'number') && arg.values?.length === 1 ? arg.values[0] : undefined;
}
