/** Changes to an existing order, each checked against what has already been delivered, completed, rejected or locked. */
import { addDecimals, compareDecimals, subtractDecimals } from '#flows/library/decimal.ts';
import type { Row } from '../gateway/service.ts';
import type { SapDraft } from '../sap-data.ts';
import { itemKey } from './check-availability.ts';
import { checkedQuantity, checkedUnit, requireCustomer, requireMaterial } from './checked-values.ts';
import { refusals, warnings } from './messages.ts';
import {
  findItem,
  type ItemData,
  isRejected,
  type OrderHeader,
  type SalesOrder,
  type SalesOrderItem,
  type ScheduleLine,
  withItem,
} from './sales-order.ts';
import { shiftRequestedQuantity } from './schedule-lines.ts';

/** The order, if it may be changed at all. Throws where it is missing, locked or completed. */
export function openForChange(draft: SapDraft, number: string): SalesOrder {
  const order = draft.orders.get(number);
  if (order === undefined) throw refusals.notFound(number);
  const user = draft.lockedBy('sales-order', number);
  if (user !== undefined) throw refusals.locked(draft.options.lockStatus, number, user);
  if (order.header.OverallSDDocumentRejectionSts === 'C') return order;
  if (order.header.OverallSDProcessStatus === 'C') throw refusals.completed(number);
  return order;
}

export function changeHeader(draft: SapDraft, number: string, changes: Row): void {
  const order = openForChange(draft, number);
  if (order.header.OverallSDDocumentRejectionSts === 'C') throw refusals.orderRejected(number);
  const header = { ...order.header, ...changes } as OrderHeader;
  if (header.SoldToParty !== order.header.SoldToParty) {
    requireCustomer(draft.landscape, header.SoldToParty);
    const delivered = order.items.find((item) => compareDecimals(item.data.deliveredQuantity, '0') > 0);
    if (delivered !== undefined) throw refusals.changeDelivered(delivered.data.SalesOrderItem, 'SoldToParty');
  }
  draft.orders.set(number, { ...order, header });
  if (header.RequestedDeliveryDate !== order.header.RequestedDeliveryDate) moveLines(draft, order, header.RequestedDeliveryDate);
}

/** A new date of the header reaches the lines that had the old one and can still be moved. */
function moveLines(draft: SapDraft, before: SalesOrder, date: string): void {
  const number = before.header.SalesOrder;
  let moved = 0;
  for (const item of before.items) {
    if (isRejected(item) || item.data.DeliveryStatus === 'C') continue;
    const lines = item.scheduleLines.map((line) => {
      if (line.generated || line.RequestedDeliveryDate !== before.header.RequestedDeliveryDate) return line;
      moved += 1;
      return { ...line, RequestedDeliveryDate: date };
    });
    draft.orders.set(number, withItem(draft.orders.get(number)!, { ...item, scheduleLines: lines }));
    draft.itemsToCheck.add(itemKey(number, item.data.SalesOrderItem));
  }
  if (date < draft.today) draft.say(warnings.dateInPast(date));
  if (moved > 0) draft.say(warnings.datesMoved(moved));
}

export function changeItem(draft: SapDraft, number: string, itemNumber: string, changes: Row): void {
  const order = openForChange(draft, number);
  const item = openItem(order, itemNumber, changes);
  const data = withCheckedItemChanges(draft, item, changes);
  const changed: SalesOrderItem = { ...item, data };
  const delta = subtractDecimals(data.RequestedQuantity, item.data.RequestedQuantity);
  const next = delta === '0.000' ? changed : shiftRequestedQuantity(changed, delta);
  draft.orders.set(number, withItem(order, next));
  const asksAgain = [
    'RequestedQuantity',
    'RequestedQuantityUnit',
    'Material',
    'ProductionPlant',
    'SalesDocumentRjcnReason',
    'DeliveryPriority',
  ] as const;
  if (asksAgain.some((field) => data[field] !== item.data[field])) draft.itemsToCheck.add(itemKey(number, itemNumber));
}

/** Refuses completed items, and rejected ones unless the rejection itself is taken back. */
function openItem(order: SalesOrder, itemNumber: string, changes: Row): SalesOrderItem {
  const item = findItem(order, itemNumber)!;
  if (isRejected(item)) {
    if (changes['SalesDocumentRjcnReason'] !== '') throw refusals.itemRejected(itemNumber);
  } else if (item.data.DeliveryStatus === 'C') throw refusals.itemCompleted(itemNumber);
  return item;
}

