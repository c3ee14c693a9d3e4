/** Waivers: leave to go past a system API. */
import type { WaiverState } from '#flows/api/waivers.ts';
import type { AuditDraft } from './audit-definitions.ts';

export interface WaiverRow {
  readonly waiverId: string;
  readonly flowId: string;
  /** Of the flow when it was asked for; it holds nowhere else. Left out: from before this was kept. */
  readonly folder?: string;
  readonly nodeType: string;
  readonly reason: string;
  /** Last day, `YYYY-MM-DD`. */
  readonly until: string;
  readonly state: WaiverState;
  readonly requestedBy: string;
  readonly requestedById: string;
  readonly requestedAt: string;
  readonly decidedBy?: string;
  readonly decidedAt?: string;
  readonly decisionReason?: string;
  readonly endedBy?: string;
  readonly endedAt?: string;
  readonly endReason?: string;
}

export interface WaiverDefinitions {
  findWaiver(waiverId: string): WaiverRow | undefined;
  /** Newest first, 500 at most. */
  listWaivers(filter: { readonly flowId?: string; readonly state?: WaiverState }): readonly WaiverRow[];
  /** Of the flow in this folder: asked for or granted, and not over on this day. */
  openWaivers(flowId: string, folder: string, today: string): readonly (WaiverRow & { readonly state: 'requested' | 'granted' })[];
  /** Undefined when one of the flow in this folder and of the node type is open. */
  insertWaiver(
    waiver: Pick<WaiverRow, 'waiverId' | 'flowId' | 'nodeType' | 'reason' | 'until' | 'requestedBy' | 'requestedById'> & {
      readonly folder: string;
    },
    today: string,
    audit: AuditDraft,
  ): Promise<WaiverRow | undefined>;
  /** Undefined when it is not `requested` any more. */
  decideWaiver(
    waiverId: string,
    decision: { readonly state: 'granted' | 'declined'; readonly until: string; readonly by: string; readonly reason: string },
    audit: AuditDraft,
  ): Promise<WaiverRow | undefined>;
  /** Undefined when it is neither `requested` nor `granted`. */
  endWaiver(waiverId: string, end: { readonly by: string; readonly reason: string }, audit: AuditDraft): Promise<WaiverRow | undefined>;
}
