/** What a person is offered for fields of SAP's nodes, and what the system's own record says of the asking: nothing. */
import { describe, expect, test } from 'vitest';
import { createSapSystem, type SapSystem } from '../../test/support/sap-system.ts';
import { answerWith } from '../../test/support/simulator-http-client.ts';
import { openSapService } from './client.ts';
import { sapODataConnection } from './connection.ts';

const V4 = 'api_salesorder/srvd_a2x/sap/salesorder/0001';
const ORDERS = { service: 'API_SALES_ORDER_SRV', entitySet: 'A_SalesOrder' };
const { signal } = new AbortController();
const read = ({ connection }: SapSystem, list: string, given: { readonly [field: string]: string } = {}) =>
  sapODataConnection.options![list]!.read(connection, given, signal);
const values = async (system: SapSystem, list: string, given?: { readonly [field: string]: string }) =>
  (await read(system, list, given)).map(({ value }) => value);

describe('API-180 what SAP can fill fields with', () => {
  test('leads from the service over its set to fields, keys first; a V4 service is asked alike; nothing is written', async () => {
    const system = createSapSystem();
    expect(await read(system, 'services')).toEqual(
      expect.arrayContaining([
        { value: 'API_OUTBOUND_DELIVERY_SRV;v=0002', label: expect.any(String) },
        { value: V4, label: 'Sales Order (A2X, OData V4)' },
      ]),
    );
    expect(await values(system, 'entity-sets', { service: ORDERS.service })).toContain('A_SalesOrderItem');
    const fields = await read(system, 'fields', ORDERS);
    expect(fields[0]).toEqual({ value: 'SalesOrder', type: 'String(10)', isKey: true });
    expect(fields.find(({ value }) => value === 'TotalNetAmount')?.type).toMatch(/^Decimal\(\d+,\d+\)$/);
    expect(await values(system, 'key-fields', { ...ORDERS, entitySet: 'A_SalesOrderItem' })).toEqual(['SalesOrder', 'SalesOrderItem']);
    expect(await read(system, 'navigations', ORDERS)).toContainEqual({ value: 'to_Item', type: 'A_SalesOrderItemType' });
    expect(await values(system, 'fields', { service: V4, entitySet: 'SalesOrder' })).toContain('ShippingCondition');
    expect(new Set(system.http.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect(system.host.records).toEqual([]);
  });

  test('names functions and their parameters', async () => {
    const system = createSapSystem();
    const service = 'API_PRODUCTION_ORDER_2_SRV';
    expect(await values(system, 'functions', { service })).toContain('TechlyCmpltOrder');
    expect(await read(system, 'parameters', { service, function: 'TechlyCmpltOrder' })).toContainEqual(
      expect.objectContaining({ value: 'ManufacturingOrder', type: expect.stringMatching(/^String/) }),
    );
  });

  test('names the codes that its documents use, each once', async () => {
    const system = createSapSystem();
    const orders = system.landscape.orders.map(({ salesOrder }) => system.view(salesOrder));
    const types = await values(system, 'order-types');
    expect(types).toEqual([...new Set(orders.map((order) => String(order['SalesOrderType'])))].sort());
    expect(await values(system, 'plants')).toEqual(system.landscape.plants.map(({ code }) => code).sort());
    for (const list of ['sales-organisations', 'distribution-channels', 'divisions'])
      expect((await values(system, list)).length, list).toBeGreaterThan(0);
  });

  test('sees a field that was added a moment ago, and leaves what runs work with as it is', async () => {
    const system = createSapSystem();
    const service = openSapService(system.connection, ORDERS.service);
    const before = await service.model({ signal });
    const withField = answerWith({
      text: `<Edmx><DataServices><Schema Namespace="S"><EntityType Name="T"><Key><PropertyRef Name="SalesOrder"/></Key>
<Property Name="SalesOrder" Type="Edm.String" MaxLength="10"/><Property Name="YY1_New" Type="Edm.Boolean"/></EntityType>
<EntityContainer Name="C"><EntitySet Name="A_SalesOrder" EntityType="S.T"/></EntityContainer></Schema></DataServices></Edmx>`,
      headers: { 'content-type': 'application/xml' },
    });
    system.http.disturbNext(({ url }) => url.includes('$metadata'), withField);
    expect(await values(system, 'fields', ORDERS)).toEqual(['SalesOrder', 'YY1_New']);
    expect(await service.model({ signal })).toBe(before);
  });

  test('says what is wrong with the question, and gives a refusal in the words of SAP', async () => {
    const system = createSapSystem();
    await expect(read(system, 'fields', { ...ORDERS, entitySet: 'A_Nothing' })).rejects.toMatchObject({
      options: { code: 'options-unknown' },
    });
    await expect(read(system, 'entity-sets', { service: '../../ping' })).rejects.toMatchObject({ options: { code: 'service-malformed' } });
    const refuse = answerWith({
      status: 403,
      headers: { 'content-type': 'application/json' },
      text: JSON.stringify({ error: { code: '/IWFND/CM_COS/045', message: { lang: 'en', value: 'No authorization for orders' } } }),
    });
    system.http.disturbNext(({ url }) => url.includes('A_SalesOrder?'), refuse);
    await expect(read(system, 'order-types')).rejects.toMatchObject({ message: 'No authorization for orders' });
  });
});
