import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SAP_ICON } from '../icon.ts';
import { productionOrderSchema } from '../production-order/production-order-schema.ts';

const text = { type: ['string', 'integer', 'null'], format: 'expression' } as const;

const config = {
  type: 'object',
  additionalProperties: false,
  required: [],
  properties: {
    productionOrder: { ...text, title: 'Production order', description: 'One by its number; the other fields are left out then.' },
    material: { ...text, title: 'Material' },
    plant: { ...text, title: 'Plant', 'x-options': { list: 'plants' } },
    salesOrder: { ...text, title: 'Sales order', description: 'Of make-to-order.' },
    item: { ...text, title: 'Item', description: '10 and 000010 name the same item.' },
    includeCompleted: { type: 'boolean', title: 'Completed ones, too', default: false },
    maxRows: {
      type: 'integer',
      title: 'Fail above',
      description: 'More orders than this are a failure instead of half a list.',
      minimum: 1,
      maximum: 10_000,
      default: 500,
    },
  },
} as const;

export type GetProductionOrdersConfig = FromSchema<typeof config>;

export const getProductionOrdersManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/get-production-orders',
  version: 1,
  label: 'Get production orders',
  summary: 'Reads a production order, or those of a material, a plant or a sales order, with their operations.',
  category: 'sap',
  icon: SAP_ICON,
  kind: 'step',
  effects: 'read',
  connection: 'sap-odata',
  config,
  ports: [
    {
      name: 'found',
      label: 'Found',
      kind: 'out',
      output: {
        properties: { orders: { type: 'array', description: 'The earliest end first.', minItems: 1, items: productionOrderSchema } },
      },
    },
    {
      name: 'none',
      label: 'None',
      kind: 'business',
      output: { properties: { orders: { type: 'array', maxItems: 0 }, count: { const: 0 } } },
    },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['orders', 'count'],
    properties: {
      orders: { type: 'array', description: 'The earliest end first.', items: productionOrderSchema },
      count: { type: 'integer' },
    },
  },
  help: `Service \`API_PRODUCTION_ORDER_2_SRV\`. Give a number, or at least one of material, plant and sales order. Days and times are those of the plant; \`scheduledEnd\` is the day on which SAP's availability check counts on the goods.

Example: material \`FG-1001\`, plant \`1010\`.`,
  example: {
    config: { material: 'FG-1001', plant: '1010' },
    output: {
      orders: [
        {
          productionOrder: '000001000101',
          material: 'FG-1001',
          plant: '1010',
          quantity: '238.000',
          confirmedQuantity: '0.000',
          unit: 'PC',
          status: 'released',
        },
      ],
      count: 1,
    },
  },
  defaultTimeoutMs: 30_000,
};
