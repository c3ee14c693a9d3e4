/** The order to simulate: given whole, or an existing one with changes laid over it. Pure. */
import type { Json, JsonObject } from '#flows/json.ts';
import { isDecimal } from '#flows/library/decimal.ts';
import { InvalidError, RejectedError } from '../../errors.ts';
import { formatODataDate } from '../odata/date.ts';
import { withoutZeros } from '../property-values.ts';
import { findOrderItem, type SalesOrder } from '../sales-order/sales-order.ts';
import type { SimulateSalesOrderConfig } from './manifest.ts';

type ConfigItem = SimulateSalesOrderConfig['items'][number];

/** Body of `POST A_SalesOrderSimulation`. Throws InvalidError for malformed values, RejectedError for items that are not there. */
export function toSimulationRequest(config: SimulateSalesOrderConfig, existing: SalesOrder | undefined): JsonObject {
  const header = {
    SalesOrder: existing === undefined ? undefined : withoutZeros(existing.salesOrder),
    SalesOrderType: config.salesOrderType ?? existing?.fields['SalesOrderType'],
    SalesOrganization: config.salesOrganization ?? existing?.fields['SalesOrganization'],
    DistributionChannel: config.distributionChannel ?? existing?.fields['DistributionChannel'],
    OrganizationDivision: config.division ?? existing?.fields['OrganizationDivision'],
    SoldToParty: config.soldToParty ?? existing?.soldToParty,
    PurchaseOrderByCustomer: config.purchaseOrder ?? existing?.purchaseOrder,
    TransactionCurrency: config.currency ?? existing?.currency,
    RequestedDeliveryDate: toWireDate(config.requestedDate ?? existing?.requestedDate),
  };
  const items = existing === undefined ? config.items.map((item) => newItem(item, config)) : withChanges(existing, config);
  // Empty objects ask for the results: SAP fills only what the request names.
  return { ...given(header), to_Item: items, to_Pricing: {}, to_Credit: {} };
}

function withChanges(existing: SalesOrder, config: SimulateSalesOrderConfig): readonly JsonObject[] {
  const changes = new Map(config.items.map((item) => [withoutZeros(String(item.item)), item]));
  const kept = existing.items.flatMap((item) => {
    const change = changes.get(item.item);
    const rejected = change?.reject ?? item.rejectionReason;
    if (rejected !== '' || change?.cancel === true) return [];
    const quantity = quantityOf(change) ?? item.quantity;
    const date = change?.requestedDate ?? item.requestedDate.split(',')[0];
    return [toItem(item.item, change?.material ?? item.material, change?.plant ?? item.plant, quantity, change?.unit ?? item.unit, date)];
  });
  const added = config.items.filter((item) => findOrderItem(existing, String(item.item)) === undefined);
  return [...kept, ...added.map((item) => newItem(item, config))];
}

function newItem(item: ConfigItem, config: SimulateSalesOrderConfig): JsonObject {
  const number = withoutZeros(String(item.item));
  const quantity = quantityOf(item);
  if (item.material === undefined || item.material === null || quantity === undefined) {
    throw new RejectedError(`There is no item ${number} in the order, and a new one needs material and quantity`, {
      code: 'item-unknown',
      target: 'SalesOrderItem',
    });
  }
  return toItem(
    number,
    item.material,
    item.plant ?? undefined,
    quantity,
    item.unit ?? undefined,
    item.requestedDate ?? config.requestedDate,
  );
}

function toItem(
  item: string,
  material: string,
  plant: string | undefined,
  quantity: string,
  unit: string | undefined,
  date: string | null | undefined,
): JsonObject {
  const line = given({ RequestedDeliveryDate: toWireDate(date), ScheduleLineOrderQuantity: quantity });
  return given({
    SalesOrderItem: item,
    Material: material,
    ProductionPlant: plant,
    RequestedQuantity: quantity,
    RequestedQuantityUnit: unit,
    to_ScheduleLine: [line],
  });
}

function quantityOf(item: ConfigItem | undefined): string | undefined {
  if (item?.quantity === undefined || item.quantity === null) return undefined;
  const quantity = String(item.quantity);
  if (isDecimal(quantity)) return quantity;
  throw new InvalidError(`Item ${item.item}: ${JSON.stringify(quantity)} is not a quantity`, {
    code: 'quantity-malformed',
    help: 'Give a decimal such as "25.000".',
    target: 'RequestedQuantity',
  });
}

function toWireDate(date: string | null | undefined): string | undefined {
  if (date === undefined || date === null || date === '') return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(`${date}T00:00:00Z`))) return formatODataDate(date);
  throw new InvalidError(`${JSON.stringify(date)} is not a date YYYY-MM-DD`, { code: 'date-malformed', target: 'RequestedDeliveryDate' });
}

function given(fields: { readonly [name: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined && entry[1] !== ''));
}
