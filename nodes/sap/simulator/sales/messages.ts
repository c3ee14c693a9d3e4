/** What sales and distribution has to say, with message class and number. Numbers that are our assumption are named in the README. */
import { SapRefusal } from '../gateway/refusal.ts';
import type { BusinessMessage } from '../sap-data.ts';

const shownNumber = (number: string): string => number.replace(/^0+(?=\d)/, '');

const business = (code: string, message: string, target = ''): SapRefusal => new SapRefusal(400, code, message, target);

export const refusals = {
  locked: (status: 400 | 423, order: string, user: string) =>
    new SapRefusal(status, 'V1/042', `Sales document ${shownNumber(order)} is currently being processed by user ${user}`),
  completed: (order: string) => business('V1/555', `Sales order ${shownNumber(order)} is completed and cannot be changed`),
  orderRejected: (order: string) =>
    business('V1/556', `All items of sales order ${shownNumber(order)} are rejected; no change is possible`),
  itemCompleted: (item: string) =>
    business('V1/557', `Item ${shownNumber(item)} is completely delivered and cannot be changed`, 'SalesOrderItem'),
  itemRejected: (item: string) =>
    business('V1/558', `Item ${shownNumber(item)} is rejected; take back the reason for rejection first`, 'SalesDocumentRjcnReason'),
  belowDelivered: (item: string, quantity: string, delivered: string) =>
    business(
      'V1/788',
      `Item ${shownNumber(item)}: quantity ${quantity} is less than the quantity already delivered ${delivered}`,
      'RequestedQuantity',
    ),
  rejectDelivered: (item: string) =>
    business('V1/789', `Item ${shownNumber(item)} has deliveries and cannot be rejected`, 'SalesDocumentRjcnReason'),
  changeDelivered: (item: string, field: string) =>
    business('V1/790', `Item ${shownNumber(item)} has deliveries; ${field} cannot be changed`, field),
  deleteDelivered: (order: string) =>
    business('V1/791', `Sales order ${shownNumber(order)} has subsequent documents and cannot be deleted`),
  lastItem: (order: string) =>
    business('V1/792', `The last item of sales order ${shownNumber(order)} cannot be deleted; reject it instead`),
  customerUnknown: (customer: string) =>
    business('VP/199', `Customer ${shownNumber(customer)} does not exist or is not set up for the sales area`, 'SoldToParty'),
  materialUnknown: (material: string, plant: string) =>
    business('V1/382', `Material ${shownNumber(material)} is not set up for plant ${plant}`, 'Material'),
  materialMissing: () => business('V1/381', 'Enter a material', 'Material'),
  noItems: () => business('V1/331', 'Enter at least one item', 'to_Item'),
  unitUnknown: (unit: string, material: string) =>
    business('V1/384', `Unit ${unit} is not defined for material ${shownNumber(material)}`, 'RequestedQuantityUnit'),
  quantityNotPositive: (target = 'RequestedQuantity') =>
    business('V1/385', 'The quantity must be greater than zero; reject the item to cancel it', target),
  quantityNotWhole: (quantity: string, unit: string, target = 'RequestedQuantity') =>
    business('V1/386', `Quantity ${quantity} has decimal places that unit ${unit} does not allow`, target),
  typeUnknown: (type: string) => business('V1/312', `Sales document type ${type} is not defined`, 'SalesOrderType'),
  itemExists: (item: string) => business('V1/313', `Item ${shownNumber(item)} exists already`, 'SalesOrderItem'),
  generatedLine: (line: string) =>
    business('V1/793', `Schedule line ${shownNumber(line)} was made by the availability check and cannot be changed`, 'ScheduleLine'),
  lastLine: (item: string) => business('V1/794', `The last schedule line of item ${shownNumber(item)} cannot be deleted`, 'ScheduleLine'),
  notWaiting: (order: string) => business('SD_APM/010', `Sales order ${shownNumber(order)} does not wait for an approval`, 'SalesOrder'),
  notFound: (order: string) =>
    new SapRefusal(404, 'V1/302', `SD document ${shownNumber(order)} is not in the database or has been archived`, 'SalesOrder'),
} as const;

export const warnings = {
  creditBlocked: (customer: string): BusinessMessage => ({
    code: 'V1/150',
    message: `Dynamic credit check: the credit limit of customer ${shownNumber(customer)} is exceeded; the order is blocked`,
    severity: 'warning',
    target: 'TotalCreditCheckStatus',
  }),
  partlyConfirmed: (item: string, confirmed: string, requested: string, unit: string): BusinessMessage => ({
    code: 'V1/360',
    message: `Item ${shownNumber(item)}: ${confirmed} of ${requested} ${unit} can be confirmed`,
    severity: 'warning',
    target: 'to_Item',
  }),
  confirmedLate: (item: string, requested: string, confirmed: string): BusinessMessage => ({
    code: 'V1/361',
    message: `Item ${shownNumber(item)}: requested for ${requested}, confirmed for ${confirmed}`,
    severity: 'warning',
    target: 'RequestedDeliveryDate',
  }),
  dateInPast: (date: string): BusinessMessage => ({
    code: 'V1/362',
    message: `The requested delivery date ${date} is in the past`,
    severity: 'warning',
    target: 'RequestedDeliveryDate',
  }),
  incomplete: (): BusinessMessage => ({
    code: 'V1/364',
    message: 'The document is incomplete: the purchase order number is missing',
    severity: 'warning',
    target: 'PurchaseOrderByCustomer',
  }),
  datesMoved: (count: number): BusinessMessage => ({
    code: 'V1/363',
    message: `The new requested delivery date was copied to ${count} schedule lines`,
    severity: 'info',
    target: 'RequestedDeliveryDate',
  }),
  waitsForApproval: (): BusinessMessage => ({
    code: 'SD_APM/001',
    message: 'The document waits for an approval',
    severity: 'info',
    target: 'SalesDocApprovalStatus',
  }),
} as const;
