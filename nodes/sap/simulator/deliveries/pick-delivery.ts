/**
 * Picking. A delivery that cannot be picked is not refused: the call succeeds and its report says so, as in SAP. Whoever looks at
 * the status alone takes a blocked delivery for a picked one.
 */
import type { Row } from '../gateway/service.ts';
import type { SapDraft } from '../sap-data.ts';
import { changeDeliveryItem, openDelivery } from './change-delivery.ts';
import type { Delivery, DeliveryItem } from './delivery.ts';

export function pickAll(draft: SapDraft, number: string): readonly Row[] {
  const delivery = openDelivery(draft, number);
  if (delivery.header.DeliveryBlockReason !== '') return [report(delivery, 'E', '308', '000000')];
  draft.deliveries.set(
    number,
    withPicked(delivery, () => true),
  );
  return delivery.items.map((item) => report(delivery, 'S', '601', item.DeliveryDocumentItem));
}

/** Picks this much of an item; what is less than the delivery says cuts the delivery. */
export function pickOne(draft: SapDraft, number: string, parameters: Row): readonly Row[] {
  const delivery = openDelivery(draft, number);
  const itemNumber = String(parameters['DeliveryDocumentItem'] ?? '');
  if (delivery.header.DeliveryBlockReason !== '') return [report(delivery, 'E', '308', itemNumber)];
  if (!delivery.items.some((item) => item.DeliveryDocumentItem === itemNumber)) return [report(delivery, 'E', '303', itemNumber)];
  changeDeliveryItem(draft, number, itemNumber, { ActualDeliveryQuantity: parameters['ActualDeliveryQuantity'] ?? '0' });
  draft.deliveries.set(
    number,
    withPicked(draft.deliveries.get(number)!, (item) => item.DeliveryDocumentItem === itemNumber),
  );
  return [report(delivery, 'S', '601', itemNumber)];
}

function withPicked(delivery: Delivery, isPicked: (item: DeliveryItem) => boolean): Delivery {
  const items = delivery.items.map((item) => (isPicked(item) ? { ...item, PickingStatus: 'C' } : item));
  const status = items.every((item) => item.PickingStatus === 'C') ? 'C' : items.some((item) => item.PickingStatus === 'C') ? 'B' : 'A';
  return { header: { ...delivery.header, OverallPickingStatus: status }, items };
}

function report({ header }: Delivery, type: 'S' | 'E', messageNumber: string, item: string): Row {
  return {
    SystemMessageIdentification: 'VL',
    SystemMessageNumber: messageNumber,
    SystemMessageType: type,
    SystemMessageVariable1: header.DeliveryDocument.replace(/^0+/, ''),
    SystemMessageVariable2: header.DeliveryBlockReason,
    DeliveryDocument: header.DeliveryDocument,
    DeliveryDocumentItem: item,
  };
}
