import type { Json, JsonObject } from '#flows/json.ts';
import { addDecimals, compareDecimals } from '#flows/library/decimal.ts';
import { NetworkError, RejectedError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepContext } from '../../step.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import { openSapService, type SapExchange, type SapMessages, type SapService } from '../client.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { DELIVERIES, DELIVERY_SERVICE, deliveriesOfOrder, deliveryNumber, findDelivery } from '../delivery/read-deliveries.ts';
import { ownWrite } from '../own-change.ts';
import { isSameNumber, withoutZeros } from '../property-values.ts';
import { refusalOf } from '../refusal.ts';
import { blockedBy, messagesInDetails, toCanonicalMessages } from '../sales-order/canonical-order.ts';
import { findSalesOrder } from '../sales-order/read-sales-order.ts';
import { salesOrderNumber } from '../sales-order/sales-order-number.ts';
import { SALES_ORDER_SERVICE } from '../sales-order/sales-order-service.ts';
import { type CreateDeliveryConfig, createDeliveryManifest } from './manifest.ts';
import { type WantedItem, wantedItems } from './wanted-items.ts';

export const sapCreateDelivery: StepNode = { manifest: createDeliveryManifest, execute };

/** `delivery` is empty where nothing was open; `wanted`: what was sent, for a later attempt finds less open. */
type Created = { readonly delivery: string; readonly wanted: readonly WantedItem[]; readonly messages: readonly JsonObject[] };

async function execute(step: StepContext): Promise<StepOutcome> {
  const config = step.config as CreateDeliveryConfig;
  const salesOrder = salesOrderNumber(config.salesOrder);
  const service = openSapService(step.connection, DELIVERY_SERVICE);
  const orders = openSapService(step.connection, SALES_ORDER_SERVICE);
  const deliveriesNow = (exchange: SapExchange) => deliveriesOfOrder(service, salesOrder, exchange, MOST_ITEMS);
  const readOrder = (operation: string) =>
    step.read(operation, { salesOrder }, async (exchange) => (await findSalesOrder(orders, salesOrder, exchange)) ?? null);
  const own = ownWrite();
  const order = await readOrder('read-sales-order');
  if (order === null) return { kind: 'done', port: 'not-found', output: { salesOrder } };
  const earlier = await step.read('read-deliveries', { salesOrder }, deliveriesNow);
  const wanted = wantedItems(config, order, earlier);
  let created: Created;
  try {
    // Always through the ledger: when an answer was lost nothing is open any more, and only the ledger knows that it was our doing.
    created = await step.write<Created>(
      'create-delivery',
      { salesOrder, items: wanted },
      async (exchange) => {
        if (wanted.length === 0) return { delivery: '', wanted, messages: [] };
        own.sent();
        return create(service, salesOrder, wanted, config.shippingPoint ?? '', { ...exchange, startedAt: step.startedAt });
      },
      {
        object: { type: 'outbound-delivery', key: salesOrder },
        before: { deliveries: earlier.map(({ delivery }) => delivery) },
        async probe({ request, before }, exchange) {
          // SAP takes no reference of ours with a new delivery: one that was not there before and holds what we sent is ours.
          const sent = (request as JsonObject)['items'] as unknown as readonly WantedItem[];
          const known = new Set((before as JsonObject)['deliveries'] as readonly string[]);
          const since = (await deliveriesNow(exchange)).filter((one) => !known.has(one.delivery) && touches(one, salesOrder, sent));
          const ours = since.find((one) => isOf(one, salesOrder, sent));
          if (ours !== undefined) return { verdict: 'confirmed', answer: { delivery: ours.delivery, wanted: sent, messages: [] } };
          if (since.length === 0) return { verdict: 'not-applied' };
          return { verdict: 'changed-by-somebody-else', found: since as unknown as Json };
        },
      },
    );
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    const { code, details = [] } = error.options;
    const first = { code, message: error.message, severity: 'error' as const, target: error.options.target ?? '' };
    const messages = toCanonicalMessages([first, ...messagesInDetails(details, error.message)]);
    const blocker = blockedBy(order.blocks);
    const output = {
      salesOrder,
      refusal: refusalOf(error),
      messages,
      blocks: order.blocks,
      ...(blocker === undefined ? {} : { blockedBy: blocker }),
    };
    return { kind: 'done', port: 'refused', output: output as unknown as Json };
  }
  if (created.delivery === '') return { kind: 'done', port: 'nothing-open', output: { salesOrder } };
  const held = await step.read(
    'read-back',
    { delivery: created.delivery },
    async (exchange) => (await findDelivery(service, deliveryNumber(created.delivery), exchange)) ?? null,
  );
  if (held === null)
    throw new NetworkError(`SAP has created delivery ${created.delivery} and does not show it yet`, { code: 'not-yet-visible' });
  // A delivery changes the order that it is of, and SAP tells of that.
  const changed = step.isWatched('sales-order') ? await readOrder('read-order-back') : null;
  if (changed !== null) own.left(step, { type: 'sales-order', key: salesOrder }, { was: order.lastChangedAt, is: changed.lastChangedAt });
  const missing = missingItems(held.delivery, salesOrder, created.wanted);
  return {
    kind: 'done',
    port: missing.length === 0 ? 'created' : 'partly',
    output: {
      salesOrder,
      ...held.delivery,
      missing,
      messages: toCanonicalMessages(created.messages as unknown as SapMessages),
    } as unknown as Json,
  };
}

