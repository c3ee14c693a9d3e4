/** `$count`, `$append`, `$sort`, `$distinct` and the like. */

import { itemsOf, listOfItems, settle } from '../stream.ts';
import { INTEGER, type Member, membersOf, NEVER, type Resolved, type Type, UNKNOWN } from '../type.ts';
import { itemOf, mapMembers, union } from '../union.ts';
import type { BuiltinType } from './builtin-type.ts';

/** The same items in another order. */
const reordered: BuiltinType = ([list]) => mapMembers(list!, shuffled);

export const LIST_TYPES: { readonly [name: string]: BuiltinType } = {
  count: () => INTEGER,
  append: ([first, second]) => append(first!, second!),
  reverse: reordered,
  shuffle: reordered,
  sort: ([list, comparator], call) => {
    const { item, max } = itemsOf(list!);
    if (max > 1 && comparator!.kind !== 'nothing') call.invoke(comparator!, [item, item]);
    else if (max > 1) checkSortable(item, call);
    return mapMembers(list!, shuffled);
  },
  distinct: ([arg], { inferring }) =>
    mapMembers(arg!, (member) => {
      if (member.kind !== 'list') return member;
      const { item, min, max } = itemsOf(member);
      const list = { ...listOfItems(item, Math.min(1, min), max), ...(member.built === undefined ? {} : { built: 'maybe' as const }) };
      return inferring.marks.tracksFound ? union(list, settle({ item, min: Math.min(1, min), max })) : list;
    }),
  zip: (lists) => {
    const streams = lists.map(itemsOf);
    const max = Math.min(...streams.map((stream) => stream.max));
    // The shortest list decides; what is nothing makes it empty.
    const min = Math.min(...streams.map((stream) => stream.min));
    const tuple: Type = {
      kind: 'list',
      prefix: streams.map(({ item }) => item),
      items: { kind: 'never' },
      min: lists.length,
      max: lists.length,
    };
    return lists.length === 0 || lists.some(({ kind }) => kind === 'unknown') ? UNKNOWN : listOfItems(union(tuple), min, max);
  },
};

function shuffled(member: Member): Type {
  if (member.kind === 'nothing') return member;
  if (member.kind !== 'list') return NEVER;
  const { prefix, min, max, built } = member;
  if (prefix.length === 0 || max <= 1) return member;
  return { ...listOfItems(itemOf(member), min, max), ...(built === undefined ? {} : { built: 'maybe' as const }) };
}

/** Without a function: numbers or texts, and not both. */
function checkSortable(item: Resolved, { inferring }: Parameters<BuiltinType>[1]): void {
  const kinds = membersOf(item)?.map(({ kind }) => kind);
  if (kinds === undefined || kinds.length !== 1 || (kinds[0] !== 'text' && kinds[0] !== 'number')) inferring.unsure();
}

function append(first: Resolved, second: Resolved): Resolved {
  const ones = membersOf(first);
  const others = membersOf(second);
  if (ones === undefined || others === undefined) return UNKNOWN;
  return union(...ones.flatMap((one) => others.map((other) => appendMembers(one, other))));
}

function appendMembers(one: Member, other: Member): Type {
  if (one.kind === 'nothing') return other;
  if (other.kind === 'nothing') return one;
  const a = itemsOf(one);
  const b = itemsOf(other);
  if (a.max + b.max === 0) return listOfItems({ kind: 'never' }, 0, 0);
  return listOfItems(union(a.item, b.item), a.min + b.min, a.max + b.max);
}
