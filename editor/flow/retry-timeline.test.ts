import { expect, test } from 'vitest';
import { retryTimeline } from './retry-timeline.ts';

const policy = { attempts: 4, initialMs: 1_000, factor: 2, maxMs: 3_000, jitter: 0.5 };

test('waits grow by the factor up to the longest, and the line ends with the last attempt', () => {
  const { waitsMs, longestMs, shortestMs, bars } = retryTimeline(policy, 500);
  expect(waitsMs).toEqual([1_000, 2_000, 3_000]);
  expect(longestMs).toBe(6_000 + 4 * 500);
  expect(shortestMs).toBe(3_000);
  expect(bars.map(({ kind }) => kind).join(' ')).toBe('attempt wait chance attempt wait chance attempt wait chance attempt');
  expect(bars.at(-1)!.left + bars.at(-1)!.width).toBeCloseTo(100);
});

test('bars follow one another without a gap, each as wide as it takes', () => {
  const { bars } = retryTimeline({ ...policy, jitter: 0 }, 0);
  bars.slice(1).forEach((bar, i) => {
    expect(bar.left).toBeCloseTo(bars[i]!.left + bars[i]!.width);
  });
  const [first, second, third] = bars.filter(({ kind }) => kind === 'wait').map(({ width }) => width);
  expect(second! / first!).toBeCloseTo(2);
  expect(third! / first!).toBeCloseTo(3);
});

test('without a policy of its own the default holds; one attempt waits for nothing; many are cut', () => {
  expect(retryTimeline(undefined, 0).waitsMs).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(retryTimeline({ attempts: 1 }, 100)).toMatchObject({ waitsMs: [], longestMs: 100, shortestMs: 0 });
  const many = retryTimeline({ attempts: 100, initialMs: 10 }, 0);
  expect(many).toMatchObject({ notShown: 88 });
  expect(many.bars.filter(({ kind }) => kind === 'attempt')).toHaveLength(12);
});
