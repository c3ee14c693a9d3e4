/** New orders, new items, new schedule lines. */
import { addDecimals } from '#flows/library/decimal.ts';
import { badRequest } from '../gateway/refusal.ts';
import type { DeepRow, Row } from '../gateway/service.ts';
import type { SapData, SapDraft } from '../sap-data.ts';
import { openForChange, withTotalOfLines } from './change-order.ts';
import { itemKey } from './check-availability.ts';
import { checkedQuantity, checkedUnit, requireCustomer, requireMaterial } from './checked-values.ts';
import { refusals, warnings } from './messages.ts';
import {
  findItem,
  isRejected,
  type OrderHeader,
  type PartnerRow,
  type SalesOrder,
  type SalesOrderItem,
  type TextRow,
  withItem,
} from './sales-order.ts';
import { requestedLine } from './schedule-lines.ts';

const ORDER_TYPES = new Set(['OR', 'TA', 'RUSH']);
/** Texts of the header. */
const HEADER = '000000';

export function createOrder(draft: SapDraft, entity: DeepRow): string {
  const order = buildOrder(draft, draft.takeNumber('sales-order'), draft.user, entity);
  const number = order.header.SalesOrder;
  draft.orders.set(number, order);
  for (const item of order.items) draft.itemsToCheck.add(itemKey(number, item.data.SalesOrderItem));
  return number;
}

/** The order as it would be before availability and derived fields. Used by the simulation too, so it saves nothing. */
export function buildOrder(data: SapData, number: string, user: string, { row, children }: DeepRow): SalesOrder {
  const type = textOf(row, 'SalesOrderType') || 'OR';
  if (!ORDER_TYPES.has(type)) throw refusals.typeUnknown(type);
  const customer = requireCustomer(data.landscape, textOf(row, 'SoldToParty'));
  const itemRows = children['to_Item'] ?? [];
  if (itemRows.length === 0) throw refusals.noItems();
  const header: OrderHeader = {
    SalesOrder: number,
    SalesOrderType: type,
    SalesOrganization: textOf(row, 'SalesOrganization') || '1010',
    DistributionChannel: textOf(row, 'DistributionChannel') || '10',
    OrganizationDivision: textOf(row, 'OrganizationDivision') || '00',
    SoldToParty: customer.number,
    CreationDate: data.today,
    CreatedByUser: user,
    LastChangeDate: data.today,
    LastChangeDateTime: '',
    SenderBusinessSystemName: textOf(row, 'SenderBusinessSystemName'),
    ExternalDocumentID: textOf(row, 'ExternalDocumentID'),
    PurchaseOrderByCustomer: textOf(row, 'PurchaseOrderByCustomer'),
    PurchaseOrderByShipToParty: textOf(row, 'PurchaseOrderByShipToParty'),
    CustomerPurchaseOrderDate: textOf(row, 'CustomerPurchaseOrderDate') || null,
    SalesOrderDate: textOf(row, 'SalesOrderDate') || data.today,
    PricingDate: textOf(row, 'PricingDate') || data.today,
    RequestedDeliveryDate: textOf(row, 'RequestedDeliveryDate') || data.today,
    TotalNetAmount: '0.000',
    TransactionCurrency: textOf(row, 'TransactionCurrency') || customer.currency,
    ShippingCondition: textOf(row, 'ShippingCondition') || '01',
    IncotermsClassification: textOf(row, 'IncotermsClassification') || 'EXW',
    CustomerPaymentTerms: textOf(row, 'CustomerPaymentTerms') || '0004',
    DeliveryBlockReason: textOf(row, 'DeliveryBlockReason'),
    HeaderBillingBlockReason: textOf(row, 'HeaderBillingBlockReason'),
    OverallSDProcessStatus: 'A',
    OverallDeliveryStatus: 'A',
    OverallSDDocumentRejectionSts: 'A',
    TotalCreditCheckStatus: 'A',
    HdrGeneralIncompletionStatus: 'C',
    SalesDocApprovalStatus: '',
    YY1_CRMRevision_SDH: textOf(row, 'YY1_CRMRevision_SDH') || '0',
  };
  const partners: readonly PartnerRow[] = [
    { SalesOrder: number, PartnerFunction: 'SP', Customer: customer.number },
    ...(children['to_Partner'] ?? []).map(({ row: partner }) => ({
      SalesOrder: number,
      PartnerFunction: textOf(partner, 'PartnerFunction'),
      Customer: requireCustomer(data.landscape, textOf(partner, 'Customer')).number,
    })),
  ];
  let order: SalesOrder = { header, items: [], partners: distinct(partners), texts: textsOf(number, HEADER, children['to_Text']) };
  for (const itemRow of itemRows) order = addItemTo(data, order, itemRow);
  return order;
}

