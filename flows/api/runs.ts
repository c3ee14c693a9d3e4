/** Runs and their steps. */
import type { FlowDocument } from '../flow.ts';
import type { Json, JsonObject } from '../json.ts';
import type { OperatorAction, RunError, RunState, StepState } from '../run.ts';
import type { EffectRow, TraceEvent } from '../trace.ts';

/** GET /api/runs → Page<RunSummary>. */
export interface RunSummary {
  readonly runId: string;
  readonly flowId: string;
  readonly version: number;
  readonly environment: string;
  readonly state: RunState;
  readonly keys: { readonly [name: string]: string };
  readonly correlationId: string;
  readonly lane?: { readonly name: string; readonly key: string; readonly sequence?: number };
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly originRunId?: string;
  readonly error?: RunError;
  readonly blockedAt?: string;
  /** A connection (`sap`, or `sap@1000` where it is a plant's own) or the run's flow (`flow:` and its name). */
  readonly heldBy?: string;
  readonly plant?: string;
  /** Made up at the first start: it never touched another system and cannot be acted on. */
  readonly sample?: boolean;
}

/** GET /api/runs/{runId}. `trigger` only with the right to payloads. */
export interface RunView extends RunSummary {
  readonly document: FlowDocument;
  /** Documents of called flows by calling path: `{ "sap-sales-order": … }`. */
  readonly called: { readonly [path: string]: FlowDocument };
  readonly runSeq: number;
  readonly steps: readonly StepView[];
  readonly trigger?: Json;
  readonly output?: Json;
  /** Which actions would be taken now, and on what. */
  readonly actions: readonly OperatorAction[];
}

export interface StepView {
  readonly path: string;
  readonly nodeId: string;
  readonly type: string;
  readonly label: string;
  readonly state: StepState;
  readonly attempts: number;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly port?: string;
  readonly error?: RunError;
  readonly dueAt?: string;
  readonly waitsFor?: string;
}

/** GET /api/runs/{runId}/steps/{path}. */
export interface StepDetail extends StepView {
  readonly config?: JsonObject;
  readonly output?: Json;
  readonly exchanges: readonly EffectRow[];
  readonly events: readonly TraceEvent[];
}

/** GET /api/runs/{runId}/events?after=runSeq and /api/environments/{env}/events?after=seq. */
export interface EventsPage {
  readonly events: readonly TraceEvent[];
  readonly next?: number;
}

/** POST /api/runs, and the 202 of a webhook. */
export interface RunAccepted {
  readonly runId: string;
  readonly correlationId: string;
  readonly duplicate: boolean;
}

export interface RunActionResult {
  readonly runId: string;
  readonly newRunId?: string;
  readonly warnings: readonly string[];
}

/** POST /api/runs/{id}/reveal: what the tokens stand for, by token. */
export interface RevealedValues {
  readonly values: { readonly [token: string]: Json };
}

/** POST /api/runs-removal. */
export interface RunsRemoved {
  readonly removed: number;
  readonly endedBefore: string;
}
