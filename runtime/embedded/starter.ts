/**
 * Begins runs whose turn it is: head of their lane, within the concurrency of their flow and of the process. Only ids and rows of
 * the next few thousand are in memory; the rest is found again in pages when there is room.
 */
import type { Clock } from '../engine/clock.ts';
import { isStale } from '../engine/lanes.ts';
import { ownPlan } from '../engine/plan-instances.ts';
import { acceptRun } from '../engine/planner.ts';
import { flowName } from '../flow-name.ts';
import type { EngineReads, RunRow, TimedBody } from '../store/engine-rows.ts';
import { ActiveRun, factsOf } from './active-run.ts';
import type { Committer, Unit } from './committer.ts';
import type { FlowGate } from './flow-gate.ts';
import type { Plans } from './plans.ts';
import type { RunRegistry } from './run-registry.ts';
import { DEBOUNCE_TIMER } from './run-writer.ts';
import type { Runner } from './runner.ts';

type Accepted = TimedBody & { readonly type: 'run-accepted' };

export interface StartCandidate {
  readonly row: RunRow;
  /** Known when it was accepted a moment ago; otherwise read from the journal. */
  readonly accepted?: Accepted;
}

export interface Starter {
  /** A run that heads its lane, or has none. */
  offer(candidate: StartCandidate): void;
  /** It ended before it began (superseded, cancelled). */
  withdraw(runId: string): void;
  /** Begins it in this transaction when there is room; false: offer it after the commit. */
  beginNow(unit: Unit, candidate: StartCandidate): boolean;
  /** In memory, within the concurrency of the flow. */
  hasRoom(environment: string, flow: string, version: number): boolean;
  /** A place in the flow, or in memory, is free. */
  freed(environment: string, flow: string): void;
  /** Whatever a flow held back may look again. */
  unblock(): void;
  /** Looks for runs in the rows: at start, and after a transaction was lost. */
  refill(): void;
  readonly queued: number;
}

export interface StarterParts {
  readonly clock: Clock;
  readonly reads: EngineReads;
  readonly committer: Committer;
  readonly registry: RunRegistry;
  readonly plans: Plans;
  readonly runner: Runner;
  readonly gate: Pick<FlowGate, 'hasRoom'>;
  readonly activeRuns: number;
  readonly nowIso: () => string;
  readonly draining: () => boolean;
  /** Writes a run that cannot begin as parked. */
  readonly parkRow: (unit: Unit, row: RunRow, error: unknown) => void;
  readonly ended: (runId: string) => void;
  /** Tells who wants to know that a message came too late (INT-6). */
  readonly isStale: (unit: Unit, row: RunRow, highest: number) => void;
  readonly onError: (error: unknown) => void;
}

const MOST_QUEUED = 10_000;
const MOST_QUEUED_OF_FLOW = 1_000;
const AT_ONCE = 64;
const PAGE = 500;

