import { describe, expect, test } from 'vitest';
import { advanceRate, countsOf, liveStatuses } from './live-drawing.ts';

const NONE = { completed: 0, failed: 0, running: 0, retrying: 0, waiting: 0, held: 0, parked: 0 };

describe('all runs of a flow on its drawing', () => {
  test('what needs somebody gives the card its colour; nothing is said of states in which nobody is', () => {
    expect(countsOf({ ...NONE, completed: 120, held: 14, parked: 1 })).toEqual([
      { state: 'parked', count: 1 },
      { state: 'held', count: 14 },
      { state: 'completed', count: 120 },
    ]);
    const statuses = liveStatuses({ change: { ...NONE, completed: 3, held: 1 } });
    expect(statuses.get('change')?.state).toBe('held');
    expect(statuses.get('other')).toBeUndefined();
  });

  test('a node at which nothing ever was looks as if nobody counted', () => {
    expect(liveStatuses({ change: NONE }).get('change')).toBeUndefined();
  });
});

describe('how many a second', () => {
  test('what is already done when one comes counts as past', () => {
    expect(advanceRate(undefined, 500, 10, 3).perSecond).toEqual([0, 0, 0]);
  });

  test('each second has its own count, and quiet ones have none', () => {
    const first = advanceRate(undefined, 500, 10, 4);
    const second = advanceRate(first, 503, 10, 4);
    const third = advanceRate(second, 504, 12, 4);
    expect(third.perSecond).toEqual([0, 3, 0, 1]);
    expect(advanceRate(third, 504, 60, 4).perSecond).toEqual([0, 0, 0, 0]);
  });

  test('after a restart the count begins anew and never goes below nothing', () => {
    expect(advanceRate(advanceRate(undefined, 500, 10, 2), 3, 11, 2).perSecond).toEqual([0, 0]);
  });
});
