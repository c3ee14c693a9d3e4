/** One cache for what the server said. A 401 anywhere ends the session for the whole page, which asks to sign in over itself. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { endSession } from '../session/session-state.ts';
import { ApiFailure } from './api-client.ts';

/** For calls that go past the cache. */
export function noticeEndedSession(error: unknown): void {
  if (error instanceof ApiFailure && error.problem.code === 'not-signed-in') endSession();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEndedSession }),
  mutationCache: new MutationCache({ onError: noticeEndedSession }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      // The server's own refusals do not change by asking again; a lost connection may come back.
      retry: (count, error) => count < 2 && error instanceof ApiFailure && (error.problem.status === 0 || error.problem.status >= 502),
    },
  },
});
