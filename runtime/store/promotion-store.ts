/** Requests that a version be live in the next environment: asked for, decided, applied. */
import type { PromotionState } from '#flows/api/promotions.ts';
import type { DefinitionChanges, RunStatement } from './definition-change.ts';
import { deploymentWrites } from './deployment-writes.ts';
import type { FlowDefinitions } from './flow-definitions.ts';
import type { PromotionDefinitions, PromotionRow } from './promotion-definitions.ts';

export function createPromotionStore(
  changes: DefinitionChanges,
  { findVersion }: Pick<FlowDefinitions, 'findVersion'>,
): PromotionDefinitions {
  const { database, now, change, prepare } = changes;
  const one = database.prepare<[string], StoredPromotion>('SELECT * FROM promotion WHERE promotion_id = ?');
  const list = database.prepare<(string | number | null)[], StoredPromotion>(
    `SELECT * FROM promotion WHERE (? IS NULL OR flow_id = ?) AND (? IS NULL OR to_environment = ?) AND (? IS NULL OR state = ?)
       AND (requested_at, promotion_id) < (?, ?) ORDER BY requested_at DESC, promotion_id DESC LIMIT ?`,
  );
  const insert = prepare(
    `INSERT INTO promotion (promotion_id, flow_id, version, major, meaning_hash, from_environment, to_environment, note, state, requested_by, requested_by_id, requested_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'requested', ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const decide = prepare(
    `UPDATE promotion SET state = ?, decided_by = ?, decided_at = ?, decision_reason = ? WHERE promotion_id = ? AND state = 'requested'`,
  );
  const markApplied = prepare(
    `UPDATE promotion SET state = 'applied', applied_by = ?, applied_at = ?, emergency_reason = ?, replaced_version = ? WHERE promotion_id = ?`,
  );
  const deployments = deploymentWrites(changes);

  function find(promotionId: string): PromotionRow | undefined {
    const row = one.get(promotionId);
    return row === undefined ? undefined : toPromotionRow(row);
  }

  return {
    findPromotion: find,
    listPromotions: ({ flowId, toEnvironment, state, before, limit }) =>
      list
        .all(
          flowId ?? null,
          flowId ?? null,
          toEnvironment ?? null,
          toEnvironment ?? null,
          state ?? null,
          state ?? null,
          before?.at ?? '\u{10ffff}',
          before?.id ?? '',
          limit,
        )
        .map(toPromotionRow),
    insertPromotion(row, audit) {
      return change(audit, (run) => {
        const { promotionId, flowId, version, major, meaningHash, fromEnvironment, toEnvironment, note, requestedBy, requestedById } = row;
        const values = [promotionId, flowId, version, major, meaningHash, fromEnvironment, toEnvironment, note, requestedBy, requestedById];
        return run(insert, ...values, now()).changes === 0 ? undefined : find(promotionId);
      });
    },
    decidePromotion(promotionId, { state, by, reason }, audit) {
      const apply = (run: RunStatement) =>
        run(decide, state, by, now(), reason, promotionId).changes === 0 ? undefined : find(promotionId);
      return change(audit, apply, () => find(promotionId));
    },
    applyPromotion(promotionId, from, { by, emergencyReason }, audit) {
      const apply = (run: RunStatement) => {
        const promotion = find(promotionId);
        if (promotion === undefined || !from.includes(promotion.state)) return undefined;
        const { flowId, version, major, toEnvironment: environment, meaningHash } = promotion;
        // What was approved is a meaning; a number that means something else now is not it.
        if (findVersion(flowId, version)?.meaningHash !== meaningHash) return undefined;
        const { previousVersion } = deployments.put(run, { environment, flowId, major, version, deployedBy: by });
        run(markApplied, by, now(), emergencyReason ?? null, previousVersion ?? null, promotionId);
        return find(promotionId);
      };
      return change(audit, apply, () => find(promotionId));
    },
  };
}

interface StoredPromotion {
  readonly promotion_id: string;
  readonly flow_id: string;
  readonly version: number;
  readonly major: number;
  readonly meaning_hash: string;
  readonly from_environment: string;
  readonly to_environment: string;
  readonly note: string;
  readonly state: string;
  readonly requested_by: string;
  readonly requested_by_id: string;
  readonly requested_at: string;
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly decision_reason: string | null;
  readonly applied_by: string | null;
  readonly applied_at: string | null;
  readonly emergency_reason: string | null;
  readonly replaced_version: number | null;
}

function toPromotionRow(row: StoredPromotion): PromotionRow {
  return {
    promotionId: row.promotion_id,
    flowId: row.flow_id,
    version: row.version,
    major: row.major,
    meaningHash: row.meaning_hash,
    fromEnvironment: row.from_environment,
    toEnvironment: row.to_environment,
    note: row.note,
    state: row.state as PromotionState,
    requestedBy: row.requested_by,
    requestedById: row.requested_by_id,
    requestedAt: row.requested_at,
    ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
    ...(row.decided_at === null ? {} : { decidedAt: row.decided_at }),
    ...(row.decision_reason === null ? {} : { decisionReason: row.decision_reason }),
    ...(row.applied_by === null ? {} : { appliedBy: row.applied_by }),
    ...(row.applied_at === null ? {} : { appliedAt: row.applied_at }),
    ...(row.emergency_reason === null ? {} : { emergencyReason: row.emergency_reason }),
    ...(row.replaced_version === null ? {} : { replacedVersion: row.replaced_version }),
  };
}
