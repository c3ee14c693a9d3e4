/** A flow tried while it is drawn, and what its nodes are pinned to. */
import type { PinView, TryReport } from '#flows/api/flow-tests.ts';
import type { Page } from '#flows/api/page.ts';
import type { Json } from '#flows/json.ts';
import { TRIED_IN } from '../../connections/connection-registry.ts';
import { boundReport } from '../../flow-tests/bound-report.ts';
import { maskedPin } from '../../flow-tests/masked-pin.ts';
import type { TestedFlow } from '../../flow-tests/tested-flows.ts';
import { type TryParts, type TryRequest, tryFlow } from '../../flow-tests/try-flow.ts';
import { createTryRoom } from '../../flow-tests/try-room.ts';
import { writtenThrough } from '../../flow-tests/written-through.ts';
import type { AuditDefinitions } from '../../store/audit-definitions.ts';
import type { ConnectionDefinitions } from '../../store/connection-definitions.ts';
import type { DraftRow, FlowDefinitions } from '../../store/flow-definitions.ts';
import type { PinDefinitions } from '../../store/flow-test-definitions.ts';
import type { FlowLanguage } from '../../versions/flow-language.ts';
import { ApiError, refusals } from '../api-error.ts';
import { BIG_BODY_BYTES } from '../json-body.ts';
import type { ApiAnswer, ApiRequest, Route } from '../route.ts';
import { anyJson, closed, text } from '../schemas.ts';

export interface TryRouteParts {
  readonly definitions: Pick<FlowDefinitions, 'findDraft'> &
    PinDefinitions &
    Pick<AuditDefinitions, 'append'> &
    Pick<ConnectionDefinitions, 'listConnections'>;
  readonly language: Pick<FlowLanguage, 'collectSchemas' | 'tryOut'>;
  readonly trying: TryParts;
  readonly folderOf: (flow: string) => string | undefined;
}

/** Of one pin. */
const MOST_PINNED_BYTES = 256 * 1024;

const answer = closed({ port: text(64), output: anyJson }, ['output']);
const texts = { type: 'object', additionalProperties: { type: 'string' } } as const;

