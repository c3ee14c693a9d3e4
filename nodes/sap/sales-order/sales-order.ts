/** A sales order as the nodes of this folder give it to a flow. Decimals are text, dates `YYYY-MM-DD`, items without leading zeros. */
import type { Json, JsonObject } from '#flows/json.ts';
import { addDecimals, compareDecimals } from '#flows/library/decimal.ts';
import { withoutZeros } from '../property-values.ts';

export type SalesOrder = {
  /** Ten digits. */
  readonly salesOrder: string;
  readonly etag: string;
  readonly lastChangedAt: string | null;
  readonly soldToParty: string;
  readonly purchaseOrder: string;
  readonly netAmount: string;
  readonly currency: string;
  readonly requestedDate: string | null;
  readonly blocks: readonly OrderBlock[];
  /** `open`, `partly-delivered`, `completed` (all delivered and billed), `rejected` (all items). */
  readonly status: 'open' | 'partly-delivered' | 'completed' | 'rejected';
  readonly items: readonly SalesOrderItem[];
  /** The header with SAP's own field names, customer fields included. */
  readonly fields: JsonObject;
};

/** What keeps the order from being delivered: credit check, missing data, delivery block, open approval. */
export type OrderBlock = { readonly kind: 'credit' | 'incomplete' | 'delivery' | 'approval'; readonly reason: string };

export type SalesOrderItem = {
  readonly item: string;
  readonly material: string;
  readonly plant: string;
  readonly quantity: string;
  /** The unit's code as SAP shows it; `units` has its internal and ISO codes as well. */
  readonly unit: string;
  readonly units: readonly string[];
  readonly netAmount: string;
  /** Of the requested schedule lines: one date, or several joined by commas. */
  readonly requestedDate: string;
  /** Sum over the schedule lines. */
  readonly confirmedQuantity: string;
  /** The day on which the last confirmed part is there; null when nothing is confirmed. */
  readonly confirmedDate: string | null;
  /** Null where the release does not say. */
  readonly deliveredQuantity: string | null;
  readonly deliveryStatus: string;
  /** Empty: not rejected. */
  readonly rejectionReason: string;
  readonly scheduleLines: readonly ScheduleLine[];
  readonly fields: JsonObject;
};

export type ScheduleLine = {
  readonly line: string;
  readonly requestedDate: string | null;
  readonly quantity: string;
  readonly confirmedDate: string | null;
  readonly confirmedQuantity: string;
};

/** From an entity of `A_SalesOrder` with items and schedule lines, values already as flows see them. */
export function toSalesOrder(entity: JsonObject, etag: string): SalesOrder {
  const items = list(entity['to_Item']).map(toItem);
  const { to_Item: _items, ...fields } = entity;
  return {
    salesOrder: text(entity['SalesOrder']).padStart(10, '0'),
    etag,
    lastChangedAt: entity['LastChangeDateTime'] === undefined ? null : text(entity['LastChangeDateTime']),
    soldToParty: text(entity['SoldToParty']),
    purchaseOrder: text(entity['PurchaseOrderByCustomer']),
    netAmount: text(entity['TotalNetAmount']),
    currency: text(entity['TransactionCurrency']),
    requestedDate: nullable(entity['RequestedDeliveryDate']),
    blocks: blocksOf(entity),
    status: statusOf(entity, items),
    items,
    fields,
  };
}

