import { describe, expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import type { SimulatorHost } from '../../sandbox/simulator.ts';
import { readODataErrorBody } from '../odata/error-body.ts';
import { readEdmx } from '../odata/read-edmx.ts';
import { BASIC, openSap, SALES } from './sap-fixture.ts';
import { createSapSimulator } from './sap-simulator.ts';

const ORDER = `${SALES}/A_SalesOrder('4711')`;
const star = { 'if-match': '*' };

describe('the record', () => {
  test('SAP-60: holds one entry for a changeset, with what was asked and what is held', async () => {
    const sap = openSap();
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    await sap.batch(
      [
        {
          kind: 'changeset',
          requests: [
            { method: 'PATCH', url: "A_SalesOrder('4711')", headers: { ...headers, ...star }, body: '{"YY1_CRMRevision_SDH":"7"}' },
            { method: 'PATCH', url: "A_SalesOrderItem(SalesOrder='4711',SalesOrderItem='10')", headers, body: '{"RequestedQuantity":"4"}' },
          ],
        },
      ],
      { requestid: 'R-7' },
    );
    expect(sap.records).toHaveLength(1);
    expect(sap.records[0]).toMatchObject({
      operation: 'change-sales-order',
      object: 'sales-order',
      key: '0000004711',
      idempotencyKey: 'R-7',
      sequence: 7,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      applied: true,
      detail: {
        asked: [{ method: 'PATCH' }, { method: 'PATCH' }],
        held: { crmRevision: '7', items: expect.arrayContaining([expect.objectContaining({ item: '000010', quantity: '4.000' })]) },
      },
    });
  });

  test('SAP-60: one entry per order where a changeset touches several', async () => {
    const sap = openSap();
    const headers = { 'content-type': 'application/json', ...star };
    const change = (number: string) => ({
      method: 'PATCH',
      url: `A_SalesOrder('${number}')`,
      headers,
      body: '{"PurchaseOrderByCustomer":"Z"}',
    });
    await sap.batch([{ kind: 'changeset', requests: [change('4711'), change('4712')] }]);
    expect(sap.records.map((entry) => entry.key)).toEqual(['0000004711', '0000004712']);
  });

  test('SAP-60: is written before the data change', () => {
    let seen: Json | undefined;
    const host: SimulatorHost = {
      seed: 7,
      landscapeDay: '2026-11-30',
      now: () => Date.parse('2026-11-30T08:00:00Z'),
      random: () => 0.5,
      record: () => {
        seen = simulator.view('/orders/4711');
        throw new Error('disk full');
      },
      deliver: () => undefined,
      takeFault: () => undefined,
      after: () => undefined,
    };
    const simulator = createSapSimulator(host);
    const before = simulator.view('/orders/4711');
    const opened = simulator.handle({
      method: 'GET',
      url: `${SALES}/`,
      headers: { authorization: BASIC, 'x-csrf-token': 'Fetch' },
      body: Buffer.alloc(0),
    });
    if (opened instanceof Promise) throw new Error('the simulator answers at once');
    const cookie = (opened.headers['set-cookie'] as readonly string[])[0]!.split(';')[0]!;
    const headers = {
      authorization: BASIC,
      cookie,
      'x-csrf-token': String(opened.headers['x-csrf-token']),
      'content-type': 'application/json',
      ...star,
    };
    expect(() => simulator.handle({ method: 'PATCH', url: ORDER, headers, body: Buffer.from('{"PurchaseOrderByCustomer":"Z"}') })).toThrow(
      'disk full',
    );
    expect(seen).toEqual(before);
    expect(simulator.view('/orders/4711')).toEqual(before);
  });

  test('SAP-60: names refusals, changes of nothing, and those turned away at the door', async () => {
    const sap = openSap();
    const change = { PurchaseOrderByCustomer: 'Z', YY1_CRMRevision_SDH: '2' };
    await sap.send('PATCH', ORDER, change, star);
    await sap.send('PATCH', ORDER, change, star);
    await sap.send('PATCH', ORDER, change);
    await sap.send('PATCH', ORDER, change, { ...star, 'x-csrf-token': 'other' });
    await sap.send('PATCH', ORDER, change, { ...star, authorization: '' });
    await sap.send('PATCH', `${SALES}/A_Nothing('1')`, change, star);
    expect(sap.records.map(({ applied, key, refusal }) => [applied, key, refusal?.slice(0, 30)])).toEqual([
      [true, '0000004711', undefined],
      [false, '0000004711', 'no change: the data are as req'],
      [false, '0000004711', '/IWFND/CM_MGW/428 The request '],
      [false, '0000004711', '403 CSRF token validation fail'],
      [false, '0000004711', '401 logon failed'],
      [false, "A_Nothing('1')", '/IWFND/CM_BEC/026 Resource not'],
    ]);
    expect(new Set(sap.records.slice(0, 5).map((entry) => entry.hash)).size).toBe(1);
  });

  test('SAP-60: knows creations by the new number, deletions and approvals by name', async () => {
    const sap = openSap({ approvalThreshold: '1.000' });
    const soldTo = sap.held('4711')['SoldToParty'];
    await sap.send('POST', `${SALES}/A_SalesOrder`, { SoldToParty: soldTo, to_Item: [{ Material: 'FG-1001', RequestedQuantity: '1' }] });
    await sap.send('POST', `${SALES}/A_SalesOrder`, { SoldToParty: soldTo });
    await sap.send('POST', `${SALES}/releaseApprovalRequest?SalesOrder='5791'`);
    await sap.send('POST', `${SALES}/A_SalesOrderItem`, { SalesOrder: '5791', Material: 'FG-1001', RequestedQuantity: '1' });
    await sap.send('DELETE', `${SALES}/A_SalesOrder('5791')`, undefined, star);
    expect(sap.records.map(({ operation, key, applied }) => [operation, key, applied])).toEqual([
      ['create-sales-order', '0000005791', true],
      ['create-sales-order', '(new)', false],
      ['release-approval-request', '0000005791', true],
      ['change-sales-order', '0000005791', true],
      ['delete-sales-order', '0000005791', true],
    ]);
  });

  test('SAP-60: two new orders of one changeset are two entries', async () => {
    const sap = openSap();
    const body = JSON.stringify({
      SoldToParty: sap.held('4711')['SoldToParty'],
      to_Item: [{ Material: 'FG-1001', RequestedQuantity: '1' }],
    });
    const create = {
      method: 'POST',
      url: 'A_SalesOrder',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body,
    };
    await sap.batch([{ kind: 'changeset', requests: [create, create] }]);
    expect(sap.records.map(({ key, applied }) => [key, applied])).toEqual([
      ['0000005791', true],
      ['0000005792', true],
    ]);
  });

  test('SAP-61: the hash does not depend on how the JSON was written; RequestID goes before X-Request-ID', async () => {
    const sap = openSap();
    await sap.send('PATCH', ORDER, '{"PurchaseOrderByCustomer":"Z","DeliveryBlockReason":""}', { ...star, 'x-request-id': 'X' });
    await sap.send('PATCH', ORDER, '{ "DeliveryBlockReason": "", "PurchaseOrderByCustomer": "Z" }', {
      ...star,
      'x-request-id': 'X',
      requestid: 'R',
    });
    const [first, second] = sap.records;
    expect(first!.hash).toBe(second!.hash);
    expect([first!.idempotencyKey, second!.idempotencyKey]).toEqual(['X', 'R']);
    expect(first!.sequence).toBeUndefined();
  });
});

describe('the state', () => {
  test('SAP-62: is the same for the same seed and another for another', () => {
    expect(openSap({}, 7).sap.snapshot()).toEqual(openSap({}, 7).sap.snapshot());
    expect(openSap({}, 8).sap.snapshot()).not.toEqual(openSap({}, 7).sap.snapshot());
  });

  test('SAP-62: comes back after a restart, without sessions, and entity tags go on', async () => {
    const sap = openSap({ repeatability: true });
    const change = { PurchaseOrderByCustomer: 'KEPT' };
    await sap.send('PATCH', ORDER, change, { ...star, requestid: 'R-1' });
    const snapshot = JSON.parse(JSON.stringify(sap.sap.snapshot())) as Json;
    const again = openSap({ repeatability: true });
    again.sap.restore(snapshot);
    expect(again.sap.snapshot()).toEqual(snapshot);
    expect(again.held('4711')).toEqual(sap.held('4711'));
    const etag = await again.etagOf('4711');
    await again.send('PATCH', ORDER, change, { ...star, requestid: 'R-1' });
    expect(again.records).toMatchObject([{ applied: false }]);
    await again.send('PATCH', ORDER, { PurchaseOrderByCustomer: 'NEXT' }, { 'if-match': etag });
    expect(await again.etagOf('4711')).not.toBe(etag);
    sap.sap.restore(snapshot);
    expect((await sap.send('PATCH', ORDER, change, star)).status).toBe(403);
  });

  test('SAP-62: shares what did not change with the snapshot before', async () => {
    const sap = openSap();
    type Orders = { readonly orders: { readonly [number: string]: object } };
    const before = (sap.sap.snapshot() as unknown as Orders).orders;
    await sap.send('PATCH', ORDER, { PurchaseOrderByCustomer: 'Z' }, star);
    const after = (sap.sap.snapshot() as unknown as Orders).orders;
    expect(Object.keys(after).filter((number) => after[number] !== before[number])).toEqual(['0000004711']);
  });

  test('SAP-62: is as seeded after a reset', async () => {
    const sap = openSap();
    const seeded = sap.sap.snapshot();
    await sap.send('PATCH', ORDER, { PurchaseOrderByCustomer: 'Z' }, star);
    sap.sap.reset();
    expect(sap.sap.snapshot()).toEqual(seeded);
    expect(() => sap.sap.restore({ something: 'else' })).toThrow('no snapshot');
  });

  test('SAP-62: can be looked at', () => {
    const { sap } = openSap();
    for (const path of ['/orders', '/stock', '/production-orders', '/customers', '/materials'])
      expect((sap.view(path) as readonly Json[]).length).toBeGreaterThan(5);
    expect(sap.view('/orders/0000004711')).toMatchObject({ SalesOrder: '0000004711', changeLog: [], lock: null });
    expect(sap.view('/orders/1')).toBeUndefined();
    expect(sap.view('/nothing')).toBeUndefined();
  });
});

describe('faults', () => {
  test('SAP-63: after a schema change a field has another name and one is gone, everywhere', async () => {
    const sap = openSap();
    sap.arm({ kind: 'schema-change' });
    const model = readEdmx((await sap.get(`${SALES}/$metadata`)).text);
    if (typeof model === 'string') throw new Error(model);
    const names = (type: string) => model.entityTypes.find((one) => one.name === type)!.properties.map((property) => property.name);
    expect(names('A_SalesOrderItemType')).toContain('OrderQuantity');
    expect(names('A_SalesOrderItemType')).not.toContain('RequestedQuantity');
    expect(names('A_SalesOrderType')).not.toContain('ExternalDocumentID');
    const { d } = (await sap.get(`${ORDER}?$expand=to_Item`)).json() as unknown as {
      d: { to_Item: { results: readonly { OrderQuantity: string }[] } };
    };
    expect(d).not.toHaveProperty('ExternalDocumentID');
    expect(d.to_Item.results[0]!.OrderQuantity).toMatch(/\.000$/);
    const item = `${SALES}/A_SalesOrderItem(SalesOrder='4711',SalesOrderItem='10')`;
    expect((await sap.send('PATCH', item, { RequestedQuantity: '4' })).status).toBe(400);
    expect((await sap.send('PATCH', item, { OrderQuantity: '4' })).status).toBe(204);
    expect((await sap.get(`${SALES}/A_SalesOrderItem/$count?$filter=OrderQuantity eq 4m and SalesOrder eq '4711'`)).text).toBe('1');
    expect(sap.held('4711').items[0]!.RequestedQuantity).toBe('4.000');
  });

  test.each([
    ['throttled', 429],
    ['unavailable', 503],
    ['html-500', 500],
  ] as const)('SAP-64: %s is %i in HTML', (kind, status) => {
    const answer = openSap().sap.faultResponse(kind, { id: 'f', system: 'sap', kind, milliseconds: 2500 });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    expect(readODataErrorBody(String(answer.body))).toBeUndefined();
    if (kind === 'throttled') expect(answer.headers['retry-after']).toBe('3');
  });

  test('SAP-60: what a request is about is known before it is handled', () => {
    const { sap } = openSap();
    const ask = (method: string, url: string, body = '') =>
      sap.operationsOf?.({ method, url, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) });
    expect(ask('PATCH', `${SALES}/A_SalesOrderItem(SalesOrder='4711',SalesOrderItem='10')`, '{}')).toEqual([
      { operation: 'change-sales-order', key: '0000004711' },
    ]);
    expect(ask('GET', `${SALES}/A_SalesOrder(%274711%27)`)).toEqual([{ operation: 'read API_SALES_ORDER_SRV', key: '0000004711' }]);
    expect(ask('GET', '/elsewhere')).toEqual([]);
  });
});
