import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SAP_ICON } from '../icon.ts';
import { plannedOrderSchema } from '../planned-order/planned-order-schema.ts';

const text = { type: ['string', 'integer', 'null'], format: 'expression' } as const;

const config = {
  type: 'object',
  additionalProperties: false,
  required: [],
  properties: {
    plannedOrder: { ...text, title: 'Planned order', description: 'One by its number; the other fields are left out then.' },
    material: { ...text, title: 'Material' },
    plant: { ...text, title: 'Plant', 'x-options': { list: 'plants' } },
    salesOrder: { ...text, title: 'Sales order', description: 'Of make-to-order.' },
    item: { ...text, title: 'Item', description: '10 and 000010 name the same item.' },
    until: { type: ['string', 'null'], format: 'expression', title: 'Planned end until', description: 'YYYY-MM-DD, this day included.' },
    which: { type: 'string', title: 'Which', enum: ['all', 'firm', 'not-firm'], default: 'all' },
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

export type GetPlannedOrdersConfig = FromSchema<typeof config>;

export const getPlannedOrdersManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/get-planned-orders',
  version: 1,
  label: 'Get planned orders',
  summary: 'Reads a planned order, or those of a material, a plant or a sales order.',
  category: 'sap',
  icon: SAP_ICON,
  kind: 'step',
  effects: 'read',
  connection: 'sap-odata',
  config,
  ports: [
    { name: 'found', label: 'Found', kind: 'out' },
    { name: 'none', label: 'None', kind: 'business' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['orders', 'count'],
    properties: {
      orders: { type: 'array', description: 'The earliest end first.', items: plannedOrderSchema },
      count: { type: 'integer' },
    },
  },
  help: `Service \`API_PLANNED_ORDERS\`. Give a number, or at least one of material, plant and sales order. A planned order that was converted, deleted or taken back by planning is not there any more.

Example: material \`FG-1001\`, plant \`1010\`, until \`2027-01-31\`.`,
  example: {
    config: { material: 'FG-1001', plant: '1010', until: '2027-01-31' },
    output: {
      orders: [
        {
          plannedOrder: '0000200001',
          material: 'FG-1001',
          plant: '1010',
          quantity: '60.000',
          unit: 'PC',
          plannedStart: '2027-01-08',
          plannedEnd: '2027-01-11',
          firm: false,
        },
      ],
      count: 1,
    },
  },
  defaultTimeoutMs: 30_000,
};
