/** Rows of what a step waits for: a time, a callback, an event, a person; and the answer that came before the step waited (WAI-1, WAI-2). */
import type { TraceBody, Wait } from '#flows/trace.ts';
import type { StepOutcome } from '#nodes/step-outcome.ts';
import { toWait, wakeAt } from '../engine/outcome-events.ts';
import { findDetails } from '../engine/run-state.ts';
import type { EngineTx } from '../store/engine-rows.ts';
import type { ActiveRun } from './active-run.ts';
import type { Attempt } from './attempt.ts';
import { createToken, tokenHash } from './callback-address.ts';
import { createCollecting, isCollect } from './collecting.ts';
import type { EmbeddedParts } from './parts.ts';
import { callbackPlace } from './step-context.ts';

export interface StepWaitsParts {
  readonly parts: Pick<EmbeddedParts, 'clock' | 'callbackKey' | 'newId'>;
  readonly nowIso: () => string;
  readonly timerSet: (dueAt: string) => void;
  readonly deliver: (run: ActiveRun, event: TraceBody) => void;
  readonly releaseLane: (run: ActiveRun, path: string) => void;
}

export interface StepWaits {
  /** The step has ended its attempt and waits for this. */
  open(run: ActiveRun, attempt: Attempt, outcome: Exclude<StepOutcome, { readonly kind: 'done' }>): void;
  close(run: ActiveRun, path: string): void;
  setTimer(run: ActiveRun, path: string, dueAt: string, kind: Parameters<EngineTx['setTimer']>[0]['kind']): void;
  /** What a step waits for may have come before it waited. */
  takeEarlyAnswer(run: ActiveRun, path: string, wait: Wait): void;
}

/** Answers that came before the step waited are kept under this type. */
export const CALLBACK_EVENT = 'millrace.callback';

export function createStepWaits({ parts, nowIso, timerSet, deliver, releaseLane }: StepWaitsParts): StepWaits {
  const collecting = createCollecting({ nowIso, newId: parts.newId, timerSet, deliver, releaseLane });

  function open(run: ActiveRun, attempt: Attempt, outcome: Exclude<StepOutcome, { readonly kind: 'done' }>): void {
    const { path, index } = attempt.node;
    const now = parts.clock.now();
    const wait = toWait(outcome, {
      now,
      waitingSince: findDetails(run.state, index)?.waitingSince,
      tokenHash: () => tokenHash(createToken(parts.callbackKey, callbackPlace(run, attempt))),
      newId: parts.newId,
    });
    const wake = wakeAt(wait);
    if (wake !== undefined) setTimer(run, path, wake.dueAt, wake.kind);
    if (wait.kind !== 'delay' && wait.kind !== 'again' && wait.kind !== 'collect') {
      const { environment } = run.facts;
      const openedAt = nowIso();
      run.changes.push((tx) => tx.openWait({ runId: run.id, path, environment, wait, openedAt }));
    }
    deliver(run, { type: 'wait-started', path, wait });
    takeEarlyAnswer(run, path, wait);
    if (wait.kind === 'collect' && outcome.kind === 'wait' && outcome.for.kind === 'collect')
      collecting.join(run, path, wait.group, outcome.for);
  }

  function takeEarlyAnswer(run: ActiveRun, path: string, wait: Wait): void {
    if (wait.kind !== 'callback' && wait.kind !== 'event') return;
    const { environment } = run.facts;
    let answered = false;
    run.changes.push((tx) => {
      const early =
        wait.kind === 'callback'
          ? tx.takeKeptEvent(environment, CALLBACK_EVENT, wait.tokenHash)
          : tx.takeKeptEvent(environment, wait.event, wait.correlation);
      // When this runs again because its commit was lost, the run has gone on with the answer, whether or not it is still kept.
      if (early === undefined && !answered) return;
      tx.clearTimer(run.id, path);
      tx.closeWait(run.id, path);
      if (answered || early === undefined) return;
      answered = true;
      deliver(run, { type: 'wait-ended', path, by: wait.kind === 'callback' ? 'callback' : 'event', answer: early.data });
    });
  }

  function setTimer(run: ActiveRun, path: string, dueAt: string, kind: Parameters<EngineTx['setTimer']>[0]['kind']): void {
    run.changes.push((tx) => tx.setTimer({ runId: run.id, path, dueAt, kind }));
    run.afterCommit.push(() => timerSet(dueAt));
  }

  function close(run: ActiveRun, path: string): void {
    run.changes.push((tx) => {
      tx.clearTimer(run.id, path);
      tx.closeWait(run.id, path);
    });
    const index = run.plan.indexByPath.get(path);
    if (index !== undefined && isCollect(run.plan.nodes[index]!)) collecting.leave(run, path);
  }

  return { open, close, setTimer, takeEarlyAnswer };
}
