import { describe, expect, test } from 'vitest';
import { readODataErrorBody } from '../../odata/error-body.ts';
import { readSapMessages } from '../../odata/sap-message.ts';
import { openSap, SALES, seededOrder } from '../sap-fixture.ts';

const ORDER = `${SALES}/A_SalesOrder('4711')`;
const ITEM = `${SALES}/A_SalesOrderItem(SalesOrder='4711',SalesOrderItem='10')`;

describe('the entity tag of an order', () => {
  test('SAP-14: has the form of SAP', async () => {
    expect(await openSap().etagOf('4711')).toMatch(/^W\/"datetimeoffset'\d{4}-\d\d-\d\dT\d\d%3A\d\d%3A\d\d\.\d{7}Z'"$/);
  });

  test('SAP-14: is needed (428), must be the present one (412), or a star', async () => {
    const sap = openSap();
    let changes = 0;
    const change = (ifMatch?: string) => {
      changes += 1;
      return sap.send('PATCH', ORDER, { PurchaseOrderByCustomer: `P${changes}` }, ifMatch === undefined ? {} : { 'if-match': ifMatch });
    };
    const etag = await sap.etagOf('4711');
    expect((await change()).status).toBe(428);
    const changed = await change(etag);
    expect(changed.status).toBe(204);
    expect(changed.headers['etag']).toBe(await sap.etagOf('4711'));
    const stale = await change(etag);
    expect(stale.status).toBe(412);
    expect(readODataErrorBody(stale.text)?.code).toBe('SADL_ENTITY_RUNTIME/006');
    expect((await change('*')).status).toBe(204);
    expect((await sap.send('DELETE', ORDER)).status).toBe(428);
  });

  test('SAP-14: changes when an item changes, not when nothing does, and never twice to the same', async () => {
    const sap = openSap();
    const tags = [await sap.etagOf('4711')];
    for (const quantity of ['31', '32', '33']) {
      await sap.send('PATCH', ITEM, { RequestedQuantity: quantity });
      tags.push(await sap.etagOf('4711'));
    }
    expect(new Set(tags).size).toBe(4);
    await sap.send('PATCH', ITEM, { RequestedQuantity: '33.000' });
    expect(await sap.etagOf('4711')).toBe(tags.at(-1));
  });
});

