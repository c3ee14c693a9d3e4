/** How often and how long a step is tried again where its node does not say so itself (RTY-2). */
import type { RetryPolicy } from './flow.ts';

export const DEFAULT_RETRY: Required<RetryPolicy> = {
  attempts: 5,
  initialMs: 1_000,
  factor: 2,
  maxMs: 60_000,
  jitter: 0.2,
  on: ['network', 'timeout', 'throttled', 'unavailable', 'conflict'],
};
