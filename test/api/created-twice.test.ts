/** A service that says it honours the key of a write, and does not: its answer is lost, the write goes out again and is refused as there already. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Page } from '#flows/api/page.ts';
import type { RunView, StepDetail } from '#flows/api/runs.ts';
import { readOpenApi } from '#flows/services/read-openapi.ts';
import { type Api, eventually, runReaches } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { ORDERS_OPENAPI } from '../support/orders-openapi.ts';
import { type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

let shop: LocalServer;
let runtime: InProcessRuntime;
let admin: Api;
/** What the service has, and by whom each was made. */
const orders = new Map<string, string>();
/** How it refuses one that it has; left out: 409. */
const refusals = new Map<string, { readonly status: number; readonly detail: string }>();
let before = 0;

const note = (text: string) => ({ type: 'core/map', config: { rows: [{ target: 'text', expression: text }] } });

beforeAll(async () => {
  shop = await startLocalServer(({ body }, response) => {
    const { orderId, customer } = JSON.parse(body) as { orderId: string; customer: string };
    if (orders.has(orderId)) {
      const { status, detail } = refusals.get(orderId) ?? { status: 409, detail: 'There is such an order.' };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ detail }));
      return;
    }
    orders.set(orderId, customer);
    response.destroy();
  });
  ({ runtime, admin } = await startWithAdmin({ environment: { MILLRACE_ALLOWED_NETWORKS: `loopback:${shop.port}` } }));
  const connection = { type: 'http', settings: { baseUrl: shop.url }, limits: { openAfter: 100 } };
  await admin.send('PUT', '/api/environments/development/connections/shop', connection, { 'if-match': '"0"' });
  const { config } = readOpenApi(ORDERS_OPENAPI).description!.operations.find(({ id }) => id === 'createOrder')!;
  await deploy(
    admin,
    smallFlow({
      id: 'orders',
      nodes: {
        create: {
          type: 'http/operation',
          connection: 'shop',
          config: { ...config, input: { body: '= trigger.body' }, checked: false },
          retry: { attempts: 3, initialMs: 10 },
        },
        made: note('"made"'),
        'of-others': note('"of others"'),
      },
      edges: ['start > create', 'create > made', 'create:conflict > of-others'],
    }),
  );
});
beforeAll(() =>
  deploy(
    admin,
    smallFlow({
      id: 'plain-orders',
      nodes: {
        create: {
          type: 'http/request',
          connection: 'shop',
          config: { method: 'POST', path: '/', body: '= trigger.body', idempotency: 'receiver-honours-key' },
          retry: { attempts: 3, initialMs: 10 },
        },
        made: note('"made"'),
        refused: note('"refused"'),
      },
      edges: ['start > create', 'create > made', 'create:error > refused'],
    }),
  ),
);
beforeEach(() => {
  before = shop.requests.length;
});
afterAll(async () => {
  await runtime?.close();
  await shop?.close();
});

async function start(orderId: string, flow = 'orders'): Promise<string> {
  const input = { orderId, customer: 'Mia', items: [] };
  return (await admin.send<{ runId: string }>('POST', '/api/runs', { environment: 'development', flow, input })).runId;
}
const sent = () => shop.requests.length - before;
const effectsOf = async (runId: string) => (await admin.get<StepDetail>(`/api/runs/${runId}/steps/create`)).exchanges;
const act = (runId: string, body: object) => admin.send('POST', `/api/runs/${runId}/actions`, { reason: 'Looked there.', ...body });
const ran = ({ steps }: RunView) => steps.map(({ path }) => path);

async function asked(orderId: string): Promise<string> {
  const runId = await start(orderId);
  const run = await runReaches(admin, runId, 'parked', 'completed', 'failed');
  expect(run).toMatchObject({
    state: 'parked',
    error: {
      code: 'unknown-effect',
      message: expect.stringContaining('409'),
      help: expect.stringContaining('perhaps what is there is ours'),
    },
  });
  expect(sent()).toBe(2);
  expect(await effectsOf(runId)).toMatchObject([{ state: 'unknown' }]);
  expect(ran(run)).not.toContain('of-others');
  return runId;
}

test('STP-4 the operator is asked whether it arrived; confirmed, the run goes on as after an answer, and nothing is sent again', async () => {
  const runId = await asked('1');
  const [effect] = await effectsOf(runId);
  await act(runId, { action: 'mark-confirmed', effectKey: effect!.effectKey, data: { status: 201, headers: {}, body: { orderId: '1' } } });
  const run = await eventually(async () => {
    const view = await admin.get<RunView>(`/api/runs/${runId}`);
    return view.state === 'completed' ? view : undefined;
  }, 'the run goes on');
  expect(ran(run)).toContain('made');
  expect([sent(), orders.get('1')]).toEqual([2, 'Mia']);
});

test('STP-4 marked as not applied it is sent as new, and what is there is somebody else’s: the outcome that the description names', async () => {
  const runId = await asked('2');
  const [effect] = await effectsOf(runId);
  await act(runId, { action: 'mark-not-applied', effectKey: effect!.effectKey });
  const run = await runReaches(admin, runId, 'completed', 'failed');
  expect(ran(run)).toContain('of-others');
  expect(sent()).toBe(3);
});

test('SVC-2 without a lost answer it is the outcome at once', async () => {
  orders.set('3', 'Ben');
  const runId = await start('3');
  expect(ran(await runReaches(admin, runId, 'completed', 'failed'))).toContain('of-others');
  expect([sent(), orders.get('3')]).toEqual([1, 'Ben']);
  expect((await admin.get<Page<unknown>>('/api/environments/development/exceptions')).items).toEqual([]);
});

test.each([
  ['orders', 422, 'An order with this number already exists.'],
  ['plain-orders', 400, 'order_id has been taken.'],
  ['plain-orders', 409, 'Duplicate order.'],
  ['plain-orders', 422, 'Die Bestellung ist bereits angelegt.'],
])('STP-4 of %s a person is asked, too, when %i says it in its words: %s', async (flow, status, detail) => {
  const orderId = `${flow}-${status}`;
  refusals.set(orderId, { status, detail });
  const runId = await start(orderId, flow);
  const run = await runReaches(admin, runId, 'parked', 'completed', 'failed');
  expect(run).toMatchObject({ state: 'parked', error: { code: 'unknown-effect', message: expect.stringContaining(String(status)) } });
  expect([sent(), await effectsOf(runId)]).toMatchObject([2, [{ state: 'unknown' }]]);
  expect(ran(run)).not.toContain('refused');
});

test('STP-4 the first refusal of all is one, whatever its words', async () => {
  orders.set('6', 'Ben');
  refusals.set('6', { status: 422, detail: 'It already exists.' });
  const runId = await start('6', 'plain-orders');
  expect(ran(await runReaches(admin, runId, 'completed', 'failed'))).toContain('refused');
  expect([sent(), await effectsOf(runId)]).toMatchObject([1, [{ state: 'refused' }]]);
});

test('STP-4 a conflict without such words is tried again, and asked about once all attempts are made', async () => {
  refusals.set('7', { status: 409, detail: 'Locked by another user.' });
  const runId = await start('7', 'plain-orders');
  const run = await runReaches(admin, runId, 'parked', 'completed', 'failed');
  expect([sent(), await effectsOf(runId)]).toMatchObject([3, [{ state: 'unknown' }]]);
  expect(run).toMatchObject({ state: 'parked' });
});
