/** Maintenance windows of a connection: announced, listed, taken back; what is held in one goes on by itself. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditView } from '#flows/api/audit.ts';
import type { CircuitState, ConnectionView, MaintenanceWindow } from '#flows/api/connections.ts';
import type { LaneView } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import type { EventsPage } from '#flows/api/runs.ts';
import { type Api, createApi, runReaches } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { type InProcessRuntime, startInProcess, startWithAdmin } from '../support/runtime-in-process.ts';

const ERP = '/api/environments/development/connections/erp';
const WINDOWS = `${ERP}/maintenance`;
const HOUR_MS = 3_600_000;
let system: LocalServer;
let environment: { readonly [name: string]: string };
let runtime: InProcessRuntime;
let admin: Api;
beforeAll(async () => {
  system = await startLocalServer((_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  environment = { MILLRACE_ALLOWED_NETWORKS: `loopback:${system.port}` };
  ({ runtime, admin } = await startWithAdmin({ environment }));
  for (const plant of [{}, { plant: '1000' }])
    await admin.send('PUT', ERP, { type: 'http', settings: { baseUrl: system.url }, ...plant }, { 'if-match': '0' });
  await deploy(
    admin,
    smallFlow({
      id: 'books',
      nodes: {
        book: {
          type: 'http/request',
          connection: 'erp',
          config: { method: 'POST', path: '/orders', idempotency: 'naturally-idempotent', body: '= trigger.body' },
        },
      },
      edges: ['start > book'],
      more: { plant: '= trigger.body.plant', lane: { name: 'orders', key: '= trigger.body.order' } },
    }),
  );
});
afterAll(async () => {
  await runtime?.close();
  await system?.close();
});

const instantIn = (ms: number) => new Date(Date.now() + ms).toISOString();
const announce = (fromMs: number, toMs: number, plant = '') =>
  admin.send<MaintenanceWindow>('POST', `${WINDOWS}${plant}`, { from: instantIn(fromMs), to: instantIn(toMs), reason: 'Support package' });
const windows = async () => (await admin.get<Page<MaintenanceWindow>>(WINDOWS)).items;
const start = async (number: number, plant = '2000') => {
  const input = { plant, order: `${plant}/1`, number };
  return (await admin.send<{ runId: string }>('POST', '/api/runs', { environment: 'development', flow: 'books', input })).runId;
};
const arrived = () => system.requests.map(({ body }) => (JSON.parse(body) as { readonly number: number }).number);
const shared = async () =>
  (await admin.get<Page<CircuitState>>('/api/environments/development/circuits')).items.find(({ plant }) => plant === undefined);

test('API-170 RTY-3 in a window work is held without a failure, boards say until when, and it goes on in order when the window is taken back', async () => {
  const window = await announce(-1_000, HOUR_MS);
  const held = [await start(1), await start(2)];
  expect(await runReaches(admin, held[0]!, 'held')).toMatchObject({ heldBy: 'erp' });
  expect(await shared()).toMatchObject({ state: 'maintenance', failures: 0, maintenanceUntil: window.to });
  expect(await admin.get<ConnectionView>(ERP)).toMatchObject({
    maintenance: [window],
    limits: {},
    circuit: { state: 'maintenance', maintenanceUntil: window.to },
  });
  const [lane] = (await admin.get<Page<LaneView>>('/api/environments/development/lanes')).items;
  expect(lane).toMatchObject({ depth: 2, reason: `Held at book: connection erp, in maintenance until ${window.to}` });
  const { events } = await admin.get<EventsPage>('/api/environments/development/events');
  expect(events.filter(({ type }) => type === 'step-held')).toContainEqual(expect.objectContaining({ reason: 'maintenance' }));
  expect(events.filter(({ type }) => type === 'attempt-failed')).toEqual([]);
  // A plant that has the connection to itself is not in it.
  await runReaches(admin, await start(9, '1000'), 'completed');

  await admin.send('DELETE', `${WINDOWS}/${window.windowId}`);
  for (const run of held) await runReaches(admin, run, 'completed');
  expect(arrived()).toEqual([9, 1, 2]);
  expect(await shared()).toMatchObject({ state: 'closed', held: 0 });
  const { items } = await admin.get<Page<AuditView>>('/api/audit?limit=5');
  expect(items.slice(0, 2)).toMatchObject([
    { action: 'maintenance-ended', object: 'connection development/erp' },
    { action: 'maintenance-announced', object: 'connection development/erp', reason: 'Support package' },
  ]);
});

test('API-170 it ends by itself, also when the process was started again in between', async () => {
  const window = await announce(-1_000, 4_000);
  const held = await start(3);
  await runReaches(admin, held, 'held');
  const { folder } = runtime;
  await runtime.close('keep');
  runtime = await startInProcess({ environment, folder });
  admin = createApi(runtime.url, admin.token);
  await runReaches(admin, held, 'completed');
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(window.to));
  expect(arrived().filter((number) => number === 3)).toEqual([3]);
  expect(await windows()).toEqual([]);
});

test('API-170 windows outlive a change of the connection and are of one plant alone where that has its own', async () => {
  const later = await announce(2 * HOUR_MS, 3 * HOUR_MS);
  const sooner = await announce(HOUR_MS, 2 * HOUR_MS);
  const ofPlant = await announce(HOUR_MS, 2 * HOUR_MS, '?plant=1000');
  expect(await windows()).toEqual([sooner, later]);
  const { revision, settings } = await admin.get<ConnectionView>(ERP);
  const changed = await admin.send<ConnectionView>(
    'PUT',
    ERP,
    { type: 'http', settings, limits: { concurrency: 3 } },
    { 'if-match': `${revision}` },
  );
  expect(changed).toMatchObject({ limits: { concurrency: 3 }, maintenance: [sooner, later] });
  expect((await admin.get<Page<MaintenanceWindow>>(`${WINDOWS}?plant=1000`)).items).toEqual([ofPlant]);
  expect((await admin.raw('DELETE', `${WINDOWS}/${ofPlant.windowId}`)).status).toBe(404);
});

test('API-170 of windows that are announced and taken back at the same time none is lost, and none comes back', async () => {
  const gone = await announce(5 * HOUR_MS, 6 * HOUR_MS);
  const before = (await windows()).filter(({ windowId }) => windowId !== gone.windowId);
  const [, ...announced] = await Promise.all([
    admin.send('DELETE', `${WINDOWS}/${gone.windowId}`),
    ...Array.from({ length: 8 }, (_, index) => announce((7 + index) * HOUR_MS, (8 + index) * HOUR_MS)),
  ]);
  expect(await windows()).toEqual([...before, ...announced]);
});

test('API-170 what is no window is refused with its fault', async () => {
  for (const [from, to, fault] of [
    [HOUR_MS, 0, /ends before it begins/],
    [-2 * HOUR_MS, -HOUR_MS, /over already/],
    [0, 32 * 24 * HOUR_MS, /31 days at most/],
  ] as const) {
    const body = { from: instantIn(from), to: instantIn(to), reason: 'Support package' };
    expect(await admin.raw('POST', WINDOWS, body)).toMatchObject({
      status: 400,
      body: { code: 'invalid-maintenance', problems: [{ path: '/to', message: expect.stringMatching(fault) }] },
    });
  }
  const nowhere = '/api/environments/development/connections/nowhere/maintenance';
  expect((await admin.raw('GET', nowhere)).status).toBe(404);
  expect((await admin.raw('POST', WINDOWS, { from: '2027-13-45T00:00:00Z', to: instantIn(HOUR_MS), reason: 'Support' })).status).toBe(400);
});
