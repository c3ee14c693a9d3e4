import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { deliverySchema } from '../delivery/delivery-schema.ts';
import { SAP_ICON } from '../icon.ts';

const text = { type: ['string', 'integer', 'null'], format: 'expression' } as const;

const config = {
  type: 'object',
  additionalProperties: false,
  required: [],
  properties: {
    delivery: { ...text, title: 'Delivery', description: 'One by its number; the sales order is left out then.' },
    salesOrder: { ...text, title: 'Sales order', description: 'All deliveries with an item of it.' },
    maxRows: {
      type: 'integer',
      title: 'Fail above',
      description: 'More delivery items than this are a failure instead of half a list.',
      minimum: 1,
      maximum: 10_000,
      default: 500,
    },
  },
} as const;

export type GetDeliveriesConfig = FromSchema<typeof config>;

export const getDeliveriesManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/get-deliveries',
  version: 1,
  label: 'Get deliveries',
  summary: 'Reads an outbound delivery, or those of a sales order, and how far they are.',
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
    required: ['deliveries', 'count'],
    properties: {
      deliveries: { type: 'array', description: 'The oldest first.', items: deliverySchema },
      count: { type: 'integer' },
    },
  },
  help: `Service \`API_OUTBOUND_DELIVERY_SRV;v=0002\`. \`status\` is *shipped* once goods issue is posted; \`shipment\` has what left, in the words of all flows.

Example: sales order \`0000004711\`.`,
  example: {
    config: { salesOrder: '0000004711' },
    output: {
      deliveries: [
        {
          delivery: '0080000001',
          status: 'shipped',
          plannedGoodsIssue: '2026-12-11',
          shipment: {
            delivery: '0080000001',
            plant: '1010',
            shipTo: { customer: '0017100001' },
            goodsIssueDate: '2026-12-11',
            items: [
              { deliveryItem: '000010', salesOrder: '0000004711', item: '000010', material: 'FG-1001', quantity: '15.000', unit: 'PC' },
            ],
          },
        },
      ],
      count: 1,
    },
  },
  defaultTimeoutMs: 60_000,
};
