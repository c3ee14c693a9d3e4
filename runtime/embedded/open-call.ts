/** Calls whose answer nobody heard (STP-4): until when they may still arrive, and what is said of them. */
import type { EffectRow } from '#flows/trace.ts';
import { ConflictError, RejectedError } from '#nodes/errors.ts';

/** A call whose answer nobody heard, and until when it may still arrive. */
export interface OpenCall {
  readonly since: string;
  readonly untilMs: number;
}

/**
 * As long again as it would have been waited for, from when nobody waited any more: whoever works on it by then has been given up by
 * everybody. For a call of an earlier life of this process that is, at the latest, when this one began.
 */
export function openCall({ openSince, intendedAt }: EffectRow, timeoutMs: number, processBeganAt: number): OpenCall {
  const since = openSince ?? intendedAt;
  const madeAt = Date.parse(since);
  const leftAt = madeAt < processBeganAt ? Math.min(processBeganAt, madeAt + timeoutMs) : madeAt + timeoutMs;
  return { since, untilMs: leftAt + timeoutMs };
}

export function notSent(operation: string): RejectedError {
  return new RejectedError(`"${operation}" was not sent: the run is being undone.`, { code: 'run-undone' });
}

export function unknownEffect(operation: string, kept: { readonly error?: EffectRow['error'] }, isOurOwnPerhaps = false): ConflictError {
  const why = kept.error === undefined ? 'the process ended while it was under way' : kept.error.message;
  return new ConflictError(`It is not known whether "${operation}" was applied: ${why}`, {
    code: 'unknown-effect',
    help: isOurOwnPerhaps
      ? 'It was sent twice, and the second time refused as there already: perhaps what is there is ours. Look into the other system, then mark the effect as confirmed, or send it again as new if what is there is somebody else’s.'
      : 'Look into the other system, then mark the effect as confirmed or not applied, or send it again as new.',
  });
}