describe('a change', () => {
  test.each([
    ['PATCH', {}],
    ['MERGE', {}],
    ['POST', { 'x-http-method': 'MERGE' }],
    ['POST', { 'x-http-method': 'PATCH' }],
  ])('SAP-15: by %s %j is answered with 204 and leaves the rest alone', async (method, headers) => {
    const sap = openSap();
    const before = sap.held('4711');
    const answer = await sap.send(
      method,
      ORDER,
      { PurchaseOrderByCustomer: 'CHANGED' },
      { 'if-match': '*', ...(headers as Record<string, string>) },
    );
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(sap.held('4711')).toMatchObject({
      PurchaseOrderByCustomer: 'CHANGED',
      SoldToParty: before['SoldToParty'],
      ExternalDocumentID: before['ExternalDocumentID'],
    });
  });

  test('SAP-15: by PUT takes back what is not given', async () => {
    const sap = openSap();
    const number = seededOrder('delivery-blocked').shown;
    const held = sap.held(number);
    const answer = await sap.send(
      'PUT',
      `${SALES}/A_SalesOrder('${number}')`,
      {
        SoldToParty: held['SoldToParty'],
        PurchaseOrderByCustomer: 'P',
        RequestedDeliveryDate: `${held['RequestedDeliveryDate']}T00:00:00`,
      },
      { 'if-match': '*' },
    );
    expect(answer.status, answer.text).toBe(204);
    expect(sap.held(number)).toMatchObject({ DeliveryBlockReason: '', PurchaseOrderByCustomer: 'P' });
  });

  test('SAP-15: what a set does not allow is 405, what is no JSON 415', async () => {
    const sap = openSap({ scheduleLinesWritable: false });
    const line = `${SALES}/A_SalesOrderScheduleLine(SalesOrder='4711',SalesOrderItem='10',ScheduleLine='1')`;
    expect((await sap.send('PATCH', line, { ScheduleLineOrderQuantity: '5' })).status).toBe(405);
    expect((await sap.send('POST', ORDER, {})).status).toBe(405);
    expect((await sap.send('DELETE', `${SALES}/A_SalesOrder`)).status).toBe(405);
    expect((await sap.send('PATCH', `${SALES}/A_SalesOrderItemPrElement`, {})).status).toBe(405);
    expect((await sap.send('PROPFIND', ORDER)).status).toBe(405);
    expect((await sap.send('PATCH', ORDER, '<entry/>', { 'if-match': '*', 'content-type': 'application/atom+xml' })).status).toBe(415);
  });

  test.each([
    ['an unknown field', { Nothing: 'x' }, 'Nothing'],
    ['too long a text', { PurchaseOrderByCustomer: 'x'.repeat(36) }, 'PurchaseOrderByCustomer'],
    ['a wrong type', { RequestedDeliveryDate: 5 }, 'RequestedDeliveryDate'],
    ['a day that does not exist', { RequestedDeliveryDate: '2026-02-30' }, 'RequestedDeliveryDate'],
    ['a number as text', { PurchaseOrderByCustomer: 5 }, 'PurchaseOrderByCustomer'],
    ['a field SAP fills', { TotalNetAmount: '1.000' }, 'TotalNetAmount'],
    ['a status', { OverallSDProcessStatus: 'C' }, 'OverallSDProcessStatus'],
    ['a field that is fixed at creation', { SalesOrderType: 'TA' }, 'SalesOrderType'],
    ['a new key', { SalesOrder: '4712' }, 'SalesOrder'],
    ['items', { to_Item: [] }, 'to_Item'],
  ])('SAP-18: with %s is refused and names it', async (_name, body, target) => {
    const sap = openSap();
    const before = sap.held('4711');
    const answer = await sap.send('PATCH', ORDER, body, { 'if-match': '*' });
    expect(answer.status).toBe(400);
    expect(readODataErrorBody(answer.text)?.details[0]).toMatchObject({ severity: 'error', target });
    expect(sap.held('4711')).toEqual(before);
  });

  test.each(['', '{"a":', '[]', '5'])('SAP-18: with the body %j is refused', async (body) => {
    expect((await openSap().send('PATCH', ORDER, body, { 'if-match': '*' })).status).toBe(400);
  });

  test.each([
    { RequestedQuantity: '1.2345' },
    { RequestedQuantity: '1e3' },
    { RequestedQuantity: '1234567890123' },
    { RequestedQuantity: true },
    { NetAmount: '1' },
  ])('SAP-18: of an item to %j is refused', async (body) => {
    expect((await openSap().send('PATCH', ITEM, body)).status).toBe(400);
  });

  test.each([
    ['ConfirmedDeliveryDate', '/Date(1797292800000)/'],
    ['ConfdOrderQtyByMatlAvailCheck', '5.000'],
    ['OpenConfdDelivQtyInOrdQtyUnit', '5.000'],
  ])('SAP-18: %s is the result of the availability check and not for writing', async (field, value) => {
    const answer = await openSap().send(
      'PATCH',
      `${SALES}/A_SalesOrderScheduleLine(SalesOrder='4711',SalesOrderItem='10',ScheduleLine='1')`,
      { [field]: value },
    );
    expect(answer.status).toBe(400);
    expect(readODataErrorBody(answer.text)?.message).toContain(field);
  });

  test('SAP-18: takes dates and decimals in every form that clients send', async () => {
    const sap = openSap();
    const date = '/Date(1797292800000+0000)/';
    expect((await sap.send('PATCH', ORDER, { CustomerPurchaseOrderDate: date }, { 'if-match': '*' })).status).toBe(204);
    expect(sap.held('4711')['CustomerPurchaseOrderDate']).toBe('2026-12-15');
    expect((await sap.send('PATCH', ITEM, { RequestedQuantity: 25, SalesOrder: '0000004711', SalesOrderItem: '10' })).status).toBe(204);
    expect(sap.held('4711').items[0]?.RequestedQuantity).toBe('25.000');
    expect((await sap.send('PATCH', ORDER, { CustomerPurchaseOrderDate: null }, { 'if-match': '*' })).status).toBe(204);
    expect((await sap.get(ORDER)).json()).toMatchObject({ d: { CustomerPurchaseOrderDate: null } });
  });

  test('SAP-21: that is refused says why in every member of the V2 error body', async () => {
    const answer = await openSap().send('PATCH', ITEM, { RequestedQuantity: '0' });
    expect(answer.json()).toMatchObject({
      error: {
        code: 'V1/385',
        message: { lang: 'en', value: expect.any(String) },
        innererror: {
          application: {
            component_id: 'SD-SLS-API',
            service_namespace: '/SAP/',
            service_id: 'API_SALES_ORDER_SRV',
            service_version: '0001',
          },
          transactionid: expect.stringMatching(/^[0-9A-F]{32}$/),
          timestamp: expect.stringMatching(/^\d{14}\.\d{7}$/),
          Error_Resolution: { SAP_Transaction: expect.any(String), SAP_Note: expect.any(String) },
          errordetails: [
            {
              ContentID: '',
              code: 'V1/385',
              message: expect.any(String),
              propertyref: '',
              severity: 'error',
              transition: false,
              target: 'RequestedQuantity',
            },
            { code: '/IWBEP/CX_MGW_BUSI_EXCEPTION' },
          ],
        },
      },
    });
  });

  test('SAP-22: that went well but not without a remark carries it in sap-message', async () => {
    const answer = await openSap().send('PATCH', ITEM, { RequestedQuantity: '90000' });
    expect(answer.status).toBe(204);
    const messages = readSapMessages(String(answer.headers['sap-message']));
    expect(messages).toContainEqual(expect.objectContaining({ code: 'V1/360', severity: 'warning', target: 'to_Item' }));
  });
});

