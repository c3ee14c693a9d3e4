/** The availability check of one item: what is promised to others, and what that leaves for its schedule lines. */
import { addDays } from '../../../sandbox/landscape.ts';
import type { MaterialUnit } from '../../../sandbox/landscape-model.ts';
import { inOpenDeliveries } from '../deliveries/delivery.ts';
import type { SapData } from '../sap-data.ts';
import { unrestrictedStock } from '../supply/stock.ts';
import { AvailabilityLedger, type DatedQuantity } from './availability.ts';
import { isRejected, type SalesOrderItem, type ScheduleLine } from './sales-order.ts';
import { findMaterial, findMaterialPlant, findUnit, fromBase, quantityText, thousandths, toBase } from './units.ts';
import { latest, workingDayFrom } from './working-days.ts';

export const itemKey = (order: string, item: string): string => `${order}/${item}`;

/** What is promised to everybody but the items in `without` (`order/item`). */
export function openLedger(data: SapData, material: string, plant: string, without: ReadonlySet<string>): AvailabilityLedger {
  const stock = thousandths(unrestrictedStock(data, material, plant)) - inOpenDeliveries(data, material, plant);
  const demands: DatedQuantity[] = [];
  for (const order of data.orders.values()) {
    for (const item of order.items) {
      if (item.data.Material !== material || item.data.ProductionPlant !== plant) continue;
      if (without.has(itemKey(order.header.SalesOrder, item.data.SalesOrderItem))) continue;
      demands.push(...openPromises(data, item));
    }
  }
  return new AvailabilityLedger(stock, receiptsOf(data, material, plant), demands);
}

/** Planned receipts that have not come in yet: production orders as they are scheduled now, purchase orders as they are. */
export function receiptsOf(data: SapData, material: string, plant: string): readonly DatedQuantity[] {
  const bought = (findMaterialPlant(data.landscape, material, plant)?.receipts ?? [])
    .filter((receipt) => receipt.kind === 'purchase-order')
    .map((receipt) => ({ date: receipt.date, quantity: thousandths(receipt.quantity) }));
  const made: DatedQuantity[] = [];
  for (const { header } of data.productionOrders.values()) {
    if (header.Material !== material || header.ProductionPlant !== plant) continue;
    const open = thousandths(header.TotalQuantity) - thousandths(header.MfgOrderConfirmedYieldQty);
    // Finally confirmed or technically completed: what is missing does not come any more.
    if (open > 0 && header.OrderIsConfirmed !== 'X' && header.OrderIsTechnicallyCompleted !== 'X')
      made.push({ date: header.MfgOrderScheduledEndDate, quantity: open });
  }
  if (data.options.plannedOrdersInCheck) {
    for (const one of data.plannedOrders.values())
      if (one.Material === material && one.ProductionPlant === plant)
        made.push({ date: one.PlndOrderPlannedEndDate, quantity: thousandths(one.TotalQuantity) });
  }
  return [...bought, ...made].sort((a, b) => (a.date < b.date ? -1 : 1));
}

function openPromises(data: SapData, item: SalesOrderItem): readonly DatedQuantity[] {
  const material = findMaterial(data.landscape, item.data.Material);
  const unit = material === undefined ? undefined : findUnit(material, item.data.RequestedQuantityUnit);
  if (unit === undefined) return [];
  return item.scheduleLines
    .filter((line) => line.ConfirmedDeliveryDate !== null)
    .map((line) => ({ date: line.ConfirmedDeliveryDate!, quantity: toBase(thousandths(line.OpenConfdDelivQtyInOrdQtyUnit), unit) }));
}

/** A part of what one requested schedule line asks for, in thousandths of the order unit. */
export interface LinePromise {
  /** Number of the requested line. */
  readonly line: string;
  readonly date: string;
  readonly quantity: number;
}

/** What each requested line still asks for; what has left was of the first lines. Nothing for rejected items. */
export function openRequests(item: SalesOrderItem): readonly LinePromise[] {
  let delivered = thousandths(item.data.deliveredQuantity);
  return requestedLines(item).map((line) => {
    const wanted = thousandths(line.ScheduleLineOrderQuantity);
    const done = Math.min(delivered, wanted);
    delivered -= done;
    return { line: line.ScheduleLine, date: line.RequestedDeliveryDate, quantity: isRejected(item) ? 0 : wanted - done };
  });
}

/** The item with everything it still asks for checked against the ledger, which books what it promises. */
export function confirmItem(data: SapData, item: SalesOrderItem, ledger: AvailabilityLedger): SalesOrderItem {
  return withPromises(
    item,
    openRequests(item).flatMap((request) => promise(data, item, ledger, request)),
  );
}

