import { describe, expect, test } from 'vitest';
import { readODataErrorBody } from '../../odata/error-body.ts';
import { openSap, SALES, type SapFixture, seededOrder } from '../sap-fixture.ts';

const PLANNED = '/sap/opu/odata/sap/API_PLANNED_ORDERS';
const PRODUCTION = '/sap/opu/odata/sap/API_PRODUCTION_ORDER_2_SRV';

interface Held {
  readonly PlannedOrder: string;
  readonly Material: string;
  readonly ProductionPlant: string;
  readonly TotalQuantity: string;
  readonly PlndOrderPlannedEndDate: string;
  readonly PlannedOrderIsFirm: boolean;
  readonly PlannedOrderCapacityIsDsptchd: boolean;
}

const ordersOf = (sap: SapFixture) => sap.sap.view('/planned-orders') as unknown as readonly Held[];
const anOrder = (sap: SapFixture) => ordersOf(sap).find((one) => !one.PlannedOrderCapacityIsDsptchd)!;
const pathOf = (order: Held) => `${PLANNED}/A_PlannedOrder('${order.PlannedOrder.replace(/^0+/, '')}')`;
const codeOf = (answer: { readonly text: string }) => readODataErrorBody(answer.text)?.code;

describe('a planned order', () => {
  test('SAP-70: needs its entity tag; quantity and dates by hand firm it, and so does nothing else', async () => {
    const sap = openSap();
    const order = ordersOf(sap).find((one) => !one.PlannedOrderIsFirm && !one.PlannedOrderCapacityIsDsptchd)!;
    const path = pathOf(order);
    expect((await sap.send('PATCH', path, { TotalQuantity: '70' })).status).toBe(428);
    const etag = String((await sap.get(path)).headers['etag']);
    expect((await sap.send('PATCH', path, { StorageLocation: '101B' }, { 'if-match': etag })).status).toBe(204);
    expect((await sap.get(path)).json()).toMatchObject({ d: { PlannedOrderIsFirm: false } });
    expect((await sap.send('PATCH', path, { TotalQuantity: '70' }, { 'if-match': etag })).status).toBe(412);
    expect((await sap.send('PATCH', path, { TotalQuantity: '70' }, { 'if-match': '*' })).status).toBe(204);
    expect((await sap.get(path)).json()).toMatchObject({ d: { PlannedOrderIsFirm: true, TotalQuantity: '70.000' } });
  });

  test.each([
    [{ TotalQuantity: '0' }, '61/129'],
    [{ TotalQuantity: '0.5' }, '61/130'],
    [{ PlndOrderPlannedStartDate: '2027-06-01T00:00:00' }, '61/131'],
  ])('SAP-70: %j is refused', async (body, code) => {
    const sap = openSap();
    expect(codeOf(await sap.send('PATCH', pathOf(anOrder(sap)), body, { 'if-match': '*' }))).toBe(code);
    expect(sap.records).toMatchObject([{ object: 'planned-order', applied: false }]);
  });

  test('SAP-70: on the planning board it is neither moved nor deleted', async () => {
    const sap = openSap();
    const order = ordersOf(sap).find((one) => one.PlannedOrderCapacityIsDsptchd)!;
    const move = { PlndOrderPlannedEndDate: '2027-06-01T00:00:00' };
    expect(codeOf(await sap.send('PATCH', pathOf(order), move, { 'if-match': '*' }))).toBe('61/126');
    expect(codeOf(await sap.send('DELETE', pathOf(order), undefined, { 'if-match': '*' }))).toBe('61/127');
  });

  test('SAP-70: is made firm with a number of its own, and deleted', async () => {
    const sap = openSap();
    const body = { Material: 'FG-1006', ProductionPlant: '1010', TotalQuantity: '30', PlndOrderPlannedEndDate: '2027-03-01T00:00:00' };
    const made = await sap.send('POST', `${PLANNED}/A_PlannedOrder`, body);
    expect(made.status, made.text).toBe(201);
    expect(made.json()).toMatchObject({ d: { PlannedOrderIsFirm: true, BaseUnit: 'PC' } });
    const number = (made.json() as unknown as { d: { PlannedOrder: string } }).d.PlannedOrder;
    expect(sap.records).toMatchObject([{ operation: 'create-planned-order', key: number.padStart(10, '0'), applied: true }]);
    expect((await sap.send('DELETE', `${PLANNED}/A_PlannedOrder('${number}')`, undefined, { 'if-match': '*' })).status).toBe(204);
    expect((await sap.get(`${PLANNED}/A_PlannedOrder('${number}')`)).status).toBe(404);
    expect(codeOf(await sap.send('POST', `${PLANNED}/A_PlannedOrder`, { ...body, Material: 'NONE' }))).toBe('61/104');
  });

  test('SAP-71: converted it is gone, and a production order of its quantity and end stands in its place', async () => {
    const sap = openSap();
    const order = anOrder(sap);
    const answer = await sap.send('POST', `${PRODUCTION}/ConvertPlndOrder?PlannedOrder='${order.PlannedOrder}'`);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json()).toMatchObject({ d: { Material: order.Material, TotalQuantity: order.TotalQuantity } });
    expect((await sap.get(pathOf(order))).status).toBe(404);
    expect(codeOf(await sap.send('POST', `${PRODUCTION}/ConvertPlndOrder?PlannedOrder='${order.PlannedOrder}'`))).toBe('61/103');
    expect(sap.records.map(({ operation, applied }) => [operation, applied])).toEqual([
      ['convert-planned-order', true],
      ['convert-planned-order', false],
    ]);
  });

  test('SAP-72: where the checking rule counts planned orders, moving one confirms sales orders anew', async () => {
    const promised = async (plannedOrdersInCheck: boolean) => {
      const sap = openSap({ plannedOrdersInCheck });
      const body = {
        SoldToParty: seededOrder('open').soldToParty,
        PurchaseOrderByCustomer: 'ALL',
        RequestedDeliveryDate: '2026-12-01',
        to_Item: [{ Material: anOrder(sap).Material, ProductionPlant: anOrder(sap).ProductionPlant, RequestedQuantity: '100000' }],
      };
      const made = await sap.send('POST', `${SALES}/A_SalesOrder`, body);
      const number = (made.json() as unknown as { d: { SalesOrder: string } }).d.SalesOrder;
      const last = () => sap.held(number).items[0]!.scheduleLines.at(-1)!['ConfirmedDeliveryDate'];
      const before = last();
      await sap.send('PATCH', pathOf(anOrder(sap)), { PlndOrderPlannedEndDate: '2027-06-01T00:00:00' }, { 'if-match': '*' });
      return [before, last()];
    };
    expect((await promised(true)).at(-1)).toBe('2027-06-01');
    const [before, after] = await promised(false);
    expect(after).toBe(before);
  });
});
