/** What somebody has to hear of when only one person has seen what went live, or when node types in it have no waiver. Pure. */
import type { PromotionRow } from '../store/promotion-definitions.ts';

export interface EmergencyAlarm {
  readonly title: string;
  readonly detail: { readonly [name: string]: string | readonly string[] };
}

/** `withoutWaiver`: node types. */
export function emergencyAlarm(promotion: PromotionRow, withoutWaiver: readonly string[]): EmergencyAlarm {
  const { promotionId, flowId, version, decidedBy, appliedBy, emergencyReason } = promotion;
  return {
    title:
      decidedBy !== undefined
        ? `Version ${version} of "${flowId}" was made live in an emergency, without a waiver, by ${appliedBy}`
        : withoutWaiver.length > 0
          ? `Version ${version} of "${flowId}" was made live in an emergency, without approval and without a waiver, by ${appliedBy}`
          : `Version ${version} of "${flowId}" was made live in an emergency, without approval, by ${appliedBy}`,
    detail: { promotionId, reason: emergencyReason ?? '', ...(withoutWaiver.length === 0 ? {} : { withoutWaiver }) },
  };
}
