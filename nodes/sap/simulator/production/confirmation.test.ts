import { describe, expect, test } from 'vitest';
import { readODataErrorBody } from '../../odata/error-body.ts';
import { openSap, type SapFixture } from '../sap-fixture.ts';

const CONFIRMATION = '/sap/opu/odata/sap/API_PROD_ORDER_CONFIRMATION_2_SRV';
const PRODUCTION = '/sap/opu/odata/sap/API_PRODUCTION_ORDER_2_SRV';
const STOCK = '/sap/opu/odata/sap/API_MATERIAL_STOCK_SRV';

interface Held {
  readonly ManufacturingOrder: string;
  readonly Material: string;
  readonly ProductionPlant: string;
  readonly TotalQuantity: string;
  readonly OrderIsReleased: string;
  readonly operations: readonly { readonly ManufacturingOrderOperation: string; readonly OpTotalConfirmedYieldQty: string }[];
}

const shown = (number: string) => number.replace(/^0+/, '');
const ordersOf = (sap: SapFixture) => sap.sap.view('/production-orders') as unknown as readonly Held[];
const heldIn = (sap: SapFixture, number: string) => ordersOf(sap).find((one) => one.ManufacturingOrder === number)!;

/** One on the shop floor; its release is no part of the record that a test looks at. */
async function orderLike(sap: SapFixture, released: boolean): Promise<Held> {
  const order = ordersOf(sap).find((one) => one.OrderIsReleased === '')!;
  if (released) await sap.send('POST', `${PRODUCTION}/ReleaseOrder?ManufacturingOrder='${shown(order.ManufacturingOrder)}'`);
  sap.records.length = 0;
  return order;
}

async function freeStock(sap: SapFixture, { Material, ProductionPlant }: Held): Promise<number> {
  const filter = encodeURIComponent(`Material eq '${Material}' and Plant eq '${ProductionPlant}' and InventoryStockType eq '01'`);
  const answer = await sap.get(`${STOCK}/A_MatlStkInAcctMod?$filter=${filter}`);
  return Number(
    (answer.json() as unknown as { d: { results: [{ MatlWrhsStkQtyInMatlBaseUnit: string }] } }).d.results[0].MatlWrhsStkQtyInMatlBaseUnit,
  );
}

const confirm = (sap: SapFixture, order: Held, body: Record<string, unknown>) => {
  const OrderOperation = order.operations.at(-1)!.ManufacturingOrderOperation;
  return sap.send('POST', `${CONFIRMATION}/ProdnOrdConf2`, { OrderID: shown(order.ManufacturingOrder), OrderOperation, ...body });
};
const codeOf = (text: string) => readODataErrorBody(text)?.code;

