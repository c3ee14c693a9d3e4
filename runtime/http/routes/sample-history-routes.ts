/** The two weeks of sample runs that a first start brings: whether they are there, and the act by which they go. */
import { EVERYWHERE } from '#flows/policy.ts';
import type { SampleHistory } from '../../store/sample-history.ts';
import { ApiError } from '../api-error.ts';
import type { Route } from '../route.ts';
import { closed, reason } from '../schemas.ts';

export interface SampleHistoryRouteParts {
  readonly history: Pick<SampleHistory, 'view' | 'remove'>;
}

export function sampleHistoryRoutes({ history }: SampleHistoryRouteParts): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/sample-history',
      summary: 'Whether this installation has sample history, and how many runs of it.',
      right: 'signed-in',
      answer: 'SampleHistoryView',
      handle: () => ({ body: history.view() }),
    },
    {
      method: 'POST',
      path: '/api/sample-history/removal',
      summary: 'Removes all sample history for good: runs, journal, exceptions, milestones. Real runs stay. Audited.',
      right: 'runs.remove',
      body: closed({ reason }),
      answer: 'SampleHistoryView',
      async handle({ body, caller, require }) {
        require('runs.remove', EVERYWHERE);
        const { state } = history.view();
        if (state === 'none' || state === 'removed')
          throw new ApiError(409, 'no-sample-history', 'There is no sample history here.', 'Nothing is left to remove.');
        const { reason: why } = body as { readonly reason: string };
        await history.remove({ by: caller.name, action: 'sample-history-removed', object: 'sample history', reason: why });
        return { body: history.view() };
      },
    },
  ];
}
