import { expect, test } from 'vitest';
import { RETRY_AFTER_CAP_MS, readRetryAfterMs } from './retry-after.ts';

const now = Date.parse('2026-11-24T08:00:00Z');

test.each([
  ['0', 0],
  ['1.5', 1500],
  ['120', 120_000],
  ['Tue, 24 Nov 2026 08:01:00 GMT', 60_000],
  ['Tue, 24 Nov 2026 07:00:00 GMT', 0],
  ['86400', RETRY_AFTER_CAP_MS],
  ['Fri, 31 Dec 9999 23:59:59 GMT', RETRY_AFTER_CAP_MS],
])('RTY-2 Retry-After: %s is %d ms', (value, expected) => {
  expect(readRetryAfterMs({ 'retry-after': value }, now)).toBe(expected);
});

test.each(['', 'soon', '-5'])('RTY-2 Retry-After: %j says nothing', (value) => {
  expect(readRetryAfterMs({ 'retry-after': value }, now)).toBeUndefined();
});

test('RTY-2 a date is measured against the clock of the one who sent it', () => {
  const headers = { 'retry-after': 'Tue, 24 Nov 2026 12:00:10 GMT', date: 'Tue, 24 Nov 2026 12:00:00 GMT' };
  expect(readRetryAfterMs(headers, now)).toBe(10_000);
});
