/** What ends the child that tries it out is a fault of what was tried; that no child can be started is not. */
import { expect, test } from 'vitest';
import { startExpressionChild } from './expression-child.ts';
import { createExpressionPool, type ExpressionPool, type PoolRequest } from './pool.ts';
import { NO_QUARANTINE } from './quarantine.ts';
import { tryOut } from './try-out.ts';

/** A real pool of which somebody kills the child at each of the first requests, as the kernel or its memory limit would. */
function mortalPool(deaths: number): {
  readonly pool: Pick<ExpressionPool, 'evaluate'>;
  readonly asked: () => number;
  close(): Promise<void>;
} {
  const pids: number[] = [];
  const pool = createExpressionPool({
    size: 1,
    deadlineMs: 60_000,
    quarantine: NO_QUARANTINE,
    startChild: (...on) => {
      const child = startExpressionChild(...on);
      pids.push(child.pid);
      return child;
    },
  });
  let asked = 0;
  return {
    asked: () => asked,
    close: () => pool.close(),
    pool: {
      async evaluate(request: PoolRequest) {
        // It is up, so that it dies of a request and not of its start.
        await pool.evaluate({ ...request, task: 'check-schema', scopeText: '{"schema":{},"schemas":{}}' });
        asked += 1;
        if (asked > deaths) return pool.evaluate(request);
        // It stands still while it is asked: else it might have answered before it dies.
        process.kill(pids.at(-1)!, 'SIGSTOP');
        const answer = pool.evaluate(request);
        process.kill(pids.at(-1)!, 'SIGKILL');
        return answer;
      },
    },
  };
}

const samples = [
  { kind: 'code', code: 'return 1' },
  { kind: 'schema', schema: { type: 'object' }, schemas: {} },
] as const;

test.each(samples)(
  'COD-6 a $kind that ends two children in a row needs too much memory: a fault of the flow, nothing unavailable',
  async (sample) => {
    const { pool, asked, close } = mortalPool(2);
    expect(await tryOut(pool, sample)).toEqual({ message: expect.stringContaining('more memory than is allowed') as string });
    expect(asked()).toBe(2);
    await close();
  },
);

test.each(samples)('COD-6 a $kind that ended children keeps no other from being tried out', async (sample) => {
  const { pool, close } = mortalPool(4);
  expect(await tryOut(pool, sample)).toBeDefined();
  expect(await tryOut(pool, sample)).toBeDefined();
  expect(await tryOut(pool, sample)).toBeUndefined();
  await close();
});

test.each(samples)('COD-6 a $kind whose child ended once is tried out again', async (sample) => {
  const { pool, asked, close } = mortalPool(1);
  expect(await tryOut(pool, sample)).toBeUndefined();
  expect(asked()).toBe(2);
  await close();
});

test('COD-6 where no child can be started nothing is said of the flow', async () => {
  const pool = createExpressionPool({
    size: 1,
    startChild: (_ready, _answer, exited) => ({ pid: -1, send: exited, kill: exited, keepAlive: () => {} }),
  });
  await expect(tryOut(pool, samples[0])).rejects.toMatchObject({ class: 'unavailable', options: { code: 'expression-child-missing' } });
  await pool.close();
});
