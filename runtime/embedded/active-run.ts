/**
 * A run with something to do, in memory: its plan, its folded state, and what is not yet committed. A run that waits, is held or
 * parked is not here; its rows say all there is to know.
 */
import { hash } from 'node:crypto';
import type { RunError, RunState } from '#flows/run.ts';
import type { EffectRow } from '#flows/trace.ts';
import type { Command } from '../engine/commands.ts';
import { LateMap } from '../engine/late-map.ts';
import type { Plan } from '../engine/plan.ts';
import type { PlanState } from '../engine/run-state.ts';
import type { EngineTx, RunRow, TimedBody } from '../store/engine-rows.ts';
import type { Attempt } from './attempt.ts';
import type { Unit } from './committer.ts';
import type { Deferred } from './deferred.ts';
import type { KnownScope } from './expression-scopes.ts';

/** A change of rows that belongs to the events around it; may run again when its commit was lost. */
export type RowChange = (tx: EngineTx, unit: Unit) => void;

export interface RunFacts {
  readonly runId: string;
  readonly originRunId: string;
  readonly environment: string;
  readonly flow: string;
  readonly version: number;
  readonly correlationId: string;
  /** Undefined when the sender gave none: `traceparentOf` makes one. */
  readonly traceparent: string | undefined;
  readonly startedAt: string;
  readonly acceptedSeq: number;
  readonly plant: string | undefined;
  readonly laneName: string | undefined;
  readonly laneKey: string | undefined;
  readonly sequence: number | undefined;
  readonly referenceRevision: number;
}

/** What the run's row says about its standing; only differences are written. */
export interface RowStanding {
  state: RunState;
  heldBy: string | undefined;
  blockedAt: string | undefined;
  error: RunError | undefined;
}

/** What a transaction got of a run: given back when the transaction is lost. */
export interface HandedOver {
  readonly events: TimedBody[];
  readonly changes: RowChange[];
  readonly afterCommit: (() => void)[];
  readonly standing: RowStanding;
  readonly writtenSeq: number;
  done: Deferred | undefined;
}

/** Looked through when there are so many: rarely enough not to be felt. */
const MOST_EFFECTS = 128;

export class ActiveRun {
  facts: RunFacts;
  readonly plan: Plan;
  readonly state: PlanState;
  /** Events that are committed or about to be, so the next one gets this plus 1. */
  writtenSeq: number;
  pending: TimedBody[] = [];
  changes: RowChange[] = [];
  /** What was handed to a transaction that has not ended. */
  inFlight: HandedOver | undefined = undefined;
  /** For those who wait until what is pending now is committed. */
  nextCommit: Deferred | undefined = undefined;
  afterCommit: (() => void)[] = [];
  /** It began before it was accepted (head-start.ts): its first need of a commit is for its acceptance. */
  needsAcceptance: Deferred | undefined = undefined;
  flushScheduled = false;
  /** What it has pending is written within a moment, for watchers. */
  isDueSoon = false;
  standing: RowStanding;
  readonly commands: Command[] = [];
  performing = false;
  readonly attempts = new Map<number, Attempt>();
  /** Since when steps that cannot wait long stand in the queue of their connection, by node; epoch ms. */
  readonly queuedSince = new LateMap<number, number>();
  /** Ledger rows this activation has made or read; those of ended iterations go now and then. */
  readonly effects = new Map<string, EffectRow>();
  #mostEffects = MOST_EFFECTS;
  /** The ledger may hold rows of earlier lives: a restart, a wait, the run this one retries. */
  readonly hasHistory: boolean;
  readonly expressionScopes: (KnownScope | undefined)[] = [];
  /** Made in the transaction that is still open: when that is lost, the run is too. */
  fresh = true;
  /** Given up: rows were lost or another activation took over. Nothing it still does counts. */
  dead = false;
  /** It counts for its flow's concurrency (LAN-2). */
  hasPlace = false;
  /** This activation withheld a write. */
  hasWithheld = false;
  reply: RunRow['reply'];

  constructor(
    facts: RunFacts,
    plan: Plan,
    state: PlanState,
    row: Pick<RunRow, 'runSeq' | 'state' | 'heldBy' | 'blockedAt' | 'error' | 'reply'>,
    hasHistory: boolean,
  ) {
    this.facts = facts;
    this.plan = plan;
    this.state = state;
    this.writtenSeq = row.runSeq;
    this.standing = { state: row.state, heldBy: row.heldBy, blockedAt: row.blockedAt, error: row.error };
    this.reply = row.reply;
    this.hasHistory = hasHistory || facts.originRunId !== facts.runId;
  }

  /** Its row is in the open transaction. */
  accepted(acceptedSeq: number, runSeq: number): void {
    this.needsAcceptance = undefined;
    this.facts = { ...this.facts, acceptedSeq };
    this.writtenSeq = runSeq;
  }

  get id(): string {
    return this.facts.runId;
  }

  /** A loop over many items keeps no row of steps that are gone from the plan. */
  forgetEffects(): void {
    if (this.effects.size < this.#mostEffects) return;
    for (const [key, { path }] of this.effects) if (!this.plan.indexByPath.has(path)) this.effects.delete(key);
    this.#mostEffects = Math.max(MOST_EFFECTS, 2 * this.effects.size);
  }

  /** Nothing more to do before something from outside happens. */
  get isQuiet(): boolean {
    return this.state.active === 0 && this.attempts.size === 0 && this.commands.length === 0;
  }

  get hasPending(): boolean {
    return this.pending.length > 0 || this.changes.length > 0;
  }
}

export function factsOf(row: RunRow, accepted: TimedBody & { type: 'run-accepted' }): RunFacts {
  return {
    runId: row.runId,
    originRunId: row.originRunId ?? row.runId,
    environment: row.environment,
    flow: row.flow,
    version: row.version,
    correlationId: row.correlationId,
    traceparent: accepted.traceparent,
    startedAt: row.startedAt,
    acceptedSeq: row.acceptedSeq,
    plant: row.plant,
    laneName: row.laneName,
    laneKey: row.laneKey,
    sequence: row.sequence,
    referenceRevision: accepted.referenceRevision ?? 0,
  };
}

/** A run that came without a trace context gets one that follows from its correlation id, the same after a restart (TRC-4). */
export function traceparentOf({ traceparent, correlationId }: RunFacts): string {
  if (traceparent !== undefined) return traceparent;
  const text = hash('sha256', correlationId, 'hex');
  return `00-${text.slice(0, 32)}-${text.slice(32, 48)}-01`;
}
