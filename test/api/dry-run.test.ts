/** A connection that only looks: what flows would write into a system is kept with the run and never sent. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditView } from '#flows/api/audit.ts';
import type { ConnectionView } from '#flows/api/connections.ts';
import type { Page } from '#flows/api/page.ts';
import type { StepDetail } from '#flows/api/runs.ts';
import type { JsonObject } from '#flows/json.ts';
import { type Api, runReaches } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

const SHOP = '/api/environments/development/connections/shop';
let system: LocalServer;
let runtime: InProcessRuntime;
let admin: Api;

beforeAll(async () => {
  system = await startLocalServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"order":"4711"}');
  });
  ({ runtime, admin } = await startWithAdmin({ environment: { MILLRACE_ALLOWED_NETWORKS: `loopback:${system.port}` } }));
  await admin.send(
    'PUT',
    SHOP,
    { type: 'http', settings: { baseUrl: system.url }, limits: { withholdWrites: true } },
    { 'if-match': '"0"' },
  );
  const call = (method: string) => ({
    type: 'http/request',
    connection: 'shop',
    config: { method, path: '/orders', idempotency: 'naturally-idempotent', ...(method === 'GET' ? {} : { body: '= trigger.body' }) },
  });
  const note = { type: 'core/map', config: { rows: [{ target: 'withheld', expression: '= steps.write.withheld' }] } };
  await deploy(
    admin,
    smallFlow({
      id: 'writes',
      nodes: { look: call('GET'), write: call('POST'), note },
      edges: ['start > look', 'look > write', 'write > note'],
    }),
  );
});
afterAll(async () => {
  await runtime?.close();
  await system?.close();
});

const start = async (input: object) =>
  (await admin.send<{ runId: string }>('POST', '/api/runs', { environment: 'development', flow: 'writes', input })).runId;
const sent = () => system.requests.map(({ method }) => method);

test('API-117 a connection that only looks reads and sends no write; the run says what it would have sent', async () => {
  const runId = await start({ quantity: 5 });
  await runReaches(admin, runId, 'completed');
  expect(sent()).toEqual(['GET']);
  const { exchanges } = await admin.get<StepDetail>(`/api/runs/${runId}/steps/write`);
  const write = exchanges.find(({ kind }) => kind === 'write');
  expect(write).toMatchObject({ state: 'withheld', connection: 'shop' });
  expect(write?.request).toMatchObject({ method: 'POST', path: '/orders', body: '{"quantity":5}' });
});

test('API-117 from the moment it is let go, runs that come write; both changes are in the audit', async () => {
  const { revision, settings } = await admin.get<ConnectionView>(SHOP);
  await admin.send('PUT', SHOP, { type: 'http', settings, limits: { withholdWrites: false } }, { 'if-match': `"${revision}"` });
  const runId = await start({ quantity: 6 });
  // What it notes now is not there: the write has an answer of its own.
  await runReaches(admin, runId, 'completed', 'parked', 'failed');
  expect(sent()).toEqual(['GET', 'GET', 'POST']);
  const { items } = await admin.get<Page<AuditView>>('/api/audit?limit=50');
  const changes = items
    .filter(({ object }) => object === 'connection development/shop')
    .map(({ detail }) => (detail as JsonObject | undefined)?.['withholdWrites']);
  expect(changes).toEqual([false, true]);
});
