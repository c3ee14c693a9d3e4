/** Which fields of an order differ, in words for the change log. */
import type { Row } from '../gateway/service.ts';
import type { SalesOrder } from './sales-order.ts';

export interface FieldChange {
  /** `PurchaseOrderByCustomer`, `item 10 RequestedQuantity`, `item 10 line 1 RequestedDeliveryDate`. */
  readonly field: string;
  /** Null: the row was not there. */
  readonly old: string | null;
  readonly new: string | null;
}

/** Fields that only say that something else changed. */
const STAMPS = new Set(['LastChangeDate', 'LastChangeDateTime']);

export function orderDiff(before: SalesOrder | undefined, after: SalesOrder | undefined): readonly FieldChange[] {
  const old = before === undefined ? new Map<string, string>() : flatten(before);
  const next = after === undefined ? new Map<string, string>() : flatten(after);
  const changes: FieldChange[] = [];
  for (const field of new Set([...old.keys(), ...next.keys()])) {
    const change = { field, old: old.get(field) ?? null, new: next.get(field) ?? null };
    if (change.old !== change.new) changes.push(change);
  }
  return changes;
}

function flatten(order: SalesOrder): Map<string, string> {
  const fields = new Map<string, string>();
  addRow(fields, '', order.header);
  for (const item of order.items) {
    const place = `item ${Number(item.data.SalesOrderItem)} `;
    addRow(fields, place, item.data);
    for (const line of item.scheduleLines) addRow(fields, `${place}line ${Number(line.ScheduleLine)} `, line);
  }
  for (const text of order.texts) fields.set(`text ${Number(text.SalesOrderItem)} ${text.LongTextID} ${text.Language}`, text.LongText);
  for (const partner of order.partners) fields.set(`partner ${partner.PartnerFunction}`, partner.Customer);
  return fields;
}

function addRow(fields: Map<string, string>, place: string, row: Row): void {
  for (const [name, value] of Object.entries(row)) {
    if (!STAMPS.has(name)) fields.set(`${place}${name}`, String(value ?? ''));
  }
}
