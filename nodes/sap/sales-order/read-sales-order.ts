/** Reads one order with items and schedule lines, asking only for fields that this system's metadata know. */
import type { JsonObject } from '#flows/json.ts';
import { InvalidError, StepError } from '../../errors.ts';
import { EntityNotFound } from '../classify-sap-answer.ts';
import type { SapExchange, SapService } from '../client.ts';
import { type EdmEntityType, type EdmModel, findEntityType } from '../odata/edm.ts';
import { formatKeyPredicate } from '../odata/literal.ts';
import { readEntity, withoutZeros } from '../property-values.ts';
import { type SalesOrder, toSalesOrder } from './sales-order.ts';
import { SALES_ORDER_SERVICE } from './sales-order-service.ts';

const HEADER = [
  'SalesOrder',
  'SalesOrderType',
  'SalesOrganization',
  'DistributionChannel',
  'OrganizationDivision',
  'SoldToParty',
  'PurchaseOrderByCustomer',
  'RequestedDeliveryDate',
  'TransactionCurrency',
  'TotalNetAmount',
  'DeliveryBlockReason',
  'HeaderBillingBlockReason',
  'OverallSDProcessStatus',
  'OverallDeliveryStatus',
  'OverallSDDocumentRejectionSts',
  'TotalCreditCheckStatus',
  'HdrGeneralIncompletionStatus',
  'SalesDocApprovalStatus',
  'ExternalDocumentID',
  'LastChangeDateTime',
];
const ITEM = [
  'SalesOrder',
  'SalesOrderItem',
  'SalesOrderItemText',
  'Material',
  'MaterialByCustomer',
  'RequestedQuantity',
  'RequestedQuantityUnit',
  'RequestedQuantitySAPUnit',
  'RequestedQuantityISOUnit',
  'NetAmount',
  'TransactionCurrency',
  'ProductionPlant',
  'StorageLocation',
  'DeliveryPriority',
  'SalesDocumentRjcnReason',
  'SDProcessStatus',
  'DeliveryStatus',
];
const LINE = [
  'SalesOrder',
  'SalesOrderItem',
  'ScheduleLine',
  'RequestedDeliveryDate',
  'ConfirmedDeliveryDate',
  'ScheduleLineOrderQuantity',
  'ConfdOrderQtyByMatlAvailCheck',
  'DeliveredQtyInOrderQtyUnit',
];

export interface SalesOrderModel {
  readonly header: EdmEntityType;
  readonly item: EdmEntityType;
  readonly line: EdmEntityType;
  /** The 2020 editions of the service let nobody write schedule lines. */
  readonly linesWritable: boolean;
}

/** Without these nothing can be said about an order. */
export const FIELDS_NEEDED = {
  A_SalesOrderType: ['SalesOrder'],
  A_SalesOrderItemType: ['SalesOrderItem', 'RequestedQuantity', 'RequestedQuantityUnit', 'SalesDocumentRjcnReason'],
  A_SalesOrderScheduleLineType: [
    'ScheduleLine',
    'RequestedDeliveryDate',
    'ConfirmedDeliveryDate',
    'ScheduleLineOrderQuantity',
    'ConfdOrderQtyByMatlAvailCheck',
  ],
} as const;

export type OrderEntity = keyof typeof FIELDS_NEEDED;

/** Asked for where the system has them. */
export const FIELDS_READ: { readonly [entity in OrderEntity]: readonly string[] } = {
  A_SalesOrderType: HEADER,
  A_SalesOrderItemType: ITEM,
  A_SalesOrderScheduleLineType: LINE,
};

/** Throws InvalidError `service-changed` when the system's metadata lack what the nodes stand on. */
export function salesOrderModelOf(model: EdmModel): SalesOrderModel {
  const type = (name: OrderEntity): EdmEntityType => {
    const found = findEntityType(model, name);
    const missing = FIELDS_NEEDED[name].find((field) => !found?.properties.some((property) => property.name === field));
    if (found !== undefined && missing === undefined) return found;
    throw new InvalidError(`${SALES_ORDER_SERVICE} of this system has no ${missing === undefined ? name : `${name}/${missing}`}`, {
      code: 'service-changed',
      help: 'The service is another than the one this connector knows. Compare its $metadata with the last release.',
      target: name,
    });
  };
  return {
    header: type('A_SalesOrderType'),
    item: type('A_SalesOrderItemType'),
    line: type('A_SalesOrderScheduleLineType'),
    linesWritable: model.entitySets.find((set) => set.name === 'A_SalesOrderScheduleLine')?.updatable ?? false,
  };
}

/** Undefined when SAP does not know the number. `more`: fields beside the usual ones that the caller touches. */
export async function findSalesOrder(
  service: SapService,
  salesOrder: string,
  exchange: SapExchange,
  more: { readonly header?: readonly string[]; readonly item?: readonly string[] } = {},
): Promise<SalesOrder | undefined> {
  const model = await service.model(exchange);
  const { header, item, line } = modelOrForget(service, model);
  const select = [
    ...known(header, [...HEADER, ...(more.header ?? [])]),
    ...known(item, [...ITEM, ...(more.item ?? [])]).map((name) => `to_Item/${name}`),
    ...known(line, LINE).map((name) => `to_Item/to_ScheduleLine/${name}`),
  ];
  const key = formatKeyPredicate({ SalesOrder: withoutZeros(salesOrder) });
  try {
    const path = `A_SalesOrder${key}?$expand=to_Item,to_Item/to_ScheduleLine&$select=${[...new Set(select)].join(',')}`;
    const answer = await service.get(path, exchange);
    const entity = answer.data as JsonObject;
    return toSalesOrder(readEntity(model, header, entity), answer.etag ?? etagOf(entity));
  } catch (error) {
    if (error instanceof EntityNotFound || (error instanceof StepError && error.options.code === NO_SUCH_DOCUMENT)) return undefined;
    throw error;
  }
}

/** Metadata that do not fit are read again next time: the system may be in the middle of an upgrade. */
function modelOrForget(service: SapService, model: EdmModel): SalesOrderModel {
  try {
    return salesOrderModelOf(model);
  } catch (error) {
    service.forgetModel();
    throw error;
  }
}

/** Customer fields (`YY1_…`) are always wanted where the system has them. */
function known(type: EdmEntityType, wanted: readonly string[]): readonly string[] {
  const all = type.properties.map((property) => property.name);
  return [...wanted.filter((name) => all.includes(name)), ...all.filter((name) => name.startsWith('YY1_'))];
}

function etagOf(entity: JsonObject): string {
  const metadata = entity['__metadata'] as JsonObject | undefined;
  return typeof metadata?.['etag'] === 'string' ? metadata['etag'] : '';
}

/** "SD document … is not in the database or has been archived". */
const NO_SUCH_DOCUMENT = 'V1/302';
