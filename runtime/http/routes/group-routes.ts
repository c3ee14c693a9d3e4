/** What is collected by key (WAI-5): what waits, since when, and a person's word that it goes on now. */
import type { CollectedGroup } from '#flows/api/environments.ts';
import type { Page } from '#flows/api/page.ts';
import type { Right, Scope } from '#flows/policy.ts';
import type { Engine } from '../../engine/engine.ts';
import type { AuditDefinitions } from '../../store/audit-definitions.ts';
import type { EngineReads } from '../../store/engine-rows.ts';
import type { RunQueries } from '../../store/run-queries.ts';
import { ApiError, refusals } from '../api-error.ts';
import { requireCursor } from '../position.ts';
import type { ApiRequest, Route } from '../route.ts';
import { closed, PAGE_QUERY, pageLimit, reason } from '../schemas.ts';

export interface GroupRouteParts {
  readonly engine: Pick<Engine, 'releaseGroup'>;
  readonly reads: Pick<EngineReads, 'findRun' | 'findGroup'>;
  readonly queries: Pick<RunQueries, 'listGroups'>;
  readonly audit: Pick<AuditDefinitions, 'append'>;
  readonly isEnvironment: (name: string) => boolean;
  readonly folderOf: (flow: string) => string | undefined;
}

export function groupRoutes({ engine, reads, queries, audit, isEnvironment, folderOf }: GroupRouteParts): readonly Route[] {
  function requireEnvironment({ params, requireSomewhere }: ApiRequest, right: Right): string {
    const { environment = '' } = params;
    if (!isEnvironment(environment)) throw refusals.notFound('environment', environment);
    requireSomewhere(right, environment);
    return environment;
  }

  /** As of the run that waits. */
  function scopeOf(environment: string, flow: string, runId: string): Scope {
    const plant = reads.findRun(runId)?.plant;
    return { environment, folder: folderOf(flow) ?? '', ...(plant === undefined ? {} : { plant }) };
  }

  return [
    {
      method: 'GET',
      path: '/api/environments/{environment}/groups',
      summary: 'What is collected by key and waits, the oldest first.',
      right: 'runs.read',
      query: { ...PAGE_QUERY, flow: { description: 'Only of this flow.' } },
      answer: 'Page<CollectedGroup>',
      async handle(request) {
        const environment = requireEnvironment(request, 'runs.read');
        const { cursor, flow } = request.query;
        requireCursor(request.query, ['at', 'id']);
        const page = await queries.listGroups({ environment, flow, cursor, limit: pageLimit(request.query) });
        const visible = page.items.filter(({ flowId, runId }) => request.may('runs.read', scopeOf(environment, flowId, runId)));
        return { body: { ...page, items: visible } satisfies Page<CollectedGroup> };
      },
    },
    {
      method: 'POST',
      path: '/api/environments/{environment}/groups/{groupId}/release',
      summary: 'Lets a group go on now with what it has; audited.',
      right: 'runs.act',
      body: closed({ reason }),
      async handle(request) {
        const environment = requireEnvironment(request, 'runs.act');
        const groupId = request.params['groupId']!;
        const group = reads.findGroup(groupId);
        if (group === undefined || group.environment !== environment) throw refusals.notFound('group that waits', groupId);
        request.require('runs.act', scopeOf(environment, group.flow, group.runId));
        const { reason: why } = request.body as { reason: string };
        const { name: by } = request.caller;
        const released = await engine.releaseGroup(groupId, { by, reason: why });
        if (released.kind === 'refused') throw new ApiError(409, released.code, released.message);
        const detail = { environment, flow: group.flow, step: group.step, key: group.key, members: group.members };
        await audit.append({ by, action: 'group-released', object: `run ${group.runId}`, reason: why, detail });
        return {};
      },
    },
  ];
}
