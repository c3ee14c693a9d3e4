/** Which flows begin nothing for a while, by whom and why. */
import { type DefinitionChanges, DONE } from './definition-change.ts';
import type { FlowPauseDefinitions, FlowPauseRow } from './flow-standing-definitions.ts';

interface StoredPause {
  readonly environment: string;
  readonly flow_id: string;
  readonly by: string;
  readonly reason: string;
  readonly since: string;
}

export function createFlowPauseStore({ database, prepare, change, now }: DefinitionChanges): FlowPauseDefinitions {
  const all = database.prepare<[], StoredPause>('SELECT * FROM flow_pause');
  const insert = prepare('INSERT OR IGNORE INTO flow_pause (environment, flow_id, by, reason, since) VALUES (?, ?, ?, ?, ?)');
  const remove = prepare('DELETE FROM flow_pause WHERE environment = ? AND flow_id = ?');
  return {
    listFlowPauses: () => all.all().map(({ flow_id, ...row }): FlowPauseRow => ({ ...row, flowId: flow_id })),
    pauseFlow: ({ environment, flowId, by, reason }, audit) =>
      change(audit, (run) => (run(insert, environment, flowId, by, reason, now()).changes > 0 ? DONE : false)),
    resumeFlow: (environment, flowId, audit) => change(audit, (run) => (run(remove, environment, flowId).changes > 0 ? DONE : false)),
  };
}
