/** A customer's system has other names for fields: nodes and flows keep theirs, the wire has the customer's. */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { MemoryLedger } from '../../test/support/memory-ledger.ts';
import { createSapSystem, outputOf, type SapSystem } from '../../test/support/sap-system.ts';
import { loseAnswer } from '../../test/support/simulator-http-client.ts';
import { runAttempts } from '../../test/support/step-context.ts';
import type { ConnectionAccess } from '../connection.ts';
import type { HttpRequest } from '../http/http-client.ts';
import { sapChangeSalesOrder } from './change-sales-order/execute.ts';
import { openSapService } from './client.ts';
import { readFieldNames } from './field-names.ts';
import { sapGetSalesOrder } from './get-sales-order/execute.ts';
import { sapGetStock } from './get-stock/execute.ts';
import { DEFAULT_SAP_OPTIONS } from './simulator/options.ts';
import { salesOrderModel } from './simulator/sales/sales-order-model.ts';

const THEIRS = { YY1_PromisedDate_SDI: 'ZZ1_PROMISED_SDI', PurchaseOrderByCustomer: 'ZZ1_PO_NUMBER', YY1_CRMRevision_SDH: 'ZZ1_REV_SDH' };
const fieldNames = {
  'A_SalesOrderItemType/YY1_PromisedDate_SDI': THEIRS.YY1_PromisedDate_SDI,
  'A_SalesOrderType/PurchaseOrderByCustomer': THEIRS.PurchaseOrderByCustomer,
  'A_SalesOrderType/YY1_CRMRevision_SDH': THEIRS.YY1_CRMRevision_SDH,
};

/** The simulated system behind a wire on which these fields bear the customer's names; it knows ours by no means. */
function customersSystem(
  settings: JsonObject = { fieldNames },
  theirs: { readonly [ours: string]: string } = THEIRS,
): SapSystem & { readonly sent: readonly string[] } {
  const system = createSapSystem({ settings });
  const sent: string[] = [];
  const rename = (text: string, back: boolean) =>
    Object.entries(theirs).reduce((all, [ours, name]) => (back ? all.replaceAll(name, ours) : all.replaceAll(ours, name)), text);
  const wire = async (request: HttpRequest) => {
    const all = `${decodeURIComponent(request.url)} ${request.body ?? ''}`;
    sent.push(all);
    const unknown = Object.keys(theirs).find((name) => all.includes(name));
    if (unknown !== undefined) throw new Error(`The customer's SAP does not know ${unknown}: ${all}`);
    const body = request.body === undefined ? {} : { body: rename(request.body.toString(), true) };
    const answer = await system.http.request({ ...request, url: rename(request.url, true), ...withLength(body) });
    return { ...answer, text: rename(answer.text, false) };
  };
  const connection = { ...system.connection, http: { request: wire } } as ConnectionAccess;
  return { ...system, connection, sent };
}

/** A part of a batch says how long it is. */
function withLength({ body }: { readonly body?: string }): { readonly body?: string } {
  return body === undefined ? {} : { body: body.replaceAll(/^content-length: \d+\r\n/gim, '') };
}

const itemOf = (system: SapSystem, order: string, item: string) =>
  (system.view(order)['items'] as readonly JsonObject[]).find((one) => Number(one['SalesOrderItem']) === Number(item));

