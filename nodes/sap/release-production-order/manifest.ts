import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SAP_ICON } from '../icon.ts';
import { productionOrderSchema } from '../production-order/production-order-schema.ts';
import { refusalSchema } from '../sales-order/sales-order-schema.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['productionOrder'],
  properties: {
    productionOrder: {
      type: ['string', 'integer'],
      format: 'expression',
      title: 'Production order',
      description: 'With or without leading zeros.',
    },
  },
} as const;

export type ReleaseProductionOrderConfig = FromSchema<typeof config>;

export const releaseProductionOrderManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/release-production-order',
  version: 1,
  label: 'Release production order',
  summary: 'Releases a production order to the shop floor.',
  category: 'sap',
  icon: SAP_ICON,
  kind: 'step',
  effects: 'write',
  connection: 'sap-odata',
  config,
  ports: [
    { name: 'released', label: 'Released', kind: 'out', output: { required: ['before'], properties: { refusal: false } } },
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
  help: `Calls \`ReleaseOrder\` and reads the order back. **no-change**: it was released already. **refused**: SAP does not release it, in its own words. After a lost answer the order is read again: released means done.

Example: production order \`000001000104\`.`,
  example: { config: { productionOrder: '000001000104' }, output: { productionOrder: '000001000104' } },
  idempotency: 'probe',
  defaultTimeoutMs: 30_000,
};