export function tryRoutes({ definitions, language, trying, folderOf }: TryRouteParts): readonly Route[] {
  const pins = '/api/flows/{flowId}/drafts/{draftId}/pins';
  const room = createTryRoom();

  /** What is tried reads from the systems of the environment and shows what they say. */
  function requireDraft(
    { params, require }: ApiRequest,
    ...rights: readonly ('drafts.write' | 'runs.start' | 'payloads.read')[]
  ): DraftRow {
    const flowId = params['flowId']!;
    const folder = folderOf(flowId);
    if (folder === undefined) throw refusals.notFound('flow', flowId);
    for (const right of rights) require(right, right === 'runs.start' ? { environment: TRIED_IN, folder } : { folder });
    return draftOf(flowId, params['draftId']!);
  }

  function draftOf(flowId: string, draftId: string): DraftRow {
    const draft = definitions.findDraft(draftId);
    if (draft === undefined || draft.flowId !== flowId) throw refusals.notFound('draft', draftId);
    return draft;
  }

  const testedOf = ({ document }: DraftRow): TestedFlow => ({ document, schemas: language.collectSchemas(document) });

  function requireNode({ document }: DraftRow, nodeId: string): void {
    if (!Object.hasOwn(document.nodes, nodeId)) throw refusals.notFound('node of the draft', nodeId);
  }

  /** By the connection for all plants, or by that of one: which one it is, the message says. */
  function allowsTestWrites(role: string): boolean {
    return definitions
      .listConnections(TRIED_IN)
      .some(({ name, plant }) => name === role && trying.connections.allowsTestWrites(TRIED_IN, name, plant));
  }

  async function tryDraft(request: ApiRequest): Promise<ApiAnswer> {
    const draft = requireDraft(request, 'drafts.write', 'runs.start', 'payloads.read');
    const { steps = {}, ...input } = request.body as Omit<TryRequest, 'answers'> & { readonly steps?: TryRequest['answers'] };
    if (input.to !== undefined && input.only !== undefined)
      throw new ApiError(400, 'to-or-only', 'A draft is tried up to a node, or a node alone.', 'Leave out "to" or "only".');
    for (const nodeId of [input.to, input.only]) if (nodeId !== undefined) requireNode(draft, nodeId);
    for (const nodeId of Object.keys(steps)) requireNode(draft, nodeId);
    const pinned = definitions
      .listPins(draft.flowId, draft.draftId)
      .filter(({ nodeId }) => Object.hasOwn(draft.document.nodes, nodeId) && nodeId !== input.only)
      .map(({ nodeId, port, output }) => [nodeId, { output, ...(port === undefined ? {} : { port }) }] as const);
    const tried: TryRequest = { ...input, answers: { ...Object.fromEntries(pinned), ...steps } };
    const problems = await language.tryOut(draft.document);
    if (problems.length > 0)
      throw new ApiError(422, 'flow-has-errors', 'The draft cannot be tried: it has errors.', 'Mend the problems that are listed.', {
        problems,
      });
    const roles = [...writtenThrough(trying, draft.document, tried)].filter(allowsTestWrites);
    if (roles.length > 0)
      await definitions.append({
        by: request.caller.name,
        action: 'draft-tried',
        object: `flow ${draft.flowId}`,
        detail: { draftId: draft.draftId, environment: TRIED_IN, writesTo: roles },
      });
    return { body: boundReport(await tryFlow(trying, testedOf(draft), tried)) satisfies TryReport };
  }

  return [
    {
      method: 'POST',
      path: '/api/flows/{flowId}/drafts/{draftId}/try',
      summary:
        'Tries the draft in development: whole, up to a node, or a node alone. Reads are real, writes are recorded and not sent unless the connection allows test writes. No run is left behind.',
      right: 'drafts.write',
      mostBytes: BIG_BODY_BYTES,
      body: closed(
        {
          input: anyJson,
          headers: texts,
          query: texts,
          to: text(64),
          only: text(64),
          steps: { type: 'object', maxProperties: 500, additionalProperties: answer },
          item: anyJson,
        },
        [],
      ),
      answer: 'TryReport',
      handle: (request) => room.within(request.caller.userId, () => tryDraft(request)),
    },
    {
      method: 'GET',
      path: pins,
      summary: 'What nodes of the draft are pinned to.',
      right: 'payloads.read',
      answer: 'Page<PinView>',
      handle(request) {
        const { flowId, draftId } = requireDraft(request, 'payloads.read');
        return { body: { items: definitions.listPins(flowId, draftId) } satisfies Page<PinView> };
      },
    },
    {
      method: 'PUT',
      path: `${pins}/{nodeId}`,
      summary: 'Pins a node: whenever the draft is tried it gives this and does nothing. Values that are not for everybody are masked.',
      right: 'drafts.write',
      body: answer,
      answer: 'PinView',
      async handle(request) {
        const draft = requireDraft(request, 'drafts.write', 'payloads.read');
        const nodeId = request.params['nodeId']!;
        requireNode(draft, nodeId);
        const { port, output } = request.body as { port?: string; output: Json };
        if (Buffer.byteLength(JSON.stringify(output)) > MOST_PINNED_BYTES)
          throw new ApiError(413, 'pin-too-large', `A pin holds at most ${MOST_PINNED_BYTES / 1024} kB.`, 'Shorten the output.');
        const masked = maskedPin(trying, testedOf(draft), nodeId, output);
        const pin = { nodeId, output: masked, ...(port === undefined ? {} : { port }) };
        return { body: (await definitions.putPin(draft.flowId, draft.draftId, pin, request.caller.name)) satisfies PinView };
      },
    },
    {
      method: 'POST',
      path: `${pins}/{nodeId}/move`,
      summary: 'The node has another id now: what it is pinned to goes along.',
      right: 'drafts.write',
      body: closed({ to: text(64) }),
      async handle(request) {
        const draft = requireDraft(request, 'drafts.write');
        const [from, { to }] = [request.params['nodeId']!, request.body as { readonly to: string }];
        requireNode(draft, to);
        const { flowId, draftId } = draft;
        if (definitions.listPins(flowId, draftId).some(({ nodeId }) => nodeId === to))
          throw new ApiError(409, 'pin-there', `"${to}" is pinned already.`, 'Unpin it first.');
        if (!(await definitions.movePin(flowId, draftId, from, to))) throw refusals.notFound('pin', from);
        return {};
      },
    },
    {
      method: 'DELETE',
      path: `${pins}/{nodeId}`,
      summary: 'The node does its work again when the draft is tried.',
      right: 'drafts.write',
      async handle(request) {
        const { flowId, draftId } = requireDraft(request, 'drafts.write');
        const nodeId = request.params['nodeId']!;
        if (!(await definitions.deletePin(flowId, draftId, nodeId))) throw refusals.notFound('pin', nodeId);
        return {};
      },
    },
  ];
}