describe('API-146 fields under other names', () => {
  test('are read and written under the customer’s, and come out under ours', async () => {
    const system = customersSystem();
    const { order, item } = system.confirmedItem();
    const config = {
      salesOrder: order.salesOrder,
      revision: 7,
      items: [{ item: item.item, fields: { YY1_PromisedDate_SDI: '2026-12-31' } }],
      header: { PurchaseOrderByCustomer: 'PO-OF-THE-CUSTOMER' },
      ownFields: [],
      refusedWhenLockedAfter: 5,
    };
    const outcome = await runAttempts(sapChangeSalesOrder, { config, connection: system.connection });
    expect(outcome).toMatchObject({ kind: 'done' });
    expect(itemOf(system, order.salesOrder, item.item)).toMatchObject({ YY1_PromisedDate_SDI: '2026-12-31' });
    expect(system.view(order.salesOrder)).toMatchObject({ PurchaseOrderByCustomer: 'PO-OF-THE-CUSTOMER' });
    expect(system.sent.some((text) => text.includes(THEIRS.YY1_PromisedDate_SDI) && text.includes(THEIRS.PurchaseOrderByCustomer))).toBe(
      true,
    );

    const read = outputOf(await runAttempts(sapGetSalesOrder, { config: { salesOrder: order.salesOrder }, connection: system.connection }));
    expect(read['order']).toMatchObject({ purchaseOrderByCustomer: 'PO-OF-THE-CUSTOMER', revision: 7 });
    expect(JSON.stringify(read)).not.toContain('ZZ1_');
  });

  test('are the ones of every service that flows read: stock under another name', async () => {
    const theirs = { MatlWrhsStkQtyInMatlBaseUnit: 'ZZ1_STOCK_QTY' };
    const place = 'A_MatlStkInAcctModType/MatlWrhsStkQtyInMatlBaseUnit';
    const read = async (settings: JsonObject) =>
      runAttempts(sapGetStock, {
        config: { items: [{ material: 'FG-1006', plant: '1010' }], maxRows: 2_000 },
        connection: customersSystem(settings, theirs).connection,
      });
    const ours = await runAttempts(sapGetStock, {
      config: { items: [{ material: 'FG-1006', plant: '1010' }], maxRows: 2_000 },
      connection: createSapSystem().connection,
    });
    expect(outputOf(await read({ fieldNames: { [place]: theirs.MatlWrhsStkQtyInMatlBaseUnit } }))['free']).toEqual(outputOf(ours)['free']);
  });

  test('a lost answer is asked about under them, too', async () => {
    const system = customersSystem();
    const { order, item } = system.confirmedItem();
    system.http.disturbNext(({ url }) => url.endsWith('/$batch'), loseAnswer);
    const ledger = new MemoryLedger();
    const items = [{ item: item.item, fields: { YY1_PromisedDate_SDI: '2026-12-30' } }];
    const config = { salesOrder: order.salesOrder, items, header: {}, ownFields: ['YY1_PromisedDate_SDI'], refusedWhenLockedAfter: 5 };
    expect(await runAttempts(sapChangeSalesOrder, { config, connection: system.connection, ledger })).toMatchObject({ kind: 'done' });
    expect(ledger.writes).toMatchObject([{ state: 'confirmed', sendings: 1 }]);
  });

  test('without them such a system refuses before anything is sent', async () => {
    const system = customersSystem({ revisionField: '' });
    const { order, item } = system.confirmedItem();
    const items = [{ item: item.item, fields: { YY1_PromisedDate_SDI: '2026-12-31' } }];
    const config = { salesOrder: order.salesOrder, items, header: {}, ownFields: [], refusedWhenLockedAfter: 5 };
    await expect(runAttempts(sapChangeSalesOrder, { config, connection: system.connection })).rejects.toThrow();
    expect(system.host.records.filter(({ applied }) => applied)).toEqual([]);
  });

  test('names in texts, keys and other services are left alone; what is chosen stands for a field of our name', () => {
    const model = salesOrderModel(DEFAULT_SAP_OPTIONS);
    const names = readFieldNames(fieldNames);
    const path =
      "A_SalesOrder('PurchaseOrderByCustomer')?$select=SalesOrder,to_Item/YY1_PromisedDate_SDI&$filter=PurchaseOrderByCustomer%20eq%20'PurchaseOrderByCustomer'&$top=1";
    expect(decodeURIComponent(names.toTheirPath(model, path))).toBe(
      "A_SalesOrder('PurchaseOrderByCustomer')?$select=SalesOrder,to_Item/ZZ1_PROMISED_SDI&$filter=ZZ1_PO_NUMBER eq 'PurchaseOrderByCustomer'&$top=1",
    );
    expect(
      names.toTheirBody(model, 'A_SalesOrder', {
        PurchaseOrderByCustomer: 'YY1_PromisedDate_SDI',
        to_Item: [{ YY1_PromisedDate_SDI: null }],
      }),
    ).toEqual({
      ZZ1_PO_NUMBER: 'YY1_PromisedDate_SDI',
      to_Item: [{ ZZ1_PROMISED_SDI: null }],
    });
    const both = readFieldNames({ 'A_SalesOrderType/PurchaseOrderByCustomer': 'SalesOrderType' });
    const header = both.toOurModel(model).entityTypes.find(({ name }) => name === 'A_SalesOrderType')!;
    expect(header.properties.filter(({ name }) => name === 'PurchaseOrderByCustomer')).toHaveLength(1);
    const row = { __metadata: { type: 'API_SALES_ORDER_SRV.A_SalesOrderType' }, PurchaseOrderByCustomer: 'old', SalesOrderType: 'chosen' };
    expect(both.toOurRows(row)).toMatchObject({ PurchaseOrderByCustomer: 'chosen' });
    expect(() => openSapService(createSapSystem({ settings: { fieldNames } }).connection, 'API_PRODUCTION_ORDER_2_SRV')).not.toThrow();
  });
});