describe('a new order', () => {
  const customer = seededOrder('open').soldToParty;
  const items = [
    { Material: 'FG-1001', RequestedQuantity: '10' },
    { Material: 'FG-1004', RequestedQuantity: '2', RequestedQuantityUnit: 'PC' },
  ];
  const body = {
    SalesOrderType: 'OR',
    SoldToParty: customer,
    PurchaseOrderByCustomer: 'NEW-1',
    RequestedDeliveryDate: '/Date(1797292800000)/',
  };

  test.each([
    ['a bare array', items],
    ['results', { results: items }],
  ])('SAP-16: with its items in %s is answered with the whole of it', async (_name, to_Item) => {
    const sap = openSap();
    const answer = await sap.send('POST', `${SALES}/A_SalesOrder`, { ...body, to_Item });
    expect(answer.status, answer.text).toBe(201);
    const { d } = answer.json() as unknown as { d: { SalesOrder: string; to_Item: { results: unknown[] } } };
    expect(answer.headers['location']).toBe(`http://sap.test${SALES}/A_SalesOrder('${d.SalesOrder}')`);
    expect(d).toMatchObject({
      SalesOrder: '5791',
      PurchaseOrderByCustomer: 'NEW-1',
      TotalNetAmount: '1669.000',
      to_Item: {
        results: [
          { SalesOrderItem: '10', Material: 'FG-1001', RequestedQuantity: '10.000' },
          { SalesOrderItem: '20', NetAmount: '824.000' },
        ],
      },
      to_Partner: { __deferred: {} },
    });
    expect(sap.held(d.SalesOrder).items).toHaveLength(2);
  });

  test('SAP-16: brings schedule lines, texts and partners along', async () => {
    const sap = openSap();
    const answer = await sap.send('POST', `${SALES}/A_SalesOrder`, {
      ...body,
      to_Text: [{ Language: 'EN', LongTextID: '0002', LongText: 'Call before delivery' }],
      to_Partner: [{ PartnerFunction: 'SH', Customer: customer }],
      to_Item: [
        {
          Material: 'FG-1001',
          to_ScheduleLine: [
            { RequestedDeliveryDate: '2026-12-15', ScheduleLineOrderQuantity: '4' },
            { RequestedDeliveryDate: '2026-12-22', ScheduleLineOrderQuantity: '6' },
          ],
        },
      ],
    });
    expect(answer.status, answer.text).toBe(201);
    expect(answer.json()).toMatchObject({
      d: {
        to_Text: { results: [{ LongText: 'Call before delivery' }] },
        to_Partner: { results: [{ PartnerFunction: 'SP' }, { PartnerFunction: 'SH' }] },
        to_Item: {
          results: [
            {
              RequestedQuantity: '10.000',
              to_ScheduleLine: { results: [{ ScheduleLineOrderQuantity: '4.000' }, { ScheduleLineOrderQuantity: '6.000' }] },
            },
          ],
        },
      },
    });
  });

  test.each([
    ['no items', { to_Item: [] }, 'V1/331'],
    ['an unknown customer', { SoldToParty: '1', to_Item: items }, 'VP/199'],
    ['an unknown material', { to_Item: [{ Material: 'NOTHING', RequestedQuantity: '1' }] }, 'V1/382'],
    ['a material of another plant', { to_Item: [{ Material: 'FG-1006', ProductionPlant: '1020', RequestedQuantity: '1' }] }, 'V1/382'],
    ['an unknown order type', { SalesOrderType: 'ZZZ', to_Item: items }, 'V1/312'],
    ['two items of one number', { to_Item: items.map((item) => ({ ...item, SalesOrderItem: '10' })) }, 'V1/313'],
    ['no quantity', { to_Item: [{ Material: 'FG-1001' }] }, 'V1/385'],
  ])('SAP-16: with %s is refused', async (_name, part, code) => {
    const answer = await openSap().send('POST', `${SALES}/A_SalesOrder`, { ...body, ...part });
    expect(answer.status).toBe(400);
    expect(readODataErrorBody(answer.text)?.code).toBe(code);
  });

  test('SAP-17: items and schedule lines can be added to an order', async () => {
    const sap = openSap();
    const count = sap.held('4711').items.length;
    const item = await sap.send('POST', `${ORDER}/to_Item`, { Material: 'FG-1001', RequestedQuantity: '5' });
    expect(item.status, item.text).toBe(201);
    expect(item.json()).toMatchObject({ d: { SalesOrder: '4711', SalesOrderItem: String((count + 1) * 10) } });
    const direct = await sap.send('POST', `${SALES}/A_SalesOrderItem`, { SalesOrder: '4711', Material: 'FG-1001', RequestedQuantity: '5' });
    expect(direct.json()).toMatchObject({ d: { SalesOrderItem: String((count + 2) * 10) } });
    const line = await sap.send('POST', `${ITEM}/to_ScheduleLine`, { RequestedDeliveryDate: '2027-01-20', ScheduleLineOrderQuantity: '5' });
    expect(line.status, line.text).toBe(201);
    expect(line.json()).toMatchObject({ d: { ScheduleLine: '2', ScheduleLineOrderQuantity: '5.000' } });
  });

  test('SAP-17: texts are added, changed and taken away', async () => {
    const sap = openSap();
    const text = `${SALES}/A_SalesOrderItemText(SalesOrder='4711',SalesOrderItem='10',Language='EN',LongTextID='0001')`;
    expect(
      (await sap.send('POST', `${ITEM}/to_Text`, { Language: 'EN', LongTextID: '0001', LongText: 'Promised for week 51' })).status,
    ).toBe(201);
    expect((await sap.send('PATCH', text, { LongText: 'Promised for week 52' })).status).toBe(204);
    expect((await sap.get(text)).json()).toMatchObject({ d: { LongText: 'Promised for week 52' } });
    expect((await sap.send('DELETE', text)).status).toBe(204);
    expect((await sap.get(text)).status).toBe(404);
  });

  test('SAP-23: above the threshold waits until the approval is decided, once', async () => {
    const sap = openSap({ approvalThreshold: '1000.000' });
    const created = await sap.send('POST', `${SALES}/A_SalesOrder`, { ...body, to_Item: items });
    expect(created.json()).toMatchObject({ d: { SalesDocApprovalStatus: 'A' } });
    expect(created.headers['sap-message']).toContain('waits for an approval');
    const release = () => sap.send('POST', `${SALES}/releaseApprovalRequest?SalesOrder='5791'`);
    const first = await release();
    expect(first.json()).toEqual({
      d: { releaseApprovalRequest: { __metadata: { type: 'API_SALES_ORDER_SRV.FunctionResult' }, Success: true } },
    });
    expect(sap.held('5791')['SalesDocApprovalStatus']).toBe('B');
    expect((await release()).status).toBe(400);
    expect((await sap.send('POST', `${SALES}/rejectApprovalRequest`)).status).toBe(400);
    expect((await sap.get(`${SALES}/rejectApprovalRequest?SalesOrder='5791'`)).status).toBe(405);
  });
});

