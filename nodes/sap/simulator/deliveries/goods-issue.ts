/** Goods leave: from here on they are not in stock any more. And back, when it was a mistake. */
import type { Row } from '../gateway/service.ts';
import type { SapDraft } from '../sap-data.ts';
import { moveStock } from '../supply/stock.ts';
import { findDelivery, openDelivery } from './change-delivery.ts';
import { type Delivery, hasLeft } from './delivery.ts';
import { deliveryRefusals } from './delivery-refusals.ts';

export function postGoodsIssue(draft: SapDraft, number: string): readonly Row[] {
  const delivery = openDelivery(draft, number);
  const { DeliveryBlockReason, OverallPickingStatus } = delivery.header;
  if (DeliveryBlockReason !== '') throw deliveryRefusals.deliveryBlocked(number, DeliveryBlockReason);
  if (OverallPickingStatus !== 'C') throw deliveryRefusals.notPicked(number);
  for (const item of delivery.items) moveStock(draft, item.Material, item.Plant, `-${item.ActualDeliveredQtyInBaseUnit}`);
  draft.deliveries.set(number, withStatus(delivery, 'C', draft.today, draft.takeNumber('material-document')));
  return [];
}

export function reverseGoodsIssue(draft: SapDraft, number: string): readonly Row[] {
  const delivery = findDelivery(draft, number);
  if (!hasLeft(delivery)) throw deliveryRefusals.notLeft(number);
  for (const item of delivery.items) moveStock(draft, item.Material, item.Plant, item.ActualDeliveredQtyInBaseUnit);
  draft.deliveries.set(number, withStatus(delivery, 'A', null, ''));
  return [];
}

function withStatus(delivery: Delivery, status: 'A' | 'C', leftOn: string | null, materialDocument: string): Delivery {
  return {
    header: {
      ...delivery.header,
      OverallGoodsMovementStatus: status,
      OverallSDProcessStatus: status === 'C' ? 'B' : 'A',
      ActualGoodsMovementDate: leftOn,
      materialDocument,
    },
    items: delivery.items.map((item) => ({ ...item, GoodsMovementStatus: status })),
  };
}
