/** Tagged fields (TRC-3): the engine works with them, the other system gets them, and everybody else sees that something is there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApprovalView, ExceptionView } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import type { RevealedValues, RunView, StepDetail } from '#flows/api/runs.ts';
import { REDACTED } from '#runtime/secrets/redact.ts';
import { type Api, createApi, eventually, runReaches } from '../support/api.ts';
import { deploy, type Problem, smallFlow } from '../support/api-flows.ts';
import { callCli } from '../support/cli.ts';
import { filesContain } from '../support/files-contain.ts';
import { openLive, type TestSocket } from '../support/live-socket.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { addPerson, everywhere, type InProcessRuntime, startInProcess, startWithAdmin } from '../support/runtime-in-process.ts';

const NAME = 'Marlene Quittenbaum';
const EMAIL = 'm.quittenbaum@hydraulik.example';
const PRICE = '48157.35';
const ORDER = {
  order: '4711',
  contact: { name: NAME, email: EMAIL, language: 'de' },
  items: [{ item: '000010', netPrice: PRICE, quantity: '12.000' }],
};

let runtime: InProcessRuntime;
let admin: Api;
let operator: Api;
let viewer: Api;
let system: LocalServer;
let watcher: TestSocket;
const answers: string[] = [];
const environment = () => ({ MILLRACE_ALLOWED_NETWORKS: `loopback:${system.port}` });

const input = {
  type: 'object',
  properties: {
    order: { type: 'string' },
    contact: {
      type: 'object',
      properties: {
        name: { type: 'string', 'x-millrace': 'personal' },
        email: { $ref: '#/$defs/email', 'x-millrace': 'personal' },
        language: { type: 'string' },
      },
    },
    items: {
      type: 'array',
      items: { type: 'object', properties: { netPrice: { type: 'string', 'x-millrace': 'price' } } },
    },
  },
  $defs: { email: { type: 'string' } },
} as const;

const orders = (id: string, path: string, waits: boolean) =>
  smallFlow({
    id,
    nodes: {
      copy: {
        type: 'core/map',
        config: {
          rows: [
            { target: 'greeting', expression: '= "Dear " & trigger.body.contact.name' },
            { target: 'mail', expression: '= trigger.body.contact.email' },
            { target: 'prices', expression: '= trigger.body.items.netPrice' },
            { target: 'total', expression: '= $formatNumber($number(trigger.body.items[0].netPrice) * 2, "0.00")' },
          ],
        },
      },
      ...(waits ? { rest: { type: 'core/delay', config: { durationMs: 1_500 } } } : {}),
      send: {
        type: 'http/request',
        connection: 'shop',
        config: {
          method: 'POST',
          path,
          body: '= { "to": steps.copy.mail, "text": steps.copy.greeting, "total": steps.copy.total, "order": trigger.body }',
          idempotency: 'naturally-idempotent',
        },
        retry: { attempts: 1 },
      },
    },
    edges: waits ? ['start > copy', 'copy > rest', 'rest > send'] : ['start > copy', 'copy > send'],
    more: { contract: { major: 1, input }, object: { type: 'sales-order', keys: { crmOrder: '= trigger.body.order' } } } as never,
  });

const start = async (flow: string, body: unknown = ORDER) =>
  (await admin.send<{ runId: string }>('POST', '/api/runs', { environment: 'development', flow, input: body })).runId;

const bodyOf = (run: RunView): unknown => (run.trigger as { readonly body: unknown }).body;

/** Everything that anybody can ask about a run. */
async function askAll(api: Api, runId: string): Promise<void> {
  for (const path of [
    `/api/runs/${runId}`,
    `/api/runs/${runId}/events`,
    `/api/runs/${runId}/steps/copy`,
    `/api/runs/${runId}/steps/send`,
    `/api/runs/${runId}/summary`,
    '/api/runs?limit=200',
    '/api/environments/development/events',
    '/api/environments/development/exceptions',
    '/api/environments/development/lanes',
    '/api/environments/development/circuits',
    '/api/environments/development/objects/sales-order/4711',
    '/api/environments/development/effects?object=4711',
    '/api/audit?limit=200',
  ])
    answers.push(JSON.stringify((await api.raw('GET', path)).body));
}

