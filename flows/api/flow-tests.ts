/** Tests of flows, samples, and drafts that are tried. */
import type { FlowTest } from '../flow-test.ts';
import type { Json } from '../json.ts';
import type { RunError, RunState } from '../run.ts';
import type { EffectRow, TraceEvent } from '../trace.ts';
import type { StepView } from './runs.ts';

/** GET …/tests → Page<FlowTestView>; PUT …/tests/{name} takes `{ test }` with `If-Match`. */
export interface FlowTestView {
  readonly name: string;
  readonly test: FlowTest;
  readonly revision: number;
  readonly changedBy: string;
  readonly changedAt: string;
}

/** GET …/samples → Page<SampleView>. */
export interface SampleView {
  readonly sampleId: string;
  /** Pinned to this node; left out: a trigger body. */
  readonly nodeId?: string;
  readonly name: string;
  readonly payload: Json;
  readonly createdBy: string;
  readonly createdAt: string;
}

/** POST …/tests/run. */
export interface FlowTestReport {
  readonly results: readonly FlowTestResult[];
}

export interface FlowTestResult {
  readonly name: string;
  readonly passed: boolean;
  /** Sentences: what was expected, what came. */
  readonly faults: readonly string[];
  readonly state: RunState;
  readonly events: readonly TraceEvent[];
}

/** POST …/drafts/{draftId}/try. Values that are not for everybody are sealed as in any run. */
export interface TryReport {
  readonly state: RunState;
  /** `trigger.body` that it was tried with. */
  readonly input: Json;
  /** Why it did not begin. */
  readonly refused?: string;
  readonly error?: RunError;
  readonly steps: readonly TriedStep[];
  readonly events: readonly TraceEvent[];
  /** Writes that were recorded and not sent. */
  readonly simulated: number;
  /** Writes that went out, because the connection allows test writes. */
  readonly sent: number;
  readonly output?: Json;
  /** Of values that would make the report too large: `{ $leftOut: bytes }` stands where they were. */
  readonly leftOutBytes?: number;
}

export interface TriedStep extends StepView {
  /** It did nothing: a pin or a given output stood in its place. */
  readonly answered: boolean;
  /** What its config came to. */
  readonly input?: Json;
  readonly output?: Json;
  readonly exchanges: readonly EffectRow[];
}

/** GET …/drafts/{draftId}/pins → Page<PinView>. What a node gives whenever the draft is tried, instead of being performed. */
export interface PinView {
  readonly nodeId: string;
  /** Left out: its first way out. */
  readonly port?: string;
  readonly output: Json;
  readonly pinnedBy: string;
  readonly pinnedAt: string;
}