async function create(
  service: SapService,
  salesOrder: string,
  wanted: readonly WantedItem[],
  shippingPoint: string,
  exchange: SapExchange,
): Promise<Created> {
  const body = {
    ...(shippingPoint === '' ? {} : { ShippingPoint: shippingPoint }),
    to_DeliveryDocumentItem: {
      results: wanted.map(({ item, quantity, unit }) => ({
        ReferenceSDDocument: withoutZeros(salesOrder),
        ReferenceSDDocumentItem: withoutZeros(item),
        ActualDeliveryQuantity: quantity,
        DeliveryQuantityUnit: unit,
      })),
    },
  };
  const { data, messages } = await service.post(DELIVERIES, body, exchange);
  const number = (data as JsonObject | null)?.['DeliveryDocument'];
  if (typeof number === 'string' && number !== '')
    return { delivery: number.padStart(10, '0'), wanted, messages: messages.map((message) => ({ ...message })) };
  throw new NetworkError('The answer of SAP names no delivery', { code: 'answer-malformed' });
}

/** Has it anything of what was wanted? */
function touches({ shipment }: Delivery, salesOrder: string, wanted: readonly WantedItem[]): boolean {
  return shipment.items.some((one) => one.salesOrder === salesOrder && wanted.some(({ item }) => isSameNumber(one.item, item)));
}

/** Nothing but what was wanted, and of nothing more: SAP cuts what is short, leaves out what is not there, and splits an item by batches. */
function isOf({ shipment }: Delivery, salesOrder: string, wanted: readonly WantedItem[]): boolean {
  return (
    shipment.items.every((one) => one.salesOrder === salesOrder && wanted.some(({ item }) => isSameNumber(one.item, item))) &&
    wanted.every(({ item, quantity }) => compareDecimals(quantityIn(shipment, salesOrder, item), quantity) <= 0)
  );
}

function quantityIn({ items }: Delivery['shipment'], salesOrder: string, item: string): string {
  return items
    .filter((one) => one.salesOrder === salesOrder && isSameNumber(one.item, item))
    .reduce((total, { quantity }) => addDecimals(total, quantity), '0.000');
}

function missingItems({ shipment }: Delivery, salesOrder: string, wanted: readonly WantedItem[]): readonly JsonObject[] {
  return wanted.flatMap(({ item, quantity, unit }) => {
    const given = quantityIn(shipment, salesOrder, item);
    return compareDecimals(given, quantity) < 0 ? [{ item, wanted: quantity, inDelivery: given, unit }] : [];
  });
}

const MOST_ITEMS = 1000;
