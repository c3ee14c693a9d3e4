import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { type LocalServer, startLocalServer } from '../../test/support/local-server.ts';
import { createConnection } from '../../test/support/step-context.ts';
import { httpConnection } from './connection.ts';
import { climbReach } from './reach-rungs.ts';
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

test('an address below an https base is a secure connection too', async () => {
  const plain = await serve(200);
  const baseUrl = `https://127.0.0.1:${plain.port}`;
  const http = createHttpClient({ baseUrl, allowedHosts: [`127.0.0.1:${plain.port}`], allowedLoopbackPorts: [plain.port] });
  cleanUp.push(() => http.close());
  const { rungs } = await climbReach(http, { method: 'GET', url: '/services', signal: new AbortController().signal });
  expect(rungs.map(({ name, state }) => `${name} ${state}`)).toEqual(['address passed', 'connect passed', 'secure connection failed']);
  expect(rungs.at(-1)?.fix).toMatch(/does not speak TLS here/);
});

test.each([
  [407, /wants a sign-in/],
  [403, /Ask whoever runs the proxy/],
  [502, /does not reach the system/],
])('a proxy that answers %i stops at its own rung and says who has to do what', async (status, fix) => {
  const proxy = createServer().on('connect', (_request, socket) => {
    socket.end(`HTTP/1.1 ${status} No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  cleanUp.push(() => new Promise((resolve) => proxy.close(resolve)));
  const { rungs } = await climbThrough(`http://me:hidden@127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  expect(rungs).toMatchObject([{ name: 'proxy', state: 'failed', fix: expect.stringMatching(fix) }]);
});

test('a proxy that is not there is what the fix speaks of, not the system', async () => {
  const { rungs } = await climbThrough('http://127.0.0.1:9');
  expect(rungs).toMatchObject([{ name: 'proxy', state: 'failed', fix: expect.stringContaining('MILLRACE_OUTBOUND_PROXY') }]);
});

function climbThrough(proxy: string) {
  const http = createHttpClient({ baseUrl: 'https://sap.example.com', allowedHosts: ['sap.example.com'], proxy });
  cleanUp.push(() => http.close());
  return climbReach(http, { method: 'GET', url: '/services', signal: new AbortController().signal });
}
