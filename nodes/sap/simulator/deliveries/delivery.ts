/** An outbound delivery as it is kept, by the names of API_OUTBOUND_DELIVERY_SRV. Values, never changed in place. */
import { thousandths } from '../sales/units.ts';
import type { SapData } from '../sap-data.ts';

export type DeliveryHeader = {
  readonly DeliveryDocument: string;
  readonly DeliveryDocumentType: string;
  readonly SDDocumentCategory: string;
  /** Of one plant: goods of two plants are two deliveries. */
  readonly ShippingPoint: string;
  readonly SalesOrganization: string;
  readonly SoldToParty: string;
  readonly ShipToParty: string;
  readonly CreatedByUser: string;
  readonly CreationDate: string;
  readonly DeliveryDate: string;
  readonly PlannedGoodsIssueDate: string;
  /** Null until the goods have left. */
  readonly ActualGoodsMovementDate: string | null;
  readonly DeliveryBlockReason: string;
  readonly DeliveryDocumentBySupplier: string;
  readonly BillOfLading: string;
  /** A not yet, B partly, C completely. */
  readonly OverallPickingStatus: string;
  readonly OverallGoodsMovementStatus: string;
  readonly OverallSDProcessStatus: string;
  /** Four digits; the source of the entity tag in this service. */
  readonly DeliveryVersion: string;
  /** Inside only. Of the goods issue that stands; empty without one. */
  readonly materialDocument: string;
};

export type DeliveryItem = {
  readonly DeliveryDocument: string;
  readonly DeliveryDocumentItem: string;
  readonly DeliveryDocumentItemText: string;
  readonly Material: string;
  readonly Plant: string;
  readonly StorageLocation: string;
  readonly Batch: string;
  readonly OriginalDeliveryQuantity: string;
  readonly ActualDeliveryQuantity: string;
  readonly DeliveryQuantityUnit: string;
  readonly ActualDeliveredQtyInBaseUnit: string;
  readonly BaseUnit: string;
  readonly ReferenceSDDocument: string;
  readonly ReferenceSDDocumentItem: string;
  readonly PickingStatus: string;
  readonly GoodsMovementStatus: string;
};

export interface Delivery {
  readonly header: DeliveryHeader;
  readonly items: readonly DeliveryItem[];
}

export const hasLeft = ({ header }: Delivery): boolean => header.OverallGoodsMovementStatus === 'C';

/** Thousandths of the base unit that stand in deliveries and are still in stock: nobody else can have them. */
export function inOpenDeliveries({ deliveries }: Pick<SapData, 'deliveries'>, material: string, plant: string): number {
  let total = 0;
  for (const delivery of deliveries.values()) {
    if (hasLeft(delivery)) continue;
    for (const item of delivery.items)
      if (item.Material === material && item.Plant === plant) total += thousandths(item.ActualDeliveredQtyInBaseUnit);
  }
  return total;
}
