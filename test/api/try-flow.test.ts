/** A flow tried while it is drawn: real reads, simulated writes, pins; nothing is left behind. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AuditView } from '#flows/api/audit.ts';
import type { ConnectionView, MaintenanceWindow } from '#flows/api/connections.ts';
import type { PinView, TryReport } from '#flows/api/flow-tests.ts';
import type { DraftView } from '#flows/api/flows.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { readOpenApi } from '#flows/services/read-openapi.ts';
import { type Api, eventually } from '../support/api.ts';
import { publish, smallFlow } from '../support/api-flows.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { ORDERS_OPENAPI } from '../support/orders-openapi.ts';
import { addPerson, everywhere, type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

const SHOP = '/api/environments/development/connections/shop';
let runtime: InProcessRuntime;
let admin: Api;
let system: LocalServer;
let isDown = false;
/** Answers that are kept back. */
let held: (() => void)[] | undefined;
const share = mkdtempSync(join(tmpdir(), 'millrace-share-'));
/** How many requests came before this test. */
let before = 0;

const call = (method: string, path: string, more: object = {}) => ({
  type: 'http/request',
  connection: 'shop',
  config: { method, path, idempotency: 'naturally-idempotent', ...(method === 'GET' ? {} : { body: '= trigger.body' }) },
  ...more,
});
const map = (target: string, expression: string, more: object = {}) => ({
  type: 'core/map',
  config: { rows: [{ target, expression }] },
  ...more,
});

/** Looks at an order, asks a person when it is much, writes it, and tells what it wrote. */
const orders = smallFlow({
  id: 'orders',
  webhook: { path: 'orders', authentication: 'public', synchronous: true },
  nodes: {
    look: call('GET', '= "/orders/" & trigger.body.order', { retry: { attempts: 5, initialMs: 60_000 } }),
    rest: { type: 'core/delay', config: { durationMs: 86_400_000 } },
    much: { type: 'core/switch', config: { cases: [{ port: 'much', when: '= steps.look.body.amount > 100' }] } },
    ask: { type: 'core/approval', config: { role: 'approver', title: 'Much?' } },
    write: call('POST', '/orders'),
    told: map('text', '= steps.look.body.amount & " " & steps.write.withheld'),
  },
  edges: [
    'start > look',
    'look > rest',
    'rest > much',
    'much:much > ask',
    'much:otherwise > write',
    'ask:approve > write',
    'ask:reject > told',
    'write > told',
  ],
  more: { lane: { name: 'order', key: '= trigger.body.order' } },
});

beforeAll(async () => {
  system = await startLocalServer((_request, response) => {
    const answer = () => {
      response.writeHead(isDown ? 503 : 200, { 'content-type': 'application/json' });
      response.end('{"amount":50}');
    };
    if (held === undefined) answer();
    else held.push(answer);
  });
  ({ runtime, admin } = await startWithAdmin({
    environment: { MILLRACE_ALLOWED_NETWORKS: `loopback:${system.port}`, MILLRACE_FILE_ROOTS: share },
  }));
  await connect({});
});
beforeEach(() => {
  isDown = false;
  before = system.requests.length;
});
afterAll(async () => {
  await runtime?.close();
  await system?.close();
  rmSync(share, { recursive: true, force: true });
});

async function connect(limits: object, path = SHOP): Promise<void> {
  const revision = await admin.get<ConnectionView>(path).then(
    (connection) => connection.revision,
    () => 0,
  );
  await admin.send('PUT', path, { type: 'http', settings: { baseUrl: system.url }, limits }, { 'if-match': `"${revision}"` });
}

async function draw(document: FlowDocument): Promise<string> {
  const { draftId } = await admin.send<DraftView>('POST', `/api/flows/${document.id}/drafts`, { document });
  return `/api/flows/${document.id}/drafts/${draftId}`;
}

const attempt = (draft: string, body: object, by = admin) => by.send<TryReport>('POST', `${draft}/try`, body);
const sent = () => system.requests.slice(before).map(({ method, url }) => `${method} ${url}`);
const stepOf = (report: TryReport, path: string) => report.steps.find((step) => step.path === path);

