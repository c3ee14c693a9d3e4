import { describe, expect, test } from 'vitest';
import { debouncedUntil, isStale, readSequence, replacedBy } from './lanes.ts';

describe('INT-6: a sequence', () => {
  test.each([
    [7, 7],
    ['0007', 7],
    ['-3', -3],
    ['2026-11-24T08:00:00Z', Date.parse('2026-11-24T08:00:00Z')],
    ['2026-11-24T09:00:00.500+01:00', Date.parse('2026-11-24T08:00:00.500Z')],
    ['2026-11-24', Date.parse('2026-11-24')],
  ])('%j is read', (value, expected) => {
    expect(readSequence(value)).toBe(expected);
  });

  test.each([1.5, Number.MAX_VALUE, '', 'r7', '2026-13-40T00:00:00Z', '1234567890123456', null, undefined, true, [7], { n: 7 }])(
    '%j is none',
    (value) => {
      expect(readSequence(value)).toBeUndefined();
    },
  );

  test('older is stale, equal is not, unknown is not', () => {
    expect([isStale(1, 2), isStale(2, 2), isStale(3, 2), isStale(undefined, 2), isStale(1, undefined)]).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('LAN-5: who is replaced by a newer run', () => {
  const waiting = [
    { runId: 'a', flow: 'change', sequence: 1 },
    { runId: 'b', flow: 'change', sequence: 5 },
    { runId: 'c', flow: 'other', sequence: 2 },
  ];
  const ids = (...parameters: Parameters<typeof replacedBy>) => replacedBy(...parameters).map(({ runId }) => runId);

  test('nobody in a queue', () => {
    expect([...ids('queue', { flow: 'change' }, waiting), ...ids(undefined, { flow: 'change' }, waiting)]).toEqual([]);
  });

  test('runs of the same flow only: what another flow was asked to do is not undone', () => {
    expect(ids('supersede', { flow: 'change' }, waiting)).toEqual(['a', 'b']);
  });

  test('only what is not newer than the one that arrives', () => {
    expect(ids('coalesce', { flow: 'change', sequence: 3 }, waiting)).toEqual(['a']);
    expect(ids('coalesce', { flow: 'change', sequence: 5 }, waiting)).toEqual(['a', 'b']);
  });
});

test('LAN-5: a burst that never ends still runs, after ten times its pause', () => {
  expect(debouncedUntil(1_000, 5_000, 1_000)).toBe(6_000);
  expect(debouncedUntil(49_000, 5_000, 1_000)).toBe(51_000);
});
