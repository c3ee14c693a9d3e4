/** F18: another program holds the store's write lock, again and again. Judged by what the receiver got. */
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import { type Api, eventually } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

let runtime: InProcessRuntime;
let admin: Api;
let receiver: LocalServer;
const arrived: string[] = [];
/** Calls that are under way, while it answers nobody. */
let unanswered: ServerResponse[] | undefined;
const answer = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}');

beforeAll(async () => {
  receiver = await startLocalServer(({ body }, response) => {
    arrived.push((JSON.parse(body) as { order: string }).order);
    if (unanswered === undefined) answer(response);
    else unanswered.push(response);
  });
  ({ runtime, admin } = await startWithAdmin({ environment: { MILLRACE_ALLOWED_NETWORKS: `loopback:${receiver.port}` } }));
  const erp = { type: 'http', settings: { baseUrl: receiver.url } };
  await admin.send('PUT', '/api/environments/development/connections/erp', erp, { 'if-match': '0' });
  const tell = {
    type: 'http/request',
    connection: 'erp',
    config: { method: 'POST', path: '/', body: '= trigger.body', idempotency: 'receiver-honours-key' },
  };
  const webhook = { path: 'orders', authentication: 'public' };
  await deploy(admin, smallFlow({ id: 'tell-erp', webhook, nodes: { tell }, edges: ['start > tell'] }));
}, 60_000);
afterAll(async () => {
  await runtime?.close();
  await receiver?.close();
});

function send(order: string): Promise<Response> {
  return fetch(`${runtime.localUrl}/hooks/development/v1/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ order }),
  });
}

test('F18 the wait is bounded, who sends is told to come back, a step that is done is kept, everything is done once', async () => {
  unanswered = [];
  expect((await send('under-way')).status).toBe(202);
  await eventually(async () => arrived.includes('under-way'), 'its call is under way');

  const foreign = new SqliteDatabase(join(runtime.dataFolder, 'millrace.db'));
  const refused: string[] = [];
  for (let storm = 0; storm < 2; storm += 1) {
    foreign.exec('BEGIN IMMEDIATE');
    // The call comes back while nothing can be written.
    for (const response of unanswered.splice(0)) answer(response);
    const told = await send(`order-${storm}`);
    expect(told.status).toBe(503);
    expect(Number(told.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await told.json()).toMatchObject({ code: 'storage-failed' });
    refused.push(`order-${storm}`);
    foreign.exec('ROLLBACK');
  }
  foreign.close();
  unanswered = undefined;

  for (const order of refused) expect((await send(order)).status).toBe(202);
  await eventually(async () => {
    const { items } = await admin.get<Page<RunSummary>>('/api/runs?environment=development&state=completed');
    return items.length === 3;
  }, 'all three are done');
  expect(arrived.sort()).toEqual(['order-0', 'order-1', 'under-way']);
  expect((await fetch(`${runtime.localUrl}/readyz`)).status).toBe(200);
}, 60_000);
