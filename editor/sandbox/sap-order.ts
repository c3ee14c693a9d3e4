/** SAP's sales order as its view shows it; field names are SAP's. */
export interface SapOrderHeader {
  readonly SalesOrder: string;
  readonly SalesOrganization: string;
  readonly SoldToParty: string;
  readonly PurchaseOrderByCustomer: string;
  readonly RequestedDeliveryDate: string;
  readonly TotalNetAmount: string;
  readonly TransactionCurrency: string;
  readonly DeliveryBlockReason: string;
  readonly HeaderBillingBlockReason: string;
  readonly OverallDeliveryStatus: string;
  readonly OverallSDDocumentRejectionSts: string;
  readonly TotalCreditCheckStatus: string;
  readonly CreationDate: string;
  readonly LastChangeDateTime: string;
  /** Revision of the youngest change request that SAP has applied. */
  readonly YY1_CRMRevision_SDH: string;
}

export interface SapOrderRow extends SapOrderHeader {
  readonly items: number;
}

export interface SapOrder extends SapOrderHeader {
  readonly items: readonly SapItem[];
  readonly texts: readonly SapText[];
  readonly changeLog: readonly SapLogEntry[];
  readonly lock: { readonly user: string } | null;
}

export interface SapText {
  /** `0`: of the order itself. */
  readonly SalesOrderItem?: string;
  readonly LongTextID: string;
  readonly Language: string;
  readonly LongText: string;
}

export interface SapLogEntry {
  readonly at: string;
  readonly user: string;
  readonly requestId: string | null;
  /** `field`: `PurchaseOrderByCustomer`, `item 10 RequestedQuantity`, `item 10 line 1 ConfirmedDeliveryDate`. */
  readonly changes: readonly { readonly field: string; readonly old: string | null; readonly new: string | null }[];
}

export interface SapItem {
  readonly SalesOrderItem: string;
  readonly SalesOrderItemText: string;
  readonly Material: string;
  readonly RequestedQuantity: string;
  readonly RequestedQuantityUnit: string;
  readonly ProductionPlant: string;
  readonly SalesDocumentRjcnReason: string;
  readonly ConfdDelivQtyInOrderQtyUnit: string;
  readonly deliveredQuantity: string;
  readonly YY1_PromisedDate_SDI: string | null;
  readonly scheduleLines: readonly {
    readonly ScheduleLine: string;
    readonly RequestedDeliveryDate: string | null;
    readonly ConfirmedDeliveryDate: string | null;
    readonly ScheduleLineOrderQuantity: string;
    readonly ConfdOrderQtyByMatlAvailCheck: string;
    readonly DeliveredQtyInOrderQtyUnit: string;
  }[];
}

/** `0000004711` → `4711`; what is not a number stays as it is. */
export function bareNumber(number: string): string {
  return number.replace(/^0+(?=\d+$)/, '');
}

/** `4711` → `0000004711`, as systems keep it; what is not a number stays as it is. */
export function fullNumber(number: string): string {
  return /^\d+$/.test(number) ? number.padStart(10, '0') : number;
}

/** A decimal as SAP writes it, without trailing zeros; never through a floating number. */
export function quantityText(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

/** An amount of money: two decimals, more only where they mean something. */
export function amountText(decimal: string): string {
  const [whole, fraction = ''] = quantityText(decimal).split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}
