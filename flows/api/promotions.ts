/** Promotions: that a version be live in the next environment. */
import type { Json } from '../json.ts';
import type { Problem } from '../problem.ts';

export const PROMOTION_STATES = ['requested', 'approved', 'rejected', 'applied'] as const;

export type PromotionState = (typeof PROMOTION_STATES)[number];

/** GET /api/promotions → Page<PromotionView>. A request that a version be live in the next environment. */
export interface PromotionView {
  readonly promotionId: string;
  readonly flowId: string;
  readonly version: number;
  readonly major: number;
  /** What is approved. */
  readonly meaningHash: string;
  readonly fromEnvironment: string;
  readonly toEnvironment: string;
  readonly note: string;
  readonly state: PromotionState;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly decidedBy?: string;
  readonly decidedAt?: string;
  readonly decisionReason?: string;
  readonly appliedBy?: string;
  readonly appliedAt?: string;
  readonly emergencyReason?: string;
  readonly replacedVersion?: number;
  /** Node types that go past a system API with no waiver that holds now: it can only go live in an emergency. Of open promotions alone. */
  readonly withoutWaiver?: readonly string[];
}

/** GET /api/promotions/{id}: also what stands against it now, what would change there, and what you may do. */
export interface PromotionDetail extends PromotionView {
  readonly problems: readonly Problem[];
  /** Live there now; left out when the flow is new there. */
  readonly liveVersion?: number;
  /** FlowDiff from the live version; left out when the flow is new there. */
  readonly diff?: Json;
  readonly mayDecide: boolean;
  readonly mayApply: boolean;
  /** Why you may not decide, as a sentence. */
  readonly whyNot?: string;
}