function expectNowhere(texts: readonly string[]): void {
  for (const value of [NAME, EMAIL, PRICE])
    for (const text of texts)
      expect([value, text.slice(Math.max(0, text.indexOf(value) - 300), text.indexOf(value) + 60), text.includes(value)]).toEqual([
        value,
        expect.anything(),
        false,
      ]);
}

beforeAll(async () => {
  system = await startLocalServer((request, response) => {
    const status = request.url.startsWith('/refuse') ? 400 : request.url.startsWith('/down') ? 503 : 200;
    response.writeHead(status, { 'content-type': 'application/json' });
    // It quotes what it was sent wherever it can.
    const { contact, items } = (JSON.parse(request.body) as { order: typeof ORDER }).order;
    const [name, price] = [contact.name, items[0]!.netPrice];
    response.end(JSON.stringify({ message: `${name} is unknown, ${price} is too much`, thanks: name, billed: price }));
  });
  ({ runtime, admin } = await startWithAdmin({ environment: environment() }));
  operator = await addPerson(admin, 'Olga Operator', [everywhere('operator')]);
  viewer = await addPerson(admin, 'Vera Viewer', [everywhere('viewer')]);
  watcher = await openLive(runtime.url, { authorization: `Bearer ${admin.token}` });
  watcher.subscribe('e', { environment: 'development' }, 0);
  await watcher.next('snapshot', 'e');
  const shop = { type: 'http', settings: { baseUrl: system.url } };
  await admin.send('PUT', '/api/environments/development/connections/shop', shop, { 'if-match': '0' });
  for (const flow of [
    orders('takes', '/orders', false),
    orders('rests', '/orders', true),
    orders('refuses', '/refuse', false),
    orders('finds-it-down', '/down', false),
  ])
    await deploy(admin, flow);
});
afterAll(async () => {
  watcher?.close();
  await runtime?.close();
  await system?.close();
});

