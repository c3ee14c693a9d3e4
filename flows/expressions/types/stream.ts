/** What a path finds, before it is known whether it is nothing, one or a list. */
import { type ListType, type Member, membersOf, NEVER, NOTHING, type Resolved, type Type, UNKNOWN } from './type.ts';
import { itemOf, union } from './union.ts';

export interface Stream {
  /** Any item of it; `never` when there is none. */
  readonly item: Resolved;
  readonly min: number;
  readonly max: number;
}

export const EMPTY: Stream = { item: NEVER, min: 0, max: 0 };
export const ANYTHING: Stream = { item: UNKNOWN, min: 0, max: Number.POSITIVE_INFINITY };

/** As many as `count` of what each gives. */
export function times(each: Stream, { min, max }: Pick<Stream, 'min' | 'max'>): Stream {
  return { item: each.item, min: each.min * min, max: each.max === 0 || max === 0 ? 0 : each.max * max };
}

/** One or the other. */
export function either(...streams: readonly Stream[]): Stream {
  if (streams.length === 1) return streams[0]!;
  if (streams.length === 0) return EMPTY;
  return {
    item: union(...streams.map(({ item }) => item)),
    min: Math.min(...streams.map(({ min }) => min)),
    max: Math.max(...streams.map(({ max }) => max)),
  };
}

/** The items of a list, the one thing, or none. */
export function itemsOf(type: Type): Stream {
  const members = membersOf(type);
  return members === undefined ? ANYTHING : either(...members.map(itemsOfMember));
}

function itemsOfMember(member: Member): Stream {
  if (member.kind === 'nothing') return EMPTY;
  if (member.kind === 'list') return { item: itemOf(member), min: member.min, max: member.max };
  return { item: member, min: 1, max: 1 };
}

/** The same as a path lays it out: lists that were built are things. */
export function laidOut(type: Type): Stream {
  const members = membersOf(type);
  if (members === undefined) return ANYTHING;
  return either(
    ...members.map((member) => {
      if (member.kind !== 'list' || member.built === undefined) return itemsOfMember(member);
      const whole: Stream = { item: member, min: 1, max: 1 };
      return member.built === 'yes' ? whole : either(whole, itemsOfMember(member));
    }),
  );
}

/** What becomes of what was found: nothing, the one, or a list. `keep`: one stays a list (`[]`). */
export function settle({ item, min, max }: Stream, keep = false): Resolved {
  if (max === 0 || item.kind === 'never') return NOTHING;
  const results: Type[] = [];
  if (min === 0) results.push(NOTHING);
  if (!keep && min <= 1) results.push(item);
  const fewest = Math.max(min, keep ? 1 : 2);
  if (max >= fewest) results.push(listOfItems(item, fewest, max));
  return union(...results);
}

export function listOfItems(items: Resolved, min: number, max: number): ListType {
  return { kind: 'list', prefix: [], items, min, max };
}
