/** How far the work of a flow has come (WAI-4): seen by who sees its runs, set by who may act on them. */
import type { WatermarkView } from '#flows/api/environments.ts';
import type { Page } from '#flows/api/page.ts';
import type { Json } from '#flows/json.ts';
import { isWatermarkValue } from '#nodes/core/watermark-value.ts';
import type { FlowWatermarkRow } from '../../store/engine-rows.ts';
import type { WatermarkDefinitions } from '../../store/flow-standing-definitions.ts';
import { ApiError, refusals } from '../api-error.ts';
import { decodePosition, encodePosition } from '../position.ts';
import type { ApiRequest, Route } from '../route.ts';
import { closed, PAGE_QUERY, pageLimit, reason, text } from '../schemas.ts';

export interface WatermarkRouteParts {
  readonly definitions: WatermarkDefinitions;
  readonly isEnvironment: (name: string) => boolean;
  readonly folderOf: (flow: string) => string | undefined;
}

export function watermarkRoutes({ definitions, isEnvironment, folderOf }: WatermarkRouteParts): readonly Route[] {
  function requireFlow({ params, require }: ApiRequest, right: 'runs.read' | 'runs.act') {
    const { environment = '', flowId = '' } = params;
    if (!isEnvironment(environment)) throw refusals.notFound('environment', environment);
    const folder = folderOf(flowId);
    if (folder === undefined) throw refusals.notFound('flow', flowId);
    require(right, { environment, folder });
    return { environment, flow: flowId };
  }

  return [
    {
      method: 'GET',
      path: '/api/environments/{environment}/deployments/{flowId}/watermarks',
      summary: 'How far the work of the flow has come there, by name and key.',
      right: 'runs.read',
      query: PAGE_QUERY,
      answer: 'Page<WatermarkView>',
      handle(request) {
        const flow = requireFlow(request, 'runs.read');
        const { cursor } = request.query;
        const limit = pageLimit(request.query);
        const after = cursor === undefined ? {} : { after: decodePosition(cursor, { name: 'string', key: 'string' }) };
        const rows = definitions.listFlowWatermarks({ ...flow, ...after, limit: limit + 1 });
        const items = rows.slice(0, limit);
        const last = items.at(-1);
        const next = rows.length > limit && last !== undefined ? { next: encodePosition({ name: last.name, key: last.key }) } : {};
        return { body: { items: items.map(toWatermarkView), ...next } satisfies Page<WatermarkView> };
      },
    },
    {
      method: 'POST',
      path: '/api/environments/{environment}/deployments/{flowId}/watermarks',
      summary: 'Sets a watermark by hand, forward or back; null: the next run begins anew. Runs that began before do not move it. Audited.',
      right: 'runs.act',
      body: closed({ name: text(60), key: text(200, 0), value: { type: ['string', 'number', 'null'] }, reason }, [
        'name',
        'value',
        'reason',
      ]),
      answer: 'WatermarkView',
      async handle(request) {
        const flow = requireFlow(request, 'runs.act');
        const { name, key = '', value, reason: why } = request.body as { name: string; key?: string; value: Json; reason: string };
        if (value !== null && !isWatermarkValue(value))
          throw new ApiError(
            400,
            'watermark-malformed',
            `${JSON.stringify(value)} is no watermark.`,
            'Give an instant with its zone, a day, a number, a text of at most 200 signs, or null.',
          );
        const place = { ...flow, name, key };
        const before = definitions.findFlowWatermark(place);
        if (before !== undefined && before.value !== null && value !== null && typeof before.value !== typeof value)
          throw new ApiError(
            409,
            'watermark-kind-differs',
            `The watermark is ${JSON.stringify(before.value)}; ${JSON.stringify(value)} is of another kind.`,
            'Give the same kind of value, or set it to null first: the next run begins anew then.',
          );
        await definitions.setFlowWatermark(
          { ...place, value, by: request.caller.name, reason: why },
          {
            by: request.caller.name,
            action: 'watermark-set',
            object: `flow ${flow.flow}`,
            reason: why,
            detail: { environment: flow.environment, name, key, from: before?.value ?? null, to: value },
          },
        );
        return { body: toWatermarkView(definitions.findFlowWatermark(place)!) };
      },
    },
  ];
}

function toWatermarkView({ name, key, value, seen, at, runId, set }: FlowWatermarkRow): WatermarkView {
  return {
    name,
    key,
    value,
    seen: seen.length,
    at,
    ...(runId === undefined ? {} : { runId }),
    ...(set === undefined ? {} : { set }),
  };
}
