/** The last step before a draft is saved: availability, derived fields, what really changed, what there is to say about it. */

import { compareDecimals } from '#flows/library/decimal.ts';
import type { SapDraft } from '../sap-data.ts';
import { checkMarkedItems } from './check-items.ts';
import { warnings } from './messages.ts';
import { type FieldChange, orderDiff } from './order-diff.ts';
import { withDerivedFields } from './order-status.ts';
import { isRejected, type SalesOrder } from './sales-order.ts';

export interface ChangedOrder {
  readonly number: string;
  /** Undefined: it is new. */
  readonly before: SalesOrder | undefined;
  /** Undefined: it was deleted. */
  readonly after: SalesOrder | undefined;
  readonly changes: readonly FieldChange[];
}

/** `stamp`: ISO with seven places; orders whose fields are all as before keep theirs, and their entity tag. */
export function finishOrders(draft: SapDraft, stamp: string): readonly ChangedOrder[] {
  checkMarkedItems(draft);
  const changed: ChangedOrder[] = [];
  for (const number of draft.orders.changedKeys()) {
    const before = draft.base.orders.get(number);
    const raw = draft.orders.get(number);
    const derived = raw === undefined ? undefined : withApproval(draft, before, withDerivedFields(draft, raw));
    const changes = orderDiff(before, derived);
    if (changes.length === 0) {
      draft.orders.undo(number);
      continue;
    }
    if (derived !== undefined) {
      const header = { ...derived.header, LastChangeDate: stamp.slice(0, 10), LastChangeDateTime: stamp };
      draft.orders.set(number, { ...derived, header });
      sayWhatIsOpen(draft, before, derived);
    }
    changed.push({ number, before, after: draft.orders.get(number), changes });
  }
  return changed;
}

function withApproval(draft: SapDraft, before: SalesOrder | undefined, order: SalesOrder): SalesOrder {
  if (before !== undefined || compareDecimals(order.header.TotalNetAmount, draft.options.approvalThreshold) <= 0) return order;
  return { ...order, header: { ...order.header, SalesDocApprovalStatus: 'A' } };
}

/** Warnings for what this change brought about, not for what was so before. */
function sayWhatIsOpen(draft: SapDraft, before: SalesOrder | undefined, order: SalesOrder): void {
  const { header } = order;
  if (header.TotalCreditCheckStatus === 'B' && before?.header.TotalCreditCheckStatus !== 'B')
    draft.say(warnings.creditBlocked(header.SoldToParty));
  if (header.HdrGeneralIncompletionStatus === 'A' && before?.header.HdrGeneralIncompletionStatus !== 'A') draft.say(warnings.incomplete());
  if (header.SalesDocApprovalStatus === 'A' && before?.header.SalesDocApprovalStatus !== 'A') draft.say(warnings.waitsForApproval());
  for (const item of order.items) {
    const old = before?.items.find((one) => one.data.SalesOrderItem === item.data.SalesOrderItem);
    if (isRejected(item) || JSON.stringify(old?.scheduleLines) === JSON.stringify(item.scheduleLines)) continue;
    const { SalesOrderItem: number, RequestedQuantity, RequestedQuantityUnit, ConfdDelivQtyInOrderQtyUnit } = item.data;
    if (compareDecimals(ConfdDelivQtyInOrderQtyUnit, RequestedQuantity) < 0) {
      draft.say(warnings.partlyConfirmed(number, ConfdDelivQtyInOrderQtyUnit, RequestedQuantity, RequestedQuantityUnit));
      continue;
    }
    const late = item.scheduleLines.findLast((line) => line.generated);
    if (late !== undefined) {
      const asked = item.scheduleLines.find((line) => !line.generated)!.RequestedDeliveryDate;
      draft.say(warnings.confirmedLate(number, asked, late.RequestedDeliveryDate));
    }
  }
}
