/**
 * The contract between the sandbox process and the systems it simulates. The shell owns sockets, the fsynced record, faults,
 * seeds and the clock; a simulator owns its system's protocol, data and business rules and is otherwise pure in memory.
 *
 * Obligation: a simulator calls `host.record` for everything that reached it as a write, applied or not, BEFORE it returns its
 * answer. The record is the oracle of the tests; `applied: true` means the system's state changed because of this request.
 */
import type { Json } from '#flows/json.ts';

export type SimulatedSystem = 'sap' | 'crm' | 'scheduler';
/** With the plant that has no port, only a folder. */
export type SandboxPart = SimulatedSystem | 'plant';

export interface SimulatorRequest {
  readonly method: string;
  /** Path with query, as received. */
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: Buffer;
}

export interface SimulatorResponse {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | readonly string[] };
  readonly body: string | Buffer;
}

/** One line of the record, `seq` and `at` given by the shell. */
export interface RecordEntry {
  readonly seq: number;
  readonly at: string;
  readonly system: SandboxPart;
  /** e.g. `change-sales-order`, `upsert-demand`, `update-Order`. */
  readonly operation: string;
  /** Object type and key: `sales-order` / `0000004711`. */
  readonly object: string;
  readonly key: string;
  /** The key the caller sent for this write, where its protocol has a place for one. */
  readonly idempotencyKey?: string;
  /** Business sequence of the change (order revision, demand revision), where the request carries one. */
  readonly sequence?: number;
  /** SHA-256 of the canonical request content. */
  readonly hash: string;
  /** False: refused, replayed answer of an earlier request, or no state change. */
  readonly applied: boolean;
  /** Why not applied, in the system's words. */
  readonly refusal?: string;
  /** The fault that was injected into this exchange. */
  readonly fault?: string;
  /** What the system was asked and what it then held, small. */
  readonly detail?: Json;
}

export type RecordDraft = Omit<RecordEntry, 'seq' | 'at' | 'system' | 'fault'>;

/** What the shell lends to a simulator. */
export interface SimulatorHost {
  readonly seed: number;
  /** `YYYY-MM-DD`: the day the landscape was seeded with; the same over restarts until a reset. For `createLandscape(seed, landscapeDay)`. */
  readonly landscapeDay: string;
  now(): number;
  /** Deterministic by seed. */
  random(): number;
  /** Appended and fsynced when this returns. */
  record(entry: RecordDraft): RecordEntry;
  /** Queue a message to whoever subscribed to `topic` (outbound message, business event, plan callback); the shell delivers with retries until a 2xx and applies the duplicate and reorder faults. */
  deliver(message: OutboundDelivery): void;
  /** Is a fault of this kind armed for this operation (and key, or one of several names of the thing)? Consumes one of its `times`. Simulators ask for those they must act out themselves: `lock`, `session-lost`, `schema-change`. */
  takeFault(kind: FaultKind, operation: string, key?: string | readonly string[]): Fault | undefined;
  /** Milliseconds of simulated work before an asynchronous result (plan run); the shell calls back. */
  after(milliseconds: number, callback: () => void): void;
}

export interface OutboundDelivery {
  /** `crm-outbound-message`, `sap-event`, `scheduler-callback`. */
  readonly topic: string;
  /** Overrides the subscription's address (a callback URL given in the request). */
  readonly url?: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
  /** For the record and for ordering faults. */
  readonly key: string;
  /**
   * Decides from the answer whether the receiver took it. Not kept over a restart of the sandbox: then `crm-outbound-message` wants
   * a 2xx with `<Ack>true</Ack>`, every other topic a 2xx or 410.
   */
  readonly accepted: (status: number, body: string) => boolean;
  /** The body as it would be now, asked before each attempt; left out or undefined: `body`. For systems that send the latest state only. */
  readonly refresh?: () => string | undefined;
  /** Given up when it could not be delivered for so long; left out: tried for ever. */
  readonly expiresAfterMs?: number;
}

/** What a request asks for, read off it before it is handled. */
export interface IntendedOperation {
  readonly operation: string;
  readonly key?: string;
}

export interface Simulator {
  readonly system: SimulatedSystem;
  handle(request: SimulatorRequest): Promise<SimulatorResponse> | SimulatorResponse;
  /** Lets faults that strike before the request is handled be narrowed by operation and key. Left out: the path and body text decide. */
  operationsOf?(request: SimulatorRequest): readonly IntendedOperation[];
  /** The answer this system gives when the panel says so: its own 503, 429, HTML 500. */
  faultResponse(kind: 'throttled' | 'unavailable' | 'html-500', fault: Fault): SimulatorResponse;
  /** What the pages and tests look at: plain JSON, e.g. all orders with items. The path begins with `/`. */
  view(path: string): Json | undefined;
  /**
   * Everything needed to stand up again after a restart, and its way back. Asked after every exchange that may have changed something
   * and compared with the one before: a part that is the same object as before counts as unchanged, so share only what is never
   * changed in place. Pending `after` work and open sessions belong into it; `restore` arms them again.
   */
  snapshot(): Json;
  restore(snapshot: Json): void;
  /** Back to the seeded data. */
  reset(): void;
}

export const FAULT_KINDS = [
  'slow',
  'throttled',
  'unavailable',
  'outage',
  'drop-answer',
  'duplicate',
  'reorder',
  'html-500',
  'lock',
  'session-lost',
  'schema-change',
  'hang',
  'malformed',
  'half-written',
  'cut-off',
  'wrong-count',
  'bad-rows',
  'wrong-encoding',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault on the panel; all narrowing fields are optional. Body of `POST /faults` on the control port. */
export interface Fault {
  readonly id: string;
  readonly system: SandboxPart;
  readonly kind: FaultKind;
  /** Only requests whose operation or path contains this. */
  readonly operation?: string;
  /** Only this business key. */
  readonly key?: string;
  /** How many exchanges it strikes; left out: until removed. */
  readonly times?: number;
  /** Share of the exchanges, 0 to 1. */
  readonly probability?: number;
  /** `slow`: delay; `throttled`: Retry-After (also as a date). */
  readonly milliseconds?: number;
  readonly retryAfter?: string;
}
