import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { readBatchResponse, writeBatchRequest } from '../../odata/batch.ts';
import { readODataErrorBody } from '../../odata/error-body.ts';
import { readEdmx } from '../../odata/read-edmx.ts';
import { readV4Messages } from '../../odata/v4/messages.ts';
import { type Answered, openSap, SALES, seededOrder } from '../sap-fixture.ts';

const V4 = '/sap/opu/odata4/sap/api_salesorder/srvd_a2x/sap/salesorder/0001';
const EXACT = { accept: 'application/json;IEEE754Compatible=true' };
const order = seededOrder('open');
const PATH = `${V4}/SalesOrder('${order.shown}')`;
const codeOf = ({ text }: Answered) => readODataErrorBody(text)?.code;
const rowsIn = (answer: Answered) => answer.json()['value'] as unknown as readonly JsonObject[];

describe('OData V4: reading', () => {
  test('SAP-80: the metadata are CSDL 4.0 that the connector reads', async () => {
    const model = readEdmx((await openSap().get(`${V4}/$metadata`)).text);
    if (typeof model === 'string') throw new Error(model);
    const item = model.entityTypes.find(({ name }) => name === 'SalesOrderItemType')!;
    expect(item.properties.map(({ name }) => name)).toEqual(expect.arrayContaining(['Product', 'Plant', 'RequestedQuantity']));
    expect(item.properties.find(({ name }) => name === 'ConfdDelivQtyInOrderQtyUnit')).toMatchObject({
      type: 'Edm.Decimal',
      updatable: false,
    });
    expect(model.entityTypes[0]!.properties.find(({ name }) => name === 'RequestedDeliveryDate')).toMatchObject({ type: 'Edm.Date' });
    expect(item.navigations).toContainEqual(
      expect.objectContaining({ name: '_ScheduleLine', target: 'SalesOrderScheduleLineType', many: true }),
    );
    expect(model.entitySets.find(({ name }) => name === 'SalesOrderPartner')).toMatchObject({ creatable: false, updatable: false });
    expect(model.operations).toContainEqual(
      expect.objectContaining({ name: 'releaseApprovalRequest', kind: 'action', boundTo: 'SalesOrderType' }),
    );
  });

  test('SAP-81: decimals are text where the client asks for it and numbers where it forgets to; days are plain', async () => {
    const sap = openSap();
    const exact = (await sap.get(PATH, EXACT)).json();
    expect(exact).toMatchObject({
      TotalNetAmount: expect.stringMatching(/^\d+\.\d{3}$/),
      RequestedDeliveryDate: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    });
    expect(typeof (await sap.get(PATH)).json()['TotalNetAmount']).toBe('number');
    expect(exact['@odata.etag']).toBe(String((await sap.get(PATH, EXACT)).headers['etag']));
  });

  test('SAP-82: filters, expands with options, counts, and leads on from page to page', async () => {
    const sap = openSap({ pageSize: 10 });
    const filter = encodeURIComponent(
      `SalesOrder eq '${order.shown}' and RequestedDeliveryDate gt 2020-01-01 and LastChangeDateTime lt 2030-01-01T00:00:00Z`,
    );
    const expand = encodeURIComponent('_Item($select=Product,RequestedQuantity;$expand=_ScheduleLine($select=ConfirmedDeliveryDate))');
    const answer = await sap.get(`${V4}/SalesOrder?$filter=${filter}&$expand=${expand}&$count=true`, EXACT);
    expect(answer.json()).toMatchObject({ '@odata.count': '1', value: [{ SalesOrder: order.shown, SoldToParty: expect.any(String) }] });
    const items = rowsIn(answer)[0]!['_Item'] as readonly JsonObject[];
    expect(Object.keys(items[0]!).sort()).toEqual(['Product', 'RequestedQuantity', '_ScheduleLine']);
    const contained = encodeURIComponent("contains(PurchaseOrderByCustomer,'x''2020-01-01')");
    expect(rowsIn(await sap.get(`${V4}/SalesOrder?$filter=${contained}`, EXACT))).toEqual([]);
    const seen = new Set<string>();
    for (let next: string | undefined = 'SalesOrder?$select=SalesOrder'; next !== undefined; ) {
      const page: Answered = await sap.get(`${V4}/${next}`, EXACT);
      for (const row of rowsIn(page)) seen.add(String(row['SalesOrder']));
      next = page.json()['@odata.nextLink'] as string | undefined;
    }
    expect(seen.size).toBe((sap.sap.view('/orders') as unknown as readonly unknown[]).length);
  });

  test.each([
    'SalesOrder?$filter=Nothing eq 1',
    'SalesOrder?$inlinecount=allpages',
    'SalesOrder?$expand=_Item($top=1)',
    'SalesOrder?$expand=_Item(',
  ])('SAP-83: %s is 400 with an error of V4', async (path) => {
    const answer = await openSap().get(`${V4}/${encodeURI(path)}`, EXACT);
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({
      error: { code: expect.any(String), message: expect.any(String), details: [{ '@Common.numericSeverity': 4 }] },
    });
  });
});

