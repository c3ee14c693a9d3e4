import { describe, expect, test } from 'vitest';
import { readODataErrorBody } from '../../odata/error-body.ts';
import { readEdmx } from '../../odata/read-edmx.ts';
import { BASIC, openSap, SALES, type SapFixture } from '../sap-fixture.ts';

interface Page {
  readonly d: { readonly results: readonly { readonly [field: string]: unknown }[]; readonly __next?: string; readonly __count?: string };
}

async function list(sap: SapFixture, path: string): Promise<Page['d']> {
  const answer = await sap.get(`${SALES}/${path}`);
  expect(answer.status, answer.text).toBe(200);
  return (answer.json() as unknown as Page).d;
}

const numbersOf = (page: Page['d']) => page.results.map((row) => row['SalesOrder']);

describe('one entity', () => {
  test('SAP-5: has the wire form of V2', async () => {
    const answer = await openSap().get(`${SALES}/A_SalesOrder('4711')?$expand=to_Item/to_ScheduleLine`);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.headers['dataserviceversion']).toBe('2.0');
    const { d } = answer.json() as unknown as { d: Record<string, never> & { to_Item: Page['d'] } };
    expect(d).toMatchObject({
      __metadata: {
        uri: `http://sap.test${SALES}/A_SalesOrder('4711')`,
        type: 'API_SALES_ORDER_SRV.A_SalesOrderType',
        etag: answer.headers['etag'],
      },
      SalesOrder: '4711',
      TotalNetAmount: expect.stringMatching(/^\d+\.\d{3}$/),
      CreationDate: expect.stringMatching(/^\/Date\(\d+\)\/$/),
      LastChangeDateTime: expect.stringMatching(/^\/Date\(\d+\+0000\)\/$/),
      DeliveryBlockReason: '',
      YY1_CRMRevision_SDH: '0',
      to_Partner: { __deferred: { uri: `http://sap.test${SALES}/A_SalesOrder('4711')/to_Partner` } },
    });
    expect(d.to_Item.results[0]).toMatchObject({
      SalesOrder: '4711',
      SalesOrderItem: '10',
      RequestedQuantity: expect.stringMatching(/^\d+\.000$/),
      YY1_PromisedDate_SDI: null,
      DeliveryDateQuantityIsFixed: false,
      to_ScheduleLine: { results: [{ ScheduleLine: '1', ConfirmedDeliveryDate: expect.anything() }] },
    });
  });

  test('SAP-6: comes as Atom to those who do not ask for JSON', async () => {
    const sap = openSap();
    const entry = await sap.raw('GET', `${SALES}/A_SalesOrder('4711')?$expand=to_Item`, { authorization: BASIC });
    expect(entry.headers['content-type']).toMatch(/^application\/atom\+xml;type=entry/);
    expect(entry.text).toContain('<d:SalesOrder>4711</d:SalesOrder>');
    expect(entry.text).toContain('<m:inline><feed>');
    expect(entry.text).toContain('<d:YY1_PromisedDate_SDI m:null="true"/>');
    const feed = await sap.raw('GET', `${SALES}/A_SalesOrder?$top=2&$inlinecount=allpages`, { authorization: BASIC, accept: '*/*' });
    expect(feed.text.match(/<entry[ >]/g)).toHaveLength(2);
    expect(feed.text).toContain('<m:count>80</m:count>');
    expect((await sap.raw('GET', `${SALES}/A_SalesOrder('4711')?$format=json`, { authorization: BASIC })).json()).toHaveProperty('d');
    const missing = await sap.raw('GET', `${SALES}/A_SalesOrder('1')`, { authorization: BASIC });
    expect(missing.headers['content-type']).toMatch(/^application\/xml/);
    expect(readODataErrorBody(missing.text)?.code).toBe('/IWBEP/CM_MGW_RT/020');
  });

  test.each([
    "A_SalesOrder('4711')",
    "A_SalesOrder('0000004711')",
    "A_SalesOrder(SalesOrder='4711')",
    "A_SalesOrder('4711')/",
    'A_SalesOrder(%274711%27)',
    "A_SalesOrderItem(SalesOrder='4711',SalesOrderItem='10')/to_SalesOrder",
  ])('SAP-7: %s is the same order', async (path) => {
    expect((await openSap().get(`${SALES}/${path}`)).json()).toMatchObject({ d: { SalesOrder: '4711' } });
  });

  test.each([
    "A_SalesOrderItem(SalesOrder='4711',SalesOrderItem='000010')",
    "A_SalesOrder('4711')/to_Item(SalesOrder='4711',SalesOrderItem='10')",
  ])('SAP-7: %s is item 10', async (path) => {
    expect((await openSap().get(`${SALES}/${path}`)).json()).toMatchObject({ d: { SalesOrderItem: '10' } });
  });

  test.each([
    [404, "A_SalesOrder('99')"],
    [404, 'A_SomethingElse'],
    [404, "A_SalesOrder('4711')/to_Nowhere"],
    [400, "A_SalesOrderItem(SalesOrder='4711')"],
    [400, "A_SalesOrderItem('4711')"],
    [400, 'A_SalesOrder(4711)'],
    [400, "A_SalesOrder('4711'"],
    [400, "A_SalesOrder(Order='4711')"],
    [400, '%E0%A4%A'],
  ])('SAP-7: %i for %s', async (status, path) => {
    const answer = await openSap().get(`${SALES}/${path}`);
    expect(answer.status).toBe(status);
    expect(readODataErrorBody(answer.text)).toBeDefined();
  });

  test('SAP-10: a property by itself, and its bare value', async () => {
    const sap = openSap();
    expect((await sap.get(`${SALES}/A_SalesOrder('4711')/SalesOrderType`)).json()).toEqual({ d: { SalesOrderType: 'OR' } });
    expect((await sap.get(`${SALES}/A_SalesOrder('4711')/SalesOrderType/$value`)).text).toBe('OR');
  });

  test('SAP-14: is not sent again to those who have it', async () => {
    const sap = openSap();
    const answer = await sap.get(`${SALES}/A_SalesOrder('4711')`, { 'if-none-match': await sap.etagOf('4711') });
    expect([answer.status, answer.text]).toEqual([304, '']);
  });
});

