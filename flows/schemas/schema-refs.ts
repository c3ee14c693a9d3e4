/** Names of the canonical objects, for whoever offers them and need not carry them. `schemas.ts` has one schema for each. */
export const SCHEMA_REFS = [
  'schemas/sales-order.json',
  'schemas/order-change.json',
  'schemas/order-change-result.json',
  'schemas/schedule-demand.json',
  'schemas/commitment.json',
  'schemas/production-order.json',
  'schemas/material.json',
  'schemas/stock.json',
  'schemas/schedule-exception.json',
  'schemas/shipment.json',
  'schemas/promise-request.json',
  'schemas/promise-answer.json',
  'schemas/sales-order-revised.json',
  'schemas/customer-informed.json',
  'schemas/run-stale.json',
  'schemas/run-given-up.json',
] as const;