describe('a tagged field', () => {
  test('TRC-3 is sealed by itself: the rest of the payload stays readable, the same value has the same token', async () => {
    const runId = await start('takes');
    const run = await runReaches(admin, runId, 'completed');
    const body = bodyOf(run) as typeof ORDER;
    expect(body).toMatchObject({
      order: '4711',
      contact: {
        name: { $sealed: expect.stringMatching(/^personal:/) },
        email: { $sealed: expect.stringMatching(/^personal:/) },
        language: 'de',
      },
      items: [{ item: '000010', netPrice: { $sealed: expect.stringMatching(/^price:/) }, quantity: '12.000' }],
    });
    const { output } = await admin.get<StepDetail>(`/api/runs/${runId}/steps/copy`);
    expect(output).toMatchObject({
      mail: body.contact.email,
      prices: body.items[0]!.netPrice,
      greeting: { $sealed: expect.any(String) },
      // Made from a price, so it is one.
      total: { $sealed: expect.stringMatching(/^price:/) },
    });
  });

  test('TRC-3 is sealed where the engine tells other flows of a run that was given up, which still work with it', async () => {
    const listener = smallFlow({
      id: 'told',
      nodes: {
        start: { type: 'core/event', config: { type: 'millrace.run.given-up.v1' } },
        copy: {
          type: 'core/map',
          config: {
            rows: [
              { target: 'length', expression: '= $length(trigger.body.body.contact.name)' },
              { target: 'whole', expression: '= trigger.body.body' },
            ],
          },
        },
        rest: { type: 'core/delay', config: { durationMs: 500 } },
        again: { type: 'core/map', config: { rows: [{ target: 'name', expression: '= steps.copy.whole.contact.name' }] } },
      },
      edges: ['start > copy', 'copy > rest', 'rest > again'],
    });
    await deploy(admin, listener);
    // It gets no lane key, so that the message is kept as an exception.
    const lane = { name: 'told', key: '= trigger.body.nothing' };
    await deploy(admin, { ...listener, id: 'told-in-vain', lane } as never);
    const runId = await start('finds-it-down');
    await runReaches(admin, runId, 'waiting', 'held', 'parked');
    await admin.send('POST', `/api/runs/${runId}/actions`, { action: 'cancel', reason: 'not wanted' });
    const toldRun = async () => (await admin.get<Page<{ runId: string }>>('/api/runs?flow=told')).items[0]?.runId;
    const told = await eventually(toldRun, 'the listener is told');
    const { state } = await runReaches(admin, told, 'completed', 'parked');
    const { output } = await admin.get<StepDetail>(`/api/runs/${told}/steps/copy`);
    expect([state, output]).toMatchObject(['completed', { length: NAME.length }]);
    const said: string[] = [];
    for (const path of ['', '/events', '/steps/copy', '/steps/again'])
      said.push(JSON.stringify((await admin.raw('GET', `/api/runs/${told}${path}`)).body));
    const { items } = await admin.get<Page<{ flowId: string }>>('/api/environments/development/exceptions');
    expect(items.map(({ flowId }) => flowId)).toContain('told-in-vain');
    expectNowhere([...said, JSON.stringify(items)]);
  });

  test('TRC-3 reaches the other system as it is, and stands nowhere else: not in answers, sentences, events, logs, files, exports', async () => {
    const completed = await start('takes');
    await runReaches(admin, completed, 'completed');
    const sent = JSON.parse(system.requests.at(-1)!.body) as unknown;
    expect(sent).toEqual({ to: EMAIL, text: `Dear ${NAME}`, total: '96314.70', order: ORDER });
    const parked = await start('refuses');
    const run = await runReaches(admin, parked, 'parked');
    expect(run.error!.message).not.toContain(NAME);
    // A circuit says why it opened, in the system's own words.
    const down = await start('finds-it-down');
    await runReaches(admin, down, 'parked');
    expect(JSON.stringify(await admin.get('/api/environments/development/circuits'))).toContain('is too much');
    for (const runId of [completed, parked, down]) await askAll(admin, runId);
    for (const command of [
      ['runs', 'show', parked],
      ['runs', 'tail', completed],
      ['runs', 'list'],
    ])
      answers.push((await callCli([...command, '--json'], { MILLRACE_URL: runtime.url, MILLRACE_TOKEN: admin.token })).out);
    expectNowhere([...answers, JSON.stringify(watcher.messages), runtime.logged()]);
    expect(watcher.events('e').length).toBeGreaterThan(10);
    for (const value of [NAME, EMAIL, PRICE]) expect([value, filesContain(runtime.dataFolder, value)]).toEqual([value, []]);
  });

  test('TRC-3 is masked in what people are asked and told, however short it is; who decides looks with a reason', async () => {
    const asks = smallFlow({
      id: 'asks',
      nodes: {
        ask: {
          type: 'core/approval',
          config: {
            role: 'approver',
            title:
              '= "Order " & trigger.body.order & ": " & trigger.body.items[0].netPrice & " EUR, twice " & trigger.body.items[1].netPrice',
            detail: {
              first: '= trigger.body.items[0].netPrice',
              second: '= trigger.body.items[1].netPrice',
              order: '= trigger.body.order',
            },
          },
        },
        taken: { type: 'core/join', config: { mode: 'any' } },
        tell: {
          type: 'core/raise-exception',
          config: {
            title: '= "Of " & trigger.body.order & ", " & trigger.body.items[1].netPrice & " EUR"',
            owner: 'sales',
            detail: '= { "price": trigger.body.items[1].netPrice }',
          },
        },
      },
      edges: ['start > tell', 'tell > ask', 'ask:approve > taken', 'ask:reject > taken'],
      more: { contract: { major: 1, input } } as never,
    });
    await deploy(admin, asks);
    const runId = await start('asks', { ...ORDER, items: [...ORDER.items, { item: '000020', netPrice: '97.50', quantity: '12.000' }] });
    await runReaches(admin, runId, 'waiting');
    const approver = await addPerson(admin, 'Paul Approver', [everywhere('approver')]);
    const { items: approvals } = await approver.get<Page<ApprovalView>>('/api/approvals');
    const asked = approvals.find((one) => one.runId === runId)!;
    const price = { $sealed: expect.stringMatching(/^price:/) };
    expect(asked).toMatchObject({
      title: `Order 4711: ${REDACTED} EUR, twice ${REDACTED}`,
      detail: { first: price, second: price, order: '4711' },
    });
    const { items: exceptions } = await admin.get<Page<ExceptionView>>('/api/environments/development/exceptions');
    expect(exceptions.find((one) => one.runId === runId)).toMatchObject({ title: `Of 4711, ${REDACTED} EUR`, detail: { price } });
    // Nor in the journal's own words, nor on the disk.
    const told = JSON.stringify([
      await admin.get(`/api/runs/${runId}/events`),
      await admin.get(`/api/runs/${runId}/steps/ask`),
      await admin.get(`/api/runs/${runId}/steps/tell`),
      approvals,
      exceptions,
    ]);
    for (const amount of ['97.50', PRICE]) expect([amount, told.includes(amount)]).toEqual([amount, false]);
    const { first, second } = asked.detail as { first: { $sealed: string }; second: { $sealed: string } };
    const tokens = [first.$sealed, second.$sealed];
    expect(await approver.send<RevealedValues>('POST', `/api/runs/${runId}/reveal`, { tokens, reason: 'To decide.' })).toEqual({
      values: { [tokens[0]!]: PRICE, [tokens[1]!]: '97.50' },
    });
    expect((await viewer.raw('POST', `/api/runs/${runId}/reveal`, { tokens, reason: 'curious' })).status).toBe(403);
    await approver.send('POST', `/api/approvals/${asked.approvalId}/decide`, { choice: 'approve', reason: 'As agreed.' });
    await runReaches(admin, runId, 'completed');
  });

  test('TRC-3 is what the engine goes on with after the process ended', async () => {
    const runId = await start('rests');
    await eventually(async () => (await admin.get<RunView>(`/api/runs/${runId}`)).state === 'waiting', 'it rests');
    watcher.close();
    await runtime.close('keep');
    runtime = await startInProcess({ folder: runtime.folder, environment: environment() });
    admin = createApi(runtime.url, admin.token);
    operator = createApi(runtime.url, operator.token);
    viewer = createApi(runtime.url, viewer.token);
    await runReaches(admin, runId, 'completed');
    expect(JSON.parse(system.requests.at(-1)!.body)).toEqual({ to: EMAIL, text: `Dear ${NAME}`, total: '96314.70', order: ORDER });
    await askAll(admin, runId);
    expectNowhere(answers);
  });

  test('TRC-3 changes no idempotency: the same message is the same run', async () => {
    const twice = smallFlow({
      id: 'once',
      more: { contract: { major: 1, input }, idempotency: { key: '= trigger.body.order' } } as never,
    });
    await deploy(admin, twice);
    const send = (body: unknown) => admin.raw('POST', '/api/runs', { environment: 'development', flow: 'once', input: body });
    const first = (await send(ORDER)).body as { runId: string };
    expect((await send(ORDER)).body).toMatchObject({ runId: first.runId, duplicate: true });
    expect((await send({ ...ORDER, contact: { ...ORDER.contact, name: 'Somebody Else' } })).status).toBe(422);
  });

  test('TRC-3 what comes in looking like a token is itself, and opens nothing', async () => {
    const run = await runReaches(admin, await start('takes'), 'completed');
    const stolen = (bodyOf(run) as { contact: { email: object } }).contact.email;
    const runId = await start('takes', { ...ORDER, note: { deep: [stolen] } });
    const view = await runReaches(admin, runId, 'completed');
    expect(JSON.parse(system.requests.at(-1)!.body)).toMatchObject({ order: { note: { deep: [stolen] } } });
    expect((bodyOf(view) as { note: object }).note).toEqual({ deep: [{ $sealed: expect.stringMatching(/^literal:/) }] });
  });
});

