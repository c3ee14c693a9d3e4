/** What begins runs: by hand, by another flow or its event, by what comes in over HTTP, by asking another system again and again. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { TriggerScope } from '#flows/trace.ts';
import type { ConnectionAccess } from './connection.ts';

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
