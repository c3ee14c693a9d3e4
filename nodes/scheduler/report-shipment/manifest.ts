import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SCHEDULER_ICON } from '../icon.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['demandId', 'lines'],
  properties: {
    demandId: { type: 'string', format: 'expression', title: 'Sales order', description: 'Ten digits.', pattern: '^\\d{10}$' },
    lines: {
      type: 'array',
      title: 'What has left',
      description: 'Totals since the order was created, not what left this time. Items that are left out stay as they are known.',
      format: 'expression',
      minItems: 1,
      maxItems: 999,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['item', 'shipped', 'unit'],
        properties: {
          item: { type: 'string', title: 'Item', pattern: '^\\d{6}$' },
          shipped: { type: 'string', title: 'Left in all', description: 'Decimal as text.', pattern: '^\\d{1,12}(\\.\\d{1,3})?$' },
          unit: { type: 'string', title: 'Unit', description: 'Any unit of the material.' },
        },
      },
    },
  },
} as const;

export type ReportShipmentConfig = FromSchema<typeof config>;

export const reportShipmentManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'scheduler/report-shipment',
  version: 1,
  label: 'Report shipment',
  summary: 'Tells the scheduler what of an order has left, so that it plans no more of it than is open.',
  category: 'scheduling',
  icon: SCHEDULER_ICON,
  kind: 'step',
  effects: 'write',
  connection: 'scheduler',
  idempotency: 'probe',
  config,
  ports: [
    { name: 'done', label: 'Known', kind: 'out' },
    { name: 'stale', label: 'More has left already', kind: 'business' },
    { name: 'not-found', label: 'Order is not planned', kind: 'business', output: { properties: { shipments: false } } },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['demandId'],
    properties: {
      demandId: { type: 'string' },
      shipments: {
        type: 'array',
        description: 'What the scheduler knows to have left, by item.',
        items: {
          type: 'object',
          required: ['item', 'shipped', 'unit'],
          properties: { item: { type: 'string' }, shipped: { type: 'string' }, unit: { type: 'string' } },
        },
      },
    },
  },
  help: `A shipment is no revision of the demand. Tell **totals**: told twice they are the same, and told late they do no harm, because the higher one counts. The scheduler deducts what left after the quantity of a line was counted; say with a demand what had left by then (\`shippedBefore\` of **Send demand**), else what it was told until then is taken for it. It plans anew at once; whom that moves hears of it as of any plan.

After a lost answer the scheduler is asked what it knows: our totals or more means done. Totals that are all known or older, and one of them older, leave by **stale**: somebody told more already. An order that was never planned leaves by **not-found**.

Example: sales order \`= trigger.body.salesOrder\`, lines \`= steps.sums.totals.{ "item": item, "shipped": quantity, "unit": unit }\`.`,
  example: {
    config: { demandId: '0000004711', lines: [{ item: '000010', shipped: '15.000', unit: 'PC' }] },
    output: { demandId: '0000004711', shipments: [{ item: '000010', shipped: '15.000', unit: 'PC' }] },
  },
};
