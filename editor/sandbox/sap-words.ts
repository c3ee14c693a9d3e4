/** What SAP's short codes and field names mean, in words. Codes nobody listed show themselves. Pure. */
import { t } from '../text.ts';

const DELIVERY: { readonly [code: string]: string } = {
  A: t('sap.delivery-a', 'nothing delivered yet'),
  B: t('sap.delivery-b', 'partly delivered'),
  C: t('sap.delivery-c', 'completely delivered'),
};
const CREDIT: { readonly [code: string]: string } = {
  A: t('sap.credit-a', 'credit checked: fine'),
  B: t('sap.credit-b', 'credit check: blocked'),
  D: t('sap.credit-d', 'released by credit management'),
};
const REJECTION: { readonly [code: string]: string } = {
  A: t('sap.rejection-a', 'nothing rejected'),
  B: t('sap.rejection-b', 'partly rejected'),
  C: t('sap.rejection-c', 'rejected'),
};

export const deliveryWords = (code: string): string => DELIVERY[code] ?? code;
export const creditWords = (code: string): string => CREDIT[code] ?? code;
export const rejectionWords = (code: string): string => REJECTION[code] ?? code;

const FIELDS: { readonly [name: string]: string } = {
  RequestedQuantity: t('sap.field-requested', 'ordered quantity'),
  RequestedDeliveryDate: t('sap.field-requested-date', 'requested date'),
  ConfirmedDeliveryDate: t('sap.field-confirmed-date', 'confirmed date'),
  ConfdDelivQtyInOrderQtyUnit: t('sap.field-confirmed', 'confirmed quantity'),
  ConfdOrderQtyByMatlAvailCheck: t('sap.field-confirmed', 'confirmed quantity'),
  OpenConfdDelivQtyInOrdQtyUnit: t('sap.field-open', 'confirmed, still to be delivered'),
  ScheduleLineOrderQuantity: t('sap.field-line', 'quantity of the line'),
  NetAmount: t('sap.field-net', 'net value'),
  TotalNetAmount: t('sap.field-total', 'net value of the order'),
  PurchaseOrderByCustomer: t('sap.purchase-order', 'Purchase order'),
  DeliveryBlockReason: t('sap.field-block', 'delivery block'),
  SalesDocumentRjcnReason: t('sap.field-rejection', 'reason of rejection'),
  TotalCreditCheckStatus: t('sap.field-credit', 'credit status'),
  Material: t('sap.material', 'Material'),
  ProductionPlant: t('sap.field-plant', 'plant'),
  YY1_CRMRevision_SDH: t('sap.field-revision', 'revision in CRM'),
  YY1_PromisedDate_SDI: t('sap.field-promised', 'promised date'),
};

export interface LoggedField {
  /** `item 10, line 1`; '' for the order itself. */
  readonly place: string;
  /** In words, or SAP's own name. */
  readonly words: string;
  readonly name: string;
}

/** Of a field of the change log: `item 10 line 1 ConfirmedDeliveryDate`. */
export function loggedField(field: string): LoggedField {
  const [, item, line, name = field] = /^(?:item (\d+) )?(?:line (\d+) )?(\S+)$/.exec(field) ?? [];
  const place = [
    item === undefined ? '' : t('sap.log-item', 'item {item}', { item }),
    line === undefined ? '' : t('sap.log-line', 'line {line}', { line }),
  ]
    .filter((part) => part !== '')
    .join(', ');
  return { place, words: FIELDS[name] ?? name, name };
}

/** Days from the requested to the confirmed date: above 0 it comes late. Undefined where one of them is missing. */
export function daysLate(requested: string | null, confirmed: string | null): number | undefined {
  if (requested === null || confirmed === null || requested === '' || confirmed === '') return undefined;
  return Math.round((Date.parse(confirmed) - Date.parse(requested)) / 86_400_000);
}
