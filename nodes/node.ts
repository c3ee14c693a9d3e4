/**
 * What a node type is to the runtime: its manifest and what it does. A step acts on other systems only through
 * `step.read` and `step.write` (STP-2): the ledger, the exchange view, simulated writes and probes all stand on them.
 */
import type { ConfigFinding } from '#flows/check/checked-flow.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { MasterKind, MasterPublication } from '#flows/master-values.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import type { EffectState, RunError } from '#flows/run.ts';
import type { TriggerScope } from '#flows/trace.ts';
import type { ConnectionAccess } from './connection.ts';

export type NodeType = StepNode | TriggerNode | ContainerNode;

/** Holds other nodes; the planner enters it, and nobody executes it. */
export interface ContainerNode {
  readonly manifest: NodeManifest & { readonly kind: 'container' };
  upgradeConfig?(config: JsonObject, fromVersion: number): JsonObject;
  /** What its schema cannot say of a config that fits it; problems at publish. Values may be expressions: those are passed over. */
  checkConfig?(config: JsonObject): readonly ConfigFinding[];
}

export interface StepNode {
  readonly manifest: NodeManifest & { readonly kind: 'step' };
  /**
   * One attempt. Pure nodes should answer synchronously: a promise costs a turn of the loop in the hot path.
   * Called again from the start after a crash, a retry or a wait; what was already confirmed is answered by the ledger.
   */
  execute(step: StepContext): StepOutcome | Promise<StepOutcome>;
  /** Lifts a config drawn with an older manifest version by one version. */
  upgradeConfig?(config: JsonObject, fromVersion: number): JsonObject;
  /** What its schema cannot say of a config that fits it; problems at publish. Values may be expressions: those are passed over. */
  checkConfig?(config: JsonObject): readonly ConfigFinding[];
}

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

/** What of an `AbortSignal` it takes to be stopped. */
export interface StopSignal {
  readonly aborted: boolean;
  /** What stopped it. */
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
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

/** How an attempt ends (STP-6); errors are thrown. */
export type StepOutcome =
  | {
      readonly kind: 'done';
      readonly port: string;
      readonly output: Json;
      /** The answer to a synchronous caller, committed with the step (INT-5). */
      readonly reply?: { readonly status: number; readonly body: Json; readonly headers?: { readonly [name: string]: string } };
      /** Committed together with the runs that they start (WAI-2). */
      readonly emit?: readonly { readonly type: string; readonly subject?: string; readonly data: Json; readonly id?: string }[];
      readonly exception?: RaisedException;
      /** Moved in the step's commit, as long as it is further then, too (WAI-4). */
      readonly watermark?: { readonly name: string; readonly key: string; readonly value: Json; readonly seen: readonly string[] };
      /** The next run of the lane may begin although this one goes on (LAN-4). */
      readonly releaseLane?: boolean;
    }
  | { readonly kind: 'again'; readonly afterMs: number; readonly state: Json }
  | { readonly kind: 'wait'; readonly for: WaitFor };

export type WaitFor =
  | { readonly kind: 'delay'; readonly untilMs: number }
  | {
      readonly kind: 'callback';
      readonly timeoutMs?: number /** Poll beside the callback, whichever comes first. */;
      readonly pollMs?: number;
      readonly state?: Json;
    }
  | { readonly kind: 'event'; readonly event: string; readonly correlation: string; readonly timeoutMs?: number }
  | {
      readonly kind: 'collect';
      readonly key: string;
      readonly member: {
        /** The same again is the same member. */
        readonly id: string;
        readonly value: Json;
        readonly order?: string | number;
        readonly weight?: number;
        /** How many are to come in all. */
        readonly count?: number;
        readonly completes?: boolean;
      };
      /** Since the first. */
      readonly timeoutMs: number;
      /** Since the last. */
      readonly quietMs?: number;
      /** Sum of the weights at which it goes on. */
      readonly size?: number;
      readonly late: 'new-group' | 'refuse';
    }
  | {
      readonly kind: 'approval';
      readonly role: string;
      readonly title: string;
      readonly detail?: Json;
      readonly choices: readonly string[];
      readonly timeoutMs?: number;
    };

export interface RaisedException {
  readonly title: string;
  readonly owner: string;
  readonly detail?: Json;
  readonly dueInMs?: number;
  readonly runbook?: string;
  readonly key?: string;
}

export interface TriggerNode {
  readonly manifest: NodeManifest & { readonly kind: 'trigger' };
  readonly trigger: HttpTrigger | PollTrigger | EventTrigger | ManualTrigger | CallTrigger;
  upgradeConfig?(config: JsonObject, fromVersion: number): JsonObject;
  /** What its schema cannot say of a config that fits it; problems at publish. Values may be expressions: those are passed over. */
  checkConfig?(config: JsonObject): readonly ConfigFinding[];
}

/** Started by hand or through `POST /api/runs`. */
export interface ManualTrigger {
  readonly kind: 'manual';
}
/** Started only by `core/call-flow`. */
export interface CallTrigger {
  readonly kind: 'call';
}
/** Started by an event of `core/emit-event` with this type. */
export interface EventTrigger {
  readonly kind: 'event';
  eventType(config: JsonObject): string;
}

/** Served below /hooks/{environment}/v{major}/{path}. Parsing is pure; the host authenticates, accepts, answers. */
export interface HttpTrigger {
  readonly kind: 'http';
  /** Types of business objects whose changes it brings (STP-5). */
  watches?(config: JsonObject): readonly string[];
  route(config: JsonObject): {
    readonly methods: readonly string[];
    readonly path: string;
    readonly authentication: HookAuthentication;
    readonly synchronous: boolean;
    /** Of the methods those that need no credentials: a handshake that comes before them. What they receive starts nothing. */
    readonly open?: readonly string[];
  };
  /** The host refuses a body that does not fit the config's `body`, else the flow's contract: for senders who can correct it. */
  readonly checksBody?: true;
  /** `invalid` becomes a 400 with the sentence; a handshake is answered as it is. */
  receive(request: InboundRequest, config: JsonObject): Received;
}

/**
 * Fails closed: `public` must be said. `secret-path` = 128-bit segment after the path, stored hashed (senders that cannot sign);
 * `jwt` = a bearer token of the sender's own issuer (OAuth 2); `certificate` = a TLS client certificate.
 */
export type HookAuthentication = 'signed' | 'api-key' | 'basic' | 'secret-path' | 'jwt' | 'certificate' | 'public';

export interface InboundRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly query: { readonly [name: string]: string };
  readonly params: { readonly [name: string]: string };
  readonly body: string;
  readonly receivedAt: string;
}