describe('looking at a sealed value', () => {
  const tokensOf = async (runId: string) => {
    const run = await admin.get<RunView>(`/api/runs/${runId}`);
    const { contact, items } = bodyOf(run) as {
      contact: { name: { $sealed: string } };
      items: readonly { netPrice: { $sealed: string } }[];
    };
    return { name: contact.name.$sealed, price: items[0]!.netPrice.$sealed };
  };

  test('API-99 takes the right and a reason, and is one entry of the audit that does not say the value', async () => {
    const runId = await start('takes');
    await runReaches(admin, runId, 'completed');
    const { name, price } = await tokensOf(runId);
    const asked = { tokens: [name, price], reason: 'The customer called about the price.' };
    expect(await operator.send<RevealedValues>('POST', `/api/runs/${runId}/reveal`, asked)).toEqual({
      values: { [name]: NAME, [price]: PRICE },
    });
    const { items } =
      await admin.get<Page<{ action: string; by: string; object: string; reason?: string; detail?: object }>>('/api/audit?limit=1');
    expect(items[0]).toMatchObject({
      action: 'values-revealed',
      by: expect.stringContaining('Olga Operator'),
      object: `run ${runId}`,
      reason: asked.reason,
      detail: { kinds: ['personal', 'price'], tokens: [name, price] },
    });
    expectNowhere([JSON.stringify(items)]);
    expect((await viewer.raw('POST', `/api/runs/${runId}/reveal`, asked)).status).toBe(403);
    expect((await operator.raw('POST', `/api/runs/${runId}/reveal`, { tokens: [name] })).status).toBe(400);
  });

  test('API-99 a token is no key to what other runs hold', async () => {
    const runId = await start('takes', { ...ORDER, contact: { name: 'Wilhelmina Birnbaum' } });
    const other = await start('takes');
    for (const id of [runId, other]) await runReaches(admin, id, 'completed');
    const { name } = await tokensOf(runId);
    const answer = await operator.raw('POST', `/api/runs/${other}/reveal`, { tokens: [name], reason: 'curious' });
    expect([answer.status, (answer.body as Problem).code]).toEqual([404, 'not-found']);
  });

  test('API-99 the command line does the same', async () => {
    const runId = await start('takes');
    await runReaches(admin, runId, 'completed');
    const { name } = await tokensOf(runId);
    const { code, out } = await callCli(['runs', 'reveal', runId, '--token', name, '--reason', 'asked by the customer'], {
      MILLRACE_URL: runtime.url,
      MILLRACE_TOKEN: operator.token,
    });
    expect([code, out]).toEqual([0, expect.stringContaining(NAME)]);
  });
});

describe('editing around a sealed value', () => {
  test('TRC-3 a message that is edited goes on with what its masked fields stand for', async () => {
    const runId = await start('refuses');
    const run = await runReaches(admin, runId, 'parked');
    const masked = bodyOf(run) as typeof ORDER;
    const edited = { ...masked, order: '4712', contact: { ...masked.contact, language: 'en' } };
    const stranger = { ...edited, order: { $sealed: 'personal:nobody' } };
    const act = (data: unknown) => operator.raw('POST', `/api/runs/${runId}/actions`, { action: 'edit', reason: 'wrong number', data });
    expect(await act(stranger)).toMatchObject({ status: 400, body: { code: 'sealed-value-unknown' } });
    const before = system.requests.length;
    expect((await act(edited)).status).toBe(200);
    await eventually(() => Promise.resolve(system.requests.length > before), 'it is sent again');
    expect(JSON.parse(system.requests.at(-1)!.body)).toMatchObject({
      to: EMAIL,
      order: { ...ORDER, order: '4712', contact: { ...ORDER.contact, language: 'en' } },
    });
    await runReaches(admin, runId, 'parked');
    await askAll(admin, runId);
    expectNowhere(answers);
  });
});
