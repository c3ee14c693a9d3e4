/** Pins of drafts, by node. They go the way of their draft: published, they wait for the next one; thrown away, they are gone. */
import type { Json } from '#flows/json.ts';
import type { DefinitionChanges, RunStatement } from './definition-change.ts';
import type { PinDefinitions, PinRow } from './flow-test-definitions.ts';

/** Belongs to no draft: left by the one that was published last. */
const LEFT = '';

export interface PinsOfDrafts {
  begin(run: RunStatement, flowId: string, draftId: string): void;
  leave(run: RunStatement, flowId: string, draftId: string): void;
  remove(run: RunStatement, flowId: string, draftId: string): void;
}

export function createPinStore({ database, now, change, prepare }: DefinitionChanges): PinDefinitions {
  const ofDraft = database.prepare<[string, string], StoredPin>(
    'SELECT * FROM draft_pin WHERE flow_id = ? AND draft_id = ? ORDER BY node_id',
  );
  const one = database.prepare<[string, string, string], StoredPin>(
    'SELECT * FROM draft_pin WHERE flow_id = ? AND draft_id = ? AND node_id = ?',
  );
  const put = prepare(
    `INSERT INTO draft_pin (flow_id, draft_id, node_id, port, output, pinned_by, pinned_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (flow_id, draft_id, node_id) DO UPDATE SET
       port = excluded.port, output = excluded.output, pinned_by = excluded.pinned_by, pinned_at = excluded.pinned_at`,
  );
  const remove = prepare('DELETE FROM draft_pin WHERE flow_id = ? AND draft_id = ? AND node_id = ?');
  const move = prepare(
    `UPDATE draft_pin SET node_id = ? WHERE flow_id = ? AND draft_id = ? AND node_id = ?
       AND NOT EXISTS (SELECT 1 FROM draft_pin WHERE flow_id = ? AND draft_id = ? AND node_id = ?)`,
  );
  return {
    listPins: (flowId, draftId) => ofDraft.all(flowId, draftId).map(toPinRow),
    putPin(flowId, draftId, { nodeId, port, output }, by) {
      return change(undefined, (run) => {
        run(put, flowId, draftId, nodeId, port ?? null, JSON.stringify(output), by, now());
        return toPinRow(one.get(flowId, draftId, nodeId)!);
      });
    },
    movePin: (flowId, draftId, from, to) =>
      change(undefined, (run) => run(move, to, flowId, draftId, from, flowId, draftId, to).changes > 0),
    deletePin: (flowId, draftId, nodeId) => change(undefined, (run) => run(remove, flowId, draftId, nodeId).changes > 0),
  };
}

export function pinsOfDrafts({ prepare }: DefinitionChanges): PinsOfDrafts {
  const copy = prepare(
    `INSERT INTO draft_pin (flow_id, draft_id, node_id, port, output, pinned_by, pinned_at)
     SELECT flow_id, ?, node_id, port, output, pinned_by, pinned_at FROM draft_pin WHERE flow_id = ? AND draft_id = ?`,
  );
  const drop = prepare('DELETE FROM draft_pin WHERE flow_id = ? AND draft_id = ?');
  return {
    begin: (run, flowId, draftId) => void run(copy, draftId, flowId, LEFT),
    leave(run, flowId, draftId) {
      run(drop, flowId, LEFT);
      run(copy, LEFT, flowId, draftId);
      run(drop, flowId, draftId);
    },
    remove: (run, flowId, draftId) => void run(drop, flowId, draftId),
  };
}

interface StoredPin {
  readonly node_id: string;
  readonly port: string | null;
  readonly output: string;
  readonly pinned_by: string;
  readonly pinned_at: string;
}

function toPinRow({ node_id, port, output, pinned_by, pinned_at }: StoredPin): PinRow {
  return {
    nodeId: node_id,
    ...(port === null ? {} : { port }),
    output: JSON.parse(output) as Json,
    pinnedBy: pinned_by,
    pinnedAt: pinned_at,
  };
}