export type Received =
  | {
      readonly kind: 'events';
      readonly events: readonly InboundEvent[] /** The sender's own way of being answered (SOAP Ack); left out: 202 JSON or the flow's reply. */;
      readonly acknowledge?: (results: readonly Accepted[]) => HookAnswer;
    }
  | { readonly kind: 'handshake'; readonly answer: HookAnswer }
  | { readonly kind: 'invalid'; readonly code: string; readonly message: string; readonly help?: string };

export interface InboundEvent {
  readonly scope: TriggerScope;
  /** The state that it tells of; one that our own writes left starts nothing (STP-5). Left out: it always starts a run. */
  readonly shows?: ShownState;
  /** For triggers that know the message's identity by protocol; the flow's own idempotency key wins. */
  readonly messageId?: string;
  /** The sender repeats a message with the state of then: the same key with another body is a duplicate, not a mistake (INT-2). */
  readonly bodyMayDiffer?: boolean;
}

/** What an event says of an object, for the echo filter (STP-5). */
export interface ShownState {
  readonly type: string;
  readonly key: string;
  readonly version: string;
  /**
   * `each`: the sender tells of every change apart and names the instant at which it did, at most `withinMs` after the change; what
   * the object looks like is not in it; `isNew`: of an object that was made, whose key the write could not know. `latest`: it shows the
   * state of now, in which changes of others may be hidden; `taken` are those states that it showed before, and all that are older than
   * `takenBefore`. `notified`: it tells of every change apart, but with the object as it is when it sends: who changed it last, and its
   * fields, as digests from then on; changes older than `takenBefore` were told before, or never will be.
   */
  readonly of:
    | { readonly kind: 'each'; readonly withinMs: number; readonly isNew?: true }
    | { readonly kind: 'latest'; readonly takenBefore: string; readonly taken: readonly string[] }
    | {
        readonly kind: 'notified';
        readonly takenBefore: string;
        readonly author: string;
        readonly content: { readonly [field: string]: string };
      };
}

export interface HookAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** What became of one inbound event. */
export type Accepted =
  | { readonly kind: 'accepted'; readonly runId: string; readonly correlationId: string; readonly duplicate: boolean }
  | { readonly kind: 'echo' }
  | { readonly kind: 'exception'; readonly exceptionId: string; readonly message: string }
  | { readonly kind: 'overloaded'; readonly retryAfterMs: number };

/** Asked every `intervalMs`; events and the new watermark are committed together, so nothing is lost or read twice for good. */
export interface PollTrigger {
  readonly kind: 'poll';
  /** Types of business objects whose changes it brings (STP-5). */
  watches?(config: JsonObject): readonly string[];
  /** How its runs are said to have come; left out: by asking. */
  readonly source?: 'file';
  /** The longest that one look may take; left out: a minute. */
  readonly timeoutMs?: number;
  intervalMs(config: JsonObject): number;
  poll(context: PollContext): Promise<Polled>;
}

export interface Polled {
  readonly events: readonly InboundEvent[];
  /** Committed with the runs; a function is told in the same transaction what became of the events that are no echoes, in their order. */
  readonly watermark: Json | ((accepted: readonly Accepted[]) => Json);
  /** There is more to fetch at once. */
  readonly more: boolean;
  /** ISO instant of the next look, when it comes before the interval has passed. */
  readonly nextAt?: string;
}

export interface PollContext {
  /** Id of the flow that is polled for. */
  readonly flow: string;
  readonly config: JsonObject;
  /** Throws for triggers that need none. */
  readonly connection: ConnectionAccess;
  /** `null` at the first poll of a deployment. */
  readonly watermark: Json;
  readonly signal: AbortSignal;
  readonly now: string;
  readonly correlationId: string;
}
