/** What people say of a flow in an environment: that it is paused, how far its work has come. */
import type { Json } from '#flows/json.ts';
import type { AuditDraft } from './audit-definitions.ts';
import type { FlowWatermarkRow, WatermarkPlace } from './engine-rows.ts';

/** A flow that begins nothing in the environment until somebody lets it go on. */
export interface FlowPauseRow {
  readonly environment: string;
  readonly flowId: string;
  readonly by: string;
  readonly reason: string;
  readonly since: string;
}

export interface WatermarkDefinitions {
  /** By name, then key. */
  listFlowWatermarks(page: {
    readonly environment: string;
    readonly flow: string;
    readonly after?: { readonly name: string; readonly key: string };
    readonly limit: number;
  }): readonly FlowWatermarkRow[];
  findFlowWatermark(place: WatermarkPlace): FlowWatermarkRow | undefined;
  /** Null: the next run begins anew. A run that began before it does not move it (WAI-4). */
  setFlowWatermark(
    set: WatermarkPlace & { readonly value: Json; readonly by: string; readonly reason: string },
    audit: AuditDraft,
  ): Promise<unknown>;
}

export interface FlowPauseDefinitions {
  listFlowPauses(): readonly FlowPauseRow[];
  /** False: it is paused already. */
  pauseFlow(pause: Omit<FlowPauseRow, 'since'>, audit: AuditDraft): Promise<boolean>;
  /** False: it is not paused. */
  resumeFlow(environment: string, flowId: string, audit: AuditDraft): Promise<boolean>;
}
