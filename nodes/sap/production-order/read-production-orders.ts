/** Reads production orders with their operations. */
import type { Json, JsonObject } from '#flows/json.ts';
import { InvalidError, StepError } from '../../errors.ts';
import { EntityNotFound } from '../classify-sap-answer.ts';
import type { SapExchange, SapService } from '../client.ts';
import { type EdmEntityType, type EdmModel, findEntityType } from '../odata/edm.ts';
import { formatKeyPredicate, formatODataLiteral } from '../odata/literal.ts';
import { readEntity, withoutZeros } from '../property-values.ts';
import { FINISHED_BY, type ProductionOrder, toProductionOrder } from './production-order.ts';

export const PRODUCTION_ORDER_SERVICE = 'API_PRODUCTION_ORDER_2_SRV';
const ENTITY_SET = 'A_ProductionOrder_2';
const EXPAND = '$expand=to_ProductionOrderOperation';

export type HeldProductionOrder = {
  readonly order: ProductionOrder;
  readonly etag: string;
  /** ISO, whole seconds; null where the release does not show it. */
  readonly lastChangedAt: string | null;
};

/** Digits only, without zeros: the form that keys take. Throws InvalidError `production-order-malformed`. */
export function productionOrderNumber(given: string | number): string {
  const text = String(given).trim();
  if (/^\d{1,12}$/.test(text)) return withoutZeros(text);
  throw new InvalidError(`${JSON.stringify(given)} is no number of a production order`, {
    code: 'production-order-malformed',
    help: 'It has up to twelve digits.',
    target: 'ManufacturingOrder',
  });
}

export function productionOrderPath(number: string): string {
  return `${ENTITY_SET}${formatKeyPredicate({ ManufacturingOrder: number })}`;
}

/** Undefined when SAP does not know the number. */
export async function findProductionOrder(
  service: SapService,
  number: string,
  exchange: SapExchange,
): Promise<HeldProductionOrder | undefined> {
  const model = await service.model(exchange);
  const type = typeOf(service, model);
  try {
    const { data, etag } = await service.get(`${productionOrderPath(number)}?${EXPAND}`, exchange);
    const entity = data as JsonObject;
    const row = readEntity(model, type, entity);
    return { order: toProductionOrder(row), etag: etag ?? etagOf(entity), lastChangedAt: readStamp(row['LastChangeDateTime']) };
  } catch (error) {
    if (error instanceof EntityNotFound || (error instanceof StepError && error.options.code === NO_SUCH_ORDER)) return undefined;
    throw error;
  }
}

export interface ProductionOrderQuestion {
  readonly material?: string;
  readonly plant?: string;
  readonly salesOrder?: string;
  readonly item?: string;
  /** Also those with which nothing is done any more: in a plant of some years they are nearly all. */
  readonly finished: boolean;
}

/** The earliest end first. */
export async function listProductionOrders(
  service: SapService,
  question: ProductionOrderQuestion,
  exchange: SapExchange,
  maxRows: number,
): Promise<readonly ProductionOrder[]> {
  const model = await service.model(exchange);
  const type = typeOf(service, model);
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['Material', question.material],
    ['ProductionPlant', question.plant],
    ['SalesOrder', question.salesOrder === undefined ? undefined : withoutZeros(question.salesOrder)],
    ['SalesOrderItem', question.item === undefined ? undefined : withoutZeros(question.item)],
  ];
  const conditions = fields.flatMap(([name, value]) => (value === undefined ? [] : [`${name} eq ${formatODataLiteral(value)}`]));
  // What this release does not show is sorted out after reading.
  const open = FINISHED_BY.filter((name) => type.properties.some((one) => one.name === name)).map((name) => `${name} ne 'X'`);
  if (!question.finished) conditions.push(...open);
  const filter = `$filter=${encodeURIComponent(conditions.join(' and '))}`;
  const rows = await service.getAll(`${ENTITY_SET}?${filter}&${EXPAND}`, exchange, maxRows);
  const orders = rows.map((row) => toProductionOrder(readEntity(model, type, row)));
  return orders.toSorted((a, b) => endOf(a).localeCompare(endOf(b)) || a.productionOrder.localeCompare(b.productionOrder));
}

function endOf({ scheduledEnd }: ProductionOrder): string {
  return `${scheduledEnd.date} ${scheduledEnd.time}`;
}

/** Metadata that do not fit are read again next time: the system may be in the middle of an upgrade. */
function typeOf(service: SapService, model: EdmModel): EdmEntityType {
  const type = findEntityType(model, 'A_ProductionOrder_2Type');
  if (type !== undefined) return type;
  service.forgetModel();
  throw new InvalidError(`${PRODUCTION_ORDER_SERVICE} of this system has no A_ProductionOrder_2Type`, {
    code: 'service-changed',
    help: 'The service is another than the one this connector knows. Compare its $metadata with the last release.',
  });
}

function etagOf(entity: JsonObject): string {
  const metadata = entity['__metadata'] as JsonObject | undefined;
  return typeof metadata?.['etag'] === 'string' ? metadata['etag'] : '';
}

/** 14 digits, UTC, as this service has it. */
function readStamp(value: Json | undefined): string | null {
  const digits = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(String(value ?? ''));
  if (digits === null) return null;
  const [, year, month, day, hour, minute, second] = digits;
  const instant = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  return Number.isNaN(Date.parse(instant)) ? null : instant;
}

/** "Order … does not exist". */
const NO_SUCH_ORDER = 'CO/011';
