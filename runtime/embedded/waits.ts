/** How waits end (WAI-1 to WAI-3): by a machine's callback, a person's decision, or the time. */
import type { Json } from '#flows/json.ts';
import { isFinal } from '#flows/run.ts';
import type { ActResult } from '../engine/engine.ts';
import { findDetails, isOpenNode, STATUS } from '../engine/run-state.ts';
import type { TimerRow } from '../store/engine-rows.ts';
import { isPassing } from '../store/passing-error.ts';
import type { ActiveRun } from './active-run.ts';
import { readToken, tokenHash } from './callback-address.ts';
import { takeGroup } from './collecting.ts';
import type { Committer, Unit } from './committer.ts';
import { DEADLINE_TIMER, DEBOUNCE_TIMER } from './run-writer.ts';
import type { Runner } from './runner.ts';
import type { Starter } from './starter.ts';
import { CALLBACK_EVENT } from './step-waits.ts';

export interface WaitParts {
  readonly committer: Committer;
  readonly runner: Runner;
  readonly starter: Starter;
  readonly callbackKey: Uint8Array;
  readonly keepEventsMs: number;
  readonly nowMs: () => number;
  readonly nowIso: () => string;
  /** A run that cannot be loaded is parked, and counts as one that does not wait. */
  readonly load: (unit: Unit, runId: string) => ActiveRun | undefined;
  readonly onError: (error: unknown) => void;
}

export interface Waits {
  signal(token: string, answer: Json): Promise<boolean>;
  decide(approvalId: string, decision: { readonly choice: string; readonly by: string; readonly reason: string }): Promise<ActResult>;
  fire(timers: readonly TimerRow[]): Promise<void>;
}

export function createWaits(parts: WaitParts): Waits {
  const { committer, runner, nowIso } = parts;

  function endWait(unit: Unit, run: ActiveRun, path: string, by: 'timer' | 'callback' | 'person', answer?: Json): void {
    run.changes.push((tx) => {
      tx.clearTimer(run.id, path);
      tx.closeWait(run.id, path);
    });
    runner.deliver(run, { type: 'wait-ended', path, by, ...(answer === undefined ? {} : { answer }) });
    unit.write(run);
  }

  /** True when the step still waits. */
  function isWaiting(run: ActiveRun, path: string): boolean {
    const index = run.plan.indexByPath.get(path);
    return index !== undefined && run.state.status[index] === STATUS.waiting;
  }

  return {
    async signal(token, answer) {
      const place = readToken(parts.callbackKey, token);
      if (place === undefined) return false;
      const hash = tokenHash(token);
      return committer.transact((unit) => {
        const wait = unit.tx.reads.findWait(hash);
        if (wait === undefined) return keepEarly(unit, place, hash, answer);
        const run = parts.load(unit, wait.runId);
        if (run === undefined || !isWaiting(run, wait.path)) return false;
        endWait(unit, run, wait.path, 'callback', answer);
        return true;
      });
    },

    decide(approvalId, { choice, by, reason }) {
      return committer.transact((unit): ActResult => {
        const row = unit.tx.reads.findApprovalWait(approvalId);
        const gone: ActResult = {
          kind: 'refused',
          code: 'approval-closed',
          message: 'This approval is decided already, or its time has passed.',
        };
        if (row === undefined || row.wait.kind !== 'approval') return gone;
        if (unit.tx.reads.findRun(row.runId)?.sample === true)
          return { kind: 'refused', code: 'sample-history', message: 'Sample history asks nobody: no run goes on with an answer.' };
        if (!row.wait.choices.includes(choice))
          return { kind: 'refused', code: 'unknown-choice', message: `"${choice}" is none of ${row.wait.choices.join(', ')}.` };
        const run = parts.load(unit, row.runId);
        if (run === undefined || !isWaiting(run, row.path)) return gone;
        runner.deliver(run, { type: 'approval-decided', path: row.path, approvalId, choice, by, reason });
        endWait(unit, run, row.path, 'person', { choice, by, reason });
        return { kind: 'done', warnings: [] };
      });
    },

    fire(timers) {
      return committer.transact((unit) => {
        for (const timer of timers) {
          try {
            fireOne(unit, timer);
          } catch (error) {
            // The timer stays, and is due again in a moment.
            if (isPassing(error)) throw error;
            parts.onError(error);
            unit.tx.clearTimer(timer.runId, timer.path);
          }
        }
      });
    },
  };

  /** The answer overtook the step that asks: it is kept and found when the step begins to wait. Once. */
  function keepEarly(unit: Unit, { runId, path, nth }: { runId: string; path: string; nth: number }, hash: string, answer: Json): boolean {
    const row = unit.tx.reads.findRun(runId);
    if (row === undefined || isFinal(row.state)) return false;
    const run = parts.load(unit, runId);
    const index = run?.plan.indexByPath.get(path);
    if (run === undefined || index === undefined || !isOpenNode(run.state, index)) return false;
    if ((findDetails(run.state, index)?.answered ?? 0) !== nth) return false;
    const { environment } = run.facts;
    const kept = unit.tx.takeKeptEvent(environment, CALLBACK_EVENT, hash);
    unit.tx.keepEvent(
      environment,
      kept ?? { id: hash, type: CALLBACK_EVENT, source: '/resume', subject: hash, time: nowIso(), data: answer },
      new Date(parts.nowMs() + parts.keepEventsMs).toISOString(),
    );
    // Loaded only to look at it: it leaves memory again with this commit.
    unit.write(run);
    return kept === undefined;
  }

  function fireOne(unit: Unit, { runId, path, kind }: TimerRow): void {
    const { tx } = unit;
    if (path === DEBOUNCE_TIMER) {
      tx.clearTimer(runId, path);
      const row = tx.reads.findRun(runId);
      if (row?.state !== 'accepted' || row.laneName === undefined || row.laneKey === undefined) return;
      const head = tx.reads.findLaneHead(row.environment, row.laneName, row.laneKey);
      if (head?.runId === runId) unit.afterCommit(() => parts.starter.offer({ row }));
      return;
    }
    const run = parts.load(unit, runId);
    if (run === undefined) {
      tx.clearTimer(runId, path);
      return;
    }
    if (path === DEADLINE_TIMER) {
      run.changes.push((open) => open.clearTimer(runId, path));
      runner.deadlinePassed(run);
    } else if (kind === 'retry') {
      runner.retryDue(run, path);
    } else if (isWaiting(run, path)) {
      endWait(unit, run, path, 'timer', takeGroup(unit, run, path, nowIso()));
      return;
    } else run.changes.push((open) => open.clearTimer(runId, path));
    unit.write(run);
  }
}
