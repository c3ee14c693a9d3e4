/** Changes to a delivery before its goods have left. */
import { compareDecimals, subtractDecimals } from '#flows/library/decimal.ts';
import type { Row } from '../gateway/service.ts';
import { checkedQuantity } from '../sales/checked-values.ts';
import { findMaterial, findUnit, quantityText, thousandths, toBase } from '../sales/units.ts';
import type { SapDraft } from '../sap-data.ts';
import { giveBack } from './delivered-quantity.ts';
import { type Delivery, type DeliveryHeader, hasLeft } from './delivery.ts';
import { deliveryRefusals } from './delivery-refusals.ts';

/** Throws where it is missing or locked. */
export function findDelivery(draft: SapDraft, number: string): Delivery {
  const delivery = draft.deliveries.get(number);
  if (delivery === undefined) throw deliveryRefusals.notFound(number);
  const user = draft.lockedBy('outbound-delivery', number);
  if (user !== undefined) throw deliveryRefusals.locked(draft.options.lockStatus, number, user);
  return delivery;
}

/** Throws also where the goods have left. */
export function openDelivery(draft: SapDraft, number: string): Delivery {
  const delivery = findDelivery(draft, number);
  if (hasLeft(delivery)) throw deliveryRefusals.alreadyLeft(number);
  return delivery;
}

export function changeHeader(draft: SapDraft, number: string, changes: Row): void {
  const delivery = openDelivery(draft, number);
  draft.deliveries.set(number, { ...delivery, header: { ...delivery.header, ...changes } as DeliveryHeader });
}

/** A quantity can only be cut: more of the order is another delivery. What was picked is to be picked again. */
export function changeDeliveryItem(draft: SapDraft, number: string, itemNumber: string, changes: Row): void {
  const delivery = openDelivery(draft, number);
  const item = delivery.items.find((one) => one.DeliveryDocumentItem === itemNumber)!;
  const unit = findUnit(findMaterial(draft.landscape, item.Material)!, item.DeliveryQuantityUnit)!;
  const quantity = checkedQuantity(
    String(changes['ActualDeliveryQuantity'] ?? item.ActualDeliveryQuantity),
    unit,
    'ActualDeliveryQuantity',
  );
  if (compareDecimals(quantity, item.ActualDeliveryQuantity) > 0)
    throw deliveryRefusals.moreThanOpen(itemNumber, quantity, item.ActualDeliveryQuantity);
  const less = subtractDecimals(item.ActualDeliveryQuantity, quantity);
  if (compareDecimals(less, '0') > 0) giveBack(draft, item.ReferenceSDDocument, item.ReferenceSDDocumentItem, less);
  const cut = { ActualDeliveryQuantity: quantity, ActualDeliveredQtyInBaseUnit: quantityText(toBase(thousandths(quantity), unit)) };
  const Batch = String(changes['Batch'] ?? item.Batch);
  draft.deliveries.set(number, {
    ...delivery,
    items: delivery.items.map((one) => (one === item ? { ...item, ...cut, Batch } : one)),
  });
}

export function removeDelivery(draft: SapDraft, number: string): void {
  const delivery = openDelivery(draft, number);
  for (const item of delivery.items) giveBack(draft, item.ReferenceSDDocument, item.ReferenceSDDocumentItem, item.ActualDeliveryQuantity);
  draft.deliveries.delete(number);
}
