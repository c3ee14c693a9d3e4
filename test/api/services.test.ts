/** A service of somebody else from its description to a run: imported, drawn with, called; and what a newer description would break. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditView } from '#flows/api/audit.ts';
import type { DraftView } from '#flows/api/flows.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunView } from '#flows/api/runs.ts';
import type { ServicePreview, ServiceUse, ServiceView } from '#flows/api/services.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { ServiceOperation } from '#flows/services/service.ts';
import { type Api, runReaches } from '../support/api.ts';
import { deploy, type Problem, smallFlow } from '../support/api-flows.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { ORDERS_OPENAPI } from '../support/orders-openapi.ts';
import { addPerson, everywhere, type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

let shop: LocalServer;
let runtime: InProcessRuntime;
let admin: Api;

beforeAll(async () => {
  shop = await startLocalServer((request, response) => {
    const known = request.url === '/orders/4711';
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(known ? { orderId: '4711', customer: 'Mia', items: [] } : { detail: 'no such order' }));
  });
  ({ runtime, admin } = await startWithAdmin({ environment: { MILLRACE_ALLOWED_NETWORKS: `loopback:${shop.port}` } }));
  const connection = { type: 'http', settings: { baseUrl: shop.url } };
  await admin.send('PUT', '/api/environments/development/connections/shop', connection, { 'if-match': '"0"' });
});
afterAll(async () => {
  await runtime?.close();
  await shop?.close();
});

const put = (name: string, description: Json, revision: number, api: Api = admin) =>
  api.send<ServiceView>('PUT', `/api/services/${name}`, { text: JSON.stringify(description) }, { 'if-match': `"${revision}"` });
const operationOf = (name: string, id: string) =>
  admin.get<ServiceOperation>(`/api/services/${name}/operation?id=${encodeURIComponent(id)}`);

function reading({ type, config }: ServiceOperation, input: JsonObject, id = 'reads-orders') {
  const note = (text: string) => ({ type: 'core/map', config: { rows: [{ target: 'text', expression: text }] } });
  return smallFlow({
    id,
    nodes: {
      read: { type, connection: 'shop', config: { ...config, input } },
      found: note('= steps.read.body.customer'),
      missing: note('= steps.read.body.detail'),
    },
    edges: ['start > read', 'read > found', 'read:not-found > missing'],
    more: { contract: { major: 1, input: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } } },
  });
}

describe('an imported service', () => {
  test('SVC-5 is stored under its name and audited; its operations run as they are described', async () => {
    const stored = await put('orders', ORDERS_OPENAPI, 0);
    expect(stored).toMatchObject({ name: 'orders', revision: 1, kind: 'openapi', title: 'Orders of the shop', version: '1.4.0' });
    expect((await admin.get<Page<ServiceView>>('/api/services')).items.map(({ name }) => name)).toEqual(['orders']);
    const { items } = await admin.get<Page<AuditView>>('/api/audit');
    expect(items[0]).toMatchObject({ action: 'service-imported', object: 'service orders', detail: { version: '1.4.0', operations: 2 } });
    expect(shop.requests).toEqual([]);

    await deploy(admin, reading(await operationOf('orders', 'getOrder'), { path: { orderId: '= trigger.body.id' } }));
    const run = async (id: string, step: string) => {
      const { runId } = await admin.send<{ runId: string }>('POST', '/api/runs', {
        environment: 'development',
        flow: 'reads-orders',
        input: { id },
      });
      await runReaches(admin, runId, 'completed');
      const view = await admin.get<RunView>(`/api/runs/${runId}`);
      return view.steps.find(({ path }) => path === step)?.state;
    };
    expect(await run('4711', 'found')).toBe('completed');
    expect(await run('none', 'missing')).toBe('completed');
    expect(shop.requests.map(({ url }) => url)).toEqual(['/orders/4711', '/orders/none']);
  });

  test('SVC-6 what does not fit is said while it is drawn', async () => {
    await put('typed', ORDERS_OPENAPI, 0);
    const operation = await operationOf('typed', 'getOrder');
    const draft = async (id: string, input: JsonObject) =>
      (await admin.send<DraftView>('POST', `/api/flows/${id}/drafts`, { document: reading(operation, input, id) })).problems.filter(
        ({ severity }) => severity === 'error',
      );
    expect(await draft('typed-well', { path: { orderId: '= trigger.body.id' } })).toEqual([]);
    expect(await draft('typed-badly', { path: { orderId: '= $length(trigger.body.id)' } })).toMatchObject([
      { nodeId: 'read', path: '/nodes/read/config/input/path/orderId' },
    ]);
    expect(await draft('typed-not', {})).not.toEqual([]);
  });

  test('SVC-7 a newer description says what it changes and which flows it breaks, and changes none of them', async () => {
    await put('changing', ORDERS_OPENAPI, 0);
    const operation = await operationOf('changing', 'getOrder');
    await deploy(admin, reading(operation, { path: { orderId: '= trigger.body.id' } }, 'of-changing'));
    const newer = JSON.parse(
      JSON.stringify(ORDERS_OPENAPI)
        .replace('"customer":{"type":"string"},', '')
        .replace('["orderId","customer","items"]', '["orderId","items"]')
        .replace('1.4.0', '2.0.0'),
    ) as { paths: { [path: string]: Json } } & JsonObject;
    delete newer.paths['/orders'];
    const text = JSON.stringify(newer);
    const preview = await admin.send<ServicePreview>('POST', '/api/services/changing/preview', { text });
    expect(preview).toMatchObject({
      version: '2.0.0',
      changes: [
        { operation: 'getOrder', kind: 'changed', breaks: true, reasons: ['"out.customer" does not come any more.'] },
        { operation: 'createOrder', kind: 'removed', breaks: true },
      ],
      uses: [{ flowId: 'of-changing', version: 1, liveIn: ['development'], nodeId: 'read', standing: 'breaks' }],
    });
    expect((await admin.get<ServiceView>('/api/services/changing')).revision).toBe(1);
    expect((await put('changing', newer, 1)).revision).toBe(2);
    const uses = (await admin.get<Page<ServiceUse>>('/api/services/changing/uses')).items;
    expect(uses).toMatchObject([{ standing: 'breaks', operation: 'getOrder' }]);
  });

  test('SVC-5 two people at once: the second is told of the first', async () => {
    await put('twice', ORDERS_OPENAPI, 0);
    const again = await admin.raw('PUT', '/api/services/twice', { text: JSON.stringify(ORDERS_OPENAPI) }, { 'if-match': '"0"' });
    expect(again.status).toBe(412);
  });

  test('SVC-3 what is no description is refused with its reason, and nothing is stored', async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
      .split('')
      .map((name, at) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[at]}`).join(',')}]`)
      .join('\n')}`;
    for (const [text, code] of [
      ['{"openapi":', 'description-json-malformed'],
      ['hello', 'description-version'],
      ['a: [1, 2', 'description-malformed'],
      [bomb, 'description-malformed'],
      [`{"openapi":"3.1.0","paths":{}}`, 'description-empty'],
      [`{"a":${'['.repeat(80)}${']'.repeat(80)}}`, 'description-json-too-deep'],
      ['{"openapi":"3.1.0","__proto__":{"paths":{}}}', 'description-too-complex'],
    ]) {
      const answer = await admin.raw('PUT', '/api/services/bad', { text: text! }, { 'if-match': '"0"' });
      expect([answer.status, (answer.body as Problem).code]).toEqual([400, code]);
    }
    expect((await admin.raw('GET', '/api/services/bad')).status).toBe(404);
  });

  test('SVC-1 YAML is read as JSON is', async () => {
    const text = `openapi: 3.1.0\ninfo: { title: Stock, version: "1" }\npaths:\n  /stock:\n    get:\n      summary: All stock\n      responses: { "200": { description: fine } }\n`;
    const stored = await admin.send<ServiceView>('PUT', '/api/services/stock', { text }, { 'if-match': '"0"' });
    expect(stored.operations).toEqual([{ id: 'GET /stock', label: 'All stock', summary: 'GET /stock', type: 'http/operation' }]);
  });

  test('SVC-5 who draws imports; who looks sees the operations; removing takes nothing from flows', async () => {
    const viewer = await addPerson(admin, 'service-viewer', [everywhere('viewer')]);
    const answer = await viewer.raw('PUT', '/api/services/mine', { text: JSON.stringify(ORDERS_OPENAPI) }, { 'if-match': '"0"' });
    expect(answer.status).toBe(403);
    const analyst = await addPerson(admin, 'service-analyst', [everywhere('analyst')]);
    await put('mine', ORDERS_OPENAPI, 0, analyst);
    expect((await viewer.get<ServiceView>('/api/services/mine')).operations).toHaveLength(2);
    await analyst.send('DELETE', '/api/services/mine');
    expect((await viewer.raw('GET', '/api/services/mine')).status).toBe(404);
  });

  test('SVC-5 who draws in one folder imports what is theirs, and changes nothing that flows of other folders use', async () => {
    const sales = await addPerson(admin, 'sales-analyst', [{ role: 'analyst', environment: '*', folder: 'sales' }]);
    await put('ours', ORDERS_OPENAPI, 0, sales);
    const operation = await operationOf('ours', 'getOrder');
    const ofSales = { ...reading(operation, { path: { orderId: '= trigger.body.id' } }, 'sales-reads'), owner: 'sales' };
    const { draftId } = await sales.send<DraftView>('POST', '/api/flows/sales-reads/drafts', { document: ofSales });
    expect(await put('ours', ORDERS_OPENAPI, 1, sales)).toMatchObject({ revision: 2 });

    // A flow of another folder begins to use it, be it a draft only.
    const others = reading(operation, { path: { orderId: '= trigger.body.id' } }, 'others-read');
    const other = await admin.send<DraftView>('POST', '/api/flows/others-read/drafts', { document: others });
    const change = () => sales.raw('PUT', '/api/services/ours', { text: JSON.stringify(ORDERS_OPENAPI) }, { 'if-match': '"2"' });
    expect(await change()).toMatchObject({ status: 403, body: { code: 'service-of-others', detail: expect.stringContaining('"ours"') } });
    expect(await sales.raw('DELETE', '/api/services/ours')).toMatchObject({ status: 403, body: { code: 'service-of-others' } });
    expect((await sales.get<Page<ServiceUse>>('/api/services/ours/uses')).items.map(({ flowId }) => flowId)).toEqual(['sales-reads']);
    expect((await admin.get<Page<ServiceUse>>('/api/services/ours/uses')).items.map(({ flowId }) => flowId)).toEqual([
      'others-read',
      'sales-reads',
    ]);

    // What a draft says now counts, not what it said when it was looked at first.
    const bare = { ...others, nodes: { start: others.nodes['start'] }, edges: [] };
    const at = `/api/flows/others-read/drafts/${other.draftId}`;
    await admin.send('PUT', at, { document: bare }, { 'if-match': `"${other.revision}"` });
    expect((await change()).status).toBe(200);
    await sales.send('DELETE', `/api/flows/sales-reads/drafts/${draftId}`);
    expect((await admin.get<Page<ServiceUse>>('/api/services/ours/uses')).items).toEqual([]);
    await sales.send('DELETE', '/api/services/ours');
  });
});
