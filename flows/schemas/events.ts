/** What flows tell one another: CloudEvents 1.0, one type a line. The data's schema is a canonical object. */
import type { JsonSchema } from '../json.ts';
import { resolveSchema, type SchemaRef } from './schemas.ts';

export interface EventType {
  /** `millrace.<object>.<what happened>.v<major>`; a change that breaks readers is a new type beside the old. */
  readonly type: string;
  readonly summary: string;
  /** What `subject` holds: lanes and timelines key on it. */
  readonly subject: 'sales-order' | 'production-order' | 'exception' | 'delivery' | 'run';
  readonly data: SchemaRef;
}

export const RUN_STALE = 'millrace.run.stale.v1';
export const RUN_GIVEN_UP = 'millrace.run.given-up.v1';

export const eventTypes: readonly EventType[] = [
  {
    type: 'millrace.sales-order.change-requested.v1',
    summary: 'A customer asked for a change; nothing is decided yet.',
    subject: 'sales-order',
    data: 'schemas/order-change.json',
  },
  {
    type: 'millrace.sales-order.revised.v1',
    summary: 'An order was changed in SAP and has to be scheduled again.',
    subject: 'sales-order',
    data: 'schemas/sales-order-revised.json',
  },
  {
    type: 'millrace.sales-order.change-refused.v1',
    summary: 'SAP or a rule refused the change; the order is as it was.',
    subject: 'sales-order',
    data: 'schemas/order-change-result.json',
  },
  {
    type: 'millrace.sales-order.demand-sent.v1',
    summary: 'Production scheduling has the new demand.',
    subject: 'sales-order',
    data: 'schemas/schedule-demand.json',
  },
  {
    type: 'millrace.sales-order.commitment-changed.v1',
    summary: 'Production scheduling promised, offered or refused; also for orders that others displaced.',
    subject: 'sales-order',
    data: 'schemas/commitment.json',
  },
  {
    type: 'millrace.plant.confirmed.v1',
    summary: 'A plant that is reached by files has said when it delivers the items of an order.',
    subject: 'sales-order',
    data: 'schemas/plant-confirmation.json',
  },
  {
    type: 'millrace.sales-order.customer-informed.v1',
    summary: 'The CRM shows what was promised.',
    subject: 'sales-order',
    data: 'schemas/customer-informed.json',
  },
  {
    type: RUN_STALE,
    summary: 'A message came after a younger one of its lane had been handled, and was dropped. The engine says so itself.',
    subject: 'run',
    data: 'schemas/run-stale.json',
  },
  {
    type: RUN_GIVEN_UP,
    summary: 'A person cancelled a run or set it aside: what was asked for will not come of it. The engine says so itself.',
    subject: 'run',
    data: 'schemas/run-given-up.json',
  },
  {
    type: 'millrace.schedule.exception-raised.v1',
    summary: 'Something on the shop floor endangers promises.',
    subject: 'exception',
    data: 'schemas/schedule-exception.json',
  },
  {
    type: 'millrace.production-order.completed.v1',
    summary: 'The shop floor has finished a production order: all of it, or less than ordered.',
    subject: 'production-order',
    data: 'schemas/production-completed.json',
  },
  {
    type: 'millrace.sales-order.ready-to-ship.v1',
    summary: 'Goods for items of an order are in stock and may leave.',
    subject: 'sales-order',
    data: 'schemas/ready-to-ship.json',
  },
  {
    type: 'millrace.sales-order.shipped.v1',
    summary: 'Goods of an order have left, and the CRM shows it.',
    subject: 'sales-order',
    data: 'schemas/shipment.json',
  },
  {
    type: 'millrace.shipment.dispatched.v1',
    summary: 'Goods left a plant.',
    subject: 'delivery',
    data: 'schemas/shipment.json',
  },
];

export function findEventType(type: string): EventType | undefined {
  return eventTypes.find((event) => event.type === type);
}

/** Schema of the whole event as it leaves us, data included. */
export function eventSchema({ type, data }: EventType): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `events/${type}.json`,
    type: 'object',
    required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'data'],
    properties: {
      specversion: { const: '1.0' },
      id: { type: 'string', minLength: 1 },
      source: { type: 'string', minLength: 1 },
      type: { const: type },
      subject: { type: 'string', minLength: 1 },
      time: { type: 'string', format: 'date-time' },
      datacontenttype: { const: 'application/json' },
      data: resolveSchema(data)!,
    },
  };
}
