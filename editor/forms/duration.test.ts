import { expect, test } from 'vitest';
import { durationOf } from './duration.ts';

test.each([
  [604_800_000, { amount: 7, unit: 'd' }],
  [90_000, { amount: 90, unit: 's' }],
  [1_500, { amount: 1_500, unit: 'ms' }],
  [7_200_000, { amount: 2, unit: 'h' }],
  [0, { amount: 0, unit: 's' }],
])('%i ms is written with the largest unit that gives a whole number', (ms, written) => {
  expect(durationOf(ms)).toEqual(written);
});
