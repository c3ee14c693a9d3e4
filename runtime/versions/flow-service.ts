/** From draft to live: drafts belong to people, publishing freezes a version, a deployment makes it live. */
import { randomBytes } from 'node:crypto';
import type { DeploymentView } from '#flows/api/environments.ts';
import type { CodeTypes, DraftSummary, DraftView, FlowCheck, FlowSummary, VersionSummary, VersionView } from '#flows/api/flows.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { hasErrors } from '#flows/problem.ts';
import { ApiError, refusals } from '../http/api-error.ts';
import type { DeploymentRow, DraftRow, FlowDefinitions, FlowPauseDefinitions, VersionRow } from '../store/definitions.ts';
import { allEnded } from './all-ended.ts';
import type { DeployedFlowRegistry, LiveFlow } from './deployed-flow-registry.ts';
import { findDeploymentProblems } from './deployment-problems.ts';
import { type EditorLimit, MOST_DRAFTS_OF_FLOW, MOST_EDITORS } from './editor-limit.ts';
import type { FlowLanguage } from './flow-language.ts';

export interface FlowServiceParts {
  readonly definitions: FlowDefinitions & FlowPauseDefinitions;
  readonly registry: DeployedFlowRegistry;
  readonly language: FlowLanguage;
  nameOfUser(userId: string): string;
  readonly editors: EditorLimit;
  hasConnection(environment: string, role: string): boolean;
  /** Deployments changed: webhooks, polls and subscriptions follow. */
  deploymentsChanged(): void;
  flowResumed(environment: string, flow: string): void;
}

export interface Actor {
  readonly userId: string;
  readonly name: string;
}

export interface FlowService {
  list(): readonly FlowSummary[];
  get(flowId: string): FlowSummary;
  /** The newest document of a flow: latest version, else latest draft. Undefined: no such flow. */
  findDocument(flowId: string): FlowDocument | undefined;
  /** `newFlow`: only when there is no such flow yet, else 409 `flow-exists`. */
  addDraft(
    flowId: string,
    input: { readonly document?: unknown; readonly baseVersion?: number; readonly newFlow?: boolean },
    actor: Actor,
  ): Promise<DraftView>;
  getDraft(flowId: string, draftId: string): DraftView;
  /** Undefined revision conflict is answered as 412 with the current draft. */
  saveDraft(flowId: string, draftId: string, revision: number, document: unknown, actor: Actor): Promise<DraftView>;
  removeDraft(flowId: string, draftId: string, actor: Actor): Promise<void>;
  check(document: unknown): Promise<FlowCheck>;
  /** What the code of a node of this document sees, as TypeScript declarations. 422 for no document of this flow, 404 for no code. */
  codeTypes(flowId: string, document: unknown, nodeId: string): CodeTypes;
  publish(flowId: string, draftId: string, note: string, actor: Actor): Promise<VersionSummary>;
  listVersions(flowId: string): readonly VersionSummary[];
  getVersion(flowId: string, version: number): VersionView;
  diff(flowId: string, from: string, to: string): unknown;
  listDeployments(environment: string): readonly DeploymentView[];
  deploy(environment: string, flowId: string, version: number, actor: Actor): Promise<DeploymentView>;
  /**
   * Makes live flows that come with Millrace, in any order and in few commits: no draft, and no check, which they had when Millrace was
   * made (test/flows). One that has a version keeps it.
   */
  install(environment: string, documents: readonly FlowDocument[], note: string, actor: Actor): Promise<void>;
  undeploy(environment: string, flowId: string, major: number | undefined, actor: Actor): Promise<void>;
  /** Nothing of the flow begins there any more, or again; messages are taken all the same (LAN-7). */
  setPaused(environment: string, flowId: string, paused: boolean, reason: string, actor: Actor): Promise<void>;
}

