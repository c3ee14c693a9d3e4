/** Drafts belong to people: what is drawn is kept, checked on every change, and may have problems of meaning. */
import { randomBytes } from 'node:crypto';
import type { CodeTypes, DraftSummary, DraftView, FlowCheck } from '#flows/api/flows.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { hasErrors } from '#flows/problem.ts';
import { ApiError, refusals } from '../http/api-error.ts';
import type { DraftRow, FlowDefinitions } from '../store/flow-definitions.ts';
import type { Actor } from './actor.ts';
import { type EditorLimit, MOST_DRAFTS_OF_FLOW, MOST_EDITORS } from './editor-limit.ts';
import type { FlowLanguage } from './flow-language.ts';
import { requireDraft, requireVersion } from './stored-flow.ts';

export interface FlowDraftParts {
  readonly definitions: FlowDefinitions;
  readonly language: FlowLanguage;
  readonly editors: EditorLimit;
  nameOfUser(userId: string): string;
}

export interface FlowDrafts {
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
}

/** For the service around it, too: what is said of a draft in the list of flows. */
export interface KeptFlowDrafts extends FlowDrafts {
  toDraftSummary(draft: DraftRow): DraftSummary;
}

export function createFlowDrafts({ definitions, language, editors, nameOfUser }: FlowDraftParts): KeptFlowDrafts {
  function toDraftSummary(draft: DraftRow): DraftSummary {
    const { draftId, flowId, ownerId, baseVersion, revision, updatedAt } = draft;
    return {
      draftId,
      flowId,
      owner: ownerId,
      ownerName: nameOfUser(ownerId),
      revision,
      updatedAt,
      ...(baseVersion === undefined ? {} : { baseVersion }),
    };
  }

  function toDraftView(draft: DraftRow): DraftView {
    return { ...toDraftSummary(draft), document: draft.document, problems: language.check(draft.document).problems };
  }

  /** What is wrong by itself is not tried out. */
  async function checkWhole(document: unknown): Promise<FlowCheck> {
    const checked = language.check(document);
    if (hasErrors(checked.problems)) return checked;
    return { ...checked, problems: [...(await language.tryOut(document as FlowDocument)), ...checked.problems] };
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

  return {
    toDraftSummary,

    async addDraft(flowId, { document, baseVersion, newFlow = false }, actor) {
      const base = baseVersion ?? definitions.latestVersion(flowId);
      const start =
        document === undefined
          ? base === undefined
            ? undefined
            : requireVersion(definitions, flowId, base).document
          : readDocument(flowId, document);
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

    getDraft: (flowId, draftId) => toDraftView(requireDraft(definitions, flowId, draftId)),

    async saveDraft(flowId, draftId, revision, document, actor) {
      requireDraft(definitions, flowId, draftId);
      const waitMs = editors.save(draftId, actor.userId);
      if (waitMs > 0) throw tooManyEditors(waitMs);
      const saved = await definitions.saveDraft(draftId, revision, readDocument(flowId, document), actor.userId);
      if (saved === undefined) throw refusals.changedMeanwhile(toDraftView(requireDraft(definitions, flowId, draftId)));
      return toDraftView(saved);
    },

    async removeDraft(flowId, draftId, actor) {
      requireDraft(definitions, flowId, draftId);
      await definitions.deleteDraft(draftId, { by: actor.name, action: 'draft-removed', object: `flow ${flowId}` });
    },

    check: checkWhole,

    codeTypes(flowId, given, nodeId) {
      const declarations = language.codeTypes(readDocument(flowId, given), nodeId);
      if (declarations === undefined) throw refusals.notFound('node with code', nodeId);
      return { declarations };
    },
  };
}

function tooManyEditors(waitMs: number): ApiError {
  const help = 'Wait as long as Retry-After says, or go on in a draft of your own.';
  const headers = { 'Retry-After': String(Math.ceil(waitMs / 1_000)) };
  return new ApiError(429, 'too-many-editors', `${MOST_EDITORS} people save this draft already.`, help, {}, headers);
}
