/**
 * The journal's events (TRC-1, TRC-2): what a run is rebuilt from, what watchers see, what history shows.
 * A run's events are folded in `runSeq` order; nothing else is needed to know its state.
 */
import type { FlowHoldReason } from './flow-hold.ts';
import type { Json, JsonObject } from './json.ts';
import type { EffectState, OperatorAction, RunError } from './run.ts';

/** One event as stored and sent. `runSeq` is gap-free within the run, `seq` global. */
export type TraceEvent = TraceHeader & TraceBody;

export interface TraceHeader {
  readonly seq: number;
  readonly runSeq: number;
  readonly runId: string;
  /** ISO instant, milliseconds. */
  readonly at: string;
  readonly environment: string;
  readonly flow: string;
}

/**
 * `path` = node id and iteration (`post-sap@2.0`), prefixed by calling nodes (`sap-sales-order/change`).
 */
export type TraceBody =
  | {
      readonly type: 'run-accepted';
      readonly version: number;
      /** Versions of called flows, fixed for the life of the run: `{ "sap-sales-order/1": 4 }` (flow id/contract major). */
      readonly callees: { readonly [flowAndMajor: string]: number };
      readonly trigger: TriggerScope;
      readonly keys: { readonly [name: string]: string };
      readonly correlationId: string;
      readonly traceparent?: string;
      readonly plant?: string;
      readonly lane?: { readonly name: string; readonly key: string; readonly sequence?: number };
      readonly idempotencyKey?: string;
      readonly originRunId?: string;
      /** A retried run starts from these recorded results instead of running the steps again. */
      readonly seed?: readonly { readonly path: string; readonly port: string; readonly output: Json }[];
      readonly synchronous?: boolean;
      /** Revision of variables and value maps that the run keeps (RES-3). */
      readonly referenceRevision?: number;
    }
  | { readonly type: 'run-started' }
  | { readonly type: 'step-started'; readonly path: string; readonly attempt: number }
  | {
      readonly type: 'step-completed';
      readonly path: string;
      readonly attempt: number;
      readonly port: string;
      readonly output: Json;
      readonly durationMs: number;
    }
  | {
      readonly type: 'attempt-failed';
      readonly path: string;
      readonly attempt: number;
      readonly error: RunError;
      readonly durationMs: number;
      /** The connection (as in `step-held`) whose circuit is open after this failure: the attempt does not count and the step is held (RTY-3). */
      readonly circuitOpen?: string;
    }
  | { readonly type: 'retry-scheduled'; readonly path: string; readonly attempt: number; readonly dueAt: string }
  | { readonly type: 'step-failed'; readonly path: string; readonly error: RunError }
  | {
      readonly type: 'step-held';
      readonly path: string;
      /** A connection, with the plant that has it to itself (connection-hold.ts), or the run's own flow (flow-hold.ts). */
      readonly connection: string;
      readonly reason: 'circuit-open' | 'maintenance' | 'rate-limit' | FlowHoldReason;
    }
  | { readonly type: 'step-released'; readonly path: string }
  | EffectEvent
  | { readonly type: 'wait-started'; readonly path: string; readonly wait: Wait }
  | { readonly type: 'wait-ended'; readonly path: string; readonly by: 'timer' | 'callback' | 'event' | 'person'; readonly answer?: Json }
  | {
      readonly type: 'approval-decided';
      readonly path: string;
      readonly approvalId: string;
      readonly choice: string;
      readonly by: string;
      readonly reason: string;
    }
  | { readonly type: 'event-emitted'; readonly path: string; readonly event: EmittedEvent }
  | {
      readonly type: 'exception-raised';
      readonly path: string;
      readonly exceptionId: string;
      readonly title: string;
      readonly owner: string;
    }
  | { readonly type: 'milestone-reached'; readonly objectType: string; readonly key: string; readonly milestone: string }
  | {
      readonly type: 'reply-committed';
      readonly path: string;
      readonly status: number;
      readonly body: Json;
      readonly headers?: { readonly [name: string]: string };
    }
  | { readonly type: 'lane-released'; readonly path: string }
  /** A for-each begins: its body runs once for each item, under paths that carry the item's number (`change@2`). */
  | {
      readonly type: 'loop-started';
      readonly path: string;
      readonly items: readonly Json[];
      readonly concurrency: number;
      readonly onItemError: 'fail' | 'collect';
      /** Hard stop: no item begins at this instant or after it. */
      readonly until?: string;
    }
  /** An item failed for good and the loop goes on without it. */
  | { readonly type: 'iteration-failed'; readonly path: string; readonly index: number; readonly error: RunError }
  | { readonly type: 'scope-entered'; readonly path: string }
  /** The run undoes what it has done (CMP-1): because the step at `path` failed for good, or an operator decided so. */
  | {
      readonly type: 'compensation-started';
      readonly path?: string;
      /** The scope that undoes its own steps alone (CMP-3); left out: the whole run. */
      readonly scope?: string;
      readonly cause: RunError;
    }
  /** The step's effects were undone by another step; not `restored`: its compensation failed over an error port or was skipped. */
  | { readonly type: 'step-compensated'; readonly path: string; readonly by: string; readonly restored: boolean }
  | {
      readonly type: 'compensation-ended';
      readonly scope?: string;
      readonly restored: readonly string[];
      /** Steps with confirmed effects that nothing undid. */
      readonly left: readonly string[];
    }
  /** The run has been at work for `deadlineMs`. What undoes a scope is not torn: what follows it stands still when that is done. */
  | { readonly type: 'deadline-passed' }
  | { readonly type: 'run-parked'; readonly path: string; readonly error: RunError; readonly reason: ParkReason }
  | {
      readonly type: 'operator-acted';
      readonly action: OperatorAction;
      readonly path?: string;
      readonly by: string;
      readonly reason: string;
      /** New output (skip), the other system's answer (mark-confirmed), new config of the step at `path` or, without path, new trigger body (edit). */
      readonly data?: Json;
      /** Port to leave by (skip). */
      readonly port?: string;
      readonly effectKey?: string;
    }
  | { readonly type: 'run-completed'; readonly output?: Json }
  | { readonly type: 'run-failed'; readonly error: RunError }
  | { readonly type: 'run-cancelled'; readonly by: string; readonly reason: string }
  | { readonly type: 'run-set-aside'; readonly by: string; readonly reason: string }
  | { readonly type: 'run-superseded'; readonly byRunId: string }
  | { readonly type: 'run-stale'; readonly sequence: number; readonly highest: number };

