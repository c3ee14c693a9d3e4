import { describe, expect, test } from 'vitest';
import { addDays } from '../../../sandbox/landscape.ts';
import { readODataErrorBody } from '../../odata/error-body.ts';
import { openSap, SALES, type SapFixture, seededOrder } from '../sap-fixture.ts';

const PRODUCTION = '/sap/opu/odata/sap/API_PRODUCTION_ORDER_2_SRV';

interface Held {
  readonly ManufacturingOrder: string;
  readonly Material: string;
  readonly ProductionPlant: string;
  readonly MfgOrderScheduledEndDate: string;
  readonly TotalQuantity: string;
  readonly operations: readonly {
    readonly ManufacturingOrderOperation: string;
    readonly OpErlstSchedldExecStrtDte: string;
    readonly OpErlstSchedldExecEndDte: string;
  }[];
}

const ordersOf = (sap: SapFixture, material: string, plant: string) =>
  (sap.sap.view('/production-orders') as unknown as Held[]).filter((one) => one.Material === material && one.ProductionPlant === plant);
const heldOrder = (sap: SapFixture, number: string) => ordersOf(sap, 'FG-1006', '1010').find((one) => one.ManufacturingOrder === number)!;
const shown = (number: string) => number.replace(/^0+/, '');

async function schedule(sap: SapFixture, number: string, operation: string, end: string) {
  return sap.send(
    'POST',
    `${PRODUCTION}/ScheduleProductionOrderOperation?ManufacturingOrder='${shown(number)}'&ManufacturingOrderSequence='0'&ManufacturingOrderOperation='${operation}'&OpSchedldEndDate=datetime'${end}T00:00:00'`,
  );
}

/** Takes everything of FG-1006 that stock and receipts can give. */
async function orderForAll(sap: SapFixture, more: Record<string, unknown> = {}): Promise<string> {
  const answer = await sap.send('POST', `${SALES}/A_SalesOrder`, {
    SoldToParty: seededOrder('open').soldToParty,
    PurchaseOrderByCustomer: 'ALL',
    RequestedDeliveryDate: '2026-12-01',
    to_Item: [{ Material: 'FG-1006', ProductionPlant: '1010', RequestedQuantity: '100000', ...more }],
  });
  return (answer.json() as unknown as { d: { SalesOrder: string } }).d.SalesOrder;
}

const confirmedOn = (sap: SapFixture, number: string) =>
  sap.held(number).items[0]!.scheduleLines.map((line) => line['ConfirmedDeliveryDate']);

