/** An outbound delivery as flows see it: its shipment in the words of schemas/shipment.json, and how far it is. Pure. */
import type { JsonObject } from '#flows/json.ts';

export type Delivery = {
  /** Ten digits. */
  readonly delivery: string;
  readonly status: 'created' | 'partly-picked' | 'picked' | 'shipped';
  readonly plannedGoodsIssue: string | null;
  readonly shipment: Shipment;
};

export type Shipment = {
  readonly delivery: string;
  readonly plant: string;
  readonly shipTo: { readonly customer: string };
  /** Once the goods have left. */
  readonly goodsIssueDate?: string;
  readonly items: readonly ShipmentItem[];
};

export type ShipmentItem = {
  readonly deliveryItem: string;
  readonly salesOrder: string;
  readonly item: string;
  readonly material: string;
  readonly quantity: string;
  readonly unit: string;
  readonly batch?: string;
};

/** @param row header with `to_DeliveryDocumentItem`, values as `readEntity` gives them */
export function toDelivery(row: JsonObject): Delivery {
  const delivery = textOf(row, 'DeliveryDocument').padStart(10, '0');
  const rows = (row['to_DeliveryDocumentItem'] ?? []) as readonly JsonObject[];
  const goodsIssueDate = textOf(row, 'ActualGoodsMovementDate');
  const status = statusOf(row);
  return {
    delivery,
    status,
    plannedGoodsIssue: textOf(row, 'PlannedGoodsIssueDate') || null,
    shipment: {
      delivery,
      plant: textOf(rows[0] ?? {}, 'Plant') || textOf(row, 'ShippingPoint'),
      shipTo: { customer: textOf(row, 'ShipToParty').padStart(10, '0') },
      ...(status === 'shipped' && goodsIssueDate !== '' ? { goodsIssueDate } : {}),
      items: rows.map(toItem),
    },
  };
}

function toItem(row: JsonObject): ShipmentItem {
  const batch = textOf(row, 'Batch');
  return {
    deliveryItem: textOf(row, 'DeliveryDocumentItem').padStart(6, '0'),
    salesOrder: textOf(row, 'ReferenceSDDocument').padStart(10, '0'),
    item: textOf(row, 'ReferenceSDDocumentItem').padStart(6, '0'),
    material: textOf(row, 'Material'),
    quantity: textOf(row, 'ActualDeliveryQuantity'),
    unit: textOf(row, 'DeliveryQuantityUnit'),
    ...(batch === '' ? {} : { batch }),
  };
}

function statusOf(row: JsonObject): Delivery['status'] {
  if (textOf(row, 'OverallGoodsMovementStatus') === 'C') return 'shipped';
  const picking = textOf(row, 'OverallPickingStatus');
  // Empty: what is not relevant for picking needs none.
  if (picking === 'C' || picking === '') return 'picked';
  return picking === 'B' ? 'partly-picked' : 'created';
}

function textOf(row: JsonObject, name: string): string {
  const value = row[name];
  return value === undefined || value === null ? '' : String(value);
}
