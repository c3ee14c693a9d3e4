/** Moves what a run has pending into rows, together with everything that follows from it in the same commit. */
import { findHoldingFlow } from '#flows/flow-hold.ts';
import { isFinal } from '#flows/run.ts';
import { findDetails, isOpenNode, nodesWithStatus, type PlanState, runStateOf, STATUS } from '../engine/run-state.ts';
import type { EngineTx, RunRow } from '../store/engine-rows.ts';
import type { ActiveRun, HandedOver, RowStanding } from './active-run.ts';
import { dropGroup, isCollect } from './collecting.ts';
import type { Unit } from './committer.ts';

export const DEADLINE_TIMER = '#deadline';
export const DEBOUNCE_TIMER = '#debounce';

export interface RunWriterParts {
  readonly nowIso: () => string;
  readonly newId: () => string;
  /** The run that is at the head of a lane now and has not begun. Called after the commit. */
  laneFreed(head: RunRow): void;
  held(environment: string, connection: string): void;
}

export function createRunWriter(parts: RunWriterParts): (unit: Unit, run: ActiveRun) => void {
  return (unit, run) => {
    const { tx } = unit;
    const handed: HandedOver = {
      events: [],
      changes: [],
      afterCommit: run.afterCommit,
      standing: run.standing,
      writtenSeq: run.writtenSeq,
      done: run.nextCommit,
    };
    run.inFlight = handed;
    run.nextCommit = undefined;
    run.afterCommit = [];
    do {
      const events = run.pending;
      const changes = run.changes;
      run.pending = [];
      run.changes = [];
      if (events.length > 0) {
        tx.appendEvents(run.id, run.writtenSeq + 1, events);
        run.writtenSeq += events.length;
        for (const event of events) handed.events.push(event);
      }
      for (const change of changes) {
        handed.changes.push(change);
        change(tx, unit);
      }
      // A wait that is opened may find its event there already and let the run go on.
    } while (run.hasPending);
    writeStanding(tx, run, handed);
  };

  function writeStanding(tx: EngineTx, run: ActiveRun, handed: HandedOver): void {
    const before = run.standing;
    const now = standingOf(run);
    const ended = isFinal(now.state) && now.state !== before.state;
    if (now.state !== before.state || now.heldBy !== before.heldBy || now.blockedAt !== before.blockedAt || now.error !== before.error) {
      run.standing = now;
      tx.updateRun(run.id, {
        ...(now.state === before.state ? {} : { state: now.state }),
        ...(ended ? { endedAt: parts.nowIso() } : {}),
        ...(now.heldBy === before.heldBy ? {} : { heldBy: now.heldBy ?? null }),
        ...(now.blockedAt === before.blockedAt ? {} : { blockedAt: now.blockedAt ?? null }),
        ...(now.error === before.error ? {} : { error: now.error ?? null }),
      });
    }
    if (now.heldBy !== undefined && now.heldBy !== before.heldBy) {
      const { environment } = run.facts;
      const { heldBy } = now;
      handed.afterCommit.push(() => parts.held(environment, heldBy));
    }
    if (ended) endRun(tx, run, handed);
  }

  function endRun(tx: EngineTx, run: ActiveRun, handed: HandedOver): void {
    const { environment, laneName, laneKey, sequence } = run.facts;
    if (run.plan.document.deadlineMs !== undefined) tx.clearTimer(run.id, DEADLINE_TIMER);
    let collects = false;
    for (const node of run.plan.nodes) {
      const { index, path } = node;
      collects ||= isCollect(node);
      if (!isOpenNode(run.state, index)) continue;
      tx.clearTimer(run.id, path);
      tx.closeWait(run.id, path);
    }
    if (collects)
      for (const group of tx.reads.listGroupsOf(run.id)) dropGroup(tx, group, run.plan.document.owner, parts.newId(), parts.nowIso());
    if (laneName === undefined || laneKey === undefined) return;
    if (sequence !== undefined && run.state.final === 'completed') tx.raiseLaneSequence(environment, laneName, laneKey, sequence);
    offerHead(tx, environment, laneName, laneKey, handed.afterCommit);
  }

  function offerHead(tx: EngineTx, environment: string, name: string, key: string, after: (() => void)[]): void {
    const head = tx.reads.findLaneHead(environment, name, key);
    if (head?.state === 'accepted') after.push(() => parts.laneFreed(head));
  }
}

function standingOf(run: ActiveRun): RowStanding {
  const { state, plan } = run;
  const runState = runStateOf(state);
  if (runState === 'running' || runState === 'accepted') return same(run.standing, runState, undefined, undefined, undefined);
  if (isFinal(runState)) {
    const error = runState === 'completed' ? undefined : failureOf(run);
    return same(run.standing, runState, undefined, runState === 'completed' ? undefined : run.standing.blockedAt, error);
  }
  const blocked = firstBlocked(state);
  const heldBy = state.held === 0 ? undefined : firstHold(state);
  const error = runState === 'parked' && blocked !== undefined ? findDetails(state, blocked)?.error : undefined;
  return same(run.standing, runState, heldBy, blocked === undefined ? undefined : plan.nodes[blocked]!.path, error);
}

function failureOf({ state, standing }: ActiveRun): RowStanding['error'] {
  if (state.closing?.kind === 'fail') return state.closing.error;
  return state.closing === undefined && state.compensation !== undefined ? state.compensation.cause : standing.error;
}

function same(
  before: RowStanding,
  state: RowStanding['state'],
  heldBy: string | undefined,
  blockedAt: string | undefined,
  error: RowStanding['error'],
): RowStanding {
  if (before.state === state && before.heldBy === heldBy && before.blockedAt === blockedAt && before.error === error) return before;
  return { state, heldBy, blockedAt, error };
}

/** Its own flow before connections: that hold ends first, and what else holds it is written then. */
function firstHold(state: PlanState): string | undefined {
  const holds = nodesWithStatus(state, STATUS.held).flatMap((node) => findDetails(state, node)?.heldBy ?? []);
  return holds.find((hold) => findHoldingFlow(hold) !== undefined) ?? holds[0];
}

function firstBlocked(state: PlanState): number | undefined {
  for (const status of [STATUS.parked, STATUS.held, STATUS.waiting, STATUS.retrying]) {
    const found = state.status.indexOf(status);
    if (found !== -1) return found;
  }
  return undefined;
}