describe('OData V4: writing', () => {
  test('SAP-84: under the entity tag, by the same rules and into the same orders as V2', async () => {
    const sap = openSap();
    expect((await sap.send('PATCH', PATH, { ShippingCondition: '02' }, EXACT)).status).toBe(428);
    const etag = String((await sap.get(PATH, EXACT)).headers['etag']);
    const changed = await sap.send('PATCH', PATH, { RequestedDeliveryDate: '2027-02-15' }, { ...EXACT, 'if-match': etag });
    expect(changed.status, changed.text).toBe(204);
    expect(changed.headers['etag']).not.toBe(etag);
    expect((await sap.send('PATCH', PATH, { ShippingCondition: '02' }, { ...EXACT, 'if-match': etag })).status).toBe(412);
    expect(sap.held(order.shown)['RequestedDeliveryDate']).toBe('2027-02-15');
    const item = `${V4}/SalesOrderItem(SalesOrder='${order.shown}',SalesOrderItem='10')`;
    expect(codeOf(await sap.send('PATCH', item, { Product: 'NONE' }, EXACT))).toBe('V1/382');
    expect(sap.records.map(({ object, applied }) => [object, applied])).toEqual([
      ['sales-order', false],
      ['sales-order', true],
      ['sales-order', false],
      ['sales-order', false],
    ]);
  });

  test('SAP-84: warnings come in sap-messages, the session and its token count for both versions', async () => {
    const sap = openSap();
    const answer = await sap.send('PATCH', PATH, { PurchaseOrderByCustomer: '' }, { ...EXACT, 'if-match': '*' });
    expect(readV4Messages(String(answer.headers['sap-messages']))).toMatchObject([{ code: 'V1/364', severity: 'warning' }]);
    expect((await sap.raw('PATCH', PATH, { ...EXACT, authorization: 'Basic TUlMTFJBQ0U6c2FuZGJveA==' }, '{}')).status).toBe(403);
  });

  test('SAP-84: a deep insert makes one order, shown as deep as it was sent', async () => {
    const sap = openSap();
    const body = {
      SoldToParty: order.soldToParty,
      PurchaseOrderByCustomer: 'V4-1',
      RequestedDeliveryDate: '2027-02-15',
      _Item: [{ Product: 'FG-1001', Plant: '1010', RequestedQuantity: '2', RequestedQuantitySAPUnit: 'ST' }],
    };
    const answer = await sap.send('POST', `${V4}/SalesOrder`, body, EXACT);
    expect(answer.status, answer.text).toBe(201);
    expect(answer.json()).toMatchObject({ SalesOrder: expect.any(String), _Item: [{ Product: 'FG-1001', RequestedQuantity: '2.000' }] });
    const number = String(answer.json()['SalesOrder']);
    expect((await sap.get(`${SALES}/A_SalesOrder('${number}')`)).status).toBe(200);
    expect(sap.records).toMatchObject([{ operation: 'create-sales-order', key: number.padStart(10, '0'), applied: true }]);
  });

  test('SAP-85: an action bound to an order decides it', async () => {
    const sap = openSap({ approvalThreshold: '1.000' });
    const body = {
      SoldToParty: order.soldToParty,
      PurchaseOrderByCustomer: 'V4-2',
      _Item: [{ Product: 'FG-1001', Plant: '1010', RequestedQuantity: '1' }],
    };
    const number = String((await sap.send('POST', `${V4}/SalesOrder`, body, EXACT)).json()['SalesOrder']);
    const action = `${V4}/SalesOrder('${number}')/com.sap.gateway.srvd_a2x.api_salesorder.v0001.releaseApprovalRequest`;
    expect((await sap.send('POST', action, {}, EXACT)).json()).toMatchObject({ SalesOrder: number, SalesDocApprovalStatus: 'B' });
    expect(codeOf(await sap.send('POST', action, {}, EXACT))).toBe('SD_APM/010');
    expect(sap.records.at(-1)).toMatchObject({ operation: 'release-approval-request', applied: false });
  });
});

