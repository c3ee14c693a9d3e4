import { expect, test } from 'vitest';
import { type Bucket, fullBucket, takeToken } from './rate-limit.ts';

const size = { ratePerSecond: 4, burst: 2 };

function takeAll(instants: readonly number[], start: Bucket = fullBucket(size, 0)): readonly number[] {
  let bucket = start;
  return instants.map((now) => {
    const taken = takeToken(bucket, size, now);
    bucket = taken.bucket;
    return taken.waitMs;
  });
}

test('RTY-3: a burst is let through, then as many as the rate says', () => {
  expect(takeAll([0, 0, 0])).toEqual([0, 0, 250]);
  expect(takeAll([0, 0, 250, 250, 500])).toEqual([0, 0, 0, 250, 0]);
});

test('RTY-3: however long nobody came, no more than a burst is saved up', () => {
  expect(takeAll([0, 0, 3_600_000, 3_600_000, 3_600_000])).toEqual([0, 0, 0, 0, 250]);
});

test('RTY-3: a clock that steps back gives nothing and takes nothing', () => {
  expect(takeAll([10_000, 10_000, 5_000, 5_250], fullBucket(size, 10_000))).toEqual([0, 0, 250, 0]);
});
