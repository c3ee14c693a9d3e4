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
let before = 0;

beforeAll(async () => {
  shop = await startLocalServer(({ body }, response) => {
    const { orderId, customer } = JSON.parse(body) as { orderId: string; customer: string };
    if (orders.has(orderId)) {
      response.writeHead(409, { 'content-type': 'application/json' }).end('{"detail":"There is such an order."}');
      return;
    }
    orders.set(orderId, customer);
    response.destroy();
  });
  ({ runtime, admin } = await startWithAdmin({ environment: { MILLRACE_ALLOWED_NETWORKS: `loopback:${shop.port}` } }));
  const connection = { type: 'http', settings: { baseUrl: shop.url }, limits: { openAfter: 100 } };
  await admin.send('PUT', '/api/environments/development/connections/shop', connection, { 'if-match': '"0"' });
  const { config } = readOpenApi(ORDERS_OPENAPI).description!.operations.find(({ id }) => id === 'createOrder')!;
  const note = (text: string) => ({ type: 'core/map', config: { rows: [{ target: 'text', expression: text }] } });
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
beforeEach(() => {
  before = shop.requests.length;
});
afterAll(async () => {
  await runtime?.close();
  await shop?.close();
});

async function start(orderId: string): Promise<string> {
  const input = { orderId, customer: 'Mia', items: [] };
  return (await admin.send<{ runId: string }>('POST', '/api/runs', { environment: 'development', flow: 'orders', input })).runId;
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
