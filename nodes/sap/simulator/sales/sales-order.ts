/** A sales order as it is kept: the fields of the API by their own names, codes with leading zeros. Values, never changed in place. */

export type OrderHeader = {
  readonly SalesOrder: string;
  readonly SalesOrderType: string;
  readonly SalesOrganization: string;
  readonly DistributionChannel: string;
  readonly OrganizationDivision: string;
  readonly SoldToParty: string;
  readonly CreationDate: string;
  readonly CreatedByUser: string;
  readonly LastChangeDate: string;
  /** Seven places after the second; the source of the entity tag. */
  readonly LastChangeDateTime: string;
  readonly SenderBusinessSystemName: string;
  readonly ExternalDocumentID: string;
  readonly PurchaseOrderByCustomer: string;
  readonly PurchaseOrderByShipToParty: string;
  readonly CustomerPurchaseOrderDate: string | null;
  readonly SalesOrderDate: string;
  readonly PricingDate: string;
  readonly RequestedDeliveryDate: string;
  readonly TotalNetAmount: string;
  readonly TransactionCurrency: string;
  readonly ShippingCondition: string;
  readonly IncotermsClassification: string;
  readonly CustomerPaymentTerms: string;
  readonly DeliveryBlockReason: string;
  readonly HeaderBillingBlockReason: string;
  /** A not yet, B partly, C completely. */
  readonly OverallSDProcessStatus: string;
  readonly OverallDeliveryStatus: string;
  readonly OverallSDDocumentRejectionSts: string;
  /** A checked and fine, B blocked. */
  readonly TotalCreditCheckStatus: string;
  /** C complete, A something is missing. */
  readonly HdrGeneralIncompletionStatus: string;
  /** Empty not needed, A waits, B released, C rejected. */
  readonly SalesDocApprovalStatus: string;
  /** Customer field: the revision of the order in the CRM system. */
  readonly YY1_CRMRevision_SDH: string;
};

export type ItemData = {
  readonly SalesOrder: string;
  readonly SalesOrderItem: string;
  readonly SalesOrderItemCategory: string;
  readonly SalesOrderItemText: string;
  readonly PurchaseOrderByCustomer: string;
  readonly Material: string;
  readonly MaterialByCustomer: string;
  readonly RequestedQuantity: string;
  readonly RequestedQuantityUnit: string;
  readonly RequestedQuantitySAPUnit: string;
  readonly RequestedQuantityISOUnit: string;
  readonly NetAmount: string;
  readonly TransactionCurrency: string;
  readonly ProductionPlant: string;
  readonly StorageLocation: string;
  readonly DeliveryPriority: string;
  readonly DeliveryDateQuantityIsFixed: boolean;
  readonly ItemBillingBlockReason: string;
  readonly SalesDocumentRjcnReason: string;
  readonly SDProcessStatus: string;
  readonly DeliveryStatus: string;
  readonly ConfdDelivQtyInOrderQtyUnit: string;
  /** Customer field: the date promised by production scheduling. */
  readonly YY1_PromisedDate_SDI: string | null;
  /** Inside only. In order units. */
  readonly deliveredQuantity: string;
  /** Inside only. */
  readonly billed: boolean;
};

export type ScheduleLine = {
  readonly SalesOrder: string;
  readonly SalesOrderItem: string;
  readonly ScheduleLine: string;
  readonly RequestedDeliveryDate: string;
  readonly ConfirmedDeliveryDate: string | null;
  readonly OrderQuantityUnit: string;
  readonly ScheduleLineOrderQuantity: string;
  readonly ConfdOrderQtyByMatlAvailCheck: string;
  readonly DeliveredQtyInOrderQtyUnit: string;
  readonly OpenConfdDelivQtyInOrdQtyUnit: string;
  readonly DelivBlockReasonForSchedLine: string;
  /** Inside only. True: the availability check made this line for a later part of the quantity. */
  readonly generated: boolean;
};

export type TextRow = {
  readonly SalesOrder: string;
  readonly SalesOrderItem: string;
  readonly Language: string;
  readonly LongTextID: string;
  readonly LongText: string;
};
export type PartnerRow = { readonly SalesOrder: string; readonly PartnerFunction: string; readonly Customer: string };

export interface SalesOrderItem {
  readonly data: ItemData;
  readonly scheduleLines: readonly ScheduleLine[];
}

export interface SalesOrder {
  readonly header: OrderHeader;
  /** In the order of their numbers. */
  readonly items: readonly SalesOrderItem[];
  readonly partners: readonly PartnerRow[];
  /** Texts of the header have the item number `000000`. */
  readonly texts: readonly TextRow[];
}

export function findItem(order: SalesOrder, item: string): SalesOrderItem | undefined {
  return order.items.find((one) => one.data.SalesOrderItem === item);
}

/** The order with one item put in the place of the one with its number, or added. */
export function withItem(order: SalesOrder, item: SalesOrderItem): SalesOrder {
  const number = item.data.SalesOrderItem;
  const others = order.items.filter((one) => one.data.SalesOrderItem !== number);
  const items = [...others, item].sort((a, b) => (a.data.SalesOrderItem < b.data.SalesOrderItem ? -1 : 1));
  return { ...order, items };
}

export const isRejected = (item: SalesOrderItem): boolean => item.data.SalesDocumentRjcnReason !== '';