describe('a draft that is tried', () => {
  test('TRY-1 runs whole: it really reads, skips waits, records what it would write, and leaves no run behind', async () => {
    const draft = await draw(orders);
    const report = await attempt(draft, { input: { order: '4711' } });
    expect(report).toMatchObject({ state: 'completed', simulated: 1, sent: 0, input: { order: '4711' } });
    expect(sent()).toEqual(['GET /orders/4711']);
    expect(stepOf(report, 'look')).toMatchObject({
      state: 'completed',
      answered: false,
      input: { path: '/orders/4711' },
      output: { status: 200, body: { amount: 50 } },
      exchanges: [{ kind: 'read', connection: 'shop', state: 'read' }],
    });
    expect(stepOf(report, 'write')?.exchanges).toMatchObject([{ kind: 'write', state: 'withheld', request: { body: '{"order":"4711"}' } }]);
    expect((await admin.get<Page<RunSummary>>('/api/runs?flow=orders')).items).toEqual([]);
  });

  test('TRY-12 three tries of one person go on at once; a further one is told to wait, and has its turn when one has ended', async () => {
    const draft = await draw(orders);
    held = [];
    const going = ['1', '2', '3'].map((order) => attempt(draft, { input: { order } }));
    await eventually(async () => held!.length === 3, 'three of them wait for the system');
    expect(await admin.raw('POST', `${draft}/try`, { input: { order: '4' } })).toMatchObject({
      status: 429,
      body: { code: 'too-many-tries' },
    });
    for (const answer of held) answer();
    held = undefined;
    for (const report of await Promise.all(going)) expect(report.state).toBe('completed');
    expect(await attempt(draft, { input: { order: '4' } })).toMatchObject({ state: 'completed' });
  });

  test('TRY-2 what would be written goes on with an answer of the right shape that says that it was withheld', async () => {
    const report = await attempt(await draw(orders), { input: { order: '1' } });
    expect(stepOf(report, 'write')?.output).toMatchObject({ withheld: true, operation: 'POST /orders' });
    expect(Object.keys(stepOf(report, 'write')!.output as object)).toEqual(expect.arrayContaining(['status', 'headers']));
    expect(stepOf(report, 'told')?.output).toEqual({ text: '50 true' });
  });

  test('TRY-1 leaves no rows that it collected in the work folder of a share', async () => {
    const path = '/api/environments/development/connections/share';
    await admin.send('PUT', path, { type: 'files', settings: { root: share } }, { 'if-match': '"0"' });
    const collecting = smallFlow({
      id: 'collecting',
      nodes: {
        keep: { type: 'files/collect', connection: 'share', config: { part: 1, lists: { rows: '= [{ "name": "Ada" }]' } } },
        told: map('path', '= steps.keep.lists.rows.path'),
      },
      edges: ['start > keep', 'keep > told'],
    });
    const report = await attempt(await draw(collecting), { input: {} });
    expect(report).toMatchObject({ state: 'completed' });
    const kept = (stepOf(report, 'told')!.output as { readonly path: string }).path;
    expect(kept).toContain('collected/');
    expect(existsSync(join(share, kept))).toBe(false);
  });

  test('TRY-2 also where the ways out of a node come of its config: an operation of a described service', async () => {
    const { config } = readOpenApi(ORDERS_OPENAPI).description!.operations.find(({ id }) => id === 'createOrder')!;
    const described = smallFlow({
      id: 'described',
      nodes: {
        create: { type: 'http/operation', connection: 'shop', config: { ...config, input: { body: { customer: 'Mia', items: [] } } } },
        told: map('known', '= $exists(steps.create.body.orderId)'),
      },
      edges: ['start > create', 'create > told'],
    });
    const report = await attempt(await draw(described), { input: {} });
    expect(report).toMatchObject({ state: 'completed', simulated: 1, sent: 0 });
    expect(stepOf(report, 'create')?.output).toMatchObject({ withheld: true, body: { orderId: expect.any(String) as string } });
    expect(stepOf(report, 'told')?.output).toEqual({ known: true });
    expect(sent()).toEqual([]);
  });

  test('TRY-3 runs to a node: what leads to it, and nothing that comes after', async () => {
    const draft = await draw(orders);
    const report = await attempt(draft, { input: { order: '7' }, to: 'much' });
    expect(report.steps.map(({ path }) => path).toSorted()).toEqual(['look', 'much', 'rest']);
    expect(stepOf(report, 'much')).toMatchObject({ port: 'otherwise' });
    expect(report).toMatchObject({ state: 'completed', simulated: 0 });
    // Not reached: the way goes elsewhere, which is no fault.
    const asked = await attempt(draft, { input: { order: '7' }, to: 'ask' });
    expect(asked.state).toBe('completed');
    expect(stepOf(asked, 'ask')).toBeUndefined();
  });

  test('TRY-4 a node runs alone behind what the steps before it gave; nobody else is called, and its way out is looked at by itself', async () => {
    const draft = await draw(orders);
    const body = { status: 200, headers: {}, body: { amount: 500 } };
    const report = await attempt(draft, { only: 'much', input: {}, steps: { look: { output: body } } });
    expect(report.state).toBe('completed');
    expect(stepOf(report, 'much')).toMatchObject({ port: 'much' });
    expect(stepOf(report, 'look')).toMatchObject({ answered: true, output: body });
    expect(sent()).toEqual([]);
    const write = await attempt(draft, { only: 'write', input: { order: 'x' } });
    expect(write).toMatchObject({ state: 'completed', simulated: 1 });
    expect(sent()).toEqual([]);
  });

  test('TRY-4 a node inside of a for-each runs alone with one item, or with the list that the steps before it gave', async () => {
    const looped = smallFlow({
      id: 'looped',
      nodes: {
        list: map('items', '= trigger.body.numbers'),
        each: { type: 'core/for-each', config: { items: '= steps.list.items' } },
        twice: map('double', '= item * 2', { parent: 'each' }),
        more: map('one', '= steps.twice.double + 1', { parent: 'each' }),
      },
      edges: ['start > list', 'list > each', 'twice > more'],
    });
    const draft = await draw(looped);
    const one = await attempt(draft, { only: 'twice', item: 21 });
    expect(one.steps.filter(({ nodeId }) => nodeId === 'twice')).toMatchObject([{ output: { double: 42 } }]);
    const listed = await attempt(draft, { only: 'twice', steps: { list: { output: { items: [1, 2] } } } });
    expect(listed.steps.filter(({ nodeId }) => nodeId === 'twice').map(({ output }) => output)).toEqual([{ double: 2 }, { double: 4 }]);
    const behind = await attempt(draft, { only: 'more', item: 1, steps: { twice: { output: { double: 8 } } } });
    expect(behind.steps.filter(({ nodeId }) => nodeId === 'more')).toMatchObject([{ output: { one: 9 } }]);
    const upTo = await attempt(draft, { input: { numbers: [3] }, to: 'twice' });
    expect(upTo.steps.filter(({ nodeId }) => nodeId === 'twice')).toMatchObject([{ output: { double: 6 } }]);
    expect(upTo.steps.some(({ nodeId }) => nodeId === 'more')).toBe(false);
  });

  test('TRY-5 a step that fails is called once and says why; nothing is tried again for it', async () => {
    isDown = true;
    const report = await attempt(await draw(orders), { input: { order: '1' }, to: 'look' });
    expect(sent()).toEqual(['GET /orders/1']);
    expect(stepOf(report, 'look')).toMatchObject({ error: { class: 'unavailable' }, exchanges: [{ error: { class: 'unavailable' } }] });
    expect(report.error).toMatchObject({ class: 'unavailable' });
  });

  test('TRY-11 a system that a person closed, or that is in maintenance, is not called by a try either', async () => {
    const draft = await draw(orders);
    const circuit = '/api/environments/development/circuits/shop';
    await admin.send('POST', circuit, { state: 'open', reason: 'the system is moved' });
    expect(await attempt(draft, { input: { order: '1' } })).toMatchObject({ state: 'held' });
    expect(sent()).toEqual([]);
    await admin.send('POST', circuit, { state: 'closed', reason: 'it is back' });
    const instantIn = (ms: number) => new Date(Date.now() + ms).toISOString();
    const window = { from: instantIn(-1_000), to: instantIn(3_600_000), reason: 'Support package' };
    const { windowId } = await admin.send<MaintenanceWindow>('POST', `${SHOP}/maintenance`, window);
    // A wait of the flow is skipped; the window is not.
    const late = smallFlow({
      id: 'late',
      nodes: { rest: { type: 'core/delay', config: { durationMs: 86_400_000 } }, look: call('GET', '/orders/2') },
      edges: ['start > rest', 'rest > look'],
    });
    expect(await attempt(await draw(late), { input: {} })).toMatchObject({ state: 'held' });
    expect(sent()).toEqual([]);
    await admin.send('DELETE', `${SHOP}/maintenance/${windowId}`);
    expect(await attempt(draft, { input: { order: '1' } })).toMatchObject({ state: 'completed' });
  });

  test('TRY-6 what cannot begin says so in a sentence: a message that does not fit, a missing key, a node that nothing leads to', async () => {
    const draft = await draw(orders);
    expect((await attempt(draft, { input: {} })).refused).toContain('lane');
    const lost = await draw({ ...orders, id: 'lost', edges: [] });
    expect((await attempt(lost, { input: { order: '1' }, to: 'look' })).refused).toContain('no trigger');
    expect((await admin.raw('POST', `${draft}/try`, { to: 'nowhere' })).status).toBe(404);
    expect((await admin.raw('POST', `${draft}/try`, { to: 'look', only: 'look' })).status).toBe(400);
    const broken = await draw(
      smallFlow({ id: 'broken', nodes: { write: call('POST', '= ((('), look: map('a', '= 1') }, edges: ['start > look', 'look > write'] }),
    );
    const part = await attempt(broken, { input: {}, to: 'look' });
    expect(part).toMatchObject({ state: 'completed' });
  });
});

