/** A service of SAP from its `$metadata` to a typed flow; what is no metadata is refused. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DraftView } from '#flows/api/flows.ts';
import type { Page } from '#flows/api/page.ts';
import type { ServicePreview, ServiceUse, ServiceView } from '#flows/api/services.ts';
import type { JsonObject } from '#flows/json.ts';
import type { ServiceOperation } from '#flows/services/service.ts';
import { openSap, SALES } from '#nodes/sap/simulator/sap-fixture.ts';
import type { Api } from '../support/api.ts';
import { type Problem, smallFlow } from '../support/api-flows.ts';
import { type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

const V4 = 'api_salesorder/srvd_a2x/sap/salesorder/0001';
let runtime: InProcessRuntime;
let admin: Api;
let metadata: { readonly v2: string; readonly v4: string };

beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
  const sap = openSap();
  metadata = { v2: (await sap.get(`${SALES}/$metadata`)).text, v4: (await sap.get(`/sap/opu/odata4/sap/${V4}/$metadata`)).text };
  const connection = { type: 'sap-odata', settings: { baseUrl: 'http://127.0.0.1:9', sapClient: '100' } };
  await admin.send('PUT', '/api/environments/development/connections/sap', connection, { 'if-match': '"0"' });
});
afterAll(() => runtime?.close());

const put = (name: string, body: JsonObject, revision = 0) =>
  admin.raw('PUT', `/api/services/${name}`, body, { 'if-match': `"${revision}"` });
const operationOf = (name: string, id: string) =>
  admin.get<ServiceOperation>(`/api/services/${name}/operation?id=${encodeURIComponent(id)}`);

async function draftOf(id: string, { type, config }: ServiceOperation, filled: JsonObject, expression: string) {
  const document = smallFlow({
    id,
    nodes: {
      read: { type, connection: 'sap', config: { ...config, ...filled } },
      note: { type: 'core/map', config: { rows: [{ target: 'text', expression }] } },
    },
    edges: ['start > read', 'read > note'],
    more: { contract: { major: 1, input: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } } },
  });
  const { problems } = await admin.send<DraftView>('POST', `/api/flows/${id}/drafts`, { document });
  return problems.filter(({ severity }) => severity === 'error');
}

describe('an OData service', () => {
  test('SVC-9 of V2 is imported from its metadata, and a flow is typed by it', async () => {
    const { status, body } = await put('sales', { text: metadata.v2 });
    expect([status, body]).toMatchObject([200, { kind: 'odata', title: 'API_SALES_ORDER_SRV', path: 'API_SALES_ORDER_SRV' }]);
    const read = await operationOf('sales', 'A_SalesOrder.read');
    expect(read).toMatchObject({ type: 'sap/read-entities', config: { service: 'API_SALES_ORDER_SRV', described: { service: 'sales' } } });
    const where = { where: { SalesOrder: '= trigger.body.id' } };
    expect(await draftOf('typed-well', read, where, '= steps.read.rows[0].TotalNetAmount')).toEqual([]);
    expect(await draftOf('typed-name', read, where, '= steps.read.rows[0].TotalNetAmunt')).toMatchObject([{ nodeId: 'note' }]);
    expect(await draftOf('typed-value', read, { where: { SalesOrder: '= trigger.body.id = "1"' } }, '= "x"')).toMatchObject([
      { nodeId: 'read', path: '/nodes/read/config/where/SalesOrder' },
    ]);
    expect(await draftOf('typed-not', read, {}, '= "x"')).toMatchObject([{ nodeId: 'read' }]);
  });

  test('SVC-7 a newer one says which flows it breaks', async () => {
    await put('newer', { text: metadata.v2 });
    const list = await operationOf('newer', 'A_SalesOrder.list');
    expect(await draftOf('of-newer', list, {}, '= steps.read.count')).toEqual([]);
    const text = metadata.v2.replaceAll('"TotalNetAmount"', '"TotalNetAmountNow"');
    const { changes, uses } = await admin.send<ServicePreview>('POST', '/api/services/newer/preview', { text });
    expect(changes.find(({ operation }) => operation === 'A_SalesOrder.list')).toMatchObject({ kind: 'changed', breaks: true });
    expect(uses).toMatchObject([{ flowId: 'of-newer', nodeId: 'read', operation: 'A_SalesOrder.list', standing: 'breaks' }]);
    expect((await admin.get<Page<ServiceUse>>('/api/services/newer/uses')).items).toMatchObject([{ standing: 'same' }]);
  });

  test('SVC-10 of V4 it has to be said where it stands, once', async () => {
    expect(await put('sales-v4', { text: metadata.v4 })).toMatchObject({ status: 400, body: { code: 'service-path-missing' } });
    expect(await put('sales-v4', { text: metadata.v4, path: V4 })).toMatchObject({ status: 200, body: { kind: 'odata', path: V4 } });
    expect(await put('sales-v4', { text: metadata.v4 }, 1)).toMatchObject({ status: 200, body: { revision: 2, path: V4 } });
    const change = await operationOf('sales-v4', 'SalesOrder.change');
    expect(change).toMatchObject({ type: 'sap/write-entity', config: { service: V4, entitySet: 'SalesOrder', operation: 'change' } });
    const { operations } = await admin.get<ServiceView>('/api/services/sales-v4');
    expect(operations).toContainEqual(expect.objectContaining({ type: 'sap/call-function' }));
  });

  test('SVC-10 metadata of V2 say by their own link where they stand', async () => {
    const link = '<atom:link rel="self" href="https://s4/sap/opu/odata/sap/API_SALES_ORDER_SRV;v=0002/$metadata" xmlns:atom="a"/>';
    const text = metadata.v2.replace('</Schema>', `${link}</Schema>`);
    expect(await put('linked', { text })).toMatchObject({ status: 200, body: { path: 'API_SALES_ORDER_SRV;v=0002', version: '0002' } });
  });

  test.each([
    ['no XML', '<Edmx><DataServices>', 'description-malformed'],
    ['no schema', '<Edmx><DataServices/></Edmx>', 'description-malformed'],
    ['a page', '<html><body>Log on</body></html>', 'description-malformed'],
    ['nothing to call', '<Edmx><DataServices><Schema Namespace="S"/></DataServices></Edmx>', 'description-empty'],
    ['entities', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Edmx>&a;</Edmx>', 'description-malformed'],
    ['depth', `${'<a>'.repeat(200_000)}${'</a>'.repeat(200_000)}`, 'description-too-complex'],
    ['names of every object', '<Edmx><__proto__ a="1"/><constructor/></Edmx>', 'description-malformed'],
  ])('SVC-10 %s is refused, and nothing is stored', async (_, text, code) => {
    const answer = await put('hostile', { text });
    expect([answer.status, (answer.body as Problem).code]).toEqual([400, code]);
    expect((await admin.raw('GET', '/api/services/hostile')).status).toBe(404);
  });
});
