import { describe, expect, test } from 'vitest';
import { readODataErrorBody } from '../../odata/error-body.ts';
import { type Answered, openSap, SALES, type SapFixture, seededOrder } from '../sap-fixture.ts';

const DELIVERY = '/sap/opu/odata/sap/API_OUTBOUND_DELIVERY_SRV;v=0002';

interface HeldDelivery {
  readonly DeliveryDocument: string;
  readonly OverallPickingStatus: string;
  readonly OverallGoodsMovementStatus: string;
  readonly items: readonly { readonly ActualDeliveryQuantity: string; readonly ActualDeliveredQtyInBaseUnit: string }[];
}

const codeOf = ({ text }: Answered) => readODataErrorBody(text)?.code;
const heldIn = (sap: SapFixture, number: string) =>
  (sap.sap.view('/deliveries') as unknown as readonly HeldDelivery[]).find((one) => Number(one.DeliveryDocument) === Number(number))!;

function stockOf(sap: SapFixture, material: string, plant: string): number {
  const rows = sap.sap.view('/stock') as unknown as readonly { material: string; plant: string; stock: string }[];
  return Number(rows.find((one) => one.material === material && one.plant === plant)!.stock);
}

/** A new order of one material that is in stock. */
async function order(sap: SapFixture, quantity = '4', more: Record<string, unknown> = {}): Promise<string> {
  const answer = await sap.send('POST', `${SALES}/A_SalesOrder`, {
    SoldToParty: seededOrder('open').soldToParty,
    PurchaseOrderByCustomer: 'SHIP',
    RequestedDeliveryDate: '2026-12-01',
    to_Item: [{ Material: 'FG-1006', ProductionPlant: '1010', RequestedQuantity: quantity }],
    ...more,
  });
  expect(answer.status, answer.text).toBe(201);
  return (answer.json() as unknown as { d: { SalesOrder: string } }).d.SalesOrder;
}

const deliver = (sap: SapFixture, salesOrder: string, item: Record<string, unknown> = {}) =>
  sap.send('POST', `${DELIVERY}/A_OutbDeliveryHeader`, {
    to_DeliveryDocumentItem: { results: [{ ReferenceSDDocument: salesOrder, ReferenceSDDocumentItem: '10', ...item }] },
  });
/** The same system after somebody has carried everything away. */
function withoutStock(sap: SapFixture, material: string, plant: string): SapFixture {
  const snapshot = JSON.parse(JSON.stringify(sap.sap.snapshot()));
  snapshot.stock[`${material}/${plant}`] = { material, plant, unrestricted: '0.000' };
  const robbed = openSap();
  robbed.sap.restore(snapshot);
  return robbed;
}

const numberIn = (answer: Answered) => (answer.json() as unknown as { d: { DeliveryDocument: string } }).d.DeliveryDocument;

async function act(sap: SapFixture, name: string, number: string, ifMatch?: string): Promise<Answered> {
  const etag = ifMatch ?? String((await sap.get(`${DELIVERY}/A_OutbDeliveryHeader('${number}')`)).headers['etag']);
  return sap.send('POST', `${DELIVERY}/${name}?DeliveryDocument='${number}'`, undefined, { 'if-match': etag });
}