export type EffectEvent = {
  readonly type:
    | 'effect-intended'
    | 'effect-sent'
    | 'effect-confirmed'
    | 'effect-refused'
    | 'effect-unknown'
    | 'effect-probed'
    | 'exchange-read';
  readonly path: string;
  readonly attempt: number;
  /** Row in the ledger that holds request and answer: origin run / path / ordinal / epoch. */
  readonly effectKey: string;
  readonly operation: string;
  readonly verdict?: ProbeVerdict;
};

export type ProbeVerdict = 'not-applied' | 'confirmed' | 'changed-by-somebody-else';
export type ParkReason =
  | 'failed'
  | 'unknown-effect'
  | 'changed-by-somebody-else'
  | 'internal'
  | 'damaged'
  | 'compensation-failed'
  | 'quarantined'
  | 'needs-credential';

export type Wait =
  | { readonly kind: 'delay'; readonly dueAt: string }
  | { readonly kind: 'again'; readonly dueAt: string; readonly state: Json }
  | {
      readonly kind: 'callback';
      readonly tokenHash: string;
      readonly dueAt?: string;
      /** Next look beside the callback, and what that look starts from. */
      readonly pollAt?: string;
      readonly state?: Json;
    }
  | { readonly kind: 'event'; readonly event: string; readonly correlation: string; readonly dueAt?: string }
  /** Members of a group come together under a key (WAI-5). */
  | { readonly kind: 'collect'; readonly group: string; readonly key: string; readonly dueAt: string }
  | {
      readonly kind: 'approval';
      readonly approvalId: string;
      readonly role: string;
      readonly choices: readonly string[];
      readonly title: string;
      readonly detail?: Json;
      readonly dueAt?: string;
    };

/** What expressions see as `trigger`. */
export interface TriggerScope {
  readonly body: Json;
  readonly headers?: { readonly [name: string]: string };
  readonly query?: { readonly [name: string]: string };
  readonly params?: { readonly [name: string]: string };
  readonly file?: JsonObject;
}

/** CloudEvents 1.0 in its JSON form, the parts we use. */
export interface EmittedEvent {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject?: string;
  readonly time: string;
  readonly data: Json;
}

/** A row of the effect ledger as readers get it. */
export interface EffectRow {
  readonly effectKey: string;
  readonly runId: string;
  readonly path: string;
  readonly ordinal: number;
  readonly epoch: number;
  readonly kind: 'read' | 'write';
  readonly operation: string;
  readonly connection: string;
  readonly state: EffectState;
  readonly request: Json;
  readonly answer?: Json;
  readonly before?: Json;
  readonly error?: RunError;
  readonly intendedAt: string;
  readonly settledAt?: string;
  readonly attempt: number;
  /** Of an unknown one: when the call was made that may still be under way; left out: when it was intended. */
  readonly openSince?: string;
  /** Messages in which the write came back and that started nothing (STP-5). */
  readonly echoes?: readonly { readonly flow: string; readonly message: string; readonly at: string }[];
}
