/** Flows from draft to live: what there is of each, and publishing, which freezes a draft as a version. */
import type { FlowSummary, VersionSummary, VersionView } from '#flows/api/flows.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { hasErrors } from '#flows/problem.ts';
import { ApiError, refusals } from '../http/api-error.ts';
import type { DraftRow, VersionRow } from '../store/flow-definitions.ts';
import type { Actor } from './actor.ts';
import { toDeploymentView } from './deployment-view.ts';
import { createFlowDeployments, type FlowDeploymentParts, type FlowDeployments } from './flow-deployments.ts';
import { createFlowDrafts, type FlowDraftParts, type FlowDrafts } from './flow-drafts.ts';
import { requireDraft, requireVersion } from './stored-flow.ts';

export type FlowServiceParts = FlowDraftParts & FlowDeploymentParts;

export interface FlowService extends FlowDrafts, FlowDeployments {
  list(): readonly FlowSummary[];
  get(flowId: string): FlowSummary;
  /** The newest document of a flow: latest version, else latest draft. Undefined: no such flow. */
  findDocument(flowId: string): FlowDocument | undefined;
  publish(flowId: string, draftId: string, note: string, actor: Actor): Promise<VersionSummary>;
  listVersions(flowId: string): readonly VersionSummary[];
  getVersion(flowId: string, version: number): VersionView;
  diff(flowId: string, from: string, to: string): unknown;
}

export function createFlowService(parts: FlowServiceParts): FlowService {
  const { definitions, language, registry } = parts;
  const { toDraftSummary, ...drafts } = createFlowDrafts(parts);

  function findDocument(flowId: string): FlowDocument | undefined {
    const latest = definitions.latestVersion(flowId);
    if (latest !== undefined) return registry.getVersion(flowId, latest).document;
    return newest(definitions.listDrafts(flowId))?.document;
  }

  function summarise(flowId: string): FlowSummary | undefined {
    const document = findDocument(flowId);
    if (document === undefined) return undefined;
    const kept = definitions.listDrafts(flowId);
    const latestVersion = definitions.latestVersion(flowId);
    const published =
      latestVersion === undefined ? undefined : definitions.listVersions(flowId).find(({ version }) => version === latestVersion);
    const updatedAt =
      [published?.publishedAt, newest(kept)?.updatedAt]
        .flatMap((at) => at ?? [])
        .sort()
        .at(-1) ?? '';
    return {
      flowId,
      name: document.name,
      layer: document.layer,
      owner: document.owner,
      major: document.contract.major,
      connectionTypes: language.connectionTypes(document),
      connections: language.stepConnections(document),
      deployments: registry.live.filter(({ deployment }) => deployment.flowId === flowId).map(toDeploymentView),
      drafts: kept.map(toDraftSummary),
      updatedAt,
      ...(document.description === undefined ? {} : { description: document.description }),
      ...(document.object === undefined ? {} : { objectType: document.object.type }),
      ...(latestVersion === undefined ? {} : { latestVersion }),
    };
  }

  function documentOf(flowId: string, reference: string): FlowDocument {
    return /^\d+$/.test(reference)
      ? requireVersion(definitions, flowId, Number(reference)).document
      : requireDraft(definitions, flowId, reference).document;
  }

  return {
    ...drafts,
    ...createFlowDeployments(parts),

    list: () => definitions.listFlowIds().flatMap((flowId) => summarise(flowId) ?? []),
    get(flowId) {
      const summary = summarise(flowId);
      if (summary === undefined) throw refusals.notFound('flow', flowId);
      return summary;
    },
    findDocument,

    async publish(flowId, draftId, note, actor) {
      const draft = requireDraft(definitions, flowId, draftId);
      const { problems } = await drafts.check(draft.document);
      if (hasErrors(problems))
        throw new ApiError(
          422,
          'flow-has-errors',
          `"${flowId}" cannot be published: it has errors.`,
          'Mend the problems that are listed.',
          { problems },
        );
      const schemas = language.collectSchemas(draft.document);
      const meaningHash = language.meaningHash(draft.document, schemas);
      const published = await definitions.insertVersion(
        {
          flowId,
          major: draft.document.contract.major,
          document: draft.document,
          schemas,
          meaningHash,
          note,
          publishedBy: actor.name,
          publishedById: actor.userId,
          authorId: draft.ownerId,
          editedById: draft.editedById,
        },
        { by: actor.name, action: 'version-published', object: `flow ${flowId}`, detail: { meaningHash, note } },
      );
      await definitions.deleteDraft(draftId, { by: actor.name, action: 'draft-published', object: `flow ${flowId}` }, 'kept');
      return toVersionSummary(published);
    },

    listVersions: (flowId) => definitions.listVersions(flowId).map(toVersionSummary),
    getVersion(flowId, version) {
      const row = requireVersion(definitions, flowId, version);
      return { ...toVersionSummary(row), document: row.document };
    },
    diff: (flowId, from, to) => language.diff(documentOf(flowId, from), documentOf(flowId, to)),
  };
}

function newest(drafts: readonly DraftRow[]): DraftRow | undefined {
  return drafts.toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))[0];
}

function toVersionSummary({
  flowId,
  version,
  major,
  meaningHash,
  note,
  publishedBy,
  publishedAt,
}: Omit<VersionRow, 'document' | 'schemas' | 'writtenByIds'>): VersionSummary {
  return { flowId, version, major, meaningHash, note, publishedBy, publishedAt };
}
