/**
 * Whether a step may call its connection now (RTY-3): it goes, waits for a slot in memory, is held as a row, or, where somebody waits
 * for the flow's answer (INT-5), fails instead of being held.
 */
import { toConnectionHold } from '#flows/connection-hold.ts';
import type { TraceBody } from '#flows/trace.ts';
import { TimeoutError, UnavailableError } from '#nodes/errors.ts';
import type { PlanNode } from '../engine/plan.ts';
import { STATUS } from '../engine/run-state.ts';
import { findCatcher } from '../engine/step-decisions.ts';
import type { ActiveRun } from './active-run.ts';
import type { Attempt } from './attempt.ts';
import type { CircuitKeeper } from './circuit-keeper.ts';
import type { EmbeddedParts, EngineLimits } from './parts.ts';

export interface ConnectionEntryParts {
  readonly parts: Pick<EmbeddedParts, 'clock' | 'connections'>;
  readonly limits: EngineLimits;
  readonly circuits: CircuitKeeper;
  readonly deliver: (run: ActiveRun, event: TraceBody) => void;
  /** A slot came free. */
  readonly begin: (run: ActiveRun, node: PlanNode) => void;
  readonly fail: (run: ActiveRun, attempt: Attempt, thrown: unknown) => void;
  readonly settleFlush: (run: ActiveRun) => void;
}

export interface ConnectionEntry {
  /** False: the step is held or waits for a slot, or its connection cannot be opened. */
  admit(run: ActiveRun, attempt: Attempt, role: string): boolean;
  mustAnswer(run: ActiveRun, node: PlanNode): boolean;
}

export function createConnectionEntry({
  parts,
  limits,
  circuits,
  deliver,
  begin,
  fail,
  settleFlush,
}: ConnectionEntryParts): ConnectionEntry {
  const { clock, connections } = parts;
  return { admit, mustAnswer };

  function admit(run: ActiveRun, attempt: Attempt, role: string): boolean {
    const { environment, plant } = run.facts;
    const { path, index } = attempt.node;
    try {
      const opened = connections.open(environment, role, plant);
      const called = { environment, connection: opened.name, ...(opened.plant === undefined ? {} : { plant: opened.plant }) };
      const admitted = circuits.admit(called, connections.limits(environment, role, plant), () => {
        if (run.dead) return;
        begin(run, attempt.node);
        settleFlush(run);
      });
      if (admitted.kind === 'queued') {
        if (mustAnswer(run, attempt.node)) limitQueueing(run, attempt);
        return false;
      }
      if (admitted.kind === 'hold' && mustAnswer(run, attempt.node))
        throw new UnavailableError(notNow(opened.name), { code: admitted.reason });
      if (admitted.kind === 'hold') {
        deliver(run, { type: 'step-held', path, connection: toConnectionHold(called), reason: admitted.reason });
        return false;
      }
      attempt.admission = admitted.admission;
      return true;
    } catch (thrown) {
      run.attempts.set(index, attempt);
      fail(run, attempt, thrown);
      return false;
    }
  }

  /**
   * Somebody waits for the flow's answer (INT-5), longer than a circuit would keep it: the step leaves by its error port instead of
   * being held, so that the flow can answer without this system.
   */
  function mustAnswer({ plan, state, reply }: ActiveRun, node: PlanNode): boolean {
    return plan.document.respondWithinMs !== undefined && reply === undefined && findCatcher(plan, state, node) !== undefined;
  }

  /** The time that the step has begins in the queue: what is left of it is the system's. */
  function limitQueueing(run: ActiveRun, attempt: Attempt): void {
    const { index, timeoutMs = limits.timeoutMs } = attempt.node;
    if (run.queuedSince.has(index)) return;
    run.queuedSince.set(index, attempt.beganAt);
    clock.after(timeoutMs, () => {
      run.queuedSince.delete(index);
      if (run.dead || run.state.status[index] !== STATUS.ready || run.attempts.has(index)) return;
      run.attempts.set(index, attempt);
      fail(run, attempt, new TimeoutError(`No call to the system was free within ${timeoutMs} ms.`, { code: 'no-call-free' }));
      settleFlush(run);
    });
  }
}

const notNow = (connection: string): string => `The connection "${connection}" takes no calls just now, and the caller cannot wait.`;
