/** Connections that a plant has to itself, beside the one for all. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditView } from '#flows/api/audit.ts';
import type { CircuitState, ConnectionView } from '#flows/api/connections.ts';
import type { LaneView } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import { type Api, eventually, runReaches } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

const SCHEDULER = '/api/environments/development/connections/scheduler';
const CIRCUITS = '/api/environments/development/circuits';
let forAll: LocalServer;
let ofPlant: LocalServer;
/** The system of plant 1000 is not available. */
let down = true;
let runtime: InProcessRuntime;
let admin: Api;
beforeAll(async () => {
  forAll = await startLocalServer((_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  ofPlant = await startLocalServer((_request, response) =>
    response.writeHead(down ? 503 : 200, { 'content-type': 'application/json' }).end('{}'),
  );
  const open = [forAll, ofPlant].map(({ port }) => `loopback:${port}`).join(',');
  ({ runtime, admin } = await startWithAdmin({ environment: { MILLRACE_ALLOWED_NETWORKS: open } }));
  const limits = { openAfter: 1, trialAfterMs: 100 };
  const put = (more: object) => admin.send('PUT', SCHEDULER, { type: 'http', limits, ...more }, { 'if-match': '0' });
  await put({ settings: { baseUrl: forAll.url } });
  await put({ settings: { baseUrl: ofPlant.url }, plant: '1000' });
  await deploy(
    admin,
    smallFlow({
      id: 'schedules',
      nodes: {
        demand: {
          type: 'http/request',
          connection: 'scheduler',
          config: { method: 'POST', path: '/demands', idempotency: 'naturally-idempotent', body: '= trigger.body' },
        },
      },
      edges: ['start > demand'],
      more: { plant: '= trigger.body.plant', lane: { name: 'orders', key: '= trigger.body.order' } },
    }),
  );
});
afterAll(async () => {
  await runtime?.close();
  await forAll?.close();
  await ofPlant?.close();
});

const start = async (plant: string, number: number) => {
  const input = { plant, order: `${plant}/1`, number };
  return (await admin.send<{ runId: string }>('POST', '/api/runs', { environment: 'development', flow: 'schedules', input })).runId;
};
const circuits = async () => (await admin.get<Page<CircuitState>>(CIRCUITS)).items;
const circuitOf = async (plant?: string) => (await circuits()).find((circuit) => circuit.plant === plant);
const connectionOf = async (plant?: string) =>
  (await admin.get<Page<ConnectionView>>('/api/environments/development/connections')).items.find((one) => one.plant === plant)!;

test("RTY-3, API-130 while one plant's system is down the other's runs flow, and the held ones go on in order when it is back", async () => {
  const held = [await start('1000', 1), await start('1000', 2), await start('1000', 3)];
  expect(await runReaches(admin, held[0]!, 'held')).toMatchObject({ heldBy: 'scheduler@1000', plant: '1000' });
  await runReaches(admin, await start('2000', 1), 'completed');
  // While it is tried, it is held by nobody.
  await eventually(async () => (await circuitOf('1000'))?.held === 1, 'the circuit of the plant holds it');
  expect((await circuitOf('1000'))?.state).not.toBe('closed');
  expect(await circuitOf()).toMatchObject({ connection: 'scheduler', state: 'closed', held: 0 });
  expect((await connectionOf('1000')).circuit).toMatchObject({ plant: '1000', state: expect.not.stringMatching('closed') });
  expect((await connectionOf()).circuit).toMatchObject({ state: 'closed', held: 0 });
  const laneReasons = async () =>
    (await admin.get<Page<LaneView>>('/api/environments/development/lanes')).items.map(({ reason }) => reason);
  await eventually(async () => (await laneReasons()).includes('Held at demand: connection scheduler of plant 1000'), 'the lane says so');

  down = false;
  for (const run of held) await runReaches(admin, run, 'completed');
  const numbers = ofPlant.requests.map(({ body }) => (JSON.parse(body) as { number: number }).number);
  expect([...new Set(numbers)]).toEqual([1, 2, 3]);
  expect(numbers).toEqual([...numbers].sort());
  expect(forAll.requests).toHaveLength(1);
  expect(await circuitOf('1000')).toMatchObject({ state: 'closed', held: 0 });
});

test('API-130 a person holds the calls of one plant alone; the audit says of which', async () => {
  const act = (state: string, plant: string) => admin.raw('POST', `${CIRCUITS}/scheduler?plant=${plant}`, { state, reason: 'it moves' });
  expect((await act('open', '2000')).status).toBe(404);
  expect((await act('open', '1000')).status).toBe(204);
  const held = await start('1000', 4);
  await runReaches(admin, held, 'held');
  await runReaches(admin, await start('2000', 2), 'completed');
  expect((await act('closed', '1000')).status).toBe(204);
  await runReaches(admin, held, 'completed');
  const { items } = await admin.get<Page<AuditView>>('/api/audit?limit=5');
  expect(items.slice(0, 2).map(({ action, object }) => [action, object])).toEqual([
    ['circuit-closed', 'connection development/scheduler@1000'],
    ['circuit-opened', 'connection development/scheduler@1000'],
  ]);
});

test('API-130 what a plant holds goes by the one for all once its own is removed, and comes back with a new one', async () => {
  await admin.send('POST', `${CIRCUITS}/scheduler?plant=1000`, { state: 'open', reason: 'it is gone' });
  const held = await start('1000', 5);
  await runReaches(admin, held, 'held');
  const { settings, limits } = await connectionOf('1000');
  await admin.send('DELETE', `${SCHEDULER}?plant=1000`);
  await runReaches(admin, held, 'completed');
  expect(JSON.parse(forAll.requests.at(-1)!.body)).toMatchObject({ number: 5 });
  await eventually(async () => (await circuitOf('1000')) === undefined, 'its circuit is gone with it');

  await admin.send('POST', `${CIRCUITS}/scheduler`, { state: 'open', reason: 'works' });
  const moved = await start('1000', 6);
  expect(await runReaches(admin, moved, 'held')).toMatchObject({ heldBy: 'scheduler' });
  await admin.send('PUT', SCHEDULER, { type: 'http', settings, limits, plant: '1000' }, { 'if-match': '0' });
  await runReaches(admin, moved, 'completed');
  expect(JSON.parse(ofPlant.requests.at(-1)!.body)).toMatchObject({ number: 6 });
});

test('API-36 a connection that one plant alone has is added and changed like any other', async () => {
  const path = '/api/environments/development/connections/mes';
  const mes = { type: 'http', plant: '1000', settings: { baseUrl: 'https://mes.example.com' } };
  const put = (revision: number, limits: object) =>
    admin.send<ConnectionView>('PUT', path, { ...mes, limits }, { 'if-match': `${revision}` });
  const { revision, plant } = await put(0, {});
  expect(plant).toBe('1000');
  expect(await put(revision, { concurrency: 3 })).toMatchObject({ plant: '1000', limits: { concurrency: 3 } });
});