describe('a delivery', () => {
  test('SAP-57: of an order takes what is open, counts as delivered there, and leaves the stock where it is', async () => {
    const sap = openSap();
    const number = await order(sap);
    const before = stockOf(sap, 'FG-1006', '1010');
    const answer = await deliver(sap, number);
    expect(answer.status, answer.text).toBe(201);
    const delivery = numberIn(answer);
    expect(heldIn(sap, delivery)).toMatchObject({ OverallPickingStatus: 'A', items: [{ ActualDeliveryQuantity: '4.000' }] });
    expect(sap.held(number).items[0]).toMatchObject({ deliveredQuantity: '4.000', DeliveryStatus: 'C' });
    expect(sap.held(number).changeLog.at(-1)).toMatchObject({ user: 'MILLRACE' });
    expect(stockOf(sap, 'FG-1006', '1010')).toBe(before);
    expect(sap.records.at(-1)).toMatchObject({
      operation: 'create-outbound-delivery',
      object: 'outbound-delivery',
      key: delivery.padStart(10, '0'),
      applied: true,
      detail: { held: { items: [[number.padStart(10, '0'), '000010', '4.000', 'PC']] } },
    });
    expect(codeOf(await deliver(sap, number))).toBe('VL/367');
  });

  test('SAP-57: of a part leaves the rest open; more than is open is refused', async () => {
    const sap = openSap();
    const number = await order(sap, '6');
    expect((await deliver(sap, number, { ActualDeliveryQuantity: '2' })).status).toBe(201);
    expect(sap.held(number).items[0]).toMatchObject({
      deliveredQuantity: '2.000',
      DeliveryStatus: 'B',
      ConfdDelivQtyInOrderQtyUnit: '6.000',
    });
    expect(codeOf(await deliver(sap, number, { ActualDeliveryQuantity: '5' }))).toBe('VL/363');
    expect((await deliver(sap, number)).status).toBe(201);
    expect(sap.held(number).items[0]).toMatchObject({ deliveredQuantity: '6.000' });
  });

  test('SAP-57: no more than is available today, and a warning says so', async () => {
    const sap = openSap();
    const number = await order(sap, '400');
    const answer = await deliver(sap, number);
    expect(answer.status, answer.text).toBe(201);
    const quantity = Number(heldIn(sap, numberIn(answer)).items[0]!.ActualDeliveryQuantity);
    expect(quantity).toBeGreaterThan(0);
    expect(quantity).toBeLessThan(400);
    expect(String(answer.headers['sap-message'])).toContain('can be delivered');
    expect(codeOf(await deliver(sap, number))).toBe('VL/150');
  });

  test('SAP-57: promises to others stay as they are', async () => {
    const sap = openSap();
    const others = () =>
      (sap.sap.view('/orders') as unknown as readonly { SalesOrder: string }[])
        .map((one) => sap.held(one.SalesOrder))
        .flatMap((one) => one.items.map((item) => [one['SalesOrder'], item.SalesOrderItem, item.scheduleLines]));
    const number = (await order(sap)).padStart(10, '0');
    const before = others().filter(([salesOrder]) => salesOrder !== number);
    const delivery = numberIn(await deliver(sap, number));
    await act(sap, 'PickAllItems', delivery);
    await act(sap, 'PostGoodsIssue', delivery);
    expect(others().filter(([salesOrder]) => salesOrder !== number)).toEqual(before);
  });

  test('SAP-57: of two plants, of a blocked, rejected or unknown order is none', async () => {
    const sap = openSap();
    const two = await order(sap, '1', {
      to_Item: [
        { Material: 'FG-1001', ProductionPlant: '1010', RequestedQuantity: '1' },
        { Material: 'FG-1001', ProductionPlant: '1020', RequestedQuantity: '1' },
      ],
    });
    const both = await sap.send('POST', `${DELIVERY}/A_OutbDeliveryHeader`, {
      to_DeliveryDocumentItem: ['10', '20'].map((item) => ({ ReferenceSDDocument: two, ReferenceSDDocumentItem: item })),
    });
    expect(codeOf(both)).toBe('VL/304');
    expect(codeOf(await deliver(sap, seededOrder('delivery-blocked').shown))).toBe('VL/306');
    expect(codeOf(await deliver(sap, seededOrder('rejected').shown))).toBe('VL/307');
    expect(codeOf(await deliver(sap, '9999999'))).toBe('V1/302');
    expect(codeOf(await deliver(sap, two, { ReferenceSDDocumentItem: '90' }))).toBe('VL/303');
    expect(codeOf(await sap.send('POST', `${DELIVERY}/A_OutbDeliveryHeader`, {}))).toBe('VL/248');
    expect(sap.sap.view('/deliveries')).toEqual([]);
  });

  test('SAP-58: is picked and posted under its entity tag, which changes with every step', async () => {
    const sap = openSap();
    const number = await order(sap);
    const before = stockOf(sap, 'FG-1006', '1010');
    const delivery = numberIn(await deliver(sap, number));
    expect((await sap.send('POST', `${DELIVERY}/PickAllItems?DeliveryDocument='${delivery}'`)).status).toBe(428);
    expect((await act(sap, 'PickAllItems', delivery, `W/"'0009'"`)).status).toBe(412);
    expect(codeOf(await act(sap, 'PostGoodsIssue', delivery))).toBe('VL/603');
    const picked = await act(sap, 'PickAllItems', delivery);
    expect(picked.json()).toMatchObject({ d: { results: [{ SystemMessageType: 'S' }] } });
    expect((await act(sap, 'PostGoodsIssue', delivery, `W/"'0001'"`)).status).toBe(412);
    expect((await act(sap, 'PostGoodsIssue', delivery)).status).toBe(200);
    expect(heldIn(sap, delivery)).toMatchObject({
      OverallGoodsMovementStatus: 'C',
      ActualGoodsMovementDate: '2026-11-30',
      DeliveryVersion: '0003',
    });
    expect(stockOf(sap, 'FG-1006', '1010')).toBe(before - 4);
    expect(codeOf(await act(sap, 'PostGoodsIssue', delivery))).toBe('VL/609');
    const flow = await sap.get(`${DELIVERY}/A_OutbDeliveryItem(DeliveryDocument='${delivery}',DeliveryDocumentItem='10')/to_DocumentFlow`);
    expect(flow.json()).toMatchObject({ d: { results: [{ SubsequentDocumentCategory: 'R', QuantityInBaseUnit: '4.000' }] } });
  });

  test('SAP-58: one that is blocked answers the picking with success and a report that says no', async () => {
    const sap = openSap();
    const delivery = numberIn(await deliver(sap, await order(sap)));
    await sap.send('PATCH', `${DELIVERY}/A_OutbDeliveryHeader('${delivery}')`, { DeliveryBlockReason: '01' }, { 'if-match': '*' });
    const answer = await act(sap, 'PickAllItems', delivery);
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ d: { results: [{ SystemMessageType: 'E' }] } });
    expect(heldIn(sap, delivery)).toMatchObject({ OverallPickingStatus: 'A' });
    expect(sap.records.at(-1)).toMatchObject({ operation: 'pick-outbound-delivery', applied: false });
  });

  test('SAP-59: more than is in stock does not leave, and what has left comes back by a reversal', async () => {
    const sap = openSap();
    const number = await order(sap);
    const delivery = numberIn(await deliver(sap, number));
    await act(sap, 'PickAllItems', delivery);
    await act(sap, 'PostGoodsIssue', delivery);
    const left = stockOf(sap, 'FG-1006', '1010');
    expect((await act(sap, 'ReverseGoodsIssue', delivery)).status).toBe(200);
    expect(stockOf(sap, 'FG-1006', '1010')).toBe(left + 4);
    expect(codeOf(await act(sap, 'ReverseGoodsIssue', delivery))).toBe('VL/610');
    const stolen = withoutStock(sap, 'FG-1006', '1010');
    expect(codeOf(await act(stolen, 'PostGoodsIssue', delivery))).toBe('M7/021');
    expect(heldIn(stolen, delivery)).toMatchObject({ OverallGoodsMovementStatus: 'A', OverallPickingStatus: 'C' });
  });

  test('SAP-57: is cut or deleted before its goods leave; the order asks for it again', async () => {
    const sap = openSap();
    const number = await order(sap);
    const delivery = numberIn(await deliver(sap, number));
    const item = `${DELIVERY}/A_OutbDeliveryItem(DeliveryDocument='${delivery}',DeliveryDocumentItem='10')`;
    expect((await sap.send('PATCH', item, { ActualDeliveryQuantity: '3' })).status).toBe(204);
    expect(sap.held(number).items[0]).toMatchObject({ deliveredQuantity: '3.000', ConfdDelivQtyInOrderQtyUnit: '4.000' });
    expect(codeOf(await sap.send('PATCH', item, { ActualDeliveryQuantity: '9' }))).toBe('VL/363');
    expect((await sap.send('DELETE', `${DELIVERY}/A_OutbDeliveryHeader('${delivery}')`, undefined, { 'if-match': '*' })).status).toBe(204);
    expect(sap.held(number).items[0]).toMatchObject({
      deliveredQuantity: '0.000',
      DeliveryStatus: 'A',
      ConfdDelivQtyInOrderQtyUnit: '4.000',
    });
  });

  test('SAP-62: survives a restart, and its numbers go on', async () => {
    const sap = openSap();
    const number = await order(sap, '6');
    const delivery = numberIn(await deliver(sap, number, { ActualDeliveryQuantity: '2' }));
    const again = openSap();
    again.sap.restore(JSON.parse(JSON.stringify(sap.sap.snapshot())));
    expect(again.sap.view('/deliveries')).toEqual(sap.sap.view('/deliveries'));
    expect(Number(numberIn(await deliver(again, number)))).toBe(Number(delivery) + 1);
  });
});