const distinct = (partners: readonly PartnerRow[]): readonly PartnerRow[] => [
  ...new Map(partners.map((partner) => [partner.PartnerFunction, partner])).values(),
];

export function addItem(draft: SapDraft, number: string, entity: DeepRow): string {
  const order = openForChange(draft, number);
  if (order.header.OverallSDDocumentRejectionSts === 'C') throw refusals.orderRejected(number);
  const next = addItemTo(draft, order, entity);
  draft.orders.set(number, next);
  const added = next.items.find((item) => findItem(order, item.data.SalesOrderItem) === undefined)!;
  draft.itemsToCheck.add(itemKey(number, added.data.SalesOrderItem));
  return added.data.SalesOrderItem;
}

function addItemTo(data: SapData, order: SalesOrder, { row, children }: DeepRow): SalesOrder {
  const number = order.header.SalesOrder;
  const itemNumber = textOf(row, 'SalesOrderItem').replace(/^0+$/, '') || nextItemNumber(order);
  if (findItem(order, itemNumber) !== undefined) throw refusals.itemExists(itemNumber);
  const plant = textOf(row, 'ProductionPlant') || (order.items[0]?.data.ProductionPlant ?? '1010');
  const material = requireMaterial(data.landscape, textOf(row, 'Material'), plant);
  const unit = checkedUnit(material, row, material.baseUnit);
  const lineRows = children['to_ScheduleLine'] ?? [];
  const asked = lineRows.reduce((sum, line) => addDecimals(sum, textOf(line.row, 'ScheduleLineOrderQuantity') || '0'), '0.000');
  const quantity = checkedQuantity(textOf(row, 'RequestedQuantity') || asked, unit);
  const bare: SalesOrderItem['data'] = {
    SalesOrder: number,
    SalesOrderItem: itemNumber,
    SalesOrderItemCategory: textOf(row, 'SalesOrderItemCategory') || 'TAN',
    SalesOrderItemText: textOf(row, 'SalesOrderItemText') || material.description,
    PurchaseOrderByCustomer: textOf(row, 'PurchaseOrderByCustomer') || order.header.PurchaseOrderByCustomer,
    Material: material.material,
    MaterialByCustomer: textOf(row, 'MaterialByCustomer'),
    RequestedQuantity: quantity,
    RequestedQuantityUnit: unit.unit,
    RequestedQuantitySAPUnit: unit.sapUnit,
    RequestedQuantityISOUnit: unit.isoUnit,
    NetAmount: '0.000',
    TransactionCurrency: order.header.TransactionCurrency,
    ProductionPlant: plant,
    StorageLocation: textOf(row, 'StorageLocation') || (data.landscape.plants.find((one) => one.code === plant)?.storageLocation ?? ''),
    DeliveryPriority: textOf(row, 'DeliveryPriority') || '02',
    DeliveryDateQuantityIsFixed: row['DeliveryDateQuantityIsFixed'] === true,
    ItemBillingBlockReason: textOf(row, 'ItemBillingBlockReason'),
    SalesDocumentRjcnReason: textOf(row, 'SalesDocumentRjcnReason'),
    SDProcessStatus: 'A',
    DeliveryStatus: 'A',
    ConfdDelivQtyInOrderQtyUnit: '0.000',
    YY1_PromisedDate_SDI: textOf(row, 'YY1_PromisedDate_SDI') || null,
    deliveredQuantity: '0.000',
    billed: false,
  };
  const lines = lineRows.map((line, index) =>
    requestedLine(
      bare,
      index + 1,
      textOf(line.row, 'RequestedDeliveryDate') || order.header.RequestedDeliveryDate,
      checkedQuantity(textOf(line.row, 'ScheduleLineOrderQuantity') || quantity, unit, 'ScheduleLineOrderQuantity'),
    ),
  );
  const scheduleLines = lines.length > 0 ? lines : [requestedLine(bare, 1, order.header.RequestedDeliveryDate, quantity)];
  const item = withTotalOfLines({ data: bare, scheduleLines });
  const texts = [...order.texts, ...textsOf(number, itemNumber, children['to_Text'])];
  return { ...withItem(order, item), texts };
}