describe('$filter', () => {
  const hits = async (filter: string, set = 'A_SalesOrder') =>
    (await list(openSap({ pageSize: 1000 }), `${set}?$filter=${encodeURIComponent(filter)}`)).results;

  test.each([
    ["SalesOrder eq '4711'", 1],
    ["SalesOrder eq '0000004711'", 1],
    ["SalesOrder ge '4711' and SalesOrder lt '4714'", 3],
    ["SalesOrder eq '4711' or SalesOrder eq '4713'", 2],
    ["not (SalesOrder gt '4712')", 2],
    ["(SalesOrder eq '4711' or SalesOrder eq '4712') and SalesOrder ne '4711'", 1],
    ["startswith(SalesOrder,'471') eq true", 9],
    ["endswith(PurchaseOrderByCustomer,'-8801')", 1],
    ["substringof('8801',PurchaseOrderByCustomer)", 1],
    ["toupper(SenderBusinessSystemName) eq 'CRM' and tolower(SalesOrderType) eq 'or' and SalesOrder le '4711'", 1],
    ["length(SalesOrder) eq 4 and SalesOrder lt '4713'", 2],
    ["OverallSDProcessStatus eq 'C'", 7],
    ["LastChangeDateTime lt datetimeoffset'2020-01-01T00:00:00Z'", 0],
    ["RequestedDeliveryDate ge datetime'2026-01-01T00:00:00' and SalesOrder eq '4711'", 1],
    ["RequestedDeliveryDate lt datetime'2026-01-01T00:00:00'", 0],
    ['YY1_CRMRevision_SDH eq 0', 80],
    ['year(RequestedDeliveryDate) gt 2000 and TotalNetAmount gt 0m', 77],
  ])('SAP-8: %s finds %i', async (filter, count) => {
    expect(await hits(filter)).toHaveLength(count);
  });

  test('SAP-8: decimals are compared by value, with or without suffix', async () => {
    const all = await hits('RequestedQuantity ge 0', 'A_SalesOrderItem');
    const above = await hits('RequestedQuantity gt 20m', 'A_SalesOrderItem');
    expect(await hits('RequestedQuantity gt 20.0', 'A_SalesOrderItem')).toEqual(above);
    expect(above.length).toBe(all.filter((item) => Number(item['RequestedQuantity']) > 20).length);
  });

  test.each([
    "Nothing eq '1'",
    "SalesOrder eq 'x",
    "SalesOrder like 'x'",
    'SalesOrder eq 5',
    "TotalNetAmount gt 'x'",
    "RequestedDeliveryDate gt datetime'2026-13-45T00:00:00'",
    "nothing(SalesOrder) eq 'x'",
    "startswith(SalesOrder) eq 'x'",
    "SalesOrder eq '1' and",
    'SalesOrder',
    "'a' eq 'b'",
  ])('SAP-12: %s is refused', async (filter) => {
    const answer = await openSap().get(`${SALES}/A_SalesOrder?$filter=${encodeURIComponent(filter)}`);
    expect(answer.status).toBe(400);
    expect(readODataErrorBody(answer.text)?.message).not.toBe('');
  });
});

