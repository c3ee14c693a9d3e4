/** Waivers: asked for, decided once, ended. One of a flow and node type is open at a time. */
import type { WaiverState } from '#flows/api/waivers.ts';
import type { DefinitionChanges, RunStatement } from './definition-change.ts';
import type { WaiverDefinitions, WaiverRow } from './waiver-definitions.ts';

export function createWaiverStore({ database, now, change, prepare }: DefinitionChanges): WaiverDefinitions {
  const one = database.prepare<[string], StoredWaiver>('SELECT * FROM waiver WHERE waiver_id = ?');
  const list = database.prepare<(string | null)[], StoredWaiver>(
    `SELECT * FROM waiver WHERE (? IS NULL OR flow_id = ?) AND (? IS NULL OR state = ?) ORDER BY requested_at DESC, waiver_id DESC LIMIT 500`,
  );
  const open = database.prepare<[string, string, string], StoredWaiver>(
    `SELECT * FROM waiver WHERE flow_id = ? AND (folder IS NULL OR folder = ?) AND state IN ('requested', 'granted') AND until >= ?`,
  );
  const insert = prepare(
    `INSERT INTO waiver (waiver_id, flow_id, folder, node_type, reason, until, state, requested_by, requested_by_id, requested_at)
     VALUES (?, ?, ?, ?, ?, ?, 'requested', ?, ?, ?)`,
  );
  const decide = prepare(
    `UPDATE waiver SET state = ?, until = ?, decided_by = ?, decided_at = ?, decision_reason = ? WHERE waiver_id = ? AND state = 'requested'`,
  );
  const end = prepare(
    `UPDATE waiver SET state = 'ended', ended_by = ?, ended_at = ?, end_reason = ? WHERE waiver_id = ? AND state IN ('requested', 'granted')`,
  );

  function find(waiverId: string): WaiverRow | undefined {
    const row = one.get(waiverId);
    return row === undefined ? undefined : toRow(row);
  }

  return {
    findWaiver: find,
    listWaivers: ({ flowId, state }) => list.all(flowId ?? null, flowId ?? null, state ?? null, state ?? null).map(toRow),
    openWaivers: (flowId, folder, today) =>
      open.all(flowId, folder, today).map((row) => ({ ...toRow(row), state: row.state as 'requested' | 'granted' })),
    insertWaiver({ waiverId, flowId, folder, nodeType, reason, until, requestedBy, requestedById }, today, audit) {
      return change(audit, (run: RunStatement) => {
        if (open.all(flowId, folder, today).some((row) => row.node_type === nodeType)) return undefined;
        run(insert, waiverId, flowId, folder, nodeType, reason, until, requestedBy, requestedById, now());
        return find(waiverId);
      });
    },
    decideWaiver(waiverId, { state, until, by, reason }, audit) {
      const apply = (run: RunStatement) =>
        run(decide, state, until, by, now(), reason, waiverId).changes === 0 ? undefined : find(waiverId);
      return change(audit, apply, () => find(waiverId));
    },
    endWaiver(waiverId, { by, reason }, audit) {
      const apply = (run: RunStatement) => (run(end, by, now(), reason, waiverId).changes === 0 ? undefined : find(waiverId));
      return change(audit, apply, () => find(waiverId));
    },
  };
}

interface StoredWaiver {
  readonly waiver_id: string;
  readonly flow_id: string;
  readonly folder: string | null;
  readonly node_type: string;
  readonly reason: string;
  readonly until: string;
  readonly state: string;
  readonly requested_by: string;
  readonly requested_by_id: string;
  readonly requested_at: string;
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly decision_reason: string | null;
  readonly ended_by: string | null;
  readonly ended_at: string | null;
  readonly end_reason: string | null;
}

function toRow(row: StoredWaiver): WaiverRow {
  return {
    waiverId: row.waiver_id,
    flowId: row.flow_id,
    nodeType: row.node_type,
    reason: row.reason,
    until: row.until,
    state: row.state as WaiverState,
    requestedBy: row.requested_by,
    requestedById: row.requested_by_id,
    requestedAt: row.requested_at,
    ...(row.folder === null ? {} : { folder: row.folder }),
    ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
    ...(row.decided_at === null ? {} : { decidedAt: row.decided_at }),
    ...(row.decision_reason === null ? {} : { decisionReason: row.decision_reason }),
    ...(row.ended_by === null ? {} : { endedBy: row.ended_by }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    ...(row.end_reason === null ? {} : { endReason: row.end_reason }),
  };
}
