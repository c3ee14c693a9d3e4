/** Waivers of the rule that process flows go through system APIs: asked for, decided by somebody else, ended. */
import { WAIVER_STATES, type WaiverState, type WaiverView } from '#flows/api/waivers.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Scope } from '#flows/policy.ts';
import type { FlowDefinitions } from '../../store/flow-definitions.ts';
import type { WaiverRow } from '../../store/waiver-definitions.ts';
import { askWaiver, dayOf, decideWaiver, endWaiver, type WaiverParts, type WaiverQuestion } from '../../waivers/waiver-service.ts';
import { refusals } from '../api-error.ts';
import type { ApiRequest, Route } from '../route.ts';
import { closed, reason, text } from '../schemas.ts';

export interface WaiverRouteParts extends WaiverParts {
  readonly environments: Pick<FlowDefinitions, 'listEnvironments'>;
  readonly findDocument: (flow: string) => FlowDocument | undefined;
}

const day = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' } as const;

export function waiverRoutes(parts: WaiverRouteParts): readonly Route[] {
  const { definitions, environments, findDocument, now } = parts;
  const one = '/api/waivers/{waiverId}';
  const folderOf = (flow: string) => findDocument(flow)?.owner ?? '';

  /** Where it counts: in production, the last environment. */
  function decidingScope({ flowId, folder }: WaiverRow): Scope {
    const all = environments.listEnvironments();
    const last = all.find(({ production }) => production) ?? all.at(-1);
    return { environment: last?.name ?? '*', folder: folder ?? folderOf(flowId) };
  }

  function find({ params, require }: ApiRequest): WaiverRow {
    const waiver = definitions.findWaiver(params['waiverId']!);
    if (waiver === undefined) throw refusals.notFound('waiver', params['waiverId']!);
    require('flows.read', { folder: folderOf(waiver.flowId) });
    return waiver;
  }

  function toView({ caller, may }: ApiRequest, row: WaiverRow): WaiverView {
    const { requestedById, folder: _folder, ...view } = row;
    const isOwn = requestedById === caller.userId;
    const mayDecide = may('approvals.decide', decidingScope(row));
    const over = row.until < dayOf(now());
    const isOpen = row.state === 'requested' || row.state === 'granted';
    return {
      ...view,
      over,
      mayDecide: row.state === 'requested' && mayDecide && !isOwn,
      mayEnd: isOpen && !over && (isOwn || (mayDecide && row.state === 'granted')),
    };
  }

  return [
    {
      method: 'GET',
      path: '/api/waivers',
      summary: 'Waivers of flows that you may read, newest first; the last 500.',
      right: 'flows.read',
      query: {
        flow: { description: 'Only of this flow.' },
        state: { description: WAIVER_STATES.join(', '), pattern: WAIVER_STATES.join('|') },
      },
      answer: 'Page<WaiverView>',
      handle(request) {
        const { flow, state } = request.query;
        const rows = definitions.listWaivers({
          ...(flow === undefined ? {} : { flowId: flow }),
          ...(state === undefined ? {} : { state: state as WaiverState }),
        });
        const seen = rows.filter(({ flowId }) => request.may('flows.read', { folder: folderOf(flowId) }));
        return { body: { items: seen.map((row) => toView(request, row)) } };
      },
    },
    {
      method: 'POST',
      path: '/api/waivers',
      summary: 'Asks that a flow may use a node type past the system API, until a day. Somebody else decides. Audited.',
      right: 'drafts.write',
      body: closed({ flow: text(64), nodeType: text(128), reason, until: day }),
      answer: 'WaiverView',
      status: 201,
      async handle(request) {
        const { flow, ...question } = request.body as { flow: string } & WaiverQuestion;
        const document = findDocument(flow);
        if (document === undefined) throw refusals.notFound('flow', flow);
        request.require('drafts.write', { folder: document.owner });
        return { body: toView(request, await askWaiver(parts, document, question, request.caller)) };
      },
    },
    ...(['granted', 'declined'] as const).map(
      (state): Route => ({
        method: 'POST',
        path: `${one}/${state === 'granted' ? 'grant' : 'decline'}`,
        summary:
          state === 'granted'
            ? 'Grants it until its day, or until an earlier one: who asked may not. Audited.'
            : 'Declines it, with a reason. Audited.',
        right: 'approvals.decide',
        body: state === 'granted' ? closed({ reason, until: day }, ['reason']) : closed({ reason }),
        answer: 'WaiverView',
        async handle(request) {
          const waiver = find(request);
          request.require('approvals.decide', decidingScope(waiver));
          const decision = request.body as { reason: string; until?: string };
          return { body: toView(request, await decideWaiver(parts, waiver, { ...decision, state }, request.caller)) };
        },
      }),
    ),
    {
      method: 'POST',
      path: `${one}/end`,
      summary: 'Takes back what you asked for, or ends one that holds. Audited.',
      right: 'flows.read',
      body: closed({ reason }),
      answer: 'WaiverView',
      async handle(request) {
        const waiver = find(request);
        if (waiver.requestedById !== request.caller.userId) request.require('approvals.decide', decidingScope(waiver));
        const { reason: why } = request.body as { reason: string };
        return { body: toView(request, await endWaiver(parts, waiver, why, request.caller)) };
      },
    },
  ];
}
