/** From a connection to the palette: what its system offers is listed, one service described, looked at and imported over the API. */
import type { OutgoingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServiceTextView } from '#flows/api/connections.ts';
import type { ServicePreview, ServiceView } from '#flows/api/services.ts';
import type { ServiceCatalogue } from '#flows/connection-manifest.ts';
import type { Api } from '../support/api.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import type { MemoryHost } from '../support/memory-host.ts';
import { addPerson, type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';
import { createSapSystem } from '../support/sap-system.ts';

const V4 = 'api_salesorder/srvd_a2x/sap/salesorder/0001';
const CONNECTIONS = '/api/environments/development/connections';
/** A system that says what it was sent. */
const ECHO = `<Edmx><!-- another-password --><DataServices><Schema Namespace="S"><EntityType Name="T"><Key><PropertyRef Name="Id"/></Key>
<Property Name="Id" Type="Edm.String"/></EntityType></Schema></DataServices></Edmx>`;
let sap: LocalServer;
let host: MemoryHost;
let runtime: InProcessRuntime;
let admin: Api;
beforeAll(async () => {
  const system = createSapSystem();
  host = system.host;
  sap = await startLocalServer(async ({ method, url, headers, body }, response) => {
    if (url.includes('ECHO_SRV')) return response.writeHead(200, { 'content-type': 'application/xml' }).end(ECHO);
    const answer = await system.simulator.handle({ method, url, headers: headers as Record<string, string>, body: Buffer.from(body) });
    response.writeHead(answer.status, answer.headers as OutgoingHttpHeaders).end(answer.body);
  });
  ({ runtime, admin } = await startWithAdmin({ environment: { MILLRACE_ALLOWED_NETWORKS: `loopback:${sap.port},loopback:9` } }));
  const put = (name: string, type: string, settings: object, secrets: object = {}) =>
    admin.send('PUT', `${CONNECTIONS}/${name}`, { type, settings, secrets }, { 'if-match': '"0"' });
  const settings = { baseUrl: sap.url, sapClient: '100', user: 'MILLRACE' };
  await put('sap', 'sap-odata', settings, { password: 'sandbox' });
  await put('sap-stranger', 'sap-odata', settings, { password: 'another-password' });
  // Nothing listens there.
  await put('sap-far', 'sap-odata', { baseUrl: 'http://127.0.0.1:9', sapClient: '100', user: 'MILLRACE' }, { password: 'sandbox' });
  await put('web', 'http', { baseUrl: 'http://127.0.0.1:9' });
});
afterAll(async () => {
  await runtime?.close();
  await sap?.close();
});

const list = (name: string, by: Api = admin) => by.raw('GET', `${CONNECTIONS}/${name}/services`);
const describeOne = (name: string, question: { readonly [name: string]: string }, by: Api = admin) =>
  by.raw('GET', `${CONNECTIONS}/${name}/services/description?${new URLSearchParams(question)}`);

test('API-171 SVC-9 a service is found in the system, described, looked at, and only imported when it is said', async () => {
  const { services, unread } = (await list('sap')).body as unknown as ServiceCatalogue;
  expect(unread).toEqual([]);
  expect(services).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ service: 'API_OUTBOUND_DELIVERY_SRV;v=0002', version: 2, protocol: 'V2' }),
      expect.objectContaining({ service: V4, version: 1, protocol: 'V4', title: 'Sales Order (A2X, OData V4)' }),
    ]),
  );
  for (const [name, question] of [
    ['deliveries', { service: 'API_OUTBOUND_DELIVERY_SRV;v=0002' }],
    ['sales', { service: V4, protocol: 'V4' }],
  ] as const) {
    const { status, body } = await describeOne('sap', question);
    expect([status, body]).toMatchObject([200, { protocol: 'V2', ...question }]);
    const given = { text: (body as unknown as ServiceTextView).text, path: question.service };
    const preview = await admin.send<ServicePreview>('POST', `/api/services/${name}/preview`, given);
    expect(preview.path).toBe(question.service);
    expect(preview.operations!.length).toBeGreaterThan(1);
    expect((await admin.raw('GET', `/api/services/${name}`)).status).toBe(404);
    const stored = await admin.send<ServiceView>('PUT', `/api/services/${name}`, given, { 'if-match': '"0"' });
    expect(stored).toMatchObject({ name, kind: 'odata', path: question.service });
  }
  // The system saw nothing but reading.
  expect(new Set(sap.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  expect(host.records).toEqual([]);
});

test('API-171 what cannot be listed or described says why, in the words of the system', async () => {
  expect(await list('sap-far')).toMatchObject({ status: 502 });
  expect(await list('sap-stranger')).toMatchObject({ status: 502, body: { code: 'sign-in', detail: expect.stringContaining('401') } });
  expect(await list('web')).toMatchObject({ status: 422, body: { code: 'no-catalogue' } });
  expect(await list('none')).toMatchObject({ status: 404 });
  // A plant that has none to itself is not answered for by another.
  expect(await admin.raw('GET', `${CONNECTIONS}/sap/services?plant=1000`)).toMatchObject({ status: 404 });
  expect(await describeOne('web', { service: 'ANY' })).toMatchObject({ status: 422, body: { code: 'no-catalogue' } });
  expect(await describeOne('sap', { service: 'API_NOT_THERE_SRV' })).toMatchObject({ status: 502 });
  for (const question of [{}, { service: '../../ping' }, { service: V4 }, { service: 'API_SALES_ORDER_SRV', protocol: 'V3' }])
    expect((await describeOne('sap', question)).status, JSON.stringify(question)).toBe(400);
  const echoed = await describeOne('sap-stranger', { service: 'ECHO_SRV' });
  expect(echoed).toMatchObject({ status: 200, body: { text: expect.stringContaining('<EntityType Name="T">') } });
  expect(JSON.stringify(echoed.body)).not.toContain('another-password');
  expect(runtime.logged()).not.toContain('another-password');
});

test('API-171 whoever may not read connections learns nothing of what stands behind them', async () => {
  const stranger = await addPerson(admin, 'Stranger', []);
  expect((await list('sap', stranger)).status).toBe(403);
  expect((await describeOne('sap', { service: 'API_SALES_ORDER_SRV' }, stranger)).status).toBe(403);
});
