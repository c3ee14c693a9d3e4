/** What is collected under one key (WAI-5): when it is complete, until when it waits, in which order it goes on. Pure. */
import type { WaitFor } from '#nodes/step-outcome.ts';

export type CollectFor = Extract<WaitFor, { readonly kind: 'collect' }>;

/** Why a group goes on. `limit`: more would not be taken in one message. */
export type GroupClosing = 'complete' | 'count' | 'size' | 'limit' | 'time-out' | 'released';

export interface GroupSum {
  readonly members: number;
  readonly weight: number;
  /** Of the members' JSON. */
  readonly bytes: number;
  /** The most that a member said are to come. */
  readonly expected?: number;
}

/** The list goes on as one payload, which an expression must still be able to read (STP-7). */
export const MOST_MEMBERS = 10_000;
export const MOST_BYTES = 8_000_000;

export const EMPTY: GroupSum = { members: 0, weight: 0, bytes: 0 };

export function withMember(sum: GroupSum, { weight, count }: CollectFor['member'], bytes: number): GroupSum {
  const expected = count === undefined ? sum.expected : Math.max(count, sum.expected ?? 0);
  return {
    members: sum.members + 1,
    weight: sum.weight + (weight ?? 0),
    bytes: sum.bytes + bytes,
    ...(expected === undefined ? {} : { expected }),
  };
}

/** One member alone always has room. */
export function hasRoom({ members, bytes }: GroupSum, more: number): boolean {
  return members === 0 || (members < MOST_MEMBERS && bytes + more <= MOST_BYTES);
}

/** After a member came: whether that was all. */
export function closingOf(sum: GroupSum, { member, size }: CollectFor): GroupClosing | undefined {
  if (member.completes === true) return 'complete';
  if (sum.expected !== undefined && sum.members >= sum.expected) return 'count';
  if (size !== undefined && sum.weight >= size) return 'size';
  return sum.members >= MOST_MEMBERS || sum.bytes >= MOST_BYTES ? 'limit' : undefined;
}

/** Epoch ms: so long after the first, or so long after the last, whichever comes first. */
export function dueAfter(openedAt: number, lastAt: number, { timeoutMs, quietMs }: CollectFor): number {
  const latest = openedAt + timeoutMs;
  return quietMs === undefined ? latest : Math.min(latest, lastAt + quietMs);
}

/** By what the members say, numbers before texts; those that say nothing, or the same, as they came. */
export function inOrder<Member extends { readonly number: number; readonly order?: string | number }>(
  members: readonly Member[],
): readonly Member[] {
  return members.toSorted((a, b) => compareOrders(a.order, b.order) || a.number - b.number);
}

function compareOrders(a: string | number | undefined, b: string | number | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
}
