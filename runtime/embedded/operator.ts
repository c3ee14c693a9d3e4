/** Performs what an operator decided (LAN-3): judged by `engine/operator-actions.ts`, committed with reason and person. */
import { isFinal } from '#flows/run.ts';
import type { ActRequest, ActResult } from '../engine/engine.ts';
import { dependentsWarning, judgeAccepted, judgeAction, judgeFinal, keptEffectsWarning } from '../engine/operator-actions.ts';
import type { RunRow } from '../store/engine-rows.ts';
import type { ActiveRun } from './active-run.ts';
import { dropGroup } from './collecting.ts';
import type { Committer, Unit } from './committer.ts';
import { DEBOUNCE_TIMER } from './run-writer.ts';
import type { Runner } from './runner.ts';
import type { Starter } from './starter.ts';

export interface OperatorParts {
  readonly committer: Committer;
  readonly runner: Runner;
  readonly starter: Starter;
  readonly nowIso: () => string;
  readonly newId: () => string;
  /** Throws when the run cannot be rebuilt (damaged journal, unknown node types). */
  readonly load: (unit: Unit, runId: string) => ActiveRun | undefined;
  readonly retryFinal: (row: RunRow, request: ActRequest) => Promise<ActResult>;
  readonly ended: (runId: string) => void;
  /** A person ended the run before it was done. */
  readonly givenUp: (unit: Unit, row: RunRow, request: ActRequest) => void;
}

export function createOperator(parts: OperatorParts): (runId: string, request: ActRequest) => Promise<ActResult> {
  const { committer, runner, starter, nowIso } = parts;

  return async (runId, request) => {
    const outcome = await committer.transact((unit): ActResult | { readonly kind: 'retry-final'; readonly row: RunRow } => {
      const row = unit.tx.reads.findRun(runId);
      if (row === undefined) return { kind: 'refused', code: 'no-such-run', message: `There is no run "${runId}".` };
      if (row.sample === true)
        return {
          kind: 'refused',
          code: 'sample-history',
          message: 'The run is sample history: it never touched another system, and nothing can be done with it.',
        };
      if (isFinal(row.state)) {
        const refused = judgeFinal(row.state, request.action);
        return refused?.kind === 'refused' ? refused : { kind: 'retry-final', row };
      }
      return row.state === 'accepted' ? actOnAccepted(unit, row, request) : actOnOpen(unit, row, request);
    });
    return outcome.kind === 'retry-final' ? parts.retryFinal(outcome.row, request) : outcome;
  };

  function actOnAccepted(unit: Unit, row: RunRow, request: ActRequest): ActResult {
    const judgement = judgeAccepted(request);
    if (judgement.kind === 'refused') return judgement;
    const warnings = warningsOf(unit, row, request);
    giveUp(unit, row, request);
    return { kind: 'done', warnings };
  }

  function actOnOpen(unit: Unit, row: RunRow, request: ActRequest): ActResult {
    let run: ActiveRun | undefined;
    try {
      run = parts.load(unit, row.runId);
    } catch (error) {
      // Nobody can go on with it, but its lane must not stand still for ever.
      if (request.action === 'cancel' || request.action === 'set-aside') {
        const warnings = warningsOf(unit, row, request);
        giveUp(unit, row, request);
        return { kind: 'done', warnings };
      }
      return {
        kind: 'refused',
        code: 'run-unreadable',
        message: `The run cannot go on: ${(error as Error).message} It can be cancelled or set aside.`,
      };
    }
    if (run === undefined) return { kind: 'refused', code: 'run-final', message: 'The run has ended.' };
    if (request.action === 'compensate') runner.recallLoops(run);
    const { tx } = unit;
    const effects = tx.reads.listEffects(row.runId);
    const judgement = judgeAction(run.plan, run.state, effects, request);
    if (judgement.kind === 'refused') {
      // Loaded only to look at it.
      unit.write(run);
      return judgement;
    }
    const { event, effect, warnings: ofJudgement = [] } = judgement;
    if (effect !== undefined) {
      const settledAt = nowIso();
      const answer = effect.state === 'confirmed' ? { answer: request.data ?? null } : {};
      run.effects.set(effect.row.effectKey, { ...effect.row, state: effect.state, settledAt, ...answer });
      run.changes.push((open) =>
        open.settleEffect(effect.row.effectKey, {
          state: effect.state,
          settledAt,
          ...answer,
          verdict: effect.state === 'confirmed' ? 'confirmed' : 'not-applied',
        }),
      );
    }
    const isEdited = event.action === 'edit' && event.path === undefined;
    const warnings = isEdited ? keptEffectsWarning(effects) : [...ofJudgement, ...warningsOf(unit, row, request)];
    runner.deliver(run, event);
    unit.write(run);
    if (request.action === 'cancel' || request.action === 'set-aside') parts.givenUp(unit, row, request);
    return { kind: 'done', warnings };
  }

  /** LAN-6. */
  function warningsOf({ tx }: Unit, row: RunRow, { action }: ActRequest): readonly string[] {
    if ((action !== 'set-aside' && action !== 'cancel') || row.laneName === undefined || row.laneKey === undefined) return [];
    const later = tx.reads
      .listWaitingInLane(row.environment, row.laneName, row.laneKey)
      .filter(({ acceptedSeq }) => acceptedSeq > row.acceptedSeq);
    return dependentsWarning(row.laneKey, later);
  }

  function giveUp(unit: Unit, row: RunRow, request: ActRequest): void {
    endRow(unit, row, request);
    parts.givenUp(unit, row, request);
  }

  /** A run without steps, or whose steps nobody can read, ends by its row. */
  function endRow(unit: Unit, row: RunRow, { action, by, reason }: ActRequest): void {
    const { tx } = unit;
    const at = nowIso();
    const final = action === 'cancel' ? 'cancelled' : 'set-aside';
    tx.appendEvents(row.runId, row.runSeq + 1, [
      { type: 'operator-acted', at, action, by, reason },
      final === 'cancelled' ? { type: 'run-cancelled', at, by, reason } : { type: 'run-set-aside', at, by, reason },
    ]);
    tx.updateRun(row.runId, { state: final, endedAt: at, heldBy: null });
    tx.clearTimer(row.runId, DEBOUNCE_TIMER);
    for (const group of tx.reads.listGroupsOf(row.runId)) dropGroup(tx, group, 'operations', parts.newId(), at);
    const head =
      row.laneName === undefined || row.laneKey === undefined
        ? undefined
        : tx.reads.findLaneHead(row.environment, row.laneName, row.laneKey);
    unit.afterCommit(() => {
      starter.withdraw(row.runId);
      parts.ended(row.runId);
      if (head?.state === 'accepted') starter.offer({ row: head });
    });
  }
}
