/** What a form offers of the system behind a connection, over the API: searched, kept for a moment, and clear when the system is not there. */
import type { OutgoingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OptionsView } from '#flows/api/connections.ts';
import type { Api } from '../support/api.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import type { MemoryHost } from '../support/memory-host.ts';
import { addPerson, type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';
import { createSapSystem } from '../support/sap-system.ts';

const CONNECTIONS = '/api/environments/development/connections';
const ORDERS = { service: 'API_SALES_ORDER_SRV', entitySet: 'A_SalesOrder' };
let sap: LocalServer;
let host: MemoryHost;
let runtime: InProcessRuntime;
let admin: Api;
/** Answers wait for it. */
let gate = Promise.resolve();
beforeAll(async () => {
  const system = createSapSystem();
  host = system.host;
  sap = await startLocalServer(async ({ method, url, headers, body }, response) => {
    await gate;
    const answer = await system.simulator.handle({ method, url, headers: headers as Record<string, string>, body: Buffer.from(body) });
    response.writeHead(answer.status, answer.headers as OutgoingHttpHeaders).end(answer.body);
  });
  ({ runtime, admin } = await startWithAdmin({ environment: { MILLRACE_ALLOWED_NETWORKS: `loopback:${sap.port},loopback:9` } }));
  const put = (name: string, type: string, settings: object, secrets: object = {}) =>
    admin.send('PUT', `${CONNECTIONS}/${name}`, { type, settings, secrets }, { 'if-match': '"0"' });
  const settings = { baseUrl: sap.url, sapClient: '100', user: 'MILLRACE' };
  for (const name of ['sap', 'sap-shared', 'sap-busy', 'sap-away']) await put(name, 'sap-odata', settings, { password: 'sandbox' });
  await put('sap-stranger', 'sap-odata', settings, { password: 'another-password' });
  // Nothing listens there.
  await put('sap-far', 'sap-odata', { ...settings, baseUrl: 'http://127.0.0.1:9' }, { password: 'sandbox' });
  await put('web', 'http', { baseUrl: 'http://127.0.0.1:9' });
});
afterAll(async () => {
  await runtime?.close();
  await sap?.close();
});

const ask = (name: string, question: object, by: Api = admin) => by.raw('POST', `${CONNECTIONS}/${name}/options`, question);
const offered = async (name: string, question: object) => {
  const { status, body } = await ask(name, question);
  expect([status, body]).toMatchObject([200, {}]);
  return body as unknown as OptionsView;
};
const asksFor = (part: string) => sap.requests.filter(({ url }) => url.includes(part)).length;

test('API-180 a list is searched by all words, those that begin with it first, and is no longer than a person reads', async () => {
  const found = await offered('sap', { list: 'services', search: 'sales order' });
  expect(found.options.length).toBeGreaterThan(1);
  for (const { value, label } of found.options) expect(`${value} ${label}`.toLowerCase()).toMatch(/sales.*order/);
  const fields = await offered('sap', { list: 'fields', given: ORDERS, search: 'totalnet' });
  expect(fields).toMatchObject({ more: false, options: [{ value: 'TotalNetAmount', type: expect.stringContaining('Decimal') }] });
  const begins = await offered('sap', { list: 'fields', given: ORDERS, search: 'sales' });
  expect(begins.options[0]!.value).toMatch(/^Sales/);
  expect(new Set(sap.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  expect(host.records).toEqual([]);
});

test('API-180 many who ask at once are one question, and so is who asks shortly after', async () => {
  const before = asksFor('A_ProductPlant');
  let open = (): void => {};
  gate = new Promise((resolve) => {
    open = resolve;
  });
  const waiting = Array.from({ length: 6 }, (_, index) => ask('sap-shared', { list: 'plants', search: index % 2 === 0 ? '' : '1010' }));
  open();
  for (const { status } of await Promise.all(waiting)) expect(status).toBe(200);
  expect((await offered('sap-shared', { list: 'plants' })).options.map(({ value }) => value)).toEqual(['1010', '1020']);
  expect(asksFor('A_ProductPlant') - before).toBe(1);
});

test('API-180 one system is asked four questions at a time; a fifth may come again', async () => {
  let open = (): void => {};
  gate = new Promise((resolve) => {
    open = resolve;
  });
  const lists = ['services', 'plants', 'order-types', 'divisions'];
  const waiting = lists.map((list) => ask('sap-busy', { list }));
  await expect
    .poll(() => ask('sap-busy', { list: 'sales-organisations' }))
    .toMatchObject({ status: 429, body: { code: 'too-many-questions' } });
  open();
  for (const { status } of await Promise.all(waiting)) expect(status).toBe(200);
  expect((await ask('sap-busy', { list: 'sales-organisations' })).status).toBe(200);
});

test('API-180 what is no question says what to do, before anything is asked', async () => {
  const before = sap.requests.length;
  expect(await ask('sap', { list: 'materials' })).toMatchObject({
    status: 422,
    body: { code: 'options-unknown', help: expect.stringContaining('plants') },
  });
  expect(await ask('sap', { list: '__proto__' })).toMatchObject({ status: 422 });
  expect(await ask('web', { list: 'services' })).toMatchObject({ status: 422 });
  expect(await ask('sap', { list: 'fields', given: { service: ORDERS.service } })).toMatchObject({
    status: 400,
    body: { code: 'options-incomplete', detail: expect.stringContaining('entitySet') },
  });
  expect(await ask('sap', { list: 'entity-sets', given: { service: '../../ping' } })).toMatchObject({ status: 400 });
  expect(await ask('sap', { list: 'services', more: true })).toMatchObject({ status: 400 });
  expect(await ask('none', { list: 'services' })).toMatchObject({ status: 404 });
  expect((await ask('sap', { list: 'services' }, await addPerson(admin, 'Stranger', []))).status).toBe(403);
  expect(sap.requests.length).toBe(before);
});

test('API-180 a set that is not there is the fault of the question; it is asked anew when it is there', async () => {
  const question = { list: 'fields', given: { ...ORDERS, entitySet: 'A_Nothing' } };
  expect(await ask('sap', question)).toMatchObject({
    status: 400,
    body: { code: 'options-unknown', detail: expect.stringContaining('A_Nothing') },
  });
  const before = asksFor('$metadata');
  await ask('sap', question);
  expect(asksFor('$metadata')).toBe(before + 1);
});

test('API-180 a system that is not there or refuses is told in its words, without what it was sent', async () => {
  expect(await ask('sap-far', { list: 'services' })).toMatchObject({ status: 502 });
  expect(await ask('sap-stranger', { list: 'plants' })).toMatchObject({
    status: 502,
    body: { code: 'sign-in', detail: expect.stringContaining('401') },
  });
  expect(runtime.logged()).not.toContain('another-password');
});

test('API-180 a system that is to be left alone is not asked', async () => {
  const circuit = '/api/environments/development/circuits/sap-away';
  await admin.send('POST', circuit, { state: 'open', reason: 'Upgrade of the system' });
  const before = sap.requests.length;
  expect(await ask('sap-away', { list: 'plants' })).toMatchObject({ status: 409, body: { code: 'circuit-open' } });
  await admin.send('POST', circuit, { state: 'closed', reason: 'It is back' });
  const now = Date.now();
  const window = {
    from: new Date(now - 60_000).toISOString(),
    to: new Date(now + 3_600_000).toISOString(),
    reason: 'Upgrade of the system',
  };
  await admin.send('POST', `${CONNECTIONS}/sap-away/maintenance`, window);
  expect(await ask('sap-away', { list: 'plants' })).toMatchObject({ status: 409, body: { code: 'in-maintenance' } });
  expect(sap.requests.length).toBe(before);
});
