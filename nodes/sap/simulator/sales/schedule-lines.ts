/** Requested schedule lines: made, numbered, and kept in step with the quantity of their item. */
import { addDecimals, compareDecimals, subtractDecimals } from '#flows/library/decimal.ts';
import type { SalesOrderItem, ScheduleLine } from './sales-order.ts';

export function requestedLine(item: SalesOrderItem['data'], number: number, date: string, quantity: string): ScheduleLine {
  return {
    SalesOrder: item.SalesOrder,
    SalesOrderItem: item.SalesOrderItem,
    ScheduleLine: String(number).padStart(4, '0'),
    RequestedDeliveryDate: date,
    ConfirmedDeliveryDate: null,
    OrderQuantityUnit: item.RequestedQuantityUnit,
    ScheduleLineOrderQuantity: quantity,
    ConfdOrderQtyByMatlAvailCheck: '0.000',
    DeliveredQtyInOrderQtyUnit: '0.000',
    OpenConfdDelivQtyInOrdQtyUnit: '0.000',
    DelivBlockReasonForSchedLine: '',
    generated: false,
  };
}

/** A changed item quantity goes to the last requested line; a reduction that is greater than that line goes on to the one before. */
export function shiftRequestedQuantity(item: SalesOrderItem, delta: string): SalesOrderItem {
  const requested = item.scheduleLines.filter((line) => !line.generated);
  let rest = delta;
  const changed = new Map<ScheduleLine, string>();
  for (const line of [...requested].reverse()) {
    const wanted = addDecimals(line.ScheduleLineOrderQuantity, rest);
    const quantity = compareDecimals(wanted, '0') < 0 ? '0.000' : wanted;
    changed.set(line, quantity);
    rest = subtractDecimals(wanted, quantity);
    if (compareDecimals(rest, '0') === 0) break;
  }
  const lines = requested.map((line) => ({ ...line, ScheduleLineOrderQuantity: changed.get(line) ?? line.ScheduleLineOrderQuantity }));
  // Lines that are used up disappear; the first stays, it carries the date of the item.
  const kept = lines.filter((line, index) => index === 0 || compareDecimals(line.ScheduleLineOrderQuantity, '0') > 0);
  return { ...item, scheduleLines: kept };
}