function withCheckedItemChanges(draft: SapDraft, item: SalesOrderItem, changes: Row): ItemData {
  const before = item.data;
  const number = before.SalesOrderItem;
  const hasDeliveries = compareDecimals(before.deliveredQuantity, '0') > 0;
  const merged = { ...before, ...changes } as ItemData;
  for (const field of ['Material', 'ProductionPlant'] as const) {
    if (hasDeliveries && merged[field] !== before[field]) throw refusals.changeDelivered(number, field);
  }
  if (hasDeliveries && merged.SalesDocumentRjcnReason !== '') throw refusals.rejectDelivered(number);
  const material = requireMaterial(draft.landscape, merged.Material, merged.ProductionPlant);
  const unit = checkedUnit(material, changes, before.RequestedQuantityUnit);
  if (hasDeliveries && unit.unit !== before.RequestedQuantityUnit) throw refusals.changeDelivered(number, 'RequestedQuantityUnit');
  const quantity = checkedQuantity(merged.RequestedQuantity, unit);
  if (compareDecimals(quantity, before.deliveredQuantity) < 0) throw refusals.belowDelivered(number, quantity, before.deliveredQuantity);
  return {
    ...merged,
    SalesOrderItemText:
      merged.Material === before.Material || 'SalesOrderItemText' in changes ? merged.SalesOrderItemText : material.description,
    RequestedQuantity: quantity,
    RequestedQuantityUnit: unit.unit,
    RequestedQuantitySAPUnit: unit.sapUnit,
    RequestedQuantityISOUnit: unit.isoUnit,
  };
}

export function changeScheduleLine(draft: SapDraft, number: string, itemNumber: string, lineNumber: string, changes: Row): void {
  const order = openForChange(draft, number);
  const item = openItem(order, itemNumber, {});
  const line = item.scheduleLines.find((one) => one.ScheduleLine === lineNumber)!;
  if (line.generated) throw refusals.generatedLine(lineNumber);
  const unit = checkedUnit(
    requireMaterial(draft.landscape, item.data.Material, item.data.ProductionPlant),
    {},
    item.data.RequestedQuantityUnit,
  );
  const merged = { ...line, ...changes } as ScheduleLine;
  const quantity = checkedQuantity(merged.ScheduleLineOrderQuantity, unit, 'ScheduleLineOrderQuantity');
  const scheduleLines = item.scheduleLines.map((one) => (one === line ? { ...merged, ScheduleLineOrderQuantity: quantity } : one));
  if (merged.RequestedDeliveryDate < draft.today && merged.RequestedDeliveryDate !== line.RequestedDeliveryDate) {
    draft.say(warnings.dateInPast(merged.RequestedDeliveryDate));
  }
  draft.orders.set(number, withItem(order, withTotalOfLines({ ...item, scheduleLines })));
  draft.itemsToCheck.add(itemKey(number, itemNumber));
}

/** The quantity of an item is the sum of its requested lines, and never less than what has left. */
export function withTotalOfLines(item: SalesOrderItem): SalesOrderItem {
  const total = item.scheduleLines.reduce((sum, line) => addDecimals(sum, line.ScheduleLineOrderQuantity), '0.000');
  if (compareDecimals(total, item.data.deliveredQuantity) < 0) {
    throw refusals.belowDelivered(item.data.SalesOrderItem, total, item.data.deliveredQuantity);
  }
  return { ...item, data: { ...item.data, RequestedQuantity: total } };
}

export function removeScheduleLine(draft: SapDraft, number: string, itemNumber: string, lineNumber: string): void {
  const order = openForChange(draft, number);
  const item = openItem(order, itemNumber, {});
  const line = item.scheduleLines.find((one) => one.ScheduleLine === lineNumber)!;
  if (line.generated) throw refusals.generatedLine(lineNumber);
  const scheduleLines = item.scheduleLines.filter((one) => one !== line);
  if (!scheduleLines.some((one) => !one.generated)) throw refusals.lastLine(itemNumber);
  draft.orders.set(number, withItem(order, withTotalOfLines({ ...item, scheduleLines })));
  draft.itemsToCheck.add(itemKey(number, itemNumber));
}

export function removeItem(draft: SapDraft, number: string, itemNumber: string): void {
  const order = openForChange(draft, number);
  const item = findItem(order, itemNumber)!;
  if (compareDecimals(item.data.deliveredQuantity, '0') > 0) throw refusals.deleteDelivered(number);
  if (order.items.length === 1) throw refusals.lastItem(number);
  draft.orders.set(number, {
    ...order,
    items: order.items.filter((one) => one !== item),
    texts: order.texts.filter((text) => text.SalesOrderItem !== itemNumber),
  });
}

export function removeOrder(draft: SapDraft, number: string): void {
  const order = openForChange(draft, number);
  if (order.items.some((item) => compareDecimals(item.data.deliveredQuantity, '0') > 0)) throw refusals.deleteDelivered(number);
  draft.orders.delete(number);
}
