import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createSapSystem, outputOf } from '../../../test/support/sap-system.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { sapReadEntities } from './execute.ts';

const read = (config: JsonObject, system = createSapSystem({ options: { pageSize: 10 } })) =>
  sapReadEntities.execute(createStep({ config: { where: {}, maxRows: 1000, ...config }, connection: system.connection }));
const orders = { service: 'API_SALES_ORDER_SRV', entitySet: 'A_SalesOrder' };

describe('sap/read-entities', () => {
  test('follows the pages of SAP to the end', async () => {
    const system = createSapSystem({ options: { pageSize: 10 } });
    const output = outputOf(await read({ ...orders, select: ['SalesOrder'] }, system));
    expect(output['count']).toBe(system.landscape.orders.length);
    expect(system.http.requests.filter(({ url }) => url.includes('skiptoken')).length).toBeGreaterThan(3);
  });

  test('more rows than allowed are a failure instead of half a list; "top" asks for fewer', async () => {
    await expect(read({ ...orders, maxRows: 5 })).rejects.toMatchObject({ class: 'invalid', options: { code: 'too-many-rows' } });
    expect(outputOf(await read({ ...orders, top: 3, maxRows: 5, orderBy: 'SalesOrder desc' }))['count']).toBe(3);
  });

  test('"where" writes literals of the right type; quotes from outside stay inside', async () => {
    const { order, item } = createSapSystem().confirmedItem();
    const where = { SalesOrder: order.salesOrder, RequestedQuantity: Number(item.quantity), Material: item.material };
    const items = { service: 'API_SALES_ORDER_SRV', entitySet: 'A_SalesOrderItem' };
    const output = outputOf(await read({ ...items, where, expand: ['to_ScheduleLine'] }));
    const rows = output['rows'] as readonly JsonObject[];
    expect(rows.map((row) => row['SalesOrderItem'])).toContain(item.item);
    expect(rows[0]).toMatchObject({ RequestedQuantity: item.quantity, to_ScheduleLine: [{ RequestedDeliveryDate: item.requestedDate }] });
    expect(rows[0]).not.toHaveProperty('__metadata');
    const evil = outputOf(await read({ ...orders, where: { PurchaseOrderByCustomer: "x' or SalesOrder ne '" } }));
    expect(evil['count']).toBe(0);
  });

  test('filters with text of the analyst', async () => {
    const output = outputOf(
      await read({ ...orders, filter: "TotalNetAmount gt 30000m and SalesOrderType eq 'OR'", select: ['TotalNetAmount'] }),
    );
    const amounts = (output['rows'] as readonly JsonObject[]).map((row) => Number(row['TotalNetAmount']));
    expect(amounts.length).toBeGreaterThan(0);
    expect(Math.min(...amounts)).toBeGreaterThan(30_000);
  });

  test('reads a service of OData V4 in the same way: pages, literals, what is expanded', async () => {
    const system = createSapSystem({ options: { pageSize: 10 } });
    const v4 = { service: 'api_salesorder/srvd_a2x/sap/salesorder/0001' };
    const all = outputOf(await read({ ...v4, entitySet: 'SalesOrder', select: ['SalesOrder'] }, system));
    expect(all['count']).toBe(system.landscape.orders.length);
    const { order, item } = system.confirmedItem();
    const where = { SalesOrder: order.salesOrder.replace(/^0+/, ''), RequestedQuantity: Number(item.quantity) };
    const output = outputOf(await read({ ...v4, entitySet: 'SalesOrderItem', where, expand: ['_ScheduleLine'] }, system));
    expect(output['rows']).toContainEqual(
      expect.objectContaining({
        Product: item.material,
        RequestedQuantity: item.quantity,
        _ScheduleLine: [expect.objectContaining({ RequestedDeliveryDate: item.requestedDate })],
      }),
    );
    expect(JSON.stringify(output)).not.toContain('@odata');
    const evil = await read({ ...v4, entitySet: 'SalesOrder', where: { PurchaseOrderByCustomer: "x' or SalesOrder ne '" } }, system);
    expect(outputOf(evil)['count']).toBe(0);
  });

  test.each([
    [{ service: 'API_SALES_ORDER_SRV', entitySet: 'A_Nothing' }, 'entity-set-unknown'],
    [{ ...orders, where: { Nothing: 1 } }, 'field-unknown'],
    [{ service: 'a/../b', entitySet: 'A_SalesOrder' }, 'service-malformed'],
  ])('%j is invalid: %s', async (config, code) => {
    await expect(read(config)).rejects.toMatchObject({ class: 'invalid', options: { code } });
  });

  test('a service that is not active says so', async () => {
    await expect(read({ service: 'API_NOT_ACTIVE', entitySet: 'A' })).rejects.toMatchObject({
      class: 'invalid',
      options: { code: 'service-not-active' },
    });
  });
});
