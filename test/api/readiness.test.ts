/** Whoever waits for "ready" finds everything there, the first one to set it up included. */
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { setUp } from '../support/api.ts';
import { startInProcess } from '../support/runtime-in-process.ts';

test('API-49 "ready" is said when the set-up token works, and not before', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const starting = startInProcess({ environment: { MILLRACE_PORT: String(port), MILLRACE_EXAMPLES: 'on' } });
  let started = false;
  void starting.then(() => {
    started = true;
  });
  for (;;) {
    const hasStarted = started;
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.status === 200) break;
    expect(hasStarted, 'the start has ended and it is not ready').toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const api = await setUp({ url, setupToken: 'setup-token-of-this-test' });
  expect(await api.get('/api/session')).toMatchObject({ user: { name: 'Ada Admin' } });
  await (await starting).close();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { readonly port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
