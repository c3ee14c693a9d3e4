/** Drafts, versions, deployments and environments. */
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonSchema } from '#flows/json.ts';
import { type DefinitionChanges, DONE, type RunStatement } from './definition-change.ts';
import { deploymentWrites, type StoredDeployment, toDeploymentRow } from './deployment-writes.ts';
import type { DeploymentRow, DraftRow, EnvironmentRow, FlowDefinitions, VersionRow } from './flow-definitions.ts';
import { pinsOfDrafts } from './pin-store.ts';

export function createFlowStore(changes: DefinitionChanges): FlowDefinitions {
  const { database, now, change, prepare } = changes;
  const flowIds = database.prepare<[], string>('SELECT flow_id FROM draft UNION SELECT flow_id FROM version ORDER BY flow_id').pluck();
  const isFlow = database
    .prepare<{ readonly id: string }, number>(
      'SELECT EXISTS (SELECT 1 FROM draft WHERE flow_id = :id) OR EXISTS (SELECT 1 FROM version WHERE flow_id = :id)',
    )
    .pluck();
  const drafts = database.prepare<[], StoredDraft>('SELECT * FROM draft ORDER BY updated_at DESC, draft_id');
  const draftsOfFlow = database.prepare<[string], StoredDraft>('SELECT * FROM draft WHERE flow_id = ? ORDER BY updated_at DESC, draft_id');
  const draftRevisions = database.prepare<[], { draftId: string; flowId: string; revision: number }>(
    'SELECT draft_id AS draftId, flow_id AS flowId, revision FROM draft ORDER BY updated_at DESC, draft_id',
  );
  const draftById = database.prepare<[string], StoredDraft>('SELECT * FROM draft WHERE draft_id = ?');
  const insertDraft = prepare(
    'INSERT INTO draft (draft_id, flow_id, owner_id, edited_by, base_version, revision, document, updated_at) VALUES (?, ?, ?, ?, ?, 1, ?, ?)',
  );
  const saveDraft = prepare(
    'UPDATE draft SET document = ?, edited_by = ?, revision = revision + 1, updated_at = ? WHERE draft_id = ? AND revision = ?',
  );
  const deleteDraft = prepare('DELETE FROM draft WHERE draft_id = ?');
  const versionsOfFlow = database.prepare<[string], Omit<StoredVersion, 'document' | 'schemas'>>(
    `SELECT flow_id, version, major, meaning_hash, note, published_by, published_at, published_by_id, author_id, edited_by_id
     FROM version WHERE flow_id = ? ORDER BY version DESC`,
  );
  const versionByNumber = database.prepare<[string, number], StoredVersion>('SELECT * FROM version WHERE flow_id = ? AND version = ?');
  const latestVersion = database.prepare<[string], number | null>('SELECT max(version) FROM version WHERE flow_id = ?').pluck();
  const insertVersion = prepare(
    `INSERT INTO version (flow_id, version, major, document, schemas, meaning_hash, note, published_by, published_at, published_by_id, author_id, edited_by_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const deployments = database.prepare<[], StoredDeployment>('SELECT * FROM deployment ORDER BY environment, flow_id, major');
  const deploymentsOf = database.prepare<[string], StoredDeployment>(
    'SELECT * FROM deployment WHERE environment = ? ORDER BY flow_id, major',
  );
  const deploymentOf = database.prepare<[string, string, number], StoredDeployment>(
    'SELECT * FROM deployment WHERE environment = ? AND flow_id = ? AND major = ?',
  );
  const deployedBefore = database
    .prepare<[string, string, number], number>(
      'SELECT 1 FROM deployment_history WHERE environment = ? AND flow_id = ? AND version = ? LIMIT 1',
    )
    .pluck();
  const writes = deploymentWrites(changes);
  const pins = pinsOfDrafts(changes);
  const environments = database.prepare<[], { name: string; label: string; position: number; production: number }>(
    'SELECT * FROM environment ORDER BY position',
  );

  function findDraft(draftId: string): DraftRow | undefined {
    const row = draftById.get(draftId);
    return row === undefined ? undefined : toDraftRow(row);
  }

  function deploymentState({ environment, flowId, major }: Pick<DeploymentRow, 'environment' | 'flowId' | 'major'>): unknown {
    const row = deploymentOf.get(environment, flowId, major);
    return row === undefined ? undefined : toDeploymentRow(row);
  }

  function addDraft(run: RunStatement, draft: Parameters<FlowDefinitions['insertDraft']>[0]): DraftRow {
    const { draftId, flowId, ownerId, baseVersion, document } = draft;
    run(insertDraft, draftId, flowId, ownerId, ownerId, baseVersion ?? null, JSON.stringify(document), now());
    pins.begin(run, flowId, draftId);
    return findDraft(draftId)!;
  }

  return {
    listFlowIds: () => flowIds.all(),
    listDrafts: (flowId) => (flowId === undefined ? drafts.all() : draftsOfFlow.all(flowId)).map(toDraftRow),
    listDraftRevisions: () => draftRevisions.all(),
    findDraft,
    insertDraft: (draft, audit) => change(audit, (run) => addDraft(run, draft)),
    insertFirstDraft: (draft, audit) => change(audit, (run) => (isFlow.get({ id: draft.flowId }) === 1 ? undefined : addDraft(run, draft))),
    saveDraft(draftId, revision, document, editedById) {
      return change(undefined, (run) => {
        const { changes } = run(saveDraft, JSON.stringify(document), editedById, now(), draftId, revision);
        return changes === 0 ? undefined : findDraft(draftId);
      });
    },
    async deleteDraft(draftId, audit, become = 'removed') {
      await change(
        audit,
        (run) => {
          const draft = draftById.get(draftId);
          if (draft === undefined) return false;
          if (become === 'kept') pins.leave(run, draft.flow_id, draftId);
          else pins.remove(run, draft.flow_id, draftId);
          return run(deleteDraft, draftId).changes > 0;
        },
        () => findDraft(draftId)?.document,
      );
    },

    listVersions: (flowId) => versionsOfFlow.all(flowId).map(toVersionSummary),
    findVersion(flowId, version) {
      const row = versionByNumber.get(flowId, version);
      return row === undefined ? undefined : toVersionRow(row);
    },
    latestVersion: (flowId) => latestVersion.get(flowId) ?? undefined,
    insertVersion(version, audit) {
      return change(audit, (run) => {
        const { publishedById, authorId, editedById, ...row } = version;
        const { flowId, major, document, schemas, meaningHash, note, publishedBy } = row;
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
          publishedById,
          authorId,
          editedById,
        );
        return { ...row, version: number, publishedAt, writtenByIds: [...new Set([publishedById, authorId, editedById])] };
      });
    },

    listDeployments: (environment) => (environment === undefined ? deployments.all() : deploymentsOf.all(environment)).map(toDeploymentRow),
    putDeployment: (deployment, audit) =>
      change(
        audit,
        (run) => writes.put(run, deployment),
        () => deploymentState(deployment),
      ),
    async deleteDeployment(environment, flowId, major, audit) {
      const apply = (run: RunStatement) => (writes.remove(run, environment, flowId, major, audit.by) ? DONE : undefined);
      await change(audit, apply, () => deploymentState({ environment, flowId, major }));
    },
    wasDeployed: (environment, flowId, version) => deployedBefore.get(environment, flowId, version) !== undefined,
    listEnvironments: () => environments.all().map((row): EnvironmentRow => ({ ...row, production: row.production === 1 })),
  };
}

interface StoredDraft {
  readonly draft_id: string;
  readonly flow_id: string;
  readonly owner_id: string;
  readonly edited_by: string | null;
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
    editedById: row.edited_by ?? row.owner_id,
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
  readonly published_by_id: string | null;
  readonly author_id: string | null;
  readonly edited_by_id: string | null;
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
    writtenByIds: [...new Set([row.published_by_id, row.author_id, row.edited_by_id].filter((id) => id !== null))],
  };
}

function toVersionRow(row: StoredVersion): VersionRow {
  return {
    ...toVersionSummary(row),
    document: JSON.parse(row.document) as FlowDocument,
    schemas: JSON.parse(row.schemas) as { readonly [ref: string]: JsonSchema },
  };
}
