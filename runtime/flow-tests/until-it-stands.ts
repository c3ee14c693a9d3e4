/** Waits for a run that time passes for as soon as it waits: its end, or where no time would bring it further. */
import { isFinal } from '#flows/run.ts';
import { DEFAULT_LIMITS } from '../connections/connection-registry.ts';
import type { EngineReads, RunRow } from '../store/engine-rows.ts';
import type { SkippingClock } from './skipping-clock.ts';

/** Of real time; waits of the flow are skipped. */
const PATIENCE_MS = 20_000;
const LOOK_MS = 5;
const END_OF_TIME = '9999-12-31T23:59:59.999Z';
/** A system whose doubles stay down for so many trials of its circuit does not come back in this test: the run stands held. */
const MOST_TRIALS = 20;

export interface Standing {
  /** Its deadline is no wait: it passes only where somebody looks for what comes then. */
  readonly deadlinePasses: boolean;
  /** A system that holds the run is not asked again and again: nobody said that it would come back. */
  readonly mostTrials?: number;
}

export async function untilItStands(
  runId: string,
  reads: Pick<EngineReads, 'findRun' | 'dueTimers'>,
  clock: SkippingClock,
  { deadlinePasses, mostTrials = MOST_TRIALS }: Standing,
): Promise<RunRow> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  let trials = 0;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const run = reads.findRun(runId)!;
    if (isFinal(run.state) || run.state === 'parked' || Date.now() > giveUpAt) return run;
    if (run.state !== 'waiting' && run.state !== 'held') continue;
    const [next] = reads.dueTimers(END_OF_TIME, 1);
    if (next !== undefined && (next.kind !== 'deadline' || deadlinePasses)) clock.skipTo(Date.parse(next.dueAt));
    else if (run.state === 'waiting' || trials++ === mostTrials) return run;
    // A circuit tries again by a clock of its own.
    else clock.skipTo(clock.now() + DEFAULT_LIMITS.trialAfterMs);
  }
}