function nextItemNumber(order: SalesOrder): string {
  const highest = order.items.reduce((max, item) => Math.max(max, Number(item.data.SalesOrderItem)), 0);
  return String((Math.floor(highest / 10) + 1) * 10).padStart(6, '0');
}

export function addScheduleLine(draft: SapDraft, number: string, itemNumber: string, entity: DeepRow): string {
  const order = openForChange(draft, number);
  const item = findItem(order, itemNumber);
  if (item === undefined) throw refusals.notFound(number);
  if (isRejected(item)) throw refusals.itemRejected(itemNumber);
  if (item.data.DeliveryStatus === 'C') throw refusals.itemCompleted(itemNumber);
  const material = requireMaterial(draft.landscape, item.data.Material, item.data.ProductionPlant);
  const unit = checkedUnit(material, {}, item.data.RequestedQuantityUnit);
  const date = textOf(entity.row, 'RequestedDeliveryDate');
  if (date === '') throw badRequest('Property RequestedDeliveryDate is needed', 'RequestedDeliveryDate');
  if (date < draft.today) draft.say(warnings.dateInPast(date));
  const quantity = checkedQuantity(textOf(entity.row, 'ScheduleLineOrderQuantity') || '0', unit, 'ScheduleLineOrderQuantity');
  // The check's own lines go first: their numbers are free again when it runs anew.
  const requested = item.scheduleLines.filter((line) => !line.generated);
  const lineNumber = Math.max(...requested.map((line) => Number(line.ScheduleLine))) + 1;
  const line = requestedLine(item.data, lineNumber, date, quantity);
  draft.orders.set(number, withItem(order, withTotalOfLines({ ...item, scheduleLines: [...requested, line] })));
  draft.itemsToCheck.add(itemKey(number, itemNumber));
  return line.ScheduleLine;
}

export function putText(draft: SapDraft, number: string, text: Omit<TextRow, 'SalesOrder'>): void {
  const order = openForChange(draft, number);
  const same = (one: TextRow) =>
    one.SalesOrderItem === text.SalesOrderItem && one.LongTextID === text.LongTextID && one.Language === text.Language;
  const others = order.texts.filter((one) => !same(one));
  const texts = text.LongText === '' ? others : [...others, { SalesOrder: number, ...text }];
  draft.orders.set(number, { ...order, texts });
}

function textsOf(number: string, item: string, rows: readonly DeepRow[] = []): readonly TextRow[] {
  return rows.map(({ row }) => ({
    SalesOrder: number,
    SalesOrderItem: item,
    Language: textOf(row, 'Language') || 'EN',
    LongTextID: textOf(row, 'LongTextID') || '0001',
    LongText: textOf(row, 'LongText'),
  }));
}

const textOf = (row: Row, name: string): string => {
  const value = row[name];
  return typeof value === 'string' ? value : '';
};
