/** Drafts, versions, deployments and environments. */
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonSchema } from '#flows/json.ts';
import { type DefinitionChanges, DONE } from './definition-change.ts';
import type { DeploymentRow, DraftRow, EnvironmentRow, FlowDefinitions, VersionRow } from './definitions.ts';

export function createFlowStore({ database, now, change, prepare }: DefinitionChanges): FlowDefinitions {
  const flowIds = database.prepare<[], string>('SELECT flow_id FROM draft UNION SELECT flow_id FROM version ORDER BY flow_id').pluck();
  const drafts = database.prepare<[], StoredDraft>('SELECT * FROM draft ORDER BY updated_at DESC, draft_id');
  const draftsOfFlow = database.prepare<[string], StoredDraft>('SELECT * FROM draft WHERE flow_id = ? ORDER BY updated_at DESC, draft_id');
  const draftById = database.prepare<[string], StoredDraft>('SELECT * FROM draft WHERE draft_id = ?');
  const insertDraft = prepare(
    'INSERT INTO draft (draft_id, flow_id, owner_id, base_version, revision, document, updated_at) VALUES (?, ?, ?, ?, 1, ?, ?)',
  );
  const saveDraft = prepare('UPDATE draft SET document = ?, revision = revision + 1, updated_at = ? WHERE draft_id = ? AND revision = ?');
  const deleteDraft = prepare('DELETE FROM draft WHERE draft_id = ?');
  const versionsOfFlow = database.prepare<[string], Omit<StoredVersion, 'document' | 'schemas'>>(
    'SELECT flow_id, version, major, meaning_hash, note, published_by, published_at FROM version WHERE flow_id = ? ORDER BY version DESC',
  );
  const versionByNumber = database.prepare<[string, number], StoredVersion>('SELECT * FROM version WHERE flow_id = ? AND version = ?');
  const latestVersion = database.prepare<[string], number | null>('SELECT max(version) FROM version WHERE flow_id = ?').pluck();
  const insertVersion = prepare(
    'INSERT INTO version (flow_id, version, major, document, schemas, meaning_hash, note, published_by, published_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const deployments = database.prepare<[], StoredDeployment>('SELECT * FROM deployment ORDER BY environment, flow_id, major');
  const deploymentsOf = database.prepare<[string], StoredDeployment>(
    'SELECT * FROM deployment WHERE environment = ? ORDER BY flow_id, major',
  );
  const deployment = database.prepare<[string, string, number], StoredDeployment>(
    'SELECT * FROM deployment WHERE environment = ? AND flow_id = ? AND major = ?',
  );
  const putDeployment = prepare(
    'INSERT OR REPLACE INTO deployment (environment, flow_id, major, version, deployed_by, deployed_at, previous_version) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const deleteDeployment = prepare('DELETE FROM deployment WHERE environment = ? AND flow_id = ? AND major = ?');
  const insertHistory = prepare('INSERT INTO deployment_history (environment, flow_id, major, version, by, at) VALUES (?, ?, ?, ?, ?, ?)');
  const environments = database.prepare<[], { name: string; label: string; position: number; production: number }>(
    'SELECT * FROM environment ORDER BY position',
  );

  function findDraft(draftId: string): DraftRow | undefined {
    const row = draftById.get(draftId);
    return row === undefined ? undefined : toDraftRow(row);
  }

  return {
    listFlowIds: () => flowIds.all(),
    listDrafts: (flowId) => (flowId === undefined ? drafts.all() : draftsOfFlow.all(flowId)).map(toDraftRow),
    findDraft,
    insertDraft(draft, audit) {
      return change(audit, (run) => {
        const { draftId, flowId, ownerId, baseVersion, document } = draft;
        run(insertDraft, draftId, flowId, ownerId, baseVersion ?? null, JSON.stringify(document), now());
        return findDraft(draftId)!;
      });
    },
    saveDraft(draftId, revision, document) {
      return change(undefined, (run) => {
        const { changes } = run(saveDraft, JSON.stringify(document), now(), draftId, revision);
        return changes === 0 ? undefined : findDraft(draftId);
      });
    },
    async deleteDraft(draftId, audit) {
      await change(audit, (run) => run(deleteDraft, draftId).changes > 0);
    },

    listVersions: (flowId) => versionsOfFlow.all(flowId).map(toVersionSummary),
    findVersion(flowId, version) {
      const row = versionByNumber.get(flowId, version);
      return row === undefined ? undefined : toVersionRow(row);
    },
    latestVersion: (flowId) => latestVersion.get(flowId) ?? undefined,
    insertVersion(version, audit) {
      return change(audit, (run) => {
        const { flowId, major, document, schemas, meaningHash, note, publishedBy } = version;
        const number = (latestVersion.get(flowId) ?? 0) + 1;
        const publishedAt = now();
        run(
          insertVersion,
          flowId,
          number,
          major,
          JSON.stringify(document),
          JSON.stringify(schemas),
          meaningHash,
          note,
          publishedBy,
          publishedAt,
        );
        return { ...version, version: number, publishedAt };
      });
    },

    listDeployments: (environment) => (environment === undefined ? deployments.all() : deploymentsOf.all(environment)).map(toDeploymentRow),
    putDeployment({ environment, flowId, major, version, deployedBy }, audit) {
      return change(audit, (run) => {
        const before = deployment.get(environment, flowId, major);
        const at = now();
        run(putDeployment, environment, flowId, major, version, deployedBy, at, before?.version ?? null);
        run(insertHistory, environment, flowId, major, version, deployedBy, at);
        return toDeploymentRow(deployment.get(environment, flowId, major)!);
      });
    },
    async deleteDeployment(environment, flowId, major, audit) {
      await change(audit, (run) => {
        if (run(deleteDeployment, environment, flowId, major).changes === 0) return undefined;
        run(insertHistory, environment, flowId, major, null, audit.by, now());
        return DONE;
      });
    },
    listEnvironments: () => environments.all().map((row): EnvironmentRow => ({ ...row, production: row.production === 1 })),
  };
}

interface StoredDraft {
  readonly draft_id: string;
  readonly flow_id: string;
  readonly owner_id: string;
  readonly base_version: number | null;
  readonly revision: number;
  readonly document: string;
  readonly updated_at: string;
}

function toDraftRow(row: StoredDraft): DraftRow {
  return {
    draftId: row.draft_id,
    flowId: row.flow_id,
    ownerId: row.owner_id,
    ...(row.base_version === null ? {} : { baseVersion: row.base_version }),
    revision: row.revision,
    document: JSON.parse(row.document) as FlowDocument,
    updatedAt: row.updated_at,
  };
}

interface StoredVersion {
  readonly flow_id: string;
  readonly version: number;
  readonly major: number;
  readonly document: string;
  readonly schemas: string;
  readonly meaning_hash: string;
  readonly note: string;
  readonly published_by: string;
  readonly published_at: string;
}

function toVersionSummary(row: Omit<StoredVersion, 'document' | 'schemas'>): Omit<VersionRow, 'document' | 'schemas'> {
  return {
    flowId: row.flow_id,
    version: row.version,
    major: row.major,
    meaningHash: row.meaning_hash,
    note: row.note,
    publishedBy: row.published_by,
    publishedAt: row.published_at,
  };
}

function toVersionRow(row: StoredVersion): VersionRow {
  return {
    ...toVersionSummary(row),
    document: JSON.parse(row.document) as FlowDocument,
    schemas: JSON.parse(row.schemas) as { readonly [ref: string]: JsonSchema },
  };
}

interface StoredDeployment {
  readonly environment: string;
  readonly flow_id: string;
  readonly major: number;
  readonly version: number;
  readonly deployed_by: string;
  readonly deployed_at: string;
  readonly previous_version: number | null;
}

function toDeploymentRow(row: StoredDeployment): DeploymentRow {
  return {
    environment: row.environment,
    flowId: row.flow_id,
    major: row.major,
    version: row.version,
    deployedBy: row.deployed_by,
    deployedAt: row.deployed_at,
    ...(row.previous_version === null ? {} : { previousVersion: row.previous_version }),
  };
}
