/** What a flow is tried with: tests, samples, pinned outputs. */
import type { FlowTest } from '#flows/flow-test.ts';
import type { Json } from '#flows/json.ts';
import type { AuditDraft } from './audit-definitions.ts';

export interface FlowTestRow {
  readonly flowId: string;
  readonly name: string;
  readonly test: FlowTest;
  readonly revision: number;
  readonly changedBy: string;
  readonly changedAt: string;
}

export interface FlowTestDefinitions {
  listFlowTests(flowId: string): readonly FlowTestRow[];
  findFlowTest(flowId: string, name: string): FlowTestRow | undefined;
  /** `expected` 0 for a new one; undefined when the stored revision is another. */
  putFlowTest(flowId: string, name: string, test: FlowTest, expected: number, audit: AuditDraft): Promise<FlowTestRow | undefined>;
  deleteFlowTest(flowId: string, name: string, audit: AuditDraft): Promise<void>;
}

export interface SampleRow {
  readonly sampleId: string;
  readonly flowId: string;
  /** Pinned to this node; left out: a trigger body. */
  readonly nodeId?: string;
  readonly name: string;
  readonly payload: Json;
  readonly createdBy: string;
  readonly createdAt: string;
}

export interface SampleDefinitions {
  listSamples(flowId: string): readonly SampleRow[];
  putSample(sample: SampleRow, audit: AuditDraft): Promise<void>;
  deleteSample(sampleId: string, audit: AuditDraft): Promise<void>;
}

/** What a node gives while a draft is tried, instead of being performed. */
export interface PinRow {
  readonly nodeId: string;
  readonly port?: string;
  readonly output: Json;
  readonly pinnedBy: string;
  readonly pinnedAt: string;
}

export interface PinDefinitions {
  listPins(flowId: string, draftId: string): readonly PinRow[];
  putPin(flowId: string, draftId: string, pin: Pick<PinRow, 'nodeId' | 'port' | 'output'>, by: string): Promise<PinRow>;
  /** To a node that has none. False when there was none at `from`, or one at `to`. */
  movePin(flowId: string, draftId: string, from: string, to: string): Promise<boolean>;
  /** False when there was none. */
  deletePin(flowId: string, draftId: string, nodeId: string): Promise<boolean>;
}
