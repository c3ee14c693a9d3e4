import { afterEach, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { type LocalServer, startLocalServer } from '../../test/support/local-server.ts';
import { createConnection } from '../../test/support/step-context.ts';
import { httpConnection } from './connection.ts';
import { createHttpClient } from './undici-client.ts';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close();
});

async function serve(status: number): Promise<LocalServer> {
  const server = await startLocalServer((_request, response) => response.writeHead(status).end());
  cleanUp.push(() => server.close());
  return server;
}

async function climb(url: string, port: number, settings: JsonObject = {}) {
  const http = createHttpClient({ baseUrl: url, allowedHosts: [new URL(url).host], allowedLoopbackPorts: [port] });
  cleanUp.push(() => http.close());
  const connection = createConnection({ http, settings: { baseUrl: url, authentication: 'none', checkPath: '/me', ...settings } });
  const rungs = await httpConnection.check(connection, new AbortController().signal);
  return rungs.map(({ name, state }) => `${name} ${state}`);
}

test('a healthy service passes every rung, and only one thing was read', async () => {
  const server = await serve(200);
  expect(await climb(`${server.url}/base`, server.port)).toEqual([
    'address passed',
    'connect passed',
    'answer passed',
    'sign-in passed',
    'read passed',
  ]);
  expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /base/me']);
});

test('the ladder ends at the rung that fails', async () => {
  expect(await climb('http://no-such-host.invalid', 80)).toEqual(['address failed']);
  const closed = await serve(200);
  await closed.close();
  expect(await climb(closed.url, closed.port)).toEqual(['address passed', 'connect failed']);
  const plain = await serve(200);
  expect(await climb(`https://127.0.0.1:${plain.port}`, plain.port)).toEqual([
    'address passed',
    'connect passed',
    'secure connection failed',
  ]);
  const guarded = await serve(401);
  expect((await climb(guarded.url, guarded.port)).at(-1)).toBe('sign-in failed');
  const empty = await serve(404);
  expect((await climb(empty.url, empty.port)).at(-1)).toBe('read failed');
});
