/**
 * What a change touches, with the value before and the value wanted: the before-image of the ledger, the ground for the probe
 * (STP-4) and for the rule of the refused precondition (RTY-1).
 */
import type { Json, JsonObject } from '#flows/json.ts';
import type { EdmType } from '../odata/edm.ts';
import { isSameValue } from '../property-values.ts';
import { findOrderItem, type SalesOrder } from './sales-order.ts';

export type TouchedField = {
  /** `header`, or the item's number without leading zeros. */
  readonly at: string;
  /** SAP's name; `requestedDate` of an item stands for the dates of all its requested schedule lines. */
  readonly field: string;
  readonly type: EdmType;
  readonly from: Json;
  readonly to: Json;
};

export const ITEM_DATE = 'requestedDate';
export const ITEM_UNIT = 'RequestedQuantityUnit';

export function valueAt(order: SalesOrder, at: string, field: string): Json {
  if (at === 'header') return order.fields[field] ?? null;
  const item = findOrderItem(order, at);
  if (item === undefined) return null;
  return field === ITEM_DATE ? item.requestedDate : (item.fields[field] ?? null);
}

/** Do all touched fields have the value from before (or the wanted one)? */
export function isAt(order: SalesOrder, fields: readonly TouchedField[], side: 'from' | 'to'): boolean {
  return fields.every((touched) => {
    const { at, field, type, [side]: expected } = touched;
    // A unit has three codes; SAP shows another one than was written.
    if (field === ITEM_UNIT && at !== 'header') return findOrderItem(order, at)?.units.includes(String(expected)) ?? false;
    return isSameValue({ type }, valueAt(order, at, field), expected);
  });
}

/** What stands there now, for the person who has to decide. */
export function currentValues(order: SalesOrder, fields: readonly TouchedField[]): readonly JsonObject[] {
  return fields.map(({ at, field, from, to }) => ({ at, field, before: from, wanted: to, found: valueAt(order, at, field) }));
}