describe('a production order', () => {
  test('SAP-53: is read with its operations; dates and times are two fields', async () => {
    const sap = openSap();
    const [first] = ordersOf(sap, 'FG-1006', '1010');
    const answer = await sap.get(
      `${PRODUCTION}/A_ProductionOrder_2('${shown(first!.ManufacturingOrder)}')?$expand=to_ProductionOrderOperation`,
    );
    expect(answer.headers['etag']).toMatch(/^W\/"'\d{14}'"$/);
    expect(answer.json()).toMatchObject({
      d: {
        MfgOrderScheduledEndDate: expect.stringMatching(/^\/Date\(/),
        MfgOrderScheduledEndTime: 'PT22H00M00S',
        to_ProductionOrderOperation: { results: [{ ManufacturingOrderOperation: '10' }, {}, {}] },
      },
    });
  });

  test('SAP-53: moves with an operation, and the later operations follow', async () => {
    const sap = openSap();
    const [order] = ordersOf(sap, 'FG-1006', '1010');
    const number = order!.ManufacturingOrder;
    const before = order!.operations;
    const answer = await schedule(sap, number, '20', addDays(before[1]!.OpErlstSchedldExecEndDte, 7));
    expect(answer.json()).toMatchObject({ d: { ScheduleProductionOrderOperation: { Success: true } } });
    const after = heldOrder(sap, number);
    expect(after.operations.map((one) => one.OpErlstSchedldExecStrtDte)).toEqual([
      before[0]!.OpErlstSchedldExecStrtDte,
      addDays(before[1]!.OpErlstSchedldExecStrtDte, 7),
      addDays(before[2]!.OpErlstSchedldExecStrtDte, 7),
    ]);
    expect(after.MfgOrderScheduledEndDate).toBe(addDays(order!.MfgOrderScheduledEndDate, 7));
  });

  test('SAP-39: takes the sales orders that count on it along', async () => {
    const sap = openSap();
    const number = await orderForAll(sap);
    const etag = await sap.etagOf(number);
    const last = ordersOf(sap, 'FG-1006', '1010')
      .sort((a, b) => (a.MfgOrderScheduledEndDate < b.MfgOrderScheduledEndDate ? -1 : 1))
      .at(-1)!;
    expect(confirmedOn(sap, number).at(-1)).toBe(last.MfgOrderScheduledEndDate);
    const deliveredBefore = sap.delivered.length;
    const later = '2027-03-08';
    expect((await schedule(sap, last.ManufacturingOrder, '30', later)).status).toBe(200);
    expect(confirmedOn(sap, number).at(-1)).toBe(later);
    expect(await sap.etagOf(number)).not.toBe(etag);
    expect(sap.held(number).changeLog.at(-1)).toMatchObject({ user: 'SAP_BOP' });
    expect(sap.delivered.slice(deliveredBefore).map((one) => one.key)).toContain(number.padStart(10, '0'));
    expect(sap.records.at(-1)).toMatchObject({
      operation: 'schedule-production-order',
      object: 'production-order',
      key: last.ManufacturingOrder,
      applied: true,
    });
  });

  test('SAP-39: leaves fixed dates and quantities as they were promised', async () => {
    const sap = openSap();
    const number = await orderForAll(sap, { DeliveryDateQuantityIsFixed: true });
    const promised = confirmedOn(sap, number);
    const last = ordersOf(sap, 'FG-1006', '1010')
      .sort((a, b) => (a.MfgOrderScheduledEndDate < b.MfgOrderScheduledEndDate ? -1 : 1))
      .at(-1)!;
    await schedule(sap, last.ManufacturingOrder, '30', '2027-03-08');
    expect(confirmedOn(sap, number)).toEqual(promised);
  });

  test('SAP-53: moves as a whole by its planned end and needs the entity tag for it', async () => {
    const sap = openSap();
    const [order] = ordersOf(sap, 'FG-1006', '1010');
    const path = `${PRODUCTION}/A_ProductionOrder_2('${shown(order!.ManufacturingOrder)}')`;
    const body = { MfgOrderPlannedEndDate: `${addDays(order!.MfgOrderScheduledEndDate, 3)}T00:00:00` };
    expect((await sap.send('PATCH', path, body)).status).toBe(428);
    const etag = String((await sap.get(path)).headers['etag']);
    expect((await sap.send('PATCH', path, body, { 'if-match': etag })).status).toBe(204);
    expect((await sap.send('PATCH', path, body, { 'if-match': etag })).status).toBe(412);
    expect(heldOrder(sap, order!.ManufacturingOrder).MfgOrderScheduledEndDate).toBe(addDays(order!.MfgOrderScheduledEndDate, 3));
  });

  test('SAP-53: is released and completed, and then stays where it is', async () => {
    const sap = openSap();
    const [order] = ordersOf(sap, 'FG-1006', '1010');
    const number = order!.ManufacturingOrder;
    expect((await sap.send('POST', `${PRODUCTION}/ReleaseOrder?ManufacturingOrder='${number}'`)).status).toBe(200);
    expect((await sap.send('POST', `${PRODUCTION}/TechlyCmpltOrder?ManufacturingOrder='${number}'`)).status).toBe(200);
    expect(heldOrder(sap, number)).toMatchObject({ OrderIsReleased: 'X', OrderIsTechnicallyCompleted: 'X' });
    expect(readODataErrorBody((await schedule(sap, number, '10', '2027-01-04')).text)?.code).toBe('CO/688');
  });

  test.each([
    [
      'an unknown order',
      "ManufacturingOrder='99'&ManufacturingOrderSequence='0'&ManufacturingOrderOperation='10'&OpSchedldEndDate=datetime'2027-01-04T00:00:00'",
      404,
    ],
    [
      'an unknown operation',
      "ManufacturingOrder='$'&ManufacturingOrderSequence='0'&ManufacturingOrderOperation='99'&OpSchedldEndDate=datetime'2027-01-04T00:00:00'",
      404,
    ],
    ['no date', "ManufacturingOrder='$'&ManufacturingOrderSequence='0'&ManufacturingOrderOperation='10'", 400],
    [
      'an end before the start',
      "ManufacturingOrder='$'&ManufacturingOrderSequence='0'&ManufacturingOrderOperation='10'&OpSchedldStartDate=datetime'2027-01-05T00:00:00'&OpSchedldEndDate=datetime'2027-01-04T00:00:00'",
      400,
    ],
    ['no operation', "ManufacturingOrder='$'&ManufacturingOrderSequence='0'", 400],
  ])('SAP-53: with %s it does not move', async (_name, query, status) => {
    const sap = openSap();
    const number = shown(ordersOf(sap, 'FG-1006', '1010')[0]!.ManufacturingOrder);
    const answer = await sap.send('POST', `${PRODUCTION}/ScheduleProductionOrderOperation?${query.replace('$', number)}`);
    expect(answer.status, answer.text).toBe(status);
    expect(sap.records).toMatchObject([{ applied: false }]);
  });

  test('SAP-37: is locked like any other document', async () => {
    const sap = openSap();
    const number = ordersOf(sap, 'FG-1006', '1010')[0]!.ManufacturingOrder;
    sap.arm({ kind: 'lock', operation: 'production-order', times: 1 });
    expect((await sap.send('POST', `${PRODUCTION}/ReleaseOrder?ManufacturingOrder='${number}'`)).status).toBe(423);
  });

  test('SAP-39: a smaller quantity takes promises back, as many as it must', async () => {
    const sap = openSap();
    await orderForAll(sap);
    const before = sumOf(promisesOf(sap));
    const [order] = ordersOf(sap, 'FG-1006', '1010');
    const path = `${PRODUCTION}/A_ProductionOrder_2('${order!.ManufacturingOrder}')`;
    const less = { TotalQuantity: String(Number(order!.TotalQuantity) - 100) };
    expect((await sap.send('PATCH', path, less, { 'if-match': '*' })).status).toBe(204);
    expect(sumOf(promisesOf(sap))).toBe(before - 100);
    expect((await sap.send('PATCH', path, { TotalQuantity: '0' }, { 'if-match': '*' })).status).toBe(400);
  });

  test('SAP-39: nobody gains at the cost of another, and what comes more goes to those who wait', async () => {
    const sap = openSap();
    const waiting = await orderForAll(sap);
    const before = promisesOf(sap);
    const [order] = ordersOf(sap, 'FG-1006', '1010');
    await schedule(sap, order!.ManufacturingOrder, '30', addDays(order!.MfgOrderScheduledEndDate, 5));
    expect(promisesOf(sap)).toEqual(before);
    const path = `${PRODUCTION}/A_ProductionOrder_2('${order!.ManufacturingOrder}')`;
    await sap.send('PATCH', path, { TotalQuantity: String(Number(order!.TotalQuantity) + 70) }, { 'if-match': '*' });
    const after = promisesOf(sap);
    expect(sumOf(after)).toBe(sumOf(before) + 70);
    for (const [key, promised] of before) expect(after.get(key)).toBeGreaterThanOrEqual(promised);
    expect(after.get(`${waiting}/000010`)).toBeGreaterThan(before.get(`${waiting}/000010`)!);
  });
});

/** Confirmed quantity per item of FG-1006, which is sold in pieces and boxes of four; in pieces. */
function promisesOf(sap: SapFixture): ReadonlyMap<string, number> {
  const numbers = (sap.sap.view('/orders') as unknown as { readonly SalesOrder: string }[]).map((one) => shown(one.SalesOrder));
  const items = numbers.flatMap((number) => sap.held(number).items.map((item) => ({ number, item })));
  return new Map(
    items
      .filter(({ item }) => item['Material'] === 'FG-1006')
      .map(({ number, item }) => [
        `${number}/${item.SalesOrderItem}`,
        Number(item.ConfdDelivQtyInOrderQtyUnit) * (item['RequestedQuantityUnit'] === 'CAR' ? 4 : 1),
      ]),
  );
}

const sumOf = (promises: ReadonlyMap<string, number>): number => [...promises.values()].reduce((sum, one) => sum + one, 0);
