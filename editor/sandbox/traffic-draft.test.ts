import { expect, test } from 'vitest';
import { NEW_TRAFFIC, toTrafficBody } from './traffic-draft.ts';

test('traffic is asked for in shares, and what is empty is left to the generator', () => {
  expect(
    toTrafficBody({ ...NEW_TRAFFIC, ratePerSecond: 4, count: '', orders: 10, duplicates: 25, reorder: '', noChanges: 0, large: '' }),
  ).toEqual({
    ratePerSecond: 4,
    orders: 10,
    duplicates: 0.25,
    noChanges: 0,
    invalid: 0.05,
  });
});
