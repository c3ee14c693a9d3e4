/** Promotions: what was asked for in the next environment, and what became of it. */
import type { PromotionState } from '#flows/api/promotions.ts';
import type { AuditDraft } from './audit-definitions.ts';

export interface PromotionRow {
  readonly promotionId: string;
  readonly flowId: string;
  readonly version: number;
  readonly major: number;
  /** What was asked for and approved: bound to the meaning, not to a name. */
  readonly meaningHash: string;
  readonly fromEnvironment: string;
  readonly toEnvironment: string;
  readonly note: string;
  readonly state: PromotionState;
  readonly requestedBy: string;
  readonly requestedById: string;
  readonly requestedAt: string;
  readonly decidedBy?: string;
  readonly decidedAt?: string;
  readonly decisionReason?: string;
  readonly appliedBy?: string;
  readonly appliedAt?: string;
  /** Why it went live without a second pair of eyes. */
  readonly emergencyReason?: string;
  /** What was live before it was applied: what an undo goes back to. */
  readonly replacedVersion?: number;
}

export interface PromotionDefinitions {
  findPromotion(promotionId: string): PromotionRow | undefined;
  /** Newest first; `before` is where the last page ended. */
  listPromotions(filter: {
    readonly flowId?: string;
    readonly toEnvironment?: string;
    readonly state?: PromotionState;
    readonly before?: { readonly at: string; readonly id: string };
    readonly limit: number;
  }): readonly PromotionRow[];
  /** Undefined when the same version is already asked for there. */
  insertPromotion(
    promotion: Pick<
      PromotionRow,
      | 'promotionId'
      | 'flowId'
      | 'version'
      | 'major'
      | 'meaningHash'
      | 'fromEnvironment'
      | 'toEnvironment'
      | 'note'
      | 'requestedBy'
      | 'requestedById'
    >,
    audit: AuditDraft,
  ): Promise<PromotionRow | undefined>;
  /** Undefined when it is not `requested` any more. */
  decidePromotion(
    promotionId: string,
    decision: { readonly state: 'approved' | 'rejected'; readonly by: string; readonly reason: string },
    audit: AuditDraft,
  ): Promise<PromotionRow | undefined>;
  /** The deployment and the mark in one commit; undefined when it is not in one of the states any more. */
  applyPromotion(
    promotionId: string,
    from: readonly PromotionState[],
    applied: { readonly by: string; readonly emergencyReason?: string },
    audit: AuditDraft,
  ): Promise<PromotionRow | undefined>;
}
