/** Runs the availability check for items of a draft and writes what it finds into their schedule lines. */
import { addDays } from '#nodes/sandbox/landscape.ts';
import type { SapData, SapDraft } from '../sap-data.ts';
import { AvailabilityLedger, type DatedQuantity } from './availability.ts';
import { isRejected, type SalesOrderItem, type ScheduleLine, withItem } from './sales-order.ts';
import { findMaterial, findMaterialPlant, findUnit, fromBase, quantityText, thousandths, toBase } from './units.ts';
import { earliest, latest, workingDayFrom } from './working-days.ts';

export const itemKey = (order: string, item: string): string => `${order}/${item}`;

/** What is promised to everybody but the items in `without` (`order/item`). */
export function openLedger(data: SapData, material: string, plant: string, without: ReadonlySet<string>): AvailabilityLedger {
  const stock = thousandths(findMaterialPlant(data.landscape, material, plant)?.stock ?? '0');
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
    if (open > 0) made.push({ date: header.MfgOrderScheduledEndDate, quantity: open });
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

/** Every item in `draft.itemsToCheck`, the most urgent first: delivery priority, requested date, document number. */
export function checkMarkedItems(draft: SapDraft): void {
  const marked = [...draft.itemsToCheck]
    .map((key) => {
      const [orderNumber = '', itemNumber = ''] = key.split('/');
      const item = draft.orders.get(orderNumber)?.items.find((one) => one.data.SalesOrderItem === itemNumber);
      return item === undefined ? undefined : { key, orderNumber, item };
    })
    .filter((one) => one !== undefined)
    .sort((a, b) => (urgency(a.item) + a.key < urgency(b.item) + b.key ? -1 : 1));
  const pending = new Set(marked.map(({ key }) => key));
  for (const { key, orderNumber, item } of marked) {
    const order = draft.orders.get(orderNumber)!;
    const ledger = openLedger(draft, item.data.Material, item.data.ProductionPlant, pending);
    draft.orders.set(orderNumber, withItem(order, confirmItem(draft, item, ledger)));
    pending.delete(key);
  }
  draft.itemsToCheck.clear();
}

function urgency(item: SalesOrderItem): string {
  const first = earliest(item.scheduleLines.map((line) => line.RequestedDeliveryDate));
  return `${item.data.DeliveryPriority.padStart(2, '0')} ${first} `;
}

/**
 * The item with its schedule lines confirmed anew. Requested lines keep number, date and quantity; what comes later than
 * requested stands on lines of its own, whose order quantity is zero. What is delivered stays confirmed.
 */
export function confirmItem(data: SapData, item: SalesOrderItem, ledger: AvailabilityLedger): SalesOrderItem {
  const { landscape, today } = data;
  const { Material: materialNumber, ProductionPlant: plant, RequestedQuantityUnit } = item.data;
  const material = findMaterial(landscape, materialNumber)!;
  const unit = findUnit(material, RequestedQuantityUnit)!;
  const rejected = isRejected(item);
  const requested = item.scheduleLines.filter((line) => !line.generated);
  let nextNumber = Math.max(...requested.map((line) => Number(line.ScheduleLine)));
  let delivered = thousandths(item.data.deliveredQuantity);
  const later: ScheduleLine[] = [];
  const lines = requested.map((line): ScheduleLine => {
    const wanted = thousandths(line.ScheduleLineOrderQuantity);
    const done = Math.min(delivered, wanted);
    delivered -= done;
    const open = rejected ? 0 : wanted - done;
    const day = latest([line.RequestedDeliveryDate, today]);
    const promises = open === 0 ? [] : promiseInUnit(data, ledger, workingDayFrom(landscape, plant, day), open);
    const onTime = promises.find((promise) => promise.date === line.RequestedDeliveryDate)?.quantity ?? 0;
    for (const promise of promises) {
      if (promise.date === line.RequestedDeliveryDate) continue;
      nextNumber += 1;
      later.push(generatedLine(line, nextNumber, promise));
    }
    return {
      ...line,
      OrderQuantityUnit: unit.unit,
      ConfirmedDeliveryDate: done + onTime > 0 ? line.RequestedDeliveryDate : null,
      ConfdOrderQtyByMatlAvailCheck: quantityText(done + onTime),
      DeliveredQtyInOrderQtyUnit: quantityText(done),
      OpenConfdDelivQtyInOrdQtyUnit: quantityText(onTime),
    };
  });
  return { ...item, scheduleLines: [...lines, ...later] };

  function promiseInUnit(of: SapData, from: AvailabilityLedger, date: string, open: number): readonly DatedQuantity[] {
    // The ledger counts base units; a promise is cut to whole order units before it is booked.
    const wholeUnits = (available: number) => toBase(fromBase(available, unit), unit);
    const promises = from
      .promise(date, toBase(open, unit), wholeUnits)
      .map((promise) => ({ date: promise.date, quantity: promise.quantity }));
    const inUnits: DatedQuantity[] = [];
    let base = 0;
    let given = 0;
    for (const promise of promises) {
      base += promise.quantity;
      const upTo = Math.min(open, fromBase(base, unit));
      if (upTo > given) inUnits.push({ date: workingDayFrom(landscape, plant, promise.date), quantity: upTo - given });
      given = Math.max(given, upTo);
    }
    if (given < open && of.options.replenishmentLeadTime) {
      const days = findMaterialPlant(landscape, materialNumber, plant)?.replenishmentDays ?? 0;
      inUnits.push({ date: workingDayFrom(landscape, plant, addDays(today, days)), quantity: open - given });
    }
    return inUnits;
  }
}

function generatedLine(from: ScheduleLine, number: number, promise: DatedQuantity): ScheduleLine {
  return {
    ...from,
    ScheduleLine: String(number).padStart(4, '0'),
    RequestedDeliveryDate: promise.date,
    ConfirmedDeliveryDate: promise.date,
    ScheduleLineOrderQuantity: quantityText(0),
    ConfdOrderQtyByMatlAvailCheck: quantityText(promise.quantity),
    DeliveredQtyInOrderQtyUnit: quantityText(0),
    OpenConfdDelivQtyInOrdQtyUnit: quantityText(promise.quantity),
    generated: true,
  };
}
