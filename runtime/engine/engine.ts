/**
 * The port that the rest of the runtime drives an engine through (scale.md). The embedded adapter is runtime/embedded/;
 * a distributed one must pass the same conformance suite.
 */
import type { Json } from '#flows/json.ts';
import type { OperatorAction, RunError } from '#flows/run.ts';
import type { EmittedEvent, TriggerScope } from '#flows/trace.ts';
import type { ShownStateRow } from '../store/engine-rows.ts';

export interface Engine {
  /** Resolves after the acceptance is committed (INT-1); a synchronous caller awaits `answer`. */
  start(request: StartRequest): Promise<StartResult>;
  /** N events of one message in one commit (flow-format "Rules"). */
  startMany(requests: readonly StartRequest[], alongside?: Alongside): Promise<readonly StartResult[]>;
  /** Answers a wait by its signed token; false when unknown, used or expired. */
  signal(token: string, answer: Json): Promise<boolean>;
  /** A person decides an approval (WAI-3). */
  decide(approvalId: string, decision: { readonly choice: string; readonly by: string; readonly reason: string }): Promise<ActResult>;
  /** What was collected so far goes on now (WAI-5). */
  releaseGroup(groupId: string, closer: { readonly by: string; readonly reason: string }): Promise<ActResult>;
  /** An event from outside the runs (tests, sandbox): wakes waits, starts event-triggered flows. */
  publish(environment: string, event: EmittedEvent): Promise<void>;
  act(runId: string, action: ActRequest): Promise<ActResult>;
  circuits(environment: string): readonly CircuitView[];
  /** A connection was added or changed: what its plant has held elsewhere looks again which one it needs. */
  configureConnection(connection: CalledConnection, limits: ConnectionLimits): void;
  /** What it holds goes through the one for all plants from now on. */
  connectionRemoved(connection: CalledConnection): void;
  /**
   * An operator opens or closes a circuit by hand, at once; an open one stays so over restarts. Resolves when that is committed, rejects
   * with StorageError when it could not be.
   */
  setCircuit(connection: CalledConnection, state: 'open' | 'closed', by: string, reason: string): Promise<void>;
  /** A flow that was paused may go on (LAN-7). */
  flowResumed(environment: string, flow: string): void;
  health(): EngineHealth;
  /** Stops intake, lets running attempts end within `withinMs`, commits, returns. What is left is recovered at the next start. */
  close(withinMs: number): Promise<void>;
}

/** Kept in the same commit; as a function it sees what became of each request. It is not asked when nothing is taken. */
export type Alongside = KeptWatermark | KeptMessage;

export interface KeptWatermark {
  readonly watermark: Json | ((results: readonly StartResult[]) => Json);
  readonly environment: string;
  readonly flow: string;
}

export interface KeptMessage {
  /** A signed message, whose id is good for one time (S17). */
  readonly signed?: {
    readonly message: { readonly sender: string; readonly messageId: string; readonly bodyHash: string; readonly at: string };
    /** Of each of its events, in order; undefined where it became no run. */
    readonly runIds: (results: readonly StartResult[]) => readonly (string | undefined)[];
  };
  /** What the flow is shown by it (STP-5). */
  readonly shown: readonly ShownStateRow[];
}

export interface StartRequest {
  readonly environment: string;
  readonly flow: string;
  /** Contract major; left out: the newest deployed. */
  readonly major?: number;
  readonly trigger: TriggerScope;
  readonly source: 'http' | 'poll' | 'event' | 'manual' | 'file' | 'schedule';
  /** The sender repeats messages with the state of then: the same idempotency key with another body is a duplicate (INT-2). */
  readonly bodyMayDiffer?: boolean;
  readonly correlationId?: string;
  readonly traceparent?: string;
  /** Fallback when the flow declares no idempotency key. */
  readonly messageId?: string;
  readonly synchronous?: boolean;
  /** The very message that this run came of, known by its signed id: a duplicate, whatever the flow's key makes of it (S17). */
  readonly replayOf?: string;
  /** A new run from an old one (retry of a final run): RES-3. */
  readonly origin?: {
    readonly runId: string;
    readonly fromPath?: string;
    readonly version: number;
    /** Left out: what called flows are deployed as now. */
    readonly callees?: { readonly [flowAndMajor: string]: number };
  };
}

export type StartResult =
  | {
      readonly kind: 'accepted';
      readonly runId: string;
      readonly correlationId: string;
      readonly duplicate: boolean /** Only for synchronous starts: the committed reply, or undefined when `respondWithinMs` passed. */;
      readonly answer?: Promise<Reply | undefined>;
      readonly replayed?: boolean;
    }
  | {
      readonly kind: 'refused';
      readonly status: 400 | 404 | 409 | 422 | 429 | 503 | 507;
      readonly code: string;
      readonly message: string;
      readonly retryAfterMs?: number;
    }
  /** Acknowledged to the sender, kept as an exception, no run (INT-2). */
  | { readonly kind: 'exception'; readonly exceptionId: string; readonly message: string };

export interface Reply {
  readonly status: number;
  readonly body: Json;
  readonly headers?: { readonly [name: string]: string };
}

export interface ActRequest {
  readonly action: OperatorAction;
  readonly by: string;
  readonly reason: string;
  /** Step that the action is about; left out: the one that blocks the run. */
  readonly path?: string;
  /** edit: the new message, with which the run begins again, or with `path` the step's whole config; skip and mark-confirmed: the output. */
  readonly data?: Json;
  /** Port to leave by after skip. */
  readonly port?: string;
  readonly effectKey?: string;
  /** retry of a final run: another version than the one that it followed (RES-3). */
  readonly version?: number;
}

export type ActResult =
  | { readonly kind: 'done' /** Set when the action started a new run. */; readonly runId?: string; readonly warnings: readonly string[] }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

export interface ConnectionLimits {
  readonly concurrency: number;
  readonly ratePerSecond?: number;
  readonly burst?: number;
  /** Consecutive failures of class network, timeout or unavailable that open the circuit. */
  readonly openAfter: number;
  readonly trialAfterMs: number;
  /** Held runs released per second after closing. */
  readonly drainPerSecond: number;
  /** ISO instants; empty until the estate's calendars. */
  readonly maintenance: readonly { readonly from: string; readonly to: string }[];
}

/** A connection as it is really called (RTY-3): one that a plant has to itself has its own limits and its own circuit. */
export interface CalledConnection {
  readonly environment: string;
  readonly connection: string;
  /** Left out: the one for all plants that have none of their own. */
  readonly plant?: string;
}

export interface CircuitView {
  readonly connection: string;
  /** The plant that has the connection to itself. */
  readonly plant?: string;
  readonly state: 'closed' | 'open' | 'half-open' | 'maintenance';
  readonly since: string;
  readonly failures: number;
  readonly nextTrialAt?: string;
  readonly maintenanceUntil?: string;
  readonly lastError?: RunError;
  readonly held: number;
  readonly inFlight: number;
}

export interface EngineHealth {
  readonly ready: boolean;
  readonly recovering: boolean;
  readonly openRuns: number;
  readonly running: number;
  readonly storage: 'ok' | 'full' | 'failed';
}
