/**
 * Every message on the websocket `/live`. The same stream is served as server-sent events (`GET /api/live`) and by polling
 * (`…/events?after=`).
 */
import type { TraceBody, TraceEvent } from './trace.ts';

export const LIVE_PROTOCOL = 2;

export type LiveTopic =
  | { readonly run: string }
  | { readonly flow: string; readonly environment: string }
  | { readonly environment: string }
  | { readonly counters: true; readonly environment: string }
  /** Being there and seeing who else is: `flows/{flowId}`, `flows/{flowId}/drafts/{draftId}`, `runs/{runId}`. */
  | { readonly presence: string };

export type LiveClientMessage =
  /**
   * `after`: runSeq for a run topic, seq for all others; left out: from now on. `payloads: false` leaves out what the steps handed
   * on, also where the reader may see it: who follows many runs needs little of it.
   */
  | { readonly type: 'subscribe'; readonly id: string; readonly topic: LiveTopic; readonly after?: number; readonly payloads?: false }
  | { readonly type: 'unsubscribe'; readonly id: string };

export type LiveServerMessage =
  | { readonly type: 'hello'; readonly protocol: typeof LIVE_PROTOCOL }
  /** In sequence. `at` of each event is when it happened, not when it was sent. `traceEventsOf` gives them one by one. */
  | { readonly type: 'events'; readonly id: string; readonly runs: readonly EventsOfRun[] }
  | { readonly type: 'counters'; readonly id: string; readonly flows: readonly FlowCounters[] }
  /** First answer to a subscription: where the stream stands. */
  | { readonly type: 'snapshot'; readonly id: string; readonly seq: number }
  /** Some of these can no longer be had here (removed by retention, or lost with a restored backup): read what is left over HTTP. */
  | { readonly type: 'gap'; readonly id: string; readonly from: number; readonly to: number }
  /** Who is at the place now, you included; first at the subscription, then at every change. */
  | { readonly type: 'presence'; readonly id: string; readonly people: readonly PersonPresent[] }
  | { readonly type: 'refused'; readonly id: string; readonly code: string; readonly message: string }
  /** The server hangs up; come back with the cursors. */
  | {
      readonly type: 'bye';
      readonly reason: 'slow-reader' | 'session-ended' | 'shutting-down' | 'protocol';
      readonly cursors: { readonly [id: string]: number };
    };

/** What follows one another in one run: whose they are is said once. */
export interface EventsOfRun {
  readonly runId: string;
  readonly environment: string;
  readonly flow: string;
  /** Of the first one; each next one has the next number. */
  readonly seq: number;
  readonly runSeq: number;
  readonly events: readonly (TraceBody & { readonly at: string })[];
}

/** Each event with its place, in sequence. */
export function traceEventsOf(runs: readonly EventsOfRun[]): readonly TraceEvent[] {
  return runs.flatMap(({ runId, environment, flow, seq, runSeq, events }) =>
    events.map((event, index) => ({ seq: seq + index, runSeq: runSeq + index, runId, environment, flow, ...event })),
  );
}

export interface PersonPresent {
  readonly userId: string;
  readonly name: string;
  readonly since: string;
}

export interface FlowCounters {
  readonly flow: string;
  readonly accepted: number;
  readonly running: number;
  readonly waiting: number;
  readonly held: number;
  readonly parked: number;
  readonly completed: number;
  readonly failed: number;
  /** Ended without being done: cancelled, set aside, superseded, stale. */
  readonly otherwise: number;
  readonly duplicates: number;
  /** Per node id of the flow: how many runs of the flow are at it, by what they do there. */
  readonly nodes: { readonly [nodeId: string]: NodeCounters };
}

export interface NodeCounters {
  readonly completed: number;
  readonly failed: number;
  readonly running: number;
  readonly retrying: number;
  readonly waiting: number;
  readonly held: number;
  readonly parked: number;
}
