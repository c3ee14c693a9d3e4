/** Retry settings as a line of time: attempts, the waits between them, and how much of a wait chance may take away. Pure. */

import { DEFAULT_RETRY } from '#flows/default-retry.ts';
import type { RetryPolicy } from '#flows/flow.ts';

export interface RetryBar {
  /** `chance`: the part of a wait that may fall away. */
  readonly kind: 'attempt' | 'wait' | 'chance';
  /** Per cent of the whole line. */
  readonly left: number;
  readonly width: number;
}

export interface RetryTimeline {
  readonly bars: readonly RetryBar[];
  /** Longest wait after each attempt but the last. */
  readonly waitsMs: readonly number[];
  /** From the first attempt until nobody tries any more, each attempt taking its whole time-out, or none. */
  readonly longestMs: number;
  readonly shortestMs: number;
  /** Attempts that the line has no room for. */
  readonly notShown: number;
}

const MOST_SHOWN = 12;
/** Even an attempt that takes no time beside the waits can be seen. */
const LEAST_WIDTH = 0.8;

/** `timeoutMs`: of one attempt. */
export function retryTimeline(policy: RetryPolicy | undefined, timeoutMs: number): RetryTimeline {
  const { attempts, initialMs, factor, maxMs, jitter } = { ...DEFAULT_RETRY, ...policy };
  const count = Math.max(1, Math.round(attempts));
  const waitsMs = Array.from({ length: count - 1 }, (_, i) => Math.min(maxMs, initialMs * factor ** i));
  const whole = sum(waitsMs);
  const shown = Math.min(count, MOST_SHOWN);
  const length = sum(waitsMs.slice(0, shown - 1)) + shown * timeoutMs;
  const share = (ms: number) => (length === 0 ? 0 : (ms / length) * (100 - shown * LEAST_WIDTH));
  const bars: RetryBar[] = [];
  let left = 0;
  const put = (kind: RetryBar['kind'], width: number) => {
    if (width > 0) bars.push({ kind, left, width });
    left += width;
  };
  for (let i = 0; i < shown; i += 1) {
    put('attempt', LEAST_WIDTH + share(timeoutMs));
    if (i === shown - 1) continue;
    put('wait', share(waitsMs[i]! * (1 - jitter)));
    put('chance', share(waitsMs[i]! * jitter));
  }
  return {
    bars,
    waitsMs,
    longestMs: whole + count * timeoutMs,
    shortestMs: Math.round(whole * (1 - jitter)),
    notShown: count - shown,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
