/**
 * What a step gets and may do. It acts on other systems only through `read` and `write` (STP-2): the ledger, the exchange view, simulated
 * writes and probes all stand on them.
 */
import type { Json, JsonObject } from '#flows/json.ts';
import type { MasterKind, MasterPublication } from '#flows/master-values.ts';
import type { EffectState, RunError } from '#flows/run.ts';
import type { TriggerScope } from '#flows/trace.ts';
import type { ConnectionAccess } from './connection.ts';
import type { StopSignal } from './stop-signal.ts';

/** Typed view of the config: `const config = step.config as Config` with Config drawn from the manifest's schema. */
export interface StepContext {
  /** Expressions evaluated, defaults filled, valid against the manifest's schema. */
  readonly config: Json;
  readonly path: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** Recorded start of the step (ISO): the only clock a step may use for business values. */
  readonly startedAt: string;
  readonly run: {
    readonly id: string;
    readonly originRunId: string;
    readonly flow: string;
    readonly version: number;
    readonly environment: string;
    readonly correlationId: string;
    readonly traceparent: string;
    readonly startedAt: string;
    readonly trigger: TriggerScope;
    readonly plant?: string;
  };
  readonly signal: AbortSignal;
  /** Throws InternalError when the manifest names no connection. */
  readonly connection: ConnectionAccess;
  /** What the last `again` gave, or how the last `wait` ended. */
  readonly resume?: { readonly state?: Json; readonly by?: 'timer' | 'callback' | 'event' | 'person'; readonly answer?: Json };
  /** A signed, single-use callback address of this step (WAI-2): pass it to the other system, then end with `wait`. */
  callbackUrl(): string;
  readonly lookup: StepLookup;
  readonly masterData: MasterPublisher;
  /** How far the flow's work has come, by what is committed (WAI-4). `key` divides it; empty when it is not divided. */
  watermark(name: string, key: string): KnownWatermark;
  /**
   * JavaScript of an analyst over an input, in a process without files, network and secrets that can be killed. Throws InvalidError
   * with the line, or `expression-limit`. `value` is undefined when it returned nothing.
   */
  runCode(code: string, input: Json): Promise<{ readonly value: Json | undefined; readonly log: readonly string[] }>;
  /** For tests of connectors and the reader of a log; never payloads or secrets. */
  log(message: string, fields?: JsonObject): void;
  /** A call that changes nothing. Recorded with its answer; may be made again after a crash. */
  read<T extends Json>(operation: string, request: Json, call: (exchange: Exchange) => Promise<T>): Promise<T>;
  /**
   * A call that changes something (STP-3, STP-4). `intended` is on disk before `call` runs. A second attempt or a restart finds
   * the row: confirmed answers at once, unknown asks `probe` first, and without probe or idempotency the run parks.
   */
  write<T extends Json>(operation: string, request: Json, call: (exchange: Exchange) => Promise<T>, options: WriteOptions<T>): Promise<T>;
  /**
   * Tells the ledger which state the last write left in the other system, so that its coming back is known (STP-5). Only what was
   * read after the write and shows our change as the last one.
   */
  leftBehind(change: OwnChange): void;
  /** A dry run: what `write` is given is not sent. What a node keeps for itself outside of the ledger is not kept either. */
  readonly withholdsWrites: boolean;
  /** A live flow of the environment is started by changes of such objects: reading what a write left is worth a call. */
  isWatched(objectType: string): boolean;
}

export interface KnownWatermark {
  /** Null: there is none yet, or a person set it to nothing. */
  readonly value: Json;
  /** Ids that were done within the overlap. */
  readonly seen: readonly string[];
  /** A person set it after this run began: the run does not move it. */
  readonly isSetByHand: boolean;
  /** Writes of this run were recorded and not sent: nothing is done yet. */
  readonly writesWithheld: boolean;
  /** Watermarks that the flow has beside this one. */
  readonly others: number;
}

/** A state of a business object that a write of ours left (STP-5). */
export interface OwnChange {
  /** As triggers name it: `sales-order`, `Order_Change_Request__c`. */
  readonly type: string;
  readonly key: string;
  /** How the other system names this state: the instant of the last change, ISO. */
  readonly version: string;
  /** The state that the write was made on; left out: the write made the object, or the sender tells of every change apart. */
  readonly before?: string;
  /** Who changed it last, as the other system names our user. */
  readonly author?: string;
  /** What the write set, each value as the sender's messages show it; empty: no value. Kept as digests. */
  readonly fields?: { readonly [field: string]: string };
}

export interface Exchange {
  /** Stable over attempts, crashes and retries of the run: send it wherever the protocol has a place for it. */
  readonly idempotencyKey: string;
  readonly correlationId: string;
  readonly traceparent: string;
  readonly signal: AbortSignal;
  /** Says the same and is made without a signal, which costs more than the rest of the exchange: the HTTP client takes it. */
  readonly stopSignal?: StopSignal;
  readonly attempt: number;
}

export interface WriteOptions<T extends Json> {
  /** Business object the write is about, for the ledger's search and the echo filter. */
  readonly object?: { readonly type: string; readonly key: string };
  /** State before the write, kept for compensation and for the probe; concurrency tokens belong here. */
  readonly before?: Json;
  /** Asks the other system what became of the write. Gets the `before` and the request that the ledger kept, not fresh ones. */
  readonly probe?: (kept: KeptEffect, exchange: Exchange) => Promise<ProbeAnswer<T>>;
  /** True only when repeating is harmless by protocol: the receiver honours the key, or the write is idempotent by nature. */
  readonly repeatable?: boolean;
}

export interface KeptEffect {
  readonly request: Json;
  readonly before?: Json;
  readonly state: EffectState;
  readonly error?: RunError;
  readonly intendedAt: string;
}

export type ProbeAnswer<T extends Json> =
  | { readonly verdict: 'not-applied' }
  | { readonly verdict: 'confirmed'; readonly answer: T }
  | { readonly verdict: 'changed-by-somebody-else'; readonly found: Json };

/** A set of master data that becomes valid as one: runs that begin before it see nothing of it, runs that begin after it see all. */
export interface MasterSet {
  readonly kind: MasterKind;
  readonly values: readonly { readonly name: string; readonly value: JsonObject }[];
  /** Names that are no more. */
  readonly removed: readonly string[];
  /** What is neither in `values` nor in `kept` is removed, too. */
  readonly complete: boolean;
  /** Names of a complete set that stay as they are, although nothing usable came for them. */
  readonly kept: readonly string[];
  /** Refused when a larger part of what is published now would go. */
  readonly mostRemovedPercent: number;
}

/** The environment's own master data, as those publish it who keep it; inside `step.write` only. */
export interface MasterPublisher {
  /** Under the key of the write, in one commit with its row in the audit log. `shrinks`: nothing was changed. */
  publish(
    set: MasterSet,
    key: string,
  ): Promise<MasterPublication | { readonly shrinks: { readonly present: number; readonly gone: number } }>;
  /** The publication under this key, when it is the last one of its kind. */
  find(kind: MasterKind, key: string): MasterPublication | undefined;
}

/** Reference data of the environment, at the revision that the run recorded (RES-3). */
export interface StepLookup {
  valueMap(name: string): { readonly [key: string]: Json } | undefined;
  variable(name: string): Json | undefined;
  /** Master data of the environment: a plant by its code, a calendar by its name, the units of a material. */
  master(kind: MasterKind, name: string): JsonObject | undefined;
  /** Problems of `value` against a schema `$ref` frozen with the version, or an inline schema; empty means valid. */
  validate(schema: JsonObject, value: Json): readonly { readonly path: string; readonly message: string }[];
}
