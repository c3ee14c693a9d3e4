import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SAP_ICON } from '../icon.ts';
import { productionOrderSchema } from '../production-order/production-order-schema.ts';
import { refusalSchema } from '../sales-order/sales-order-schema.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['productionOrder', 'plannedEnd'],
  properties: {
    productionOrder: {
      type: ['string', 'integer'],
      format: 'expression',
      title: 'Production order',
      description: 'With or without leading zeros.',
    },
    plannedEnd: { type: 'string', format: 'expression', title: 'Planned end', description: 'YYYY-MM-DD, a day of the plant.' },
  },
} as const;

export type RescheduleProductionOrderConfig = FromSchema<typeof config>;

export const rescheduleProductionOrderManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/reschedule-production-order',
  version: 1,
  label: 'Reschedule production order',
  summary: 'Moves the planned end of a production order; SAP schedules it anew and confirms the sales orders that count on it.',
  category: 'sap',
  icon: SAP_ICON,
  kind: 'step',
  effects: 'write',
  connection: 'sap-odata',
  config,
  ports: [
    { name: 'rescheduled', label: 'Rescheduled', kind: 'out', output: { required: ['before'], properties: { refusal: false } } },
    {
      name: 'no-change',
      label: 'No change',
      kind: 'business',
      optional: true,
      output: { required: ['order'], properties: { before: false, refusal: false } },
    },
    { name: 'refused', label: 'Refused', kind: 'business', output: { required: ['order', 'refusal'], properties: { before: false } } },
    { name: 'not-found', label: 'Not found', kind: 'business', output: { properties: { before: false, order: false, refusal: false } } },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['productionOrder'],
    properties: {
      productionOrder: { type: 'string', description: 'Twelve digits.' },
      before: productionOrderSchema,
      order: productionOrderSchema,
      refusal: refusalSchema,
    },
  },
  help: `Sets the planned end under the entity tag of the order and reads the order back. SAP moves its operations along and confirms the sales orders of that material anew: this is how a promise of scheduling becomes SAP's own, without anybody writing a confirmed date.

- **no-change**: it ends on that day already. **refused**: SAP does not take it (technically completed), in its own words. **not-found**: SAP has no such order.

After a lost answer the order is read again: the wanted end means done, an unchanged entity tag means not applied, anything else was somebody else, and a person decides.

Example: production order \`000001000101\`, planned end \`2026-12-15\`.`,
  example: { config: { productionOrder: '000001000101', plannedEnd: '2026-12-15' }, output: { productionOrder: '000001000101' } },
  idempotency: 'probe',
  defaultTimeoutMs: 30_000,
};
