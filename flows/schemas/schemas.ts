/** The canonical objects, by the `$ref` that flows name them with. Adding one is a file, two lines here and its name in schema-refs.ts. */
import type { JsonSchema } from '../json.ts';
import commitment from './commitment.json' with { type: 'json' };
import customerInformed from './customer-informed.json' with { type: 'json' };
import material from './material.json' with { type: 'json' };
import orderChange from './order-change.json' with { type: 'json' };
import orderChangeResult from './order-change-result.json' with { type: 'json' };
import plantConfirmation from './plant-confirmation.json' with { type: 'json' };
import productionCompleted from './production-completed.json' with { type: 'json' };
import productionOrder from './production-order.json' with { type: 'json' };
import promiseAnswer from './promise-answer.json' with { type: 'json' };
import promiseRequest from './promise-request.json' with { type: 'json' };
import readyToShip from './ready-to-ship.json' with { type: 'json' };
import runGivenUp from './run-given-up.json' with { type: 'json' };
import runStale from './run-stale.json' with { type: 'json' };
import salesOrder from './sales-order.json' with { type: 'json' };
import salesOrderRevised from './sales-order-revised.json' with { type: 'json' };
import scheduleDemand from './schedule-demand.json' with { type: 'json' };
import scheduleException from './schedule-exception.json' with { type: 'json' };
import type { SCHEMA_REFS } from './schema-refs.ts';
import shipment from './shipment.json' with { type: 'json' };
import stock from './stock.json' with { type: 'json' };

/** What a field may be tagged with (`x-millrace`): stored sealed, shown as a token to those without the right (TRC-3). */
export const FIELD_TAGS = ['secret', 'personal', 'price'] as const;
export type FieldTag = (typeof FIELD_TAGS)[number];

export const schemas = {
  'schemas/sales-order.json': salesOrder,
  'schemas/order-change.json': orderChange,
  'schemas/order-change-result.json': orderChangeResult,
  'schemas/schedule-demand.json': scheduleDemand,
  'schemas/commitment.json': commitment,
  'schemas/production-order.json': productionOrder,
  'schemas/material.json': material,
  'schemas/stock.json': stock,
  'schemas/schedule-exception.json': scheduleException,
  'schemas/shipment.json': shipment,
  'schemas/promise-request.json': promiseRequest,
  'schemas/promise-answer.json': promiseAnswer,
  'schemas/sales-order-revised.json': salesOrderRevised,
  'schemas/customer-informed.json': customerInformed,
  'schemas/run-stale.json': runStale,
  'schemas/run-given-up.json': runGivenUp,
  'schemas/plant-confirmation.json': plantConfirmation,
  'schemas/production-completed.json': productionCompleted,
  'schemas/ready-to-ship.json': readyToShip,
} as const satisfies { readonly [ref in (typeof SCHEMA_REFS)[number]]: JsonSchema };

export type SchemaRef = keyof typeof schemas;

/** The schema that `{ "$ref": ref }` means; undefined when there is none of that name. */
export function resolveSchema(ref: string): JsonSchema | undefined {
  return Object.hasOwn(schemas, ref) ? schemas[ref as SchemaRef] : undefined;
}