export function createStarter(parts: StarterParts): Starter {
  const { clock, reads, committer, registry, plans, runner, nowIso } = parts;
  const queued = new Map<string, StartCandidate>();
  let ready: StartCandidate[] = [];
  /** By flow: what its concurrency holds back. */
  const blocked = new Map<string, StartCandidate[]>();
  let pumping = false;
  let more = false;
  let cursor = 0;
  let refilling = false;

  const flowOf = ({ row }: StartCandidate) => flowName(row.environment, row.flow);

  function offer(candidate: StartCandidate): void {
    const { runId } = candidate.row;
    if (registry.find(runId) !== undefined) return;
    if (queued.has(runId)) return;
    if (queued.size >= MOST_QUEUED || (blocked.get(flowOf(candidate))?.length ?? 0) >= MOST_QUEUED_OF_FLOW) {
      more = true;
      return;
    }
    queued.set(runId, candidate);
    ready.push(candidate);
    pump();
  }

  function pump(): void {
    if (pumping || parts.draining()) return;
    if (ready.length === 0) {
      if (more) refill();
      return;
    }
    if (registry.size >= parts.activeRuns) return;
    pumping = true;
    let taken: readonly StartCandidate[] = [];
    committer
      .transact((unit) => {
        taken = takeReady();
        for (const candidate of taken) {
          queued.delete(candidate.row.runId);
          // It may have ended since it was offered: superseded, cancelled, or begun by another way.
          const { reads: now } = unit.tx;
          const row = now.isAsRead(candidate.row) ? candidate.row : now.findRun(candidate.row.runId);
          if (row?.state === 'accepted') begin(unit, { ...candidate, row });
        }
      })
      .then(() => {
        // Ended as stale, or began by another way: the place that it was given is free again.
        for (const candidate of taken) if (registry.find(candidate.row.runId) === undefined) wake(flowOf(candidate));
      })
      .catch((error: unknown) => {
        // Their rows still say `accepted`.
        if (taken.length > 0) more = true;
        parts.onError(error);
        return new Promise<void>((resolve) => clock.after(200, resolve));
      })
      .finally(() => {
        pumping = false;
        pump();
      });
  }

  function takeReady(): readonly StartCandidate[] {
    const room = Math.min(AT_ONCE, parts.activeRuns - registry.size);
    const taken: StartCandidate[] = [];
    const starting = new Map<string, number>();
    let index = 0;
    for (; index < ready.length && taken.length < room; index += 1) {
      const candidate = ready[index]!;
      if (queued.get(candidate.row.runId) !== candidate) continue;
      const flow = flowOf(candidate);
      const begun = starting.get(flow) ?? 0;
      if (!parts.gate.hasRoom(candidate.row, begun)) {
        const others = blocked.get(flow);
        if (others === undefined) blocked.set(flow, [candidate]);
        else others.push(candidate);
        continue;
      }
      starting.set(flow, begun + 1);
      taken.push(candidate);
    }
    ready = ready.slice(index);
    return taken;
  }

  /** A place in the flow is free: for the first that still waits, not for one that was superseded meanwhile. */
  function wake(flow: string): void {
    const waiting = blocked.get(flow);
    if (waiting === undefined) return;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (queued.get(next.row.runId) !== next) continue;
      ready.push(next);
      break;
    }
    if (waiting.length > 0) return;
    blocked.delete(flow);
    more = true;
  }

  function hasRoom(environment: string, flow: string, version: number): boolean {
    return !parts.draining() && registry.size < parts.activeRuns && parts.gate.hasRoom({ environment, flow, version }, 0);
  }

  function begin(unit: Unit, { row, accepted }: StartCandidate): void {
    if (registry.find(row.runId) !== undefined) return;
    const { tx } = unit;
    try {
      const { lane } = plans.intakeOf(row.flow, row.version).document;
      // It still collects: its timer offers it again.
      if (lane?.debounceMs !== undefined && tx.reads.hasTimer(row.runId, DEBOUNCE_TIMER)) return;
      if (row.sequence !== undefined && row.laneName !== undefined && row.laneKey !== undefined) {
        const highest = tx.reads.findLaneSequence(row.environment, row.laneName, row.laneKey);
        if (isStale(row.sequence, highest)) {
          endStale(unit, row, highest!);
          return;
        }
      }
      const first = accepted ?? (tx.reads.readEvents(row.runId)[0] as Accepted);
      const plan = ownPlan(plans.planOf(row.flow, row.version, first.callees));
      const run = new ActiveRun(factsOf(row, first), plan, acceptRun(plan, row.runId, first), row, accepted === undefined);
      registry.add(run);
      registry.takePlace(run);
      runner.begin(run);
      unit.write(run);
    } catch (error) {
      const half = registry.find(row.runId);
      if (half !== undefined) {
        runner.abandon(half);
        registry.remove(half);
      }
      parts.parkRow(unit, row, error);
    }
  }

  function endStale(unit: Unit, row: RunRow, highest: number): void {
    const { tx, afterCommit } = unit;
    tx.appendEvents(row.runId, row.runSeq + 1, [{ type: 'run-stale', at: nowIso(), sequence: row.sequence!, highest }]);
    tx.updateRun(row.runId, { state: 'stale', endedAt: nowIso() });
    parts.isStale(unit, row, highest);
    const head = tx.reads.findLaneHead(row.environment, row.laneName!, row.laneKey!);
    afterCommit(() => {
      parts.ended(row.runId);
      if (head?.state === 'accepted') offer({ row: head });
    });
  }

  function refill(): void {
    more = true;
    if (refilling || parts.draining() || queued.size > MOST_QUEUED / 2) return;
    refilling = true;
    clock.after(0, () => {
      try {
        const page = reads.listReadyToStart(cursor, PAGE);
        for (const row of page) offer({ row });
        cursor = page.length < PAGE ? 0 : page[page.length - 1]!.acceptedSeq;
        // At the end nothing is left but what concurrency holds back; that comes again when its flow has room.
        more = page.length === PAGE;
      } catch (error) {
        parts.onError(error);
      }
      refilling = false;
      if (more) refill();
    });
  }

  return {
    offer,
    withdraw(runId) {
      queued.delete(runId);
    },
    beginNow(unit, candidate) {
      const { environment, flow, version } = candidate.row;
      if (!hasRoom(environment, flow, version)) return false;
      begin(unit, candidate);
      return true;
    },
    hasRoom,
    freed(environment, flow) {
      wake(flowName(environment, flow));
      if (ready.length > 0 || more) pump();
    },
    unblock() {
      for (const waiting of blocked.values()) ready.push(...waiting);
      blocked.clear();
      pump();
    },
    refill,
    get queued() {
      return queued.size;
    },
  };
}