describe('test writes', () => {
  test('TRY-7 go out where the connection allows it, and are in the audit; a dry run withholds them all the same', async () => {
    const draft = await draw(orders);
    await connect({ testWrites: true });
    const report = await attempt(draft, { input: { order: '9' }, only: 'write' });
    expect(report).toMatchObject({ sent: 1, simulated: 0 });
    expect(sent()).toEqual(['POST /orders']);
    const { items } = await admin.get<Page<AuditView>>('/api/audit?limit=20');
    expect(items.find(({ action }) => action === 'draft-tried')).toMatchObject({ object: 'flow orders', detail: { writesTo: ['shop'] } });
    await connect({ testWrites: true, withholdWrites: true });
    expect(await attempt(draft, { input: { order: '9' }, only: 'write' })).toMatchObject({ sent: 0, simulated: 1 });
    await connect({});
  });

  test('TRY-7 are in the audit too where a called flow makes them, or the connection that a plant has to itself allows them', async () => {
    const writer = smallFlow({ id: 'writer', nodes: { write: call('POST', '/orders') }, edges: ['start > write'] });
    const { start: _manual, ...inner } = writer.nodes;
    const callable = { start: { type: 'core/flow-call', version: 1, label: 'Called', config: {} }, ...inner };
    await publish(admin, { ...writer, nodes: callable } as FlowDocument);
    const draft = await draw(
      smallFlow({
        id: 'caller',
        nodes: { hand: { type: 'core/call-flow', config: { flow: 'writer', major: 1, input: '= trigger.body' } } },
        edges: ['start > hand'],
      }),
    );
    await connect({ testWrites: true });
    expect(await attempt(draft, { input: { order: '5' } })).toMatchObject({ state: 'completed', sent: 1 });
    const audited = async (object: string) =>
      (await admin.get<Page<AuditView>>('/api/audit?limit=20')).items.find((one) => one.action === 'draft-tried' && one.object === object);
    expect(await audited('flow caller')).toMatchObject({ detail: { writesTo: ['shop'] } });
    await connect({});
    const revision = 0;
    await admin.send(
      'PUT',
      SHOP,
      { type: 'http', settings: { baseUrl: system.url }, limits: { testWrites: true }, plant: '1000' },
      { 'if-match': `"${revision}"` },
    );
    const planted = await draw({ ...writer, id: 'planted', plant: '= trigger.body.plant' } as FlowDocument);
    expect(await attempt(planted, { input: { order: '6', plant: '1000' } })).toMatchObject({ sent: 1 });
    expect(await audited('flow planted')).toMatchObject({ detail: { writesTo: ['shop'] } });
    await admin.send('DELETE', `${SHOP}?plant=1000`);
  });

  test('TRY-7 are never allowed in an environment after development', async () => {
    const refused = await admin.raw(
      'PUT',
      '/api/environments/test/connections/shop',
      { type: 'http', settings: { baseUrl: system.url }, limits: { testWrites: true } },
      { 'if-match': '"0"' },
    );
    expect(refused).toMatchObject({ status: 400, body: { code: 'test-writes-elsewhere' } });
  });
});

