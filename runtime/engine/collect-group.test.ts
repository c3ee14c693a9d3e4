import { describe, expect, test } from 'vitest';
import {
  type CollectFor,
  closingOf,
  dueAfter,
  EMPTY,
  type GroupSum,
  hasRoom,
  inOrder,
  MOST_BYTES,
  MOST_MEMBERS,
  withMember,
} from './collect-group.ts';

const asked = (more: Partial<CollectFor> = {}, member: Partial<CollectFor['member']> = {}): CollectFor => ({
  kind: 'collect',
  key: 'k',
  member: { id: 'a', value: 1, ...member },
  timeoutMs: 60_000,
  late: 'new-group',
  ...more,
});
const sum = (more: Partial<GroupSum>): GroupSum => ({ ...EMPTY, ...more });

describe('WAI-5 a group', () => {
  test('counts members, weights and bytes, and keeps the largest count that was said', () => {
    let all = withMember(EMPTY, { id: 'a', value: 1, weight: 2, count: 3 }, 10);
    all = withMember(all, { id: 'b', value: 2, count: 2 }, 5);
    expect(all).toEqual({ members: 2, weight: 2, bytes: 15, expected: 3 });
  });

  test.each<[string, CollectFor, GroupSum, string | undefined]>([
    ['the last one', asked({}, { completes: true }), sum({ members: 1 }), 'complete'],
    ['so many', asked(), sum({ members: 3, expected: 3 }), 'count'],
    ['fewer', asked(), sum({ members: 2, expected: 3 }), undefined],
    ['the size', asked({ size: 10 }), sum({ members: 2, weight: 10 }), 'size'],
    ['less than the size', asked({ size: 10 }), sum({ members: 2, weight: 9.9 }), undefined],
    ['as many as one message takes', asked(), sum({ members: MOST_MEMBERS }), 'limit'],
    ['nothing said', asked(), sum({ members: 5 }), undefined],
  ])('goes on with %s', (_name, wait, now, expected) => {
    expect(closingOf(now, wait)).toBe(expected);
  });

  test('has room for one of any size, and for more as far as one message goes', () => {
    expect(hasRoom(EMPTY, 2 * MOST_BYTES)).toBe(true);
    expect(hasRoom(sum({ members: 1, bytes: 10 }), MOST_BYTES - 10)).toBe(true);
    expect(hasRoom(sum({ members: 1, bytes: 10 }), MOST_BYTES - 9)).toBe(false);
    expect(hasRoom(sum({ members: MOST_MEMBERS }), 1)).toBe(false);
  });

  test('waits from its first, or for quiet, whichever is over sooner', () => {
    expect(dueAfter(1_000, 5_000, asked())).toBe(61_000);
    expect(dueAfter(1_000, 5_000, asked({ quietMs: 10_000 }))).toBe(15_000);
    expect(dueAfter(1_000, 59_000, asked({ quietMs: 10_000 }))).toBe(61_000);
  });

  test('is in the order that its members say, else as they came', () => {
    const members = [
      { number: 1, order: 'b' },
      { number: 2 },
      { number: 3, order: 10 },
      { number: 4, order: 9 },
      { number: 5, order: 'a' },
      { number: 6, order: 9 },
    ];
    expect(inOrder(members).map(({ number }) => number)).toEqual([4, 6, 3, 5, 1, 2]);
  });
});
