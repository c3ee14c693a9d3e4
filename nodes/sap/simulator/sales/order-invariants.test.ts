import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Material } from '../../../sandbox/landscape-model.ts';
import { type HeldItem, openSap, SALES, type SapFixture } from '../sap-fixture.ts';

const ORDERS = ['4711', '4712', '4713', '4714', '4771', '4772', '4781', '4787'];
const order = fc.constantFrom(...ORDERS);
const row = fc.constantFrom('10', '20', '30');
const day = fc.integer({ min: 1, max: 28 }).map((n) => `2027-01-${String(n).padStart(2, '0')}`);
const quantity = fc.integer({ min: 1, max: 900 }).map(String);

type Action = (sap: SapFixture) => Promise<unknown>;
const itemPath = (number: string, item: string) => `${SALES}/A_SalesOrderItem(SalesOrder='${number}',SalesOrderItem='${item}')`;

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.tuple(order, row, quantity).map(
    ([number, item, RequestedQuantity]): Action =>
      (sap) =>
        sap.send('PATCH', itemPath(number, item), { RequestedQuantity }),
  ),
  fc.tuple(order, day).map(
    ([number, date]): Action =>
      (sap) =>
        sap.send('PATCH', `${SALES}/A_SalesOrder('${number}')`, { RequestedDeliveryDate: date }, { 'if-match': '*' }),
  ),
  fc.tuple(order, row, fc.constantFrom('', '10')).map(
    ([number, item, SalesDocumentRjcnReason]): Action =>
      (sap) =>
        sap.send('PATCH', itemPath(number, item), { SalesDocumentRjcnReason }),
  ),
  fc.tuple(order, row, day, quantity).map(
    ([number, item, RequestedDeliveryDate, ScheduleLineOrderQuantity]): Action =>
      (sap) =>
        sap.send('POST', `${itemPath(number, item)}/to_ScheduleLine`, { RequestedDeliveryDate, ScheduleLineOrderQuantity }),
  ),
  fc.tuple(order, quantity, fc.constantFrom('FG-1001', 'FG-1007'), fc.constantFrom('PC', 'CAR')).map(
    ([number, RequestedQuantity, Material, RequestedQuantityUnit]): Action =>
      (sap) =>
        sap.send('POST', `${SALES}/A_SalesOrder('${number}')/to_Item`, { Material, RequestedQuantity, RequestedQuantityUnit }),
  ),
  fc.tuple(order, row).map(
    ([number, item]): Action =>
      (sap) =>
        sap.send('DELETE', itemPath(number, item)),
  ),
  fc.tuple(fc.nat(), fc.integer({ min: -5, max: 20 })).map(
    ([choice, days]): Action =>
      async (sap) => {
        const orders = sap.sap.view('/production-orders') as unknown as readonly {
          readonly ManufacturingOrder: string;
          readonly MfgOrderPlannedEndDate: string;
        }[];
        const { ManufacturingOrder, MfgOrderPlannedEndDate } = orders[choice % orders.length]!;
        const end = new Date(Date.parse(MfgOrderPlannedEndDate) + days * 86_400_000).toISOString().slice(0, 10);
        return sap.send(
          'PATCH',
          `/sap/opu/odata/sap/API_PRODUCTION_ORDER_2_SRV/A_ProductionOrder_2('${ManufacturingOrder}')`,
          { MfgOrderPlannedEndDate: end },
          { 'if-match': '*' },
        );
      },
  ),
);

describe('whatever is asked, in whatever order', () => {
  test('SAP-30: quantities add up and no day is promised more than it has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 25 }), async (actions) => {
        const sap = openSap();
        for (const act of actions) await act(sap);
        const items = (sap.sap.view('/orders') as unknown as readonly { readonly SalesOrder: string }[]).flatMap(
          ({ SalesOrder }) => sap.held(SalesOrder).items,
        );
        for (const item of items) checkItem(item);
        checkSupply(sap, items);
      }),
      { numRuns: 40, seed: 11 },
    );
  });
});

function checkItem(item: HeldItem): void {
  const sum = (field: string) => item.scheduleLines.reduce((total, line) => total + Number(line[field]), 0);
  const asked = Number(item.RequestedQuantity);
  expect(sum('ScheduleLineOrderQuantity')).toBeCloseTo(asked, 3);
  expect(sum('ConfdOrderQtyByMatlAvailCheck')).toBeCloseTo(Number(item.ConfdDelivQtyInOrderQtyUnit), 3);
  expect(Number(item.ConfdDelivQtyInOrderQtyUnit)).toBeLessThanOrEqual(asked);
  expect(Number(item['deliveredQuantity'])).toBeLessThanOrEqual(asked);
  expect(new Set(item.scheduleLines.map((line) => line['ScheduleLine'])).size).toBe(item.scheduleLines.length);
}

/** Cumulated per material and plant: what is promised up to a day is there by then. */
function checkSupply(sap: SapFixture, items: readonly HeldItem[]): void {
  const materials = sap.sap.view('/materials') as unknown as readonly Material[];
  const production = sap.sap.view('/production-orders') as unknown as readonly {
    readonly Material: string;
    readonly ProductionPlant: string;
    readonly MfgOrderScheduledEndDate: string;
    readonly TotalQuantity: string;
  }[];
  for (const { material, salesUnits, plants } of materials) {
    for (const { plant, stock } of plants) {
      const receipts = production.filter((one) => one.Material === material && one.ProductionPlant === plant);
      const promises = items
        .filter((item) => item['Material'] === material && item['ProductionPlant'] === plant)
        .flatMap((item) => {
          const unit = salesUnits.find((one) => one.unit === item['RequestedQuantityUnit'])!;
          return item.scheduleLines.map((line) => ({
            date: line['ConfirmedDeliveryDate'] ?? '',
            quantity: (Number(line['OpenConfdDelivQtyInOrdQtyUnit']) * unit.numerator) / unit.denominator,
          }));
        });
      for (const { date } of promises) {
        const promised = promises.filter((one) => one.date <= date).reduce((total, one) => total + one.quantity, 0);
        const supplied = receipts
          .filter((one) => one.MfgOrderScheduledEndDate <= date)
          .reduce((total, one) => total + Number(one.TotalQuantity), Number(stock));
        expect(promised, `${material} in ${plant} up to ${date}`).toBeLessThanOrEqual(supplied + 0.001);
      }
    }
  }
}
