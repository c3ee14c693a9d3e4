import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SAP_ICON } from '../icon.ts';
import { blocksSchema, resultItemsSchema, salesOrderSchema } from '../sales-order/sales-order-schema.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['salesOrder'],
  properties: {
    salesOrder: { type: ['string', 'integer'], format: 'expression', title: 'Sales order', description: 'With or without leading zeros.' },
  },
} as const;

export type GetSalesOrderConfig = FromSchema<typeof config>;

export const getSalesOrderManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/get-sales-order',
  version: 1,
  label: 'Get sales order',
  summary: 'Reads a sales order from SAP with items, schedule lines, blocks and what is confirmed.',
  category: 'sap',
  icon: SAP_ICON,
  kind: 'step',
  effects: 'read',
  connection: 'sap-odata',
  config,
  ports: [
    { name: 'out', label: 'Found', kind: 'out', output: { required: ['order', 'confirmation', 'items', 'blocks', 'fields'] } },
    {
      name: 'not-found',
      label: 'Not found',
      kind: 'business',
      output: { type: 'object', required: ['salesOrder'], properties: { salesOrder: { type: 'string' } } },
    },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['salesOrder'],
    properties: {
      salesOrder: { type: 'string', description: 'Ten digits.' },
      order: salesOrderSchema,
      confirmation: { type: 'string', enum: ['confirmed', 'partly-confirmed', 'unconfirmed'] },
      items: resultItemsSchema,
      blocks: blocksSchema,
      fields: { type: 'object', description: "The header with SAP's own field names, customer fields (YY1_…) included." },
    },
  },
  help: `\`order\` is the order in the words that all flows share: decimals as text, plain days, keys with leading zeros. \`items\` says for each item what SAP confirmed, \`blocks\` what holds the order up, \`fields\` has the header with SAP's own names, customer fields (\`YY1_…\`) included. Leaves by **not-found** with \`{ "salesOrder": "…" }\` when SAP does not know the number.

Example: sales order \`= trigger.body.data.SalesOrder\` after an event of SAP, which says only that something changed.`,
  example: { config: { salesOrder: '4711' }, output: { salesOrder: '0000004711', confirmation: 'confirmed', items: [], blocks: [] } },
  defaultTimeoutMs: 15_000,
};
