/** Three production orders of Hamburg: one past its end, one at work, one that begins soon and is not released. */
import type { StepDouble } from '../../flow-test.ts';
import type { JsonObject } from '../../json.ts';

const at = (date: string, time = '06:00:00') => ({ date, time });
const operation = (number: string, workCentre: string, start: string, end: string, text: string): JsonObject => ({
  operation: number,
  text,
  workCentre,
  start: at(start),
  end: at(end, '14:00:00'),
});

function order(
  productionOrder: string,
  status: string,
  start: string,
  end: string,
  confirmedQuantity: string,
  operations: JsonObject[],
): JsonObject {
  return {
    productionOrder,
    material: 'FG-1005',
    plant: '1010',
    quantity: '386.000',
    confirmedQuantity,
    unit: 'PC',
    status,
    plannedStart: at(start),
    plannedEnd: at(end),
    scheduledStart: at(start),
    scheduledEnd: at(end, '22:00:00'),
    operations,
  };
}

export const inHand: StepDouble = {
  port: 'found',
  output: {
    orders: [
      order('000001000501', 'partly-confirmed', '2020-01-07', '2020-01-10', '120.000', [
        operation('0020', 'H-MIL01', '2020-01-08', '2020-01-09', 'Machine'),
        operation('0030', 'H-ASM01', '2020-01-09', '2020-01-10', 'Assemble and test'),
      ]),
      order('000001000502', 'released', '2999-01-04', '2999-01-08', '0.000', [
        operation('0010', 'H-CUT01', '2999-01-04', '2999-01-05', 'Cut to length'),
        operation('0020', 'H-MIL01', '2999-01-05', '2999-01-08', 'Machine'),
      ]),
      order('000001000503', 'created', '2020-02-01', '2999-02-03', '0.000', [
        operation('0010', 'H-CUT01', '2020-02-01', '2999-02-03', 'Cut to length'),
      ]),
    ],
    count: 3,
  },
};

/** An open item of an order, as SAP shows it: numbers without their zeros, a day for each of its schedule lines. */
export const itemToMake = (item: string, dates: readonly string[]): JsonObject => ({
  SalesOrder: '4713',
  SalesOrderItem: item,
  Material: 'FG-1005',
  RequestedQuantity: '80.000',
  RequestedQuantityUnit: 'PC',
  to_ScheduleLine: dates.map((RequestedDeliveryDate) => ({ RequestedDeliveryDate })),
});
export const itemsToMake = (...rows: readonly JsonObject[]): StepDouble => ({
  port: 'out',
  output: { rows: [...rows], count: rows.length },
});