describe('a collection', () => {
  test('SAP-9: shows what is selected, along expanded navigations too', async () => {
    const page = await list(openSap(), "A_SalesOrder?$filter=SalesOrder eq '4711'&$select=SalesOrder,to_Item/Material&$expand=to_Item");
    const [order] = page.results as readonly { to_Item: Page['d'] }[];
    expect(Object.keys(order!)).toEqual(['__metadata', 'SalesOrder', 'to_Item']);
    expect(Object.keys(order!.to_Item.results[0]!)).toEqual(['__metadata', 'Material']);
  });

  test.each([
    '$select=Nothing',
    '$expand=to_Nothing',
    '$expand=to_Item/to_Nothing',
    '$orderby=Nothing',
    '$orderby=SalesOrder up',
    '$top=-1',
    '$skip=x',
    '$inlinecount=some',
    '$search=x',
  ])('SAP-12: %s is refused', async (option) => {
    expect((await openSap().get(`${SALES}/A_SalesOrder?${option}`)).status).toBe(400);
  });

  test('SAP-10: is ordered, cut and counted', async () => {
    const sap = openSap();
    const page = await list(sap, 'A_SalesOrder?$orderby=SalesOrder desc&$skip=1&$top=2&$inlinecount=allpages');
    expect(numbersOf(page)).toEqual(['4789', '4788']);
    expect(page.__count).toBe('80');
    expect((await sap.get(`${SALES}/A_SalesOrder/$count`)).text).toBe('80');
    expect((await sap.get(`${SALES}/A_SalesOrder/$count?$filter=SalesOrder lt '4714'`)).text).toBe('3');
    const byAmount = await list(sap, 'A_SalesOrder?$orderby=TotalNetAmount');
    const amounts = byAmount.results.map((row) => Number(row['TotalNetAmount']));
    expect(amounts).toEqual([...amounts].sort((a, b) => a - b));
  });

  test('SAP-11: comes in pages that give every row once', async () => {
    const sap = openSap({ pageSize: 30 });
    const seen: unknown[] = [];
    let path: string | undefined = 'A_SalesOrder?$select=SalesOrder&$orderby=SalesOrder';
    let pages = 0;
    while (path !== undefined) {
      const page: Page['d'] = await list(sap, path);
      seen.push(...numbersOf(page));
      path = page.__next?.slice(`http://sap.test${SALES}/`.length);
      pages += 1;
    }
    expect(pages).toBe(3);
    expect(new Set(seen).size).toBe(80);
    expect((await list(sap, 'A_SalesOrder?$top=10')).__next).toBeUndefined();
  });
});

