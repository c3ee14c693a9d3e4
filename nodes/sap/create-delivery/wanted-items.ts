/** What goes into the delivery: what is given, or all that the order still asks for. Pure. */
import { addDecimals, compareDecimals, isDecimal, padDecimal, subtractDecimals } from '#flows/library/decimal.ts';
import { InvalidError } from '../../errors.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { isSameNumber } from '../property-values.ts';
import { findOrderItem, type SalesOrder, type SalesOrderItem } from '../sales-order/sales-order.ts';
import type { CreateDeliveryConfig } from './manifest.ts';

export type WantedItem = {
  /** Six digits. */
  readonly item: string;
  readonly quantity: string;
  /** The order's. */
  readonly unit: string;
};

/** Throws InvalidError for items that the order does not have and quantities that are none. */
export function wantedItems(
  { items = [], plant }: CreateDeliveryConfig,
  order: SalesOrder,
  earlier: readonly Delivery[],
): readonly WantedItem[] {
  return (
    (items.length > 0 ? items.map(({ item, quantity }) => given(order, earlier, item, quantity ?? undefined)) : all(order, plant, earlier))
      // SAP takes a quantity of zero for all that is open.
      .filter(({ quantity }) => compareDecimals(quantity, '0') > 0)
  );
}

function all(order: SalesOrder, plant: string | null | undefined, earlier: readonly Delivery[]): readonly WantedItem[] {
  return order.items
    .filter((one) => one.rejectionReason === '' && (plant === undefined || plant === null || plant === '' || one.plant === plant))
    .map((one) => ({ item: one.item.padStart(6, '0'), quantity: openOf(order, one, earlier), unit: one.unit }));
}

function given(order: SalesOrder, earlier: readonly Delivery[], item: string | number, quantity: string | number | undefined): WantedItem {
  const found = findOrderItem(order, String(item));
  if (found === undefined)
    throw new InvalidError(`Sales order ${order.salesOrder} has no item ${item}`, {
      code: 'item-unknown',
      help: `It has ${order.items.map((one) => one.item).join(', ')}.`,
      target: 'items',
    });
  const wanted = quantity === undefined || quantity === '' ? openOf(order, found, earlier) : String(quantity);
  if (!isDecimal(wanted) || compareDecimals(wanted, '0') < 0)
    throw new InvalidError(`${JSON.stringify(quantity)} is no quantity for item ${item}`, {
      code: 'quantity-malformed',
      help: 'A decimal such as "12.000", in the unit of the order.',
      target: 'items',
    });
  return { item: found.item.padStart(6, '0'), quantity: padDecimal(wanted, 3), unit: found.unit };
}

/** Ordered less what stands in deliveries. A release that does not say it at the order says it by its deliveries. */
function openOf(order: SalesOrder, item: SalesOrderItem, earlier: readonly Delivery[]): string {
  const inDeliveries = earlier
    .flatMap(({ shipment }) => shipment.items)
    .filter((one) => one.salesOrder === order.salesOrder && isSameNumber(one.item, item.item))
    .reduce((total, one) => addDecimals(total, one.quantity), '0.000');
  const open = subtractDecimals(item.quantity, item.deliveredQuantity ?? inDeliveries);
  return compareDecimals(open, '0') < 0 ? '0.000' : open;
}
