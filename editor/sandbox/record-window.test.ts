import { describe, expect, test } from 'vitest';
import { addEntries, beginAt, MOST_SHOWN } from './record-window.ts';
import type { RecordEntry } from './sandbox-api.ts';

function entries(from: number, to: number): RecordEntry[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    seq: from + index,
    at: '2026-05-01T10:00:00Z',
    system: 'sap',
    operation: 'change-sales-order',
    object: 'sales-order',
    key: '0000004711',
    applied: true,
  }));
}

describe('what arrived', () => {
  test('begins with the newest entries of a long record', () => {
    expect(beginAt(10_000).after).toBe(10_000 - MOST_SHOWN);
    expect(beginAt(5).after).toBe(0);
  });

  test('takes each entry once, also when a reading overlaps the one before', () => {
    const first = addEntries(beginAt(0), entries(1, 3));
    const second = addEntries(first, entries(2, 5));
    expect(second.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(second.after).toBe(5);
  });

  test('nothing new changes nothing', () => {
    const window = addEntries(beginAt(0), entries(1, 3));
    expect(addEntries(window, [])).toEqual(window);
  });

  test('shows no more than the newest', () => {
    const window = addEntries(beginAt(0), entries(1, MOST_SHOWN + 20));
    expect(window.entries).toHaveLength(MOST_SHOWN);
    expect(window.entries[0]!.seq).toBe(21);
  });
});
