/** Reads planned orders. */
import type { JsonObject } from '#flows/json.ts';
import { InvalidError, StepError } from '../../errors.ts';
import { EntityNotFound } from '../classify-sap-answer.ts';
import type { SapExchange, SapService } from '../client.ts';
import { entityTypeOfSet } from '../entity-type-of-set.ts';
import { formatKeyPredicate, formatODataLiteral } from '../odata/literal.ts';
import { readEntity, withoutZeros } from '../property-values.ts';
import { type PlannedOrder, toPlannedOrder } from './planned-order.ts';

export const PLANNED_ORDER_SERVICE = 'API_PLANNED_ORDERS';
const ENTITY_SET = 'A_PlannedOrder';

export type HeldPlannedOrder = { readonly order: PlannedOrder; readonly etag: string };

/** Digits only, without zeros: the form that keys take. Throws InvalidError `planned-order-malformed`. */
export function plannedOrderNumber(given: string | number): string {
  const text = String(given).trim();
  if (/^\d{1,10}$/.test(text)) return withoutZeros(text);
  throw new InvalidError(`${JSON.stringify(given)} is no number of a planned order`, {
    code: 'planned-order-malformed',
    help: 'It has up to ten digits.',
    target: 'PlannedOrder',
  });
}

export function plannedOrderPath(number: string): string {
  return `${ENTITY_SET}${formatKeyPredicate({ PlannedOrder: number })}`;
}

/** Undefined when SAP does not know the number: planning has taken it back, or somebody has converted or deleted it. */
export async function findPlannedOrder(service: SapService, number: string, exchange: SapExchange): Promise<HeldPlannedOrder | undefined> {
  const model = await service.model(exchange);
  const type = entityTypeOfSet(service, model, ENTITY_SET);
  try {
    const { data, etag } = await service.get(plannedOrderPath(number), exchange);
    const entity = data as JsonObject;
    const shown = (entity['__metadata'] as JsonObject | undefined)?.['etag'];
    return { order: toPlannedOrder(readEntity(model, type, entity)), etag: etag ?? (typeof shown === 'string' ? shown : '') };
  } catch (error) {
    if (error instanceof EntityNotFound || (error instanceof StepError && error.options.code === NO_SUCH_ORDER)) return undefined;
    throw error;
  }
}

export interface PlannedOrderQuestion {
  readonly material?: string;
  readonly plant?: string;
  readonly salesOrder?: string;
  readonly item?: string;
  /** Planned end on this day or before. */
  readonly until?: string;
  readonly firm?: boolean;
}

/** The earliest end first. */
export async function listPlannedOrders(
  service: SapService,
  question: PlannedOrderQuestion,
  exchange: SapExchange,
  maxRows: number,
): Promise<readonly PlannedOrder[]> {
  const model = await service.model(exchange);
  const type = entityTypeOfSet(service, model, ENTITY_SET);
  const { material, plant, salesOrder, item, until, firm } = question;
  const conditions = [
    ...(material === undefined ? [] : [`Material eq ${formatODataLiteral(material)}`]),
    ...(plant === undefined ? [] : [`ProductionPlant eq ${formatODataLiteral(plant)}`]),
    ...(salesOrder === undefined ? [] : [`SalesOrder eq ${formatODataLiteral(withoutZeros(salesOrder))}`]),
    ...(item === undefined ? [] : [`SalesOrderItem eq ${formatODataLiteral(withoutZeros(item))}`]),
    ...(until === undefined ? [] : [`PlndOrderPlannedEndDate le ${formatODataLiteral(until, 'Edm.DateTime')}`]),
    ...(firm === undefined ? [] : [`PlannedOrderIsFirm eq ${firm}`]),
  ];
  const rows = await service.getAll(`${ENTITY_SET}?$filter=${encodeURIComponent(conditions.join(' and '))}`, exchange, maxRows);
  const orders = rows.map((row) => toPlannedOrder(readEntity(model, type, row)));
  return orders.toSorted((a, b) => a.plannedEnd.localeCompare(b.plannedEnd) || a.plannedOrder.localeCompare(b.plannedOrder));
}

/** "Planned order … does not exist". */
const NO_SUCH_ORDER = '61/103';
