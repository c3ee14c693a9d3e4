/** Tests of flows, by name: saved over the revision that was read, like everything that two people may edit. */
import type { FlowTest } from '#flows/flow-test.ts';
import { type DefinitionChanges, DONE, type RunStatement } from './definition-change.ts';
import type { FlowTestDefinitions, FlowTestRow } from './flow-test-definitions.ts';

export function createFlowTestStore({ database, now, change, prepare }: DefinitionChanges): FlowTestDefinitions {
  const ofFlow = database.prepare<[string], StoredTest>('SELECT * FROM flow_test WHERE flow_id = ? ORDER BY name');
  const one = database.prepare<[string, string], StoredTest>('SELECT * FROM flow_test WHERE flow_id = ? AND name = ?');
  const insert = prepare(
    'INSERT OR IGNORE INTO flow_test (flow_id, name, test, revision, changed_by, changed_at) VALUES (?, ?, ?, 1, ?, ?)',
  );
  const update = prepare(
    'UPDATE flow_test SET test = ?, revision = revision + 1, changed_by = ?, changed_at = ? WHERE flow_id = ? AND name = ? AND revision = ?',
  );
  const remove = prepare('DELETE FROM flow_test WHERE flow_id = ? AND name = ?');

  function find(flowId: string, name: string): FlowTestRow | undefined {
    const row = one.get(flowId, name);
    return row === undefined ? undefined : toRow(row);
  }

  return {
    listFlowTests: (flowId) => ofFlow.all(flowId).map(toRow),
    findFlowTest: find,
    putFlowTest(flowId, name, test, expected, audit) {
      const apply = (run: RunStatement) => {
        const text = JSON.stringify(test);
        const { changes } =
          expected === 0 ? run(insert, flowId, name, text, audit.by, now()) : run(update, text, audit.by, now(), flowId, name, expected);
        return changes === 0 ? undefined : find(flowId, name);
      };
      return change(audit, apply, () => find(flowId, name));
    },
    async deleteFlowTest(flowId, name, audit) {
      await change(
        audit,
        (run) => (run(remove, flowId, name).changes === 0 ? undefined : DONE),
        () => find(flowId, name),
      );
    },
  };
}

interface StoredTest {
  readonly flow_id: string;
  readonly name: string;
  readonly test: string;
  readonly revision: number;
  readonly changed_by: string;
  readonly changed_at: string;
}

function toRow(row: StoredTest): FlowTestRow {
  return {
    flowId: row.flow_id,
    name: row.name,
    test: JSON.parse(row.test) as FlowTest,
    revision: row.revision,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  };
}