describe('pins', () => {
  test('TRY-8 stand in the place of a node whenever the draft is tried, with the way out that they name, and nowhere else', async () => {
    const draft = await draw(orders);
    const amount = { status: 200, headers: {}, body: { amount: 101 } };
    await admin.send('PUT', `${draft}/pins/look`, { output: amount });
    await admin.send('PUT', `${draft}/pins/ask`, { port: 'approve', output: { choice: 'approve' } });
    await admin.send('PUT', `${draft}/pins/write`, { output: { status: 201, headers: {}, body: null } });
    const report = await attempt(draft, { input: { order: '1' } });
    expect(report).toMatchObject({ state: 'completed', simulated: 0 });
    expect(sent()).toEqual([]);
    expect(report.steps.filter(({ answered }) => answered).map(({ path, port }) => `${path} ${port}`)).toEqual(
      expect.arrayContaining(['look out', 'ask approve', 'write out']),
    );
    // A pinned trigger is the message.
    await admin.send('PUT', `${draft}/pins/start`, { output: { order: '55' } });
    expect((await attempt(draft, {})).input).toEqual({ order: '55' });
    // Alone, a node is never its own pin.
    expect(stepOf(await attempt(draft, { only: 'look', input: { order: '8' } }), 'look')).toMatchObject({ answered: false });
    expect(sent()).toEqual(['GET /orders/8']);
    await admin.send('DELETE', `${draft}/pins/ask`);
    expect((await attempt(draft, { input: { order: '1' } })).state).toBe('waiting');
  });

  test('TRY-8 go the way of their draft: the next draft begins with those of the one that was published, thrown away they are gone', async () => {
    const kept = { ...orders, id: 'kept' };
    const draft = await draw(kept);
    await admin.send('PUT', `${draft}/pins/look`, { output: { status: 200 } });
    const draftId = draft.split('/').at(-1);
    await admin.send('POST', '/api/flows/kept/versions', { draftId, note: 'for a test' });
    const next = await draw(kept);
    const pinsOf = async (path: string) => (await admin.get<Page<PinView>>(`${path}/pins`)).items.map(({ nodeId }) => nodeId);
    expect(await pinsOf(next)).toEqual(['look']);
    await admin.send('DELETE', `${next}/pins/look`);
    await admin.send('PUT', `${next}/pins/told`, { output: {} });
    await admin.send('DELETE', next);
    expect(await pinsOf(await draw(kept))).toEqual(['look']);
  });

  test('TRY-8 go along with a node that has another id, to one that is there and has no pin of its own', async () => {
    const draft = await draw(orders);
    const pins = async () => (await admin.get<Page<PinView>>(`${draft}/pins`)).items;
    await admin.send('PUT', `${draft}/pins/look`, { port: 'out', output: { status: 200 } });
    const [before] = await pins();
    const move = (from: string, to: string) => admin.raw('POST', `${draft}/pins/${from}/move`, { to });
    expect((await move('look', 'nowhere')).status).toBe(404);
    expect((await move('write', 'ask')).status).toBe(404);
    expect((await move('look', 'write')).status).toBe(204);
    expect(await pins()).toEqual([{ ...before, nodeId: 'write' }]);
    await admin.send('PUT', `${draft}/pins/look`, { output: {} });
    expect(await move('look', 'write')).toMatchObject({ status: 409, body: { code: 'pin-there' } });
    expect((await pins()).map(({ nodeId }) => nodeId).sort()).toEqual(['look', 'write']);
  });

  test('TRY-9 hold at most 256 kB, nodes that are there, and no value that is not for everybody', async () => {
    const person = { type: 'object', properties: { name: { type: 'string', 'x-millrace': 'personal' }, city: { type: 'string' } } };
    const draft = await draw({ ...orders, id: 'people', contract: { major: 1, input: person } } as FlowDocument);
    const pin = await admin.send<PinView>('PUT', `${draft}/pins/start`, { output: { name: 'Ada Lovelace', city: 'London' } });
    expect(pin.output).toEqual({ name: 'Sample 1', city: 'London' });
    expect((await admin.raw('PUT', `${draft}/pins/look`, { output: 'x'.repeat(300_000) })).body).toMatchObject({ code: 'pin-too-large' });
    for (const nowhere of ['nowhere', 'constructor'])
      expect((await admin.raw('PUT', `${draft}/pins/${nowhere}`, { output: {} })).status).toBe(404);
    for (const asked of [{ to: 'constructor' }, { only: 'constructor' }, { steps: { constructor: { output: {} } } }])
      expect((await admin.raw('POST', `${draft}/try`, { input: {}, ...asked })).status).toBe(404);
  });
});