/** Working days of the plant, whole units, nothing in the past. */
export function promise(
  data: SapData,
  item: SalesOrderItem,
  ledger: AvailabilityLedger,
  { line, date, quantity }: LinePromise,
): readonly LinePromise[] {
  if (quantity === 0) return [];
  const { landscape, today, options } = data;
  const { Material, ProductionPlant: plant } = item.data;
  const unit = unitOf(data, item);
  const onWorkingDay = (day: string) => workingDayFrom(landscape, plant, latest([day, today]));
  // The ledger counts base units; an amount is cut to whole order units before it is booked.
  const wholeUnits = (available: number) => toBase(fromBase(available, unit), unit);
  const promises: LinePromise[] = [];
  let base = 0;
  let given = 0;
  for (const part of ledger.promise(onWorkingDay(date), toBase(quantity, unit), wholeUnits)) {
    base += part.quantity;
    const upTo = Math.min(quantity, fromBase(base, unit));
    if (upTo > given) promises.push({ line, date: onWorkingDay(part.date), quantity: upTo - given });
    given = Math.max(given, upTo);
  }
  if (given < quantity && options.replenishmentLeadTime) {
    const days = findMaterialPlant(landscape, Material, plant)?.replenishmentDays ?? 0;
    promises.push({ line, date: onWorkingDay(addDays(today, days)), quantity: quantity - given });
  }
  return promises;
}

/**
 * Schedule lines written anew. Requested lines keep number, date and quantity; what comes on another day than requested stands
 * on lines of its own, whose order quantity is zero. What is delivered stays confirmed.
 */
export function withPromises(item: SalesOrderItem, promises: readonly LinePromise[]): SalesOrderItem {
  const requested = requestedLines(item);
  const open = openRequests({ ...item, data: { ...item.data, SalesDocumentRjcnReason: '' } });
  let nextNumber = Math.max(...requested.map((line) => Number(line.ScheduleLine)));
  const later: ScheduleLine[] = [];
  const lines = requested.map((line, index): ScheduleLine => {
    const own = promises.filter((one) => one.line === line.ScheduleLine);
    const done = thousandths(line.ScheduleLineOrderQuantity) - open[index]!.quantity;
    const onTime = own.reduce((sum, one) => sum + (one.date === line.RequestedDeliveryDate ? one.quantity : 0), 0);
    for (const one of own) {
      if (one.date === line.RequestedDeliveryDate) continue;
      nextNumber += 1;
      later.push(generatedLine(item, line, nextNumber, one));
    }
    return {
      ...line,
      OrderQuantityUnit: item.data.RequestedQuantityUnit,
      ConfirmedDeliveryDate: done + onTime > 0 ? line.RequestedDeliveryDate : null,
      ConfdOrderQtyByMatlAvailCheck: quantityText(done + onTime),
      DeliveredQtyInOrderQtyUnit: quantityText(done),
      OpenConfdDelivQtyInOrdQtyUnit: quantityText(onTime),
    };
  });
  return { ...item, scheduleLines: [...lines, ...later] };
}

export const requestedLines = (item: SalesOrderItem): readonly ScheduleLine[] => item.scheduleLines.filter((line) => !line.generated);

/** What is promised now; parts on lines of the check's own belong to the first requested line. */
export function promisesOf(item: SalesOrderItem): readonly LinePromise[] {
  const first = requestedLines(item)[0]!.ScheduleLine;
  return item.scheduleLines
    .filter((line) => line.ConfirmedDeliveryDate !== null)
    .map((line) => ({
      line: line.generated ? first : line.ScheduleLine,
      date: line.ConfirmedDeliveryDate!,
      quantity: thousandths(line.OpenConfdDelivQtyInOrdQtyUnit),
    }))
    .filter((one) => one.quantity > 0);
}

function generatedLine(item: SalesOrderItem, from: ScheduleLine, number: number, { date, quantity }: LinePromise): ScheduleLine {
  return {
    ...from,
    OrderQuantityUnit: item.data.RequestedQuantityUnit,
    ScheduleLine: String(number).padStart(4, '0'),
    RequestedDeliveryDate: date,
    ConfirmedDeliveryDate: date,
    ScheduleLineOrderQuantity: quantityText(0),
    ConfdOrderQtyByMatlAvailCheck: quantityText(quantity),
    DeliveredQtyInOrderQtyUnit: quantityText(0),
    OpenConfdDelivQtyInOrdQtyUnit: quantityText(quantity),
    generated: true,
  };
}

function unitOf(data: SapData, { data: item }: SalesOrderItem): MaterialUnit {
  return findUnit(findMaterial(data.landscape, item.Material)!, item.RequestedQuantityUnit)!;
}
