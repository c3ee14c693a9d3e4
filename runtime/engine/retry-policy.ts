/** When a failed attempt is made again (RTY-1, RTY-2). Pure: the jitter is drawn from the run's own id, so it is the same after a restart. */
import { DEFAULT_RETRY } from '#flows/default-retry.ts';
import type { RetryableClass, RetryPolicy } from '#flows/flow.ts';
import type { ErrorClass, RunError } from '#flows/run.ts';

export type ResolvedRetry = Required<RetryPolicy>;

/** A system that asks for more is asked again after this. */
export const LONGEST_RETRY_AFTER_MS = 3_600_000;

export function resolveRetry(policy: RetryPolicy | undefined): ResolvedRetry {
  return policy === undefined ? DEFAULT_RETRY : { ...DEFAULT_RETRY, ...policy };
}

export function isRetryable(errorClass: ErrorClass): errorClass is RetryableClass {
  return (DEFAULT_RETRY.on as readonly ErrorClass[]).includes(errorClass);
}

/**
 * Milliseconds until the next attempt, or undefined when there is none. `failures` counts the failed attempts so far, this one
 * included; `seed` names run, step and attempt.
 */
export function retryDelayMs(policy: ResolvedRetry, failures: number, error: RunError, seed: string): number | undefined {
  if (failures >= policy.attempts) return undefined;
  if (!isRetryable(error.class) || !policy.on.includes(error.class)) return undefined;
  if (error.retryAfterMs !== undefined) return Math.min(LONGEST_RETRY_AFTER_MS, Math.max(0, error.retryAfterMs));
  const full = Math.min(policy.maxMs, policy.initialMs * policy.factor ** (failures - 1));
  return Math.round(full * (1 - policy.jitter * shareOf(seed)));
}

/** FNV-1a, as a share of 1. */
function shareOf(seed: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index += 1) {
    hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) / 0x1_0000_0000;
}
