import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { InboundEvent } from '#nodes/trigger.ts';
import { createStandingEngine } from '../recovery/standing-engine.ts';
import { createHookServer } from './hook-server.ts';
import type { HookRoute } from './hook-table.ts';

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve))));

test('RES-6 an installation that only looks judges no event, so that no row is written and none is taken for an echo', async () => {
  const judged: (readonly InboundEvent[])[] = [];
  const shown: InboundEvent = {
    scope: { body: {} },
    shows: { type: 'sales-order', key: '1', version: '2026-11-24T08:00:10Z', of: { kind: 'each', withinMs: 2_000 } },
  };
  const route: HookRoute = {
    environment: 'test',
    flow: 'listener',
    major: 1,
    config: {},
    trigger: {
      kind: 'http',
      route: () => ({ methods: ['POST'], path: 'listener', authentication: 'public', synchronous: false }),
      receive: () => ({ kind: 'events', events: [shown] }),
    },
  };
  const address = await listen(route, {
    async judge(_place, events) {
      judged.push(events);
      return [true];
    },
    shownStates: () => [],
  });
  const answer = await fetch(address, { method: 'POST', body: '{}' });
  expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toEqual([
    503,
    '60',
    expect.objectContaining({ code: 'read-only-recovery', detail: 'It only looks.' }),
  ]);
  expect(judged).toEqual([]);
});

test('API-131 S17 a handshake before any credential is answered; a message without credentials starts nothing, whatever its method', async () => {
  const trigger: HookRoute['trigger'] = {
    kind: 'http',
    route: () => ({ methods: ['POST', 'OPTIONS'], path: 'listener', authentication: 'basic', synchronous: false, open: ['OPTIONS'] }),
    receive: ({ headers }) =>
      headers['webhook-request-origin'] === undefined
        ? { kind: 'events', events: [{ scope: { body: {} } }] }
        : { kind: 'handshake', answer: { status: 200, headers: { 'webhook-allowed-origin': 'a.example' }, body: '' } },
  };
  const nobody = () => Promise.reject(new Error('No event is judged.'));
  const address = await listen(
    { environment: 'test', flow: 'listener', major: 1, config: {}, trigger },
    { judge: nobody, shownStates: () => [] },
  );
  const ask = (method: string, headers: Record<string, string> = {}) => fetch(address, { method, headers });
  const shaken = await ask('OPTIONS', { 'webhook-request-origin': 'a.example' });
  expect([shaken.status, shaken.headers.get('webhook-allowed-origin')]).toEqual([200, 'a.example']);
  expect((await ask('POST')).status).toBe(401);
  expect((await ask('OPTIONS')).status).toBe(401);
});

type Echoes = Parameters<typeof createHookServer>[0]['echoes'];

async function listen(route: HookRoute, echoes: Echoes): Promise<string> {
  const handler = createHookServer({
    engine: createStandingEngine(() => 'It only looks.'),
    standsStill: () => 'It only looks.',
    table: () => ({ find: () => ({ route, params: {} }), routes: [route] }),
    consumers: () => [],
    findKeys: () => Promise.reject(new Error('No keys are asked for.')),
    quotas: { take: () => 0, set: () => undefined, remove: () => undefined },
    validate: () => [],
    echoes,
    findUsedMessage: () => undefined,
    publicUrl: () => 'http://127.0.0.1',
    now: Date.now,
    newId: () => 'id',
    logError: (error) => {
      throw error;
    },
  });
  const listening = createServer(handler);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/hooks/test/v1/listener`;
}