function toItem(entity: JsonObject): SalesOrderItem {
  const scheduleLines = list(entity['to_ScheduleLine'])
    .map(toLine)
    .sort((a, b) => (a.line < b.line ? -1 : 1));
  const confirmed = scheduleLines.filter((line) => isPositive(line.confirmedQuantity));
  const dates = confirmed.flatMap((line) => line.confirmedDate ?? []).sort();
  const delivered = list(entity['to_ScheduleLine']).map((line) => line['DeliveredQtyInOrderQtyUnit']);
  const { to_ScheduleLine: _lines, ...fields } = entity;
  return {
    item: withoutZeros(text(entity['SalesOrderItem'])),
    material: text(entity['Material']),
    plant: text(entity['ProductionPlant']),
    quantity: text(entity['RequestedQuantity']),
    unit: text(entity['RequestedQuantityUnit']),
    units: ['RequestedQuantityUnit', 'RequestedQuantitySAPUnit', 'RequestedQuantityISOUnit'].flatMap((name) => text(entity[name]) || []),
    netAmount: text(entity['NetAmount']),
    requestedDate: [...new Set(requestedLines(scheduleLines).map((line) => line.requestedDate ?? ''))].join(','),
    confirmedQuantity: sum(confirmed.map((line) => line.confirmedQuantity)),
    confirmedDate: dates.at(-1) ?? null,
    deliveredQuantity: delivered.length === 0 || delivered.some((one) => one === undefined) ? null : sum(delivered.map(text)),
    deliveryStatus: text(entity['DeliveryStatus']),
    rejectionReason: text(entity['SalesDocumentRjcnReason']),
    scheduleLines,
    fields,
  };
}

function toLine(entity: JsonObject): ScheduleLine {
  return {
    line: text(entity['ScheduleLine']).padStart(4, '0'),
    requestedDate: nullable(entity['RequestedDeliveryDate']),
    quantity: text(entity['ScheduleLineOrderQuantity']),
    confirmedDate: nullable(entity['ConfirmedDeliveryDate']),
    confirmedQuantity: text(entity['ConfdOrderQtyByMatlAvailCheck']),
  };
}

/** Lines that the customer asked for. The availability check adds lines of its own, with order quantity zero, for what comes later. */
export function requestedLines(lines: readonly ScheduleLine[]): readonly ScheduleLine[] {
  const asked = lines.filter((line) => isPositive(line.quantity));
  return asked.length > 0 ? asked : lines.slice(0, 1);
}

export function findOrderItem(order: SalesOrder, item: string): SalesOrderItem | undefined {
  return order.items.find((one) => one.item === withoutZeros(item));
}

function blocksOf(entity: JsonObject): readonly OrderBlock[] {
  const blocks: OrderBlock[] = [];
  if (entity['TotalCreditCheckStatus'] === 'B') blocks.push({ kind: 'credit', reason: 'The credit check blocked the order.' });
  if (['A', 'B'].includes(text(entity['HdrGeneralIncompletionStatus']))) {
    blocks.push({ kind: 'incomplete', reason: 'The order is incomplete (incompletion log).' });
  }
  const deliveryBlock = text(entity['DeliveryBlockReason']);
  if (deliveryBlock !== '') blocks.push({ kind: 'delivery', reason: `Delivery block ${deliveryBlock} is set.` });
  if (entity['SalesDocApprovalStatus'] === 'A') blocks.push({ kind: 'approval', reason: 'The order waits for an approval in SAP.' });
  return blocks;
}

function statusOf(entity: JsonObject, items: readonly SalesOrderItem[]): SalesOrder['status'] {
  if (entity['OverallSDDocumentRejectionSts'] === 'C' || (items.length > 0 && items.every((item) => item.rejectionReason !== ''))) {
    return 'rejected';
  }
  if (entity['OverallSDProcessStatus'] === 'C') return 'completed';
  return ['B', 'C'].includes(text(entity['OverallDeliveryStatus'])) ? 'partly-delivered' : 'open';
}

function list(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}
function text(value: Json | undefined): string {
  return value === undefined || value === null ? '' : String(value);
}
function nullable(value: Json | undefined): string | null {
  return text(value) === '' ? null : text(value);
}
function isPositive(decimal: string): boolean {
  return decimal !== '' && compareDecimals(decimal, '0') > 0;
}
function sum(decimals: readonly string[]): string {
  return decimals.reduce((total, one) => addDecimals(total, one === '' ? '0' : one), '0.000');
}
