/** What of a sales order item stands in deliveries: it counts as delivered from the delivery's creation on, as in SAP. */
import { addDecimals, subtractDecimals } from '#flows/library/decimal.ts';
import { itemKey, type LinePromise, promisesOf, withPromises } from '../sales/check-availability.ts';
import { findItem, type SalesOrderItem, withItem } from '../sales/sales-order.ts';
import { thousandths } from '../sales/units.ts';
import type { SapDraft } from '../sap-data.ts';

/** `quantity` in order units leaves the promises, the earliest first. */
export function takeIntoDelivery(item: SalesOrderItem, quantity: string): SalesOrderItem {
  let rest = thousandths(quantity);
  const left = promisesOf(item)
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))
    .flatMap((one): readonly LinePromise[] => {
      const taken = Math.min(rest, one.quantity);
      rest -= taken;
      return taken === one.quantity ? [] : [{ ...one, quantity: one.quantity - taken }];
    });
  const deliveredQuantity = addDecimals(item.data.deliveredQuantity, quantity);
  return withPromises({ ...item, data: { ...item.data, deliveredQuantity } }, left);
}

/** The delivery was deleted or cut: the order asks for it again, and its availability is checked. */
export function giveBack(draft: SapDraft, orderNumber: string, itemNumber: string, quantity: string): void {
  const order = draft.orders.get(orderNumber);
  const item = order === undefined ? undefined : findItem(order, itemNumber);
  if (order === undefined || item === undefined) return;
  const deliveredQuantity = subtractDecimals(item.data.deliveredQuantity, quantity);
  draft.orders.set(orderNumber, withItem(order, { ...item, data: { ...item.data, deliveredQuantity } }));
  draft.itemsToCheck.add(itemKey(orderNumber, itemNumber));
  draft.ordersOfCaller.add(orderNumber);
}