describe('OData V4: $batch', () => {
  const change = (body: JsonObject, path = `SalesOrder('${order.shown}')`) => ({
    method: 'PATCH',
    url: path,
    headers: { 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify(body),
  });
  const shipping = (sap: ReturnType<typeof openSap>) => sap.held(order.shown)['ShippingCondition'];

  test('SAP-86: as multipart, a change set is all or nothing', async () => {
    const sap = openSap();
    const send = async (second: JsonObject) => {
      const requests = [change({ ShippingCondition: '02' }), change(second)].map((one, index) => ({
        ...one,
        contentId: String(index + 1),
      }));
      const { contentType, body } = writeBatchRequest([{ kind: 'changeset', requests }], 'b1');
      const answer = await sap.send('POST', `${V4}/$batch`, body, { accept: 'multipart/mixed', 'content-type': contentType });
      return readBatchResponse(String(answer.headers['content-type']), answer.text);
    };
    const before = shipping(sap);
    expect(await send({ Nothing: 1 })).toMatchObject([{ kind: 'answer', answer: { status: 400 } }]);
    expect(shipping(sap)).toBe(before);
    expect(await send({ PurchaseOrderByCustomer: 'B' })).toMatchObject([
      { kind: 'changeset', answers: [{ status: 204, contentId: '1' }, { status: 204 }] },
    ]);
    expect(sap.held(order.shown)).toMatchObject({ ShippingCondition: '02', PurchaseOrderByCustomer: 'B' });
  });

  test('SAP-86: as JSON, a group fails together, and the first failure ends the batch unless the client prefers to go on', async () => {
    const sap = openSap();
    const requests = [
      { id: 'a', atomicityGroup: 'g', ...change({ ShippingCondition: '02' }) },
      { id: 'b', atomicityGroup: 'g', ...change({ Nothing: 1 }) },
      { id: 'c', method: 'GET', url: `SalesOrder('${order.shown}')?$select=SalesOrder`, headers: {} },
    ].map((one) => ('body' in one ? { ...one, body: JSON.parse(one.body) } : one));
    const send = async (headers: Record<string, string> = {}) => (await sap.send('POST', `${V4}/$batch`, { requests }, headers)).json();
    const before = shipping(sap);
    expect(await send()).toMatchObject({
      responses: [
        { id: 'a', status: 400, body: { error: {} } },
        { id: 'b', status: 424 },
      ],
    });
    expect(await send({ prefer: 'odata.continue-on-error' })).toMatchObject({
      responses: [{}, {}, { id: 'c', status: 200, body: { SalesOrder: order.shown } }],
    });
    expect(shipping(sap)).toBe(before);
    expect(sap.records.every(({ applied }) => !applied)).toBe(true);
  });

  test.each([
    ['{"requests":[{"id":"a"}]}'],
    ['{"requests":[{"id":"a","method":"GET","url":"SalesOrder"},{"id":"a","method":"GET","url":"SalesOrder"}]}'],
    ['{}'],
    ['nothing'],
  ])('SAP-86: %s is no batch', async (body) => {
    expect((await openSap().send('POST', `${V4}/$batch`, body)).status).toBe(400);
  });
});
