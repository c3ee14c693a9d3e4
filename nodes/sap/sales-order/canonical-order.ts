/** The order in the words that all flows share (`flows/schemas/sales-order.json`, `order-change-result.json`). */
import type { Json, JsonObject } from '#flows/json.ts';
import { subtractDecimals } from '#flows/library/decimal.ts';
import type { SapMessages } from '../client.ts';
import { withoutZeros } from '../property-values.ts';
import type { OrderBlock, SalesOrder, SalesOrderItem, ScheduleLine } from './sales-order.ts';

export function toCanonicalOrder(order: SalesOrder, revisionField: string): JsonObject {
  const { fields } = order;
  const revision = Number(fields[revisionField] ?? 0);
  return given({
    salesOrder: order.salesOrder,
    revision: Number.isInteger(revision) && revision > 0 ? revision : undefined,
    type: fields['SalesOrderType'],
    soldToParty: digits(order.soldToParty, 10),
    purchaseOrderByCustomer: order.purchaseOrder,
    salesOrganization: fields['SalesOrganization'],
    distributionChannel: fields['DistributionChannel'],
    division: fields['OrganizationDivision'],
    plant: order.items[0]?.plant ?? '',
    currency: order.currency,
    netAmount: order.netAmount,
    requestedDate: order.requestedDate,
    deliveryBlock: fields['DeliveryBlockReason'],
    creditStatus: CREDIT_STATUS[String(fields['TotalCreditCheckStatus'] ?? '')] ?? 'not-checked',
    status: order.status,
    etag: order.etag,
    changedAt: order.lastChangedAt,
    items: order.items.map(toCanonicalItem),
  });
}

const CREDIT_STATUS: { readonly [status: string]: string } = { A: 'passed', B: 'blocked', C: 'passed', D: 'released' };

function toCanonicalItem(item: SalesOrderItem): JsonObject {
  const fields = given({
    item: itemNumber(item),
    material: materialNumber(item.material),
    description: item.fields['SalesOrderItemText'],
    plant: item.plant,
    quantity: item.quantity,
    unit: item.unit,
    deliveredQuantity: item.deliveredQuantity,
    requestedDate: item.requestedDate.split(',')[0],
    netAmount: item.netAmount,
    status: itemStatus(item),
    scheduleLines: item.scheduleLines.map(toCanonicalLine),
  });
  // Always there, so that `rejectionReason = ""` finds the items that are not cancelled.
  return { ...fields, rejectionReason: item.rejectionReason };
}

function itemStatus({ rejectionReason, deliveryStatus }: SalesOrderItem): string {
  if (rejectionReason !== '') return 'rejected';
  return deliveryStatus === 'C' ? 'delivered' : deliveryStatus === 'B' ? 'partly-delivered' : 'open';
}

export function toCanonicalLine(line: ScheduleLine): JsonObject {
  return given({
    scheduleLine: line.line,
    requestedDate: line.requestedDate,
    confirmedDate: line.confirmedDate,
    orderedQuantity: line.quantity,
    confirmedQuantity: line.confirmedQuantity,
  });
}

/** `items` of `sales-order-revised.json`: what is still to be delivered, enough to schedule it without asking. */
export function toOpenItem(item: SalesOrderItem): JsonObject {
  const open = item.deliveredQuantity === null ? item.quantity : subtractDecimals(item.quantity, item.deliveredQuantity);
  const openConfirmed =
    item.deliveredQuantity === null ? item.confirmedQuantity : subtractDecimals(item.confirmedQuantity, item.deliveredQuantity);
  return given({
    item: itemNumber(item),
    material: materialNumber(item.material),
    plant: item.plant,
    quantity: open.startsWith('-') ? '0.000' : open,
    unit: item.unit,
    deliveredQuantity: item.deliveredQuantity ?? undefined,
    requestedDate: item.requestedDate.split(',')[0],
    confirmedDate: item.confirmedDate,
    confirmedQuantity: openConfirmed.startsWith('-') ? '0.000' : openConfirmed,
    rejected: item.rejectionReason !== '' ? true : undefined,
  });
}

/** `resultItem` of `order-change-result.json`. */
export function toResultItem(item: SalesOrderItem, outcome: string): JsonObject {
  return {
    item: itemNumber(item),
    outcome,
    quantity: item.quantity,
    unit: item.unit,
    scheduleLines: item.scheduleLines.map(toCanonicalLine),
  };
}

export type CanonicalMessage = {
  readonly system: 'sap';
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly text: string;
  readonly target?: string;
};

export function toCanonicalMessages(messages: SapMessages): readonly CanonicalMessage[] {
  return messages.map(({ code, message, severity, target }) => ({
    system: 'sap',
    code: code.slice(0, 40),
    severity: severity === 'error' || severity === 'warning' ? severity : 'info',
    text: message.slice(0, 1000),
    ...(target === '' ? {} : { target: target.slice(0, 200) }),
  }));
}

/** What the details of a refusal say beside its first sentence. */
export function messagesInDetails(details: readonly Json[], first: string): SapMessages {
  return details.flatMap((detail): SapMessages => {
    if (typeof detail !== 'object' || detail === null || !('severity' in detail)) return [];
    const { code = '', message = '', severity, target = '' } = detail as JsonObject;
    if (message === '' || message === first) return [];
    const known = severity === 'error' || severity === 'warning' ? severity : 'info';
    return [{ code: String(code), message: String(message), severity: known, target: String(target) }];
  });
}

/** What is named first decides: credit before data before delivery before approval. */
export function blockedBy(blocks: readonly OrderBlock[]): string | undefined {
  return blocks[0]?.kind;
}

/** `10` → `000010`. */
export function itemNumber({ item }: Pick<SalesOrderItem, 'item'>): string {
  return digits(item, 6);
}

/** Numeric materials have 18 digits. */
export function materialNumber(material: string): string {
  return digits(material, 18);
}

function digits(text: string, length: number): string {
  return /^\d+$/.test(text) ? withoutZeros(text).padStart(length, '0') : text;
}

function given(fields: { readonly [name: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined && entry[1] !== null && entry[1] !== ''),
  );
}