export function createFlowService(parts: FlowServiceParts): FlowService {
  const { definitions, language, registry } = parts;

  function findDocument(flowId: string): FlowDocument | undefined {
    const latest = definitions.latestVersion(flowId);
    if (latest !== undefined) return registry.getVersion(flowId, latest).document;
    return newest(definitions.listDrafts(flowId))?.document;
  }

  function toDraftSummary(draft: DraftRow): DraftSummary {
    const { draftId, flowId, ownerId, baseVersion, revision, updatedAt } = draft;
    return {
      draftId,
      flowId,
      owner: ownerId,
      ownerName: parts.nameOfUser(ownerId),
      revision,
      updatedAt,
      ...(baseVersion === undefined ? {} : { baseVersion }),
    };
  }

  /** What is wrong by itself is not tried out. */
  async function checkWhole(document: unknown): Promise<FlowCheck> {
    const checked = language.check(document);
    if (hasErrors(checked.problems)) return checked;
    return { ...checked, problems: [...(await language.tryOut(document as FlowDocument)), ...checked.problems] };
  }

  function toDraftView(draft: DraftRow): DraftView {
    return { ...toDraftSummary(draft), document: draft.document, problems: language.check(draft.document).problems };
  }

  function getDraftRow(flowId: string, draftId: string): DraftRow {
    const draft = definitions.findDraft(draftId);
    if (draft === undefined || draft.flowId !== flowId) throw refusals.notFound('draft', draftId);
    return draft;
  }

  /** A draft may have problems of meaning, but it must be a flow document of this flow. */
  function readDocument(flowId: string, given: unknown): FlowDocument {
    const upgraded = language.upgrade(given);
    if ('problems' in upgraded)
      throw new ApiError(422, 'not-a-flow', 'This is no flow document.', 'See the problems.', { problems: upgraded.problems });
    if (upgraded.document.id !== flowId)
      throw new ApiError(
        422,
        'other-flow',
        `The document's id is "${upgraded.document.id}", not "${flowId}".`,
        'The id of a flow is stable; copy the flow to give it another.',
      );
    return upgraded.document;
  }

  function summarise(flowId: string): FlowSummary | undefined {
    const document = findDocument(flowId);
    if (document === undefined) return undefined;
    const drafts = definitions.listDrafts(flowId);
    const latestVersion = definitions.latestVersion(flowId);
    const published =
      latestVersion === undefined ? undefined : definitions.listVersions(flowId).find(({ version }) => version === latestVersion);
    const updatedAt =
      [published?.publishedAt, newest(drafts)?.updatedAt]
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
      deployments: registry.live.filter(({ deployment }) => deployment.flowId === flowId).map(toDeploymentView),
      drafts: drafts.map(toDraftSummary),
      updatedAt,
      ...(document.description === undefined ? {} : { description: document.description }),
      ...(document.object === undefined ? {} : { objectType: document.object.type }),
      ...(latestVersion === undefined ? {} : { latestVersion }),
    };
  }

  function getVersionRow(flowId: string, version: number): VersionRow {
    const row = definitions.findVersion(flowId, version);
    if (row === undefined) throw refusals.notFound(`version of ${flowId}`, String(version));
    return row;
  }

  /** `together`: what goes live with it. */
  function requireDeployable(environment: string, row: VersionRow, together: readonly VersionRow[] = []): void {
    const { live, findTrigger } = registry;
    const findDeployed: DeployedFlowRegistry['findDeployed'] = (where, flow, major) =>
      registry.findDeployed(where, flow, major) ??
      together.find((other) => other.flowId === flow && (major === undefined || other.major === major));
    const problems = findDeploymentProblems(environment, row, { live, findTrigger, findDeployed }, parts.hasConnection);
    if (hasErrors(problems))
      throw new ApiError(
        409,
        'cannot-deploy',
        `Version ${row.version} of "${row.flowId}" cannot be deployed in ${environment}.`,
        'Mend the problems that are listed.',
        { problems },
      );
  }

  function putLive(environment: string, { flowId, version, major }: VersionRow, actor: Actor): Promise<DeploymentRow> {
    return definitions.putDeployment(
      { environment, flowId, major, version, deployedBy: actor.name },
      { by: actor.name, action: 'flow-deployed', object: `flow ${flowId}`, detail: { environment, version, major } },
    );
  }

  function documentOf(flowId: string, reference: string): FlowDocument {
    return /^\d+$/.test(reference) ? getVersionRow(flowId, Number(reference)).document : getDraftRow(flowId, reference).document;
  }

  return {
    list: () => definitions.listFlowIds().flatMap((flowId) => summarise(flowId) ?? []),
    get(flowId) {
      const summary = summarise(flowId);
      if (summary === undefined) throw refusals.notFound('flow', flowId);
      return summary;
    },
    findDocument,

    async addDraft(flowId, { document, baseVersion, newFlow = false }, actor) {
      const base = baseVersion ?? definitions.latestVersion(flowId);
      const start =
        document === undefined ? (base === undefined ? undefined : getVersionRow(flowId, base).document) : readDocument(flowId, document);
      if (start === undefined)
        throw new ApiError(400, 'document-missing', `"${flowId}" has no version to branch from.`, 'Send a document.');
      if (definitions.listDrafts(flowId).length >= MOST_DRAFTS_OF_FLOW)
        throw new ApiError(
          429,
          'too-many-drafts',
          `"${flowId}" has ${MOST_DRAFTS_OF_FLOW} drafts already.`,
          'Publish or remove some of them first.',
        );
      const insert = newFlow ? definitions.insertFirstDraft : definitions.insertDraft;
      const draft = await insert(
        {
          draftId: `drf_${randomBytes(9).toString('base64url')}`,
          flowId,
          ownerId: actor.userId,
          document: start,
          ...(base === undefined ? {} : { baseVersion: base }),
        },
        { by: actor.name, action: 'draft-added', object: `flow ${flowId}` },
      );
      if (draft === undefined)
        throw new ApiError(
          409,
          'flow-exists',
          `There is a flow "${flowId}" already.`,
          'Choose another id, or leave out "newFlow" for a further draft of it.',
        );
      return toDraftView(draft);
    },
    getDraft: (flowId, draftId) => toDraftView(getDraftRow(flowId, draftId)),
    async saveDraft(flowId, draftId, revision, document, actor) {
      getDraftRow(flowId, draftId);
      const waitMs = parts.editors.save(draftId, actor.userId);
      if (waitMs > 0) throw tooManyEditors(waitMs);
      const saved = await definitions.saveDraft(draftId, revision, readDocument(flowId, document), actor.userId);
      if (saved === undefined) throw refusals.changedMeanwhile(toDraftView(getDraftRow(flowId, draftId)));
      return toDraftView(saved);
    },
    async removeDraft(flowId, draftId, actor) {
      getDraftRow(flowId, draftId);
      await definitions.deleteDraft(draftId, { by: actor.name, action: 'draft-removed', object: `flow ${flowId}` });
    },
    check: checkWhole,
    codeTypes(flowId, given, nodeId) {
      const declarations = language.codeTypes(readDocument(flowId, given), nodeId);
      if (declarations === undefined) throw refusals.notFound('node with code', nodeId);
      return { declarations };
    },

    async publish(flowId, draftId, note, actor) {
      const draft = getDraftRow(flowId, draftId);
      const { problems } = await checkWhole(draft.document);
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
      const row = getVersionRow(flowId, version);
      return { ...toVersionSummary(row), document: row.document };
    },
    diff: (flowId, from, to) => language.diff(documentOf(flowId, from), documentOf(flowId, to)),

    listDeployments: (environment) =>
      registry.live.filter(({ deployment }) => deployment.environment === environment).map(toDeploymentView),
    async deploy(environment, flowId, version, actor) {
      const row = getVersionRow(flowId, version);
      const isProduction = definitions.listEnvironments().some(({ name, production }) => name === environment && production);
      // Back to what was live before is no release: it was approved then, and an undo must not wait for a second person.
      if (isProduction && !definitions.wasDeployed(environment, flowId, version))
        throw new ApiError(
          409,
          'needs-promotion',
          `Version ${version} of "${flowId}" comes to ${environment} by a promotion that a second person approves.`,
          'Ask for one under Deployments, with "millrace promote", or by POST /api/promotions.',
        );
      requireDeployable(environment, row);
      await putLive(environment, row, actor);
      parts.deploymentsChanged();
      const live = registry.live.find(
        ({ deployment }) => deployment.environment === environment && deployment.flowId === flowId && deployment.major === row.major,
      );
      return toDeploymentView(live!);
    },
    async install(environment, documents, note, actor) {
      const by = { publishedBy: actor.name, publishedById: actor.userId, authorId: actor.userId, editedById: actor.userId };
      const rows = await allEnded(
        documents.map(async (document) => {
          const flowId = document.id;
          const latest = definitions.latestVersion(flowId);
          if (latest !== undefined) return getVersionRow(flowId, latest);
          const schemas = language.collectSchemas(document);
          const meaningHash = language.meaningHash(document, schemas);
          return definitions.insertVersion(
            { flowId, major: document.contract.major, document, schemas, meaningHash, note, ...by },
            { by: actor.name, action: 'version-published', object: `flow ${flowId}`, detail: { meaningHash, note } },
          );
        }),
      );
      for (const row of rows) requireDeployable(environment, row, rows);
      await allEnded(rows.map((row) => putLive(environment, row, actor)));
      parts.deploymentsChanged();
    },
    async setPaused(environment, flowId, paused, reason, actor) {
      if (!registry.live.some(({ deployment }) => deployment.environment === environment && deployment.flowId === flowId))
        throw refusals.notFound('deployment', `${environment}/${flowId}`);
      const object = `flow ${flowId}`;
      const audit = { by: actor.name, object, reason, detail: { environment } };
      const changed = paused
        ? await definitions.pauseFlow({ environment, flowId, by: actor.name, reason }, { ...audit, action: 'flow-paused' })
        : await definitions.resumeFlow(environment, flowId, { ...audit, action: 'flow-resumed' });
      if (!changed)
        throw new ApiError(
          409,
          paused ? 'already-paused' : 'not-paused',
          paused ? `"${flowId}" is paused in ${environment} already.` : `"${flowId}" is not paused in ${environment}.`,
        );
      parts.deploymentsChanged();
      if (!paused) parts.flowResumed(environment, flowId);
    },
    async undeploy(environment, flowId, major, actor) {
      const live = registry.live.filter(
        ({ deployment }) =>
          deployment.environment === environment && deployment.flowId === flowId && (major === undefined || deployment.major === major),
      );
      if (live.length === 0) throw refusals.notFound('deployment', `${environment}/${flowId}`);
      for (const { deployment } of live) {
        await definitions.deleteDeployment(environment, flowId, deployment.major, {
          by: actor.name,
          action: 'flow-withdrawn',
          object: `flow ${flowId}`,
          detail: { environment, major: deployment.major },
        });
      }
      parts.deploymentsChanged();
    },
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

export function toDeploymentView({ deployment, trigger, triggerNode, paused }: LiveFlow): DeploymentView {
  const { environment, flowId, major, version, deployedBy, deployedAt, previousVersion }: DeploymentRow = deployment;
  const hook = trigger.kind === 'http' ? `/hooks/${environment}/v${major}/${trigger.route(triggerNode.config).path}` : undefined;
  return {
    environment,
    flowId,
    major,
    version,
    deployedBy,
    deployedAt,
    ...(hook === undefined ? {} : { hook }),
    ...(previousVersion === undefined ? {} : { previousVersion }),
    ...(paused === undefined ? {} : { paused: { by: paused.by, reason: paused.reason, since: paused.since } }),
  };
}

function tooManyEditors(waitMs: number): ApiError {
  const help = 'Wait as long as Retry-After says, or go on in a draft of your own.';
  const headers = { 'Retry-After': String(Math.ceil(waitMs / 1_000)) };
  return new ApiError(429, 'too-many-editors', `${MOST_EDITORS} people save this draft already.`, help, {}, headers);
}
