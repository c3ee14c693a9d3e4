/** Finished runs that nobody needs any more: what frees a full disk. The installation removes old ones by itself, too. */
import type { RunsRemoved } from '#flows/api/runs.ts';
import { EVERYWHERE } from '#flows/policy.ts';
import { LEAST_KEPT_DAYS } from '../../config.ts';
import type { AuditDefinitions } from '../../store/audit-definitions.ts';
import type { Retention } from '../../store/retention.ts';
import { ApiError } from '../api-error.ts';
import type { Route } from '../route.ts';
import { closed, instant, reason } from '../schemas.ts';

export interface RetentionRouteParts {
  readonly retention: Pick<Retention, 'removeRunsBefore'>;
  readonly audit: Pick<AuditDefinitions, 'append'>;
  readonly now: () => number;
}

export function retentionRoutes({ retention, audit, now }: RetentionRouteParts): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/runs-removal',
      summary:
        'Removes finished runs of all environments that ended before an instant, with their journal and payloads; also while the disk is full. Audited.',
      right: 'runs.remove',
      body: closed({ endedBefore: instant, reason }),
      answer: 'RunsRemoved',
      async handle({ body, caller, require }) {
        require('runs.remove', EVERYWHERE);
        const { endedBefore, reason: why } = body as { readonly endedBefore: string; readonly reason: string };
        const latest = new Date(now() - LEAST_KEPT_DAYS * 86_400_000).toISOString();
        if (!(Date.parse(endedBefore) <= Date.parse(latest)))
          throw new ApiError(
            400,
            'too-young',
            `Runs that ended after ${latest} are kept: they know a message again that comes twice.`,
            `Give an instant at least ${LEAST_KEPT_DAYS} days ago.`,
          );
        const removed = await retention.removeRunsBefore(new Date(endedBefore).toISOString());
        // After it: on a full disk there was no room for a word before.
        await audit.append({ by: caller.name, action: 'runs-removed', object: 'runs', reason: why, detail: { endedBefore, removed } });
        return { body: { removed, endedBefore } satisfies RunsRemoved };
      },
    },
  ];
}