test('TRY-9 what is tried shows no value that is not for everybody, in no step, request or answer', async () => {
  const person = { type: 'object', properties: { name: { type: 'string', 'x-millrace': 'personal' }, order: { type: 'string' } } };
  const draft = await draw({
    ...smallFlow({
      id: 'names',
      nodes: { greet: map('text', '= trigger.body.name'), write: call('POST', '/people') },
      edges: ['start > greet', 'greet > write'],
    }),
    contract: { major: 1, input: person },
  } as FlowDocument);
  const report = await attempt(draft, { input: { name: 'Ada Lovelace', order: '1' } });
  expect(report.state).toBe('completed');
  const { input: _given, ...shown } = report;
  expect(JSON.stringify(shown)).not.toContain('Lovelace');
});

test('TRY-9 what a person would be asked is shown as it would be asked: a price is masked however short it is', async () => {
  const quote = { type: 'object', properties: { price: { type: 'number', 'x-millrace': 'price' }, order: { type: 'string' } } };
  const ask = {
    role: 'approver',
    title: '= "Take " & trigger.body.order & " for " & trigger.body.price & "?"',
    detail: { order: '= trigger.body.order', price: '= trigger.body.price', half: '= trigger.body.price / 2' },
  };
  const draft = await draw({
    ...smallFlow({
      id: 'quotes',
      nodes: { ask: { type: 'core/approval', config: ask }, taken: map('text', '"taken"'), declined: map('text', '"declined"') },
      edges: ['start > ask', 'ask:approve > taken', 'ask:reject > declined'],
    }),
    contract: { major: 1, input: quote },
  } as FlowDocument);
  const { steps } = await attempt(draft, { input: { order: 'A-1', price: 9.5 } });
  const asked = steps.find(({ path }) => path === 'ask')?.input as { title: string; detail: { [name: string]: unknown } };
  expect(asked.title).toMatch(/^Take A-1 for (?!9)/);
  expect(asked.detail).toMatchObject({ order: 'A-1', price: { $sealed: expect.any(String) } });
  expect(JSON.stringify(asked)).not.toMatch(/9\.5|4\.75/);
});

test('TRY-10 who may not write drafts, start runs in development and see payloads tries nothing', async () => {
  const draft = await draw({ ...orders, id: 'guarded' });
  const operator = await addPerson(admin, 'Otto', [everywhere('operator')]);
  expect((await operator.raw('POST', `${draft}/try`, { input: { order: '1' } })).status).toBe(403);
  const elsewhere = await addPerson(admin, 'Anna', [{ role: 'analyst', environment: 'test', folder: '*' }]);
  expect((await elsewhere.raw('POST', `${draft}/try`, { input: { order: '1' } })).status).toBe(403);
  const viewer = await addPerson(admin, 'Vera', [everywhere('viewer')]);
  expect((await viewer.raw('GET', `${draft}/pins`)).status).toBe(403);
  expect(sent()).toEqual([]);
});