describe('a repeated RequestID', () => {
  const change = { YY1_CRMRevision_SDH: '2' };
  const headers = { 'if-match': '*', requestid: 'R-1', repeatabilitycreation: 'Mon, 30 Nov 2026 08:00:00 GMT' };

  test('SAP-24: is answered as before and applied once', async () => {
    const sap = openSap({ repeatability: true });
    const first = await sap.send('PATCH', ORDER, change, headers);
    const after = sap.held('4711');
    const again = await sap.send('PATCH', ORDER, change, headers);
    expect([again.status, again.headers['etag'], again.headers['repeatability-result']]).toEqual([204, first.headers['etag'], 'accepted']);
    expect(sap.held('4711')).toEqual(after);
    expect(sap.records.map((entry) => [entry.applied, entry.idempotencyKey])).toEqual([
      [true, 'R-1'],
      [false, 'R-1'],
    ]);
    expect((await sap.send('PATCH', ORDER, { YY1_CRMRevision_SDH: '3' }, headers)).status).toBe(400);
  });

  test('SAP-24: of a refused request is tried anew', async () => {
    const sap = openSap({ repeatability: true });
    sap.arm({ kind: 'lock', times: 1 });
    expect((await sap.send('PATCH', ORDER, change, headers)).status).toBe(423);
    expect((await sap.send('PATCH', ORDER, change, headers)).status).toBe(204);
  });

  test('SAP-24: means nothing to a system without the option, and the check can see that', async () => {
    const without = openSap();
    await without.send('PATCH', ORDER, change, headers);
    await without.send('PATCH', ORDER, { YY1_CRMRevision_SDH: '3' }, headers);
    expect(without.held('4711')['YY1_CRMRevision_SDH']).toBe('3');
    const probe = { requestid: 'P-1' };
    expect((await without.get(`${SALES}/`, probe)).headers['repeatability-result']).toBeUndefined();
    expect((await openSap({ repeatability: true }).get(`${SALES}/`, probe)).headers['repeatability-result']).toBe('accepted');
  });
});
