/** What operators look at beside single runs: lanes, circuits, approvals, exceptions, effects, object timelines, metrics. */
import type { ApprovalView, CircuitState, Page } from '#flows/api.ts';
import type { Engine } from '../../engine/engine.ts';
import type { RunQueries } from '../../store/run-queries.ts';
import { ApiError, refusals } from '../api-error.ts';
import type { ApiRequest, Route } from '../route.ts';
import { closed, PAGE_QUERY, pageLimit, reason, text } from '../schemas.ts';

export interface OperationsRouteParts {
  readonly engine: Pick<Engine, 'circuits' | 'setCircuit' | 'decide'>;
  readonly queries: RunQueries;
  readonly isEnvironment: (name: string) => boolean;
  readonly folderOf: (flow: string) => string | undefined;
  readonly now: () => number;
}

export function operationsRoutes({ engine, queries, isEnvironment, folderOf, now }: OperationsRouteParts): readonly Route[] {
  function requireEnvironment({ params, require }: ApiRequest, right: 'runs.read' | 'circuits.act' = 'runs.read'): string {
    const environment = params['environment']!;
    if (!isEnvironment(environment)) throw refusals.notFound('environment', environment);
    require(right, { environment });
    return environment;
  }
  const mayDecide = (request: ApiRequest, approval: ApprovalView) =>
    request.may('approvals.decide', { environment: approval.environment, folder: folderOf(approval.flowId) ?? '' });

  return [
    {
      method: 'GET',
      path: '/api/environments/{environment}/lanes',
      summary: 'Lanes with more than their head, or with a head that does not move: the parking board.',
      right: 'runs.read',
      query: PAGE_QUERY,
      answer: 'Page<LaneView>',
      async handle(request) {
        const environment = requireEnvironment(request);
        const page = await queries.listLanes(environment, request.query['cursor'], pageLimit(request.query));
        return {
          body: {
            ...page,
            items: page.items.filter((lane) => request.may('runs.read', { environment, folder: folderOf(lane.head.flowId) ?? '' })),
          },
        };
      },
    },
    {
      method: 'GET',
      path: '/api/environments/{environment}/lanes/{name}/{key}',
      summary: 'One lane with all that waits in it.',
      right: 'runs.read',
      answer: 'LaneView',
      async handle(request) {
        const environment = requireEnvironment(request);
        const lane = await queries.findLane(environment, request.params['name']!, request.params['key']!);
        if (lane === undefined) throw refusals.notFound('lane with open runs', `${request.params['name']}/${request.params['key']}`);
        return { body: lane };
      },
    },
    {
      method: 'GET',
      path: '/api/environments/{environment}/circuits',
      summary: 'State of every connection that runs have used.',
      right: 'runs.read',
      answer: 'Page<CircuitState>',
      handle: (request) => ({ body: { items: engine.circuits(requireEnvironment(request)) } satisfies Page<CircuitState> }),
    },
    {
      method: 'POST',
      path: '/api/environments/{environment}/circuits/{connection}',
      summary: 'Opens or closes a circuit by hand.',
      right: 'circuits.act',
      body: closed({ state: { enum: ['open', 'closed'] }, reason }),
      handle(request) {
        const environment = requireEnvironment(request, 'circuits.act');
        const { state, reason: why } = request.body as { state: 'open' | 'closed'; reason: string };
        engine.setCircuit(environment, request.params['connection']!, state, request.caller.name, why);
        return {};
      },
    },
    {
      method: 'GET',
      path: '/api/environments/{environment}/exceptions',
      summary: 'Exceptions, oldest due first.',
      right: 'runs.read',
      query: PAGE_QUERY,
      answer: 'Page<ExceptionView>',
      async handle(request) {
        const environment = requireEnvironment(request);
        const page = await queries.listExceptions(environment, request.query['cursor'], pageLimit(request.query));
        const payloads = request.may('payloads.read', { environment });
        return { body: { ...page, items: payloads ? page.items : page.items.map(({ detail: _detail, ...exception }) => exception) } };
      },
    },
    {
      method: 'GET',
      path: '/api/environments/{environment}/effects',
      summary: 'The effect ledger, by effect key or business object key.',
      right: 'payloads.read',
      query: { key: { description: 'Effect key.' }, object: { description: 'Business object key.' } },
      answer: 'Page<EffectRow>',
      async handle(request) {
        const environment = requireEnvironment(request);
        request.require('payloads.read', { environment });
        const { key, object } = request.query;
        if (key === undefined && object === undefined) throw new ApiError(400, 'parameter-missing', 'Give "key" or "object".');
        return {
          body: {
            items: await queries.listEffects({
              environment,
              limit: 200,
              ...(key === undefined ? {} : { effectKey: key }),
              ...(object === undefined ? {} : { objectKey: object }),
            }),
          },
        };
      },
    },
    {
      method: 'GET',
      path: '/api/environments/{environment}/objects/{type}/{key}',
      summary: 'What happened to one business object across all flows.',
      right: 'runs.read',
      answer: 'ObjectTimeline',
      async handle(request) {
        const environment = requireEnvironment(request);
        return { body: await queries.objectTimeline(environment, request.params['type']!, request.params['key']!) };
      },
    },
    {
      method: 'GET',
      path: '/api/approvals',
      summary: 'Approvals that wait for a person.',
      right: 'runs.read',
      query: { environment: { description: 'Only in this environment.' } },
      answer: 'Page<ApprovalView>',
      async handle(request) {
        const all = await queries.listApprovals(request.query['environment']);
        const visible = all.filter((approval) =>
          request.may('runs.read', { environment: approval.environment, folder: folderOf(approval.flowId) ?? '' }),
        );
        const items = visible.map((approval) => {
          if (request.may('payloads.read', { environment: approval.environment, folder: folderOf(approval.flowId) ?? '' })) return approval;
          const { detail: _detail, ...rest } = approval;
          return rest;
        });
        return { body: { items } satisfies Page<ApprovalView> };
      },
    },
    {
      method: 'POST',
      path: '/api/approvals/{approvalId}/decide',
      summary: 'Decides an approval; choice, reason and person go into the journal.',
      right: 'approvals.decide',
      body: closed({ choice: text(64), reason }),
      async handle(request) {
        const approval = (await queries.listApprovals(undefined)).find(({ approvalId }) => approvalId === request.params['approvalId']);
        if (approval === undefined) throw refusals.notFound('open approval', request.params['approvalId']!);
        if (!mayDecide(request, approval))
          throw refusals.notAllowed('approvals.decide', ` in ${approval.environment} for ${folderOf(approval.flowId) ?? approval.flowId}`);
        const { choice, reason: why } = request.body as { choice: string; reason: string };
        if (!approval.choices.includes(choice))
          throw new ApiError(400, 'unknown-choice', `"${choice}" is not one of ${approval.choices.join(', ')}.`);
        const result = await engine.decide(approval.approvalId, { choice, by: request.caller.name, reason: why });
        if (result.kind === 'refused') throw new ApiError(409, result.code, result.message);
        return { body: { runId: approval.runId } };
      },
    },
    {
      method: 'GET',
      path: '/api/metrics',
      summary: 'Per flow: how many in which state, and how long they took.',
      right: 'runs.read',
      query: {
        environment: { description: 'Which environment.' },
        minutes: { description: 'How far back, 1 to 10080; 60 when left out.', pattern: '\\d{1,5}' },
      },
      answer: 'Page<FlowMetrics>',
      async handle(request) {
        const environment = request.query['environment'] ?? 'production';
        if (!isEnvironment(environment)) throw refusals.notFound('environment', environment);
        request.require('runs.read', { environment });
        const minutes = Math.min(10_080, Math.max(1, Number(request.query['minutes'] ?? 60)));
        const metrics = await queries.metrics(environment, new Date(now() - minutes * 60_000).toISOString());
        return {
          body: { items: metrics.filter(({ flowId }) => request.may('runs.read', { environment, folder: folderOf(flowId) ?? '' })) },
        };
      },
    },
  ];
}
