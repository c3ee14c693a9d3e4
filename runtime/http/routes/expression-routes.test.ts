import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ApiRequest } from '../route.ts';
import { type ExpressionRouteParts, expressionRoutes } from './expression-routes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Of expressions that never come to an end by themselves. */
const hanging = {
  expressions: {
    evaluate: (_expression: string, _roots: unknown, { signal }: { readonly signal: AbortSignal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  },
} as unknown as ExpressionRouteParts;

test('API-95 what has no value in time is refused as that, and not as a fault of ours', async () => {
  const evaluate = expressionRoutes(hanging).find(({ path }) => path === '/api/expressions/evaluate')!;
  const answer = expect(evaluate.handle({ body: { expression: '= 1' } } as unknown as ApiRequest)).rejects.toMatchObject({
    status: 422,
    code: 'expression-timeout',
  });
  await vi.advanceTimersByTimeAsync(60_000);
  await answer;
});