describe('what a service says about itself', () => {
  test('SAP-13: service document and metadata', async () => {
    const sap = openSap();
    expect((await sap.get(`${SALES}/`)).json()).toMatchObject({
      d: { EntitySets: expect.arrayContaining(['A_SalesOrder', 'A_SalesOrderScheduleLine']) },
    });
    expect((await sap.raw('GET', SALES, { authorization: BASIC })).text).toContain('<app:collection href="A_SalesOrder">');
    const model = readEdmx((await sap.get(`${SALES}/$metadata`)).text);
    if (typeof model === 'string') throw new Error(model);
    const header = model.entityTypes.find((type) => type.name === 'A_SalesOrderType')!;
    expect(header.properties.filter((property) => property.concurrencyToken).map((property) => property.name)).toEqual([
      'LastChangeDateTime',
    ]);
    expect(header.navigations.find((one) => one.name === 'to_Item')).toMatchObject({ target: 'A_SalesOrderItemType', many: true });
    expect(model.functionImports.map((one) => one.name)).toEqual(['releaseApprovalRequest', 'rejectApprovalRequest']);
  });

  test.each([true, false])('SAP-13: schedule lines that can be written (%s) are marked so', async (scheduleLinesWritable) => {
    const model = readEdmx((await openSap({ scheduleLinesWritable }).get(`${SALES}/$metadata`)).text);
    if (typeof model === 'string') throw new Error(model);
    const set = model.entitySets.find((one) => one.name === 'A_SalesOrderScheduleLine');
    expect(set).toMatchObject({ creatable: scheduleLinesWritable, updatable: scheduleLinesWritable, deletable: scheduleLinesWritable });
  });

  test('SAP-13: the catalogue lists services whose metadata can all be read', async () => {
    const sap = openSap();
    const answer = await sap.get('/sap/opu/odata/IWFND/CATALOGSERVICE;v=2/ServiceCollection');
    const { results } = (answer.json() as unknown as Page).d;
    expect(results.map((row) => row['TechnicalServiceName'])).toEqual(
      expect.arrayContaining([
        'API_SALES_ORDER_SRV',
        'API_SALES_ORDER_SIMULATION_SRV',
        'API_PRODUCTION_ORDER_2_SRV',
        'API_MATERIAL_STOCK_SRV',
      ]),
    );
    for (const row of results)
      expect(readEdmx((await sap.get(String(row['MetadataUrl']))).text), String(row['MetadataUrl'])).toBeTypeOf('object');
  });

  test('SAP-13: the catalogue of V4 lists its services by group, below the system that runs them', async () => {
    const catalogue = '/sap/opu/odata4/iwfnd/config/default/iwfnd/catalog/0002';
    const answer = await openSap().get(`${catalogue}/ServiceGroups?$expand=DefaultSystem($expand=Services)`);
    expect(answer.json()).toMatchObject({
      value: [
        {
          GroupId: 'API_SALESORDER',
          DefaultSystem: {
            SystemAlias: 'LOCAL',
            Services: [{ ServiceId: 'SALESORDER', ServiceUrl: '/sap/opu/odata4/sap/api_salesorder/srvd_a2x/sap/salesorder/0001/' }],
          },
        },
      ],
    });
  });

  test('SAP-7: a URL of more than 8 KB is too long', async () => {
    expect((await openSap().get(`${SALES}/A_SalesOrder?$filter=${'x'.repeat(8200)}`)).status).toBe(414);
  });

  test('SAP-7: a path without a service is no OData at all', async () => {
    const answer = await openSap().get('/sap/opu/odata/sap/API_NOTHING_SRV/');
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('<html>');
  });
});
