/** When a production order moves, SAP confirms the sales orders that count on it anew. */
import { itemKey } from '../sales/check-availability.ts';
import { isRejected } from '../sales/sales-order.ts';
import type { SapDraft } from '../sap-data.ts';

/** Numbers of the production orders that really changed; the items of their material are marked for the availability check. */
export function finishProduction(draft: SapDraft, stamp: string): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const number of draft.productionOrders.changedKeys()) {
    const before = draft.base.productionOrders.get(number);
    const after = draft.productionOrders.get(number);
    if (after === undefined || JSON.stringify(before) === JSON.stringify(after)) {
      draft.productionOrders.undo(number);
      continue;
    }
    changed.add(number);
    // 14 digits do not tell two changes of one second apart, so a second change moves on to the next second.
    const digits = stamp.slice(0, 19).replace(/[-:T]/g, '');
    const last = before?.header.LastChangeDateTime ?? '';
    const LastChangeDateTime = digits > last ? digits : nextSecond(last);
    draft.productionOrders.set(number, { ...after, header: { ...after.header, LastChangeDateTime } });
    markItems(draft, after.header.Material, after.header.ProductionPlant);
  }
  return changed;
}

/** Fixed dates and quantities stay as they were promised. */
export function markItems(draft: SapDraft, material: string, plant: string): void {
  for (const order of draft.orders.values()) {
    for (const item of order.items) {
      const { data } = item;
      const open = !isRejected(item) && data.DeliveryStatus !== 'C' && !data.DeliveryDateQuantityIsFixed;
      if (open && data.Material === material && data.ProductionPlant === plant)
        draft.itemsToReconfirm.add(itemKey(data.SalesOrder, data.SalesOrderItem));
    }
  }
}

function nextSecond(digits: string): string {
  const instant = digits.replace(/^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/, '$1-$2-$3T$4:$5:$6Z');
  return new Date(Date.parse(instant) + 1_000).toISOString().slice(0, 19).replace(/[-:T]/g, '');
}
