/** Reads outbound deliveries with their items. */
import type { JsonObject } from '#flows/json.ts';
import { InvalidError, StepError } from '../../errors.ts';
import { EntityNotFound } from '../classify-sap-answer.ts';
import type { SapExchange, SapService } from '../client.ts';
import { entityTypeOfSet } from '../entity-type-of-set.ts';
import { formatKeyPredicate, formatODataLiteral } from '../odata/literal.ts';
import { readEntity, withoutZeros } from '../property-values.ts';
import { type Delivery, toDelivery } from './delivery.ts';

/** The second version: the first cannot pick or post. */
export const DELIVERY_SERVICE = 'API_OUTBOUND_DELIVERY_SRV;v=0002';
export const DELIVERIES = 'A_OutbDeliveryHeader';
const ITEMS = 'A_OutbDeliveryItem';
const EXPAND = '$expand=to_DeliveryDocumentItem';

export type HeldDelivery = { readonly delivery: Delivery; readonly etag: string };

/** Digits only, without zeros: the form that keys take. Throws InvalidError `delivery-malformed`. */
export function deliveryNumber(given: string | number): string {
  const text = String(given).trim();
  if (/^\d{1,10}$/.test(text)) return withoutZeros(text);
  throw new InvalidError(`${JSON.stringify(given)} is no number of a delivery`, {
    code: 'delivery-malformed',
    help: 'It has up to ten digits.',
    target: 'DeliveryDocument',
  });
}

/** Undefined when SAP does not know the number. */
export async function findDelivery(service: SapService, number: string, exchange: SapExchange): Promise<HeldDelivery | undefined> {
  const model = await service.model(exchange);
  const type = entityTypeOfSet(service, model, DELIVERIES);
  try {
    const path = `${DELIVERIES}${formatKeyPredicate({ DeliveryDocument: number })}?${EXPAND}`;
    const { data, etag } = await service.get(path, exchange);
    const entity = data as JsonObject;
    const shown = (entity['__metadata'] as JsonObject | undefined)?.['etag'];
    return { delivery: toDelivery(readEntity(model, type, entity)), etag: etag ?? (typeof shown === 'string' ? shown : '*') };
  } catch (error) {
    if (error instanceof EntityNotFound || (error instanceof StepError && error.options.code === NO_SUCH_DELIVERY)) return undefined;
    throw error;
  }
}

/** All deliveries with an item of this sales order, the oldest first. */
export async function deliveriesOfOrder(
  service: SapService,
  salesOrder: string,
  exchange: SapExchange,
  maxRows: number,
): Promise<readonly Delivery[]> {
  const filter = `ReferenceSDDocument eq ${formatODataLiteral(withoutZeros(salesOrder))}`;
  const path = `${ITEMS}?$filter=${encodeURIComponent(filter)}&$select=DeliveryDocument`;
  const rows = (await service.getAll(path, exchange, maxRows)) as readonly JsonObject[];
  const numbers = [...new Set(rows.map((row) => withoutZeros(String(row['DeliveryDocument']))))].sort((a, b) => Number(a) - Number(b));
  const found: Delivery[] = [];
  for (const number of numbers) {
    const held = await findDelivery(service, number, exchange);
    // Gone between the two questions: somebody has deleted it.
    if (held !== undefined) found.push(held.delivery);
  }
  return found;
}

/** "Delivery … does not exist". */
const NO_SUCH_DELIVERY = 'VL/302';
