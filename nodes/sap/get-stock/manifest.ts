import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SAP_ICON } from '../icon.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['items'],
  properties: {
    items: {
      type: 'array',
      title: 'Of what',
      minItems: 1,
      maxItems: 200,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['material'],
        properties: {
          material: { type: 'string', format: 'expression', title: 'Material' },
          plant: {
            type: ['string', 'null'],
            format: 'expression',
            title: 'Plant',
            description: 'Left out: all plants.',
            'x-options': { list: 'plants' },
          },
        },
      },
    },
    maxRows: {
      type: 'integer',
      title: 'Fail above',
      description: 'Rows of one material: more than this are a failure instead of half a stock.',
      minimum: 1,
      maximum: 100_000,
      default: 2000,
    },
  },
} as const;

export type GetStockConfig = FromSchema<typeof config>;

export const getStockManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/get-stock',
  version: 1,
  label: 'Get stock',
  summary: 'Reads what is in stock, by plant and kind: free, restricted, in quality inspection, blocked, returned, on its way.',
  category: 'sap',
  icon: SAP_ICON,
  kind: 'step',
  effects: 'read',
  connection: 'sap-odata',
  config,
  ports: [
    { name: 'out', label: 'Read', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['stock', 'free'],
    properties: {
      stock: { $ref: 'schemas/stock.json' },
      free: {
        type: 'array',
        description:
          'Unrestricted stock that belongs to no order, customer or supplier: what may be promised. One row a material and plant.',
        items: {
          type: 'object',
          required: ['material', 'plant', 'quantity', 'unit'],
          properties: {
            material: { type: 'string' },
            plant: { type: 'string' },
            quantity: { type: 'string', 'x-unit': './unit' },
            unit: { type: 'string', description: 'Base unit.' },
          },
        },
      },
    },
  },
  help: `Service \`API_MATERIAL_STOCK_SRV\`. SAP keeps stock by eleven keys: plant, storage location, batch, supplier, customer, project, order, special stock, stock type. \`stock.rows\` has every row that is not zero, its kind from SAP's stock type: 01 unrestricted, 02 quality, 03 returns, 04 to 06 in transfer, 07 and 10 blocked, 08 restricted, any other *other*; \`free\` adds up what is unrestricted and nobody's own. A material that SAP does not know has no rows.

Example: items \`[{ "material": "FG-1001", "plant": "1010" }]\`.`,
  example: {
    config: { items: [{ material: 'FG-1001', plant: '1010' }] },
    output: {
      stock: {
        asOf: '2026-11-24T08:00:00Z',
        source: 'sap',
        rows: [{ material: 'FG-1001', plant: '1010', quantity: '190.000', unit: 'PC', kind: 'unrestricted' }],
      },
      free: [{ material: 'FG-1001', plant: '1010', quantity: '190.000', unit: 'PC' }],
    },
  },
  defaultTimeoutMs: 60_000,
};
