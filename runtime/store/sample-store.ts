/** Payloads kept to try a flow or a node with. */
import type { Json } from '#flows/json.ts';
import type { AuditDraft } from './audit-definitions.ts';
import { type DefinitionChanges, DONE } from './definition-change.ts';
import type { SampleDefinitions, SampleRow } from './flow-test-definitions.ts';

export function createSampleStore({ database, change, prepare }: DefinitionChanges): SampleDefinitions {
  const ofFlow = database.prepare<[string], StoredSample>('SELECT * FROM sample WHERE flow_id = ? ORDER BY name, sample_id');
  const put = prepare(
    `INSERT INTO sample (sample_id, flow_id, node_id, name, payload, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (sample_id) DO UPDATE SET node_id = excluded.node_id, name = excluded.name, payload = excluded.payload`,
  );
  const remove = prepare('DELETE FROM sample WHERE sample_id = ?');
  return {
    listSamples: (flowId) => ofFlow.all(flowId).map(toSampleRow),
    async putSample(sample: SampleRow, audit: AuditDraft) {
      await change(audit, (run) => {
        const { sampleId, flowId, nodeId, name, payload, createdBy, createdAt } = sample;
        run(put, sampleId, flowId, nodeId ?? null, name, JSON.stringify(payload), createdBy, createdAt);
        return DONE;
      });
    },
    async deleteSample(sampleId, audit) {
      await change(audit, (run) => run(remove, sampleId).changes > 0);
    },
  };
}

interface StoredSample {
  readonly sample_id: string;
  readonly flow_id: string;
  readonly node_id: string | null;
  readonly name: string;
  readonly payload: string;
  readonly created_by: string;
  readonly created_at: string;
}

function toSampleRow(row: StoredSample): SampleRow {
  return {
    sampleId: row.sample_id,
    flowId: row.flow_id,
    ...(row.node_id === null ? {} : { nodeId: row.node_id }),
    name: row.name,
    payload: JSON.parse(row.payload) as Json,
    createdBy: row.created_by,
    createdAt: row.created_at,
  };
}
