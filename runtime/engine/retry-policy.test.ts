import { describe, expect, test } from 'vitest';
import { DEFAULT_RETRY } from '#flows/default-retry.ts';
import { LONGEST_RETRY_AFTER_MS, resolveRetry, retryDelayMs } from './retry-policy.ts';

const unavailable = { class: 'unavailable', code: '503', message: 'busy' } as const;
const steady = resolveRetry({ attempts: 6, initialMs: 1_000, factor: 3, maxMs: 20_000, jitter: 0 });

describe('RTY-2: when the next attempt is made', () => {
  test('delays grow by the factor up to the longest one, then there is none', () => {
    expect([1, 2, 3, 4, 5, 6].map((failures) => retryDelayMs(steady, failures, unavailable, 'run/step/1'))).toEqual([
      1_000,
      3_000,
      9_000,
      20_000,
      20_000,
      undefined,
    ]);
  });

  test('what a node leaves open is the default', () => {
    expect(resolveRetry(undefined)).toBe(DEFAULT_RETRY);
    expect(resolveRetry({ attempts: 2 })).toEqual({ ...DEFAULT_RETRY, attempts: 2 });
  });

  test('jitter shortens, differs from run to run and is the same again after a restart', () => {
    const policy = resolveRetry({ attempts: 5, jitter: 0.5 });
    const delays = ['a', 'b', 'c', 'd'].map((run) => retryDelayMs(policy, 1, unavailable, `${run}/step/1`)!);
    for (const delay of delays) expect(delay).toBeGreaterThanOrEqual(500);
    for (const delay of delays) expect(delay).toBeLessThanOrEqual(1_000);
    expect(new Set(delays).size).toBe(4);
    expect(retryDelayMs(policy, 1, unavailable, 'a/step/1')).toBe(delays[0]);
  });

  test('the other system says when to come back, but not in a year and not in the past', () => {
    const asking = (retryAfterMs: number) => retryDelayMs(steady, 1, { ...unavailable, retryAfterMs }, 'run/step/1');
    expect([asking(7_000), asking(-5), asking(31_536_000_000)]).toEqual([7_000, 0, LONGEST_RETRY_AFTER_MS]);
  });
});

test('RTY-1: what repeating cannot mend is not repeated, whatever the policy says', () => {
  const everything = resolveRetry({ attempts: 5, on: ['network', 'timeout', 'throttled', 'unavailable', 'conflict'] });
  for (const errorClass of ['invalid', 'rejected', 'denied', 'internal'] as const)
    expect(retryDelayMs(everything, 1, { ...unavailable, class: errorClass }, 's'), errorClass).toBeUndefined();
  const onlyNetwork = resolveRetry({ attempts: 5, on: ['network'] });
  expect(retryDelayMs(onlyNetwork, 1, unavailable, 's')).toBeUndefined();
  expect(retryDelayMs(onlyNetwork, 1, { ...unavailable, class: 'network' }, 's')).toBeGreaterThan(0);
});