describe('a confirmation from the shop floor', () => {
  test('SAP-55: of the last operation counts for the order, has a number of its own and stays to be read', async () => {
    const sap = openSap();
    const order = await orderLike(sap, true);
    const external = '0f8fad5b-d9cb-469f-a165-70867728950e';
    const body = {
      ConfirmationYieldQuantity: '3',
      ConfirmationScrapQuantity: '1',
      ConfirmationText: 'MES-1',
      ExternalSystemConfirmation: external,
    };
    const answer = await confirm(sap, order, body);
    expect(answer.status, answer.text).toBe(201);
    expect(answer.json()).toMatchObject({
      d: { ConfirmationCount: '1', ConfirmationYieldQuantity: '3.000', ExternalSystemConfirmation: external },
    });
    expect(heldIn(sap, order.ManufacturingOrder)).toMatchObject({
      MfgOrderConfirmedYieldQty: '3.000',
      MfgOrderConfirmedScrapQty: '1.000',
      OrderIsPartiallyConfirmed: 'X',
      OrderIsConfirmed: '',
    });
    const filter = encodeURIComponent(`OrderID eq '${shown(order.ManufacturingOrder)}'`);
    const listed = await sap.get(`${CONFIRMATION}/ProdnOrdConf2?$filter=${filter}&$expand=to_ProdnOrdConfMatlDocItm`);
    expect(listed.json()).toMatchObject({
      d: {
        results: [
          {
            ConfirmationText: 'MES-1',
            to_ProdnOrdConfMatlDocItm: { results: [{ GoodsMovementType: '101', QuantityInEntryUnit: '3.000' }] },
          },
        ],
      },
    });
    expect(sap.records).toMatchObject([
      { operation: 'confirm-production-order', object: 'production-order', key: order.ManufacturingOrder, applied: true },
    ]);
  });

  test('SAP-55: of an earlier operation changes that operation and no stock', async () => {
    const sap = openSap();
    const order = await orderLike(sap, true);
    const before = await freeStock(sap, order);
    const [first] = order.operations;
    expect((await confirm(sap, order, { OrderOperation: first!.ManufacturingOrderOperation, ConfirmationYieldQuantity: '2' })).status).toBe(
      201,
    );
    expect(heldIn(sap, order.ManufacturingOrder)).toMatchObject({ MfgOrderConfirmedYieldQty: '0.000', OrderIsPartiallyConfirmed: 'X' });
    expect(heldIn(sap, order.ManufacturingOrder).operations[0]).toMatchObject({ OpTotalConfirmedYieldQty: '2.000' });
    expect(await freeStock(sap, order)).toBe(before);
  });

  test('SAP-56: takes the yield into stock, scrap does not come, and a cancelled one takes it back', async () => {
    const sap = openSap();
    const order = await orderLike(sap, true);
    const before = await freeStock(sap, order);
    const made = await confirm(sap, order, { ConfirmationYieldQuantity: '5', ConfirmationScrapQuantity: '2' });
    expect(await freeStock(sap, order)).toBe(before + 5);
    const { ConfirmationGroup, ConfirmationCount } = (
      made.json() as unknown as { d: { ConfirmationGroup: string; ConfirmationCount: string } }
    ).d;
    const path = `${CONFIRMATION}/CancelProdnOrdConf?ConfirmationGroup='${ConfirmationGroup}'&ConfirmationCount='${ConfirmationCount}'`;
    const cancelled = await sap.send('POST', path);
    expect(cancelled.status, cancelled.text).toBe(200);
    expect(cancelled.json()).toMatchObject({ d: { IsReversal: true } });
    expect(await freeStock(sap, order)).toBe(before);
    expect(heldIn(sap, order.ManufacturingOrder)).toMatchObject({ MfgOrderConfirmedYieldQty: '0.000', OrderIsPartiallyConfirmed: '' });
    expect(codeOf((await sap.send('POST', path)).text)).toBe('RU/022');
    expect(sap.records.map(({ operation, key, applied }) => [operation, key, applied])).toEqual([
      ['confirm-production-order', order.ManufacturingOrder, true],
      ['cancel-production-order-confirmation', order.ManufacturingOrder, true],
      ['cancel-production-order-confirmation', order.ManufacturingOrder, false],
    ]);
  });

  test('SAP-56: without goods movements the stock stays as it is', async () => {
    const sap = openSap();
    const order = await orderLike(sap, true);
    const before = await freeStock(sap, order);
    await confirm(sap, order, { ConfirmationYieldQuantity: '5', APIConfHasNoGoodsMovements: true });
    expect(await freeStock(sap, order)).toBe(before);
  });

  test('SAP-55: a final one ends the operation, and what is missing is no receipt any more', async () => {
    const sap = openSap();
    const order = await orderLike(sap, true);
    expect((await confirm(sap, order, { ConfirmationYieldQuantity: '1', IsFinalConfirmation: true })).status).toBe(201);
    expect(heldIn(sap, order.ManufacturingOrder)).toMatchObject({ OrderIsConfirmed: 'X', OrderIsPartiallyConfirmed: '' });
    expect(codeOf((await confirm(sap, order, { ConfirmationYieldQuantity: '1' })).text)).toBe('RU/117');
  });

  test.each([
    ['an order that is not released', false, { ConfirmationYieldQuantity: '1' }, 'RU/013'],
    ['more than was ordered', true, { ConfirmationYieldQuantity: '99999' }, 'RU/365'],
    ['nothing', true, {}, 'RU/503'],
    ['less than nothing', true, { ConfirmationYieldQuantity: '-1' }, 'RU/502'],
    ['half a piece', true, { ConfirmationYieldQuantity: '0.5' }, 'RU/504'],
    ['another unit', true, { ConfirmationYieldQuantity: '1', ConfirmationUnit: 'KG' }, 'RU/310'],
    ['a day to come', true, { ConfirmationYieldQuantity: '1', PostingDate: '2027-06-01T00:00:00' }, 'RU/115'],
    ['an operation that is not there', true, { ConfirmationYieldQuantity: '1', OrderOperation: '99' }, 'CO/012'],
    ['an order that is not there', true, { ConfirmationYieldQuantity: '1', OrderID: '99' }, 'CO/011'],
  ])('SAP-55: %s is refused and nothing is changed', async (_what, released, body, code) => {
    const sap = openSap();
    const order = await orderLike(sap, released);
    const before = JSON.stringify([ordersOf(sap), await freeStock(sap, order)]);
    expect(codeOf((await confirm(sap, order, body)).text)).toBe(code);
    expect(JSON.stringify([ordersOf(sap), await freeStock(sap, order)])).toBe(before);
    expect(sap.records).toMatchObject([{ applied: false }]);
  });

  test('SAP-55: completed and locked orders are not confirmed', async () => {
    const sap = openSap();
    const order = await orderLike(sap, true);
    sap.arm({ kind: 'lock', operation: 'production-order', times: 1 });
    expect((await confirm(sap, order, { ConfirmationYieldQuantity: '1' })).status).toBe(423);
    await sap.send('POST', `${PRODUCTION}/TechlyCmpltOrder?ManufacturingOrder='${shown(order.ManufacturingOrder)}'`);
    expect(codeOf((await confirm(sap, order, { ConfirmationYieldQuantity: '1' })).text)).toBe('CO/688');
  });

  test('SAP-55: cannot be changed or deleted', async () => {
    const sap = openSap();
    const made = await confirm(sap, await orderLike(sap, true), { ConfirmationYieldQuantity: '1' });
    const { ConfirmationGroup } = (made.json() as unknown as { d: { ConfirmationGroup: string } }).d;
    const path = `${CONFIRMATION}/ProdnOrdConf2(ConfirmationGroup='${ConfirmationGroup}',ConfirmationCount='1')`;
    expect((await sap.send('PATCH', path, { ConfirmationText: 'X' })).status).toBe(405);
    expect((await sap.send('DELETE', path)).status).toBe(405);
  });

  test('SAP-62: survives a restart with its stock', async () => {
    const sap = openSap();
    const order = await orderLike(sap, true);
    await confirm(sap, order, { ConfirmationYieldQuantity: '5' });
    const snapshot = JSON.parse(JSON.stringify(sap.sap.snapshot()));
    const again = openSap();
    again.sap.restore(snapshot);
    for (const path of ['/confirmations', '/stock', '/production-orders']) expect(again.sap.view(path)).toEqual(sap.sap.view(path));
  });
});
