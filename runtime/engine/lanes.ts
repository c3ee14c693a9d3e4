/** Decisions about the order of runs with the same business key (LAN-1, LAN-5, INT-6); pure, over rows. */
import type { FlowLane } from '#flows/flow.ts';
import type { Json } from '#flows/json.ts';

/**
 * A business sequence: an integer, or an ISO instant as epoch milliseconds. Undefined for anything else.
 * Integers may come as text, as many systems send them.
 */
export function readSequence(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  if (/^[+-]?\d{1,15}$/.test(value)) return Number(value);
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(value)) return undefined;
  const instant = Date.parse(value);
  return Number.isNaN(instant) ? undefined : instant;
}

/** INT-6: older than the highest completed one is stale; an equal one is not older. */
export function isStale(sequence: number | undefined, highest: number | undefined): boolean {
  return sequence !== undefined && highest !== undefined && sequence < highest;
}

export interface WaitingRun {
  readonly runId: string;
  readonly flow: string;
  readonly sequence?: number;
}

/**
 * LAN-5: which waiting runs end when a newer one of the flow arrives. Only runs of the same flow are replaced: a lane may span flows,
 * and what another flow was asked to do is not undone by this one. A late old message replaces nothing: it is not newer.
 */
export function replacedBy<Run extends WaitingRun>(
  whenNewer: FlowLane['whenNewer'],
  arriving: { readonly flow: string; readonly sequence?: number },
  waiting: readonly Run[],
): readonly Run[] {
  if (whenNewer === undefined || whenNewer === 'queue') return [];
  return waiting.filter((run) => run.flow === arriving.flow && !isStale(arriving.sequence, run.sequence));
}

/** A burst that never ends still runs: its collecting is cut off after this many times `debounceMs`. */
const LONGEST_BURST = 10;

/** When a debounced run may start, in epoch ms. `burstSince`: arrival of the first run of the burst. */
export function debouncedUntil(now: number, debounceMs: number, burstSince: number): number {
  return Math.min(now + debounceMs, burstSince + LONGEST_BURST * debounceMs);
}
