import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SCHEDULER_ICON } from '../icon.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['demandId', 'demandRevision', 'lines'],
  properties: {
    demandId: { type: 'string', format: 'expression', title: 'Sales order', description: 'Ten digits.', pattern: '^\\d{10}$' },
    demandRevision: { type: 'integer', format: 'expression', title: 'Revision', minimum: 0 },
    customerClass: { type: 'string', format: 'expression', title: 'Customer class', enum: ['A', 'B', 'C'] },
    priority: {
      type: 'integer',
      format: 'expression',
      title: 'Priority',
      description: '1 before everything else, 99 last. Left out: as the scheduler has it.',
      minimum: 1,
      maximum: 99,
    },
    lines: {
      type: 'array',
      title: 'Lines',
      format: 'expression',
      maxItems: 999,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['item', 'material', 'plant', 'quantity', 'unit', 'dueDate'],
        properties: {
          item: { type: 'string', title: 'Item', pattern: '^\\d{6}$' },
          material: { type: 'string', title: 'Material' },
          plant: { type: 'string', title: 'Plant' },
          quantity: { type: 'string', title: 'Quantity', description: 'Decimal as text.', 'x-unit': './unit' },
          unit: { type: 'string', title: 'Unit' },
          dueDate: { type: 'string', title: 'Due', description: 'Material availability or goods-issue date, YYYY-MM-DD.' },
          shippedBefore: {
            type: 'string',
            title: 'Had left before',
            description: 'In all, and not in the quantity any more. Left out: what the scheduler was told.',
          },
        },
      },
    },
  },
} as const;

export type UpsertDemandConfig = FromSchema<typeof config>;

export const upsertDemandManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'scheduler/upsert-demand',
  version: 1,
  label: 'Send demand',
  summary: 'Tells the scheduler what an order needs now; its revision decides which demand is newer.',
  category: 'scheduling',
  icon: SCHEDULER_ICON,
  kind: 'step',
  effects: 'write',
  connection: 'scheduler',
  idempotency: 'probe',
  config,
  ports: [
    { name: 'done', label: 'Taken', kind: 'out', output: { properties: { newerRevision: false } } },
    { name: 'stale', label: 'A newer one is there', kind: 'business' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['demandId', 'demandRevision'],
    properties: {
      demandId: { type: 'string' },
      demandRevision: { type: 'integer' },
      newerRevision: { type: 'integer', description: 'With stale: what the scheduler has.' },
    },
  },
  help: `The whole demand of the order, not only what changed. After a lost answer the scheduler is asked for the revision it holds: ours with our lines means taken, an older one not applied, a newer one leaves by **stale**, ours with other lines stops the run for a person.

Example: sales order \`= trigger.body.salesOrder\`, revision \`= trigger.body.revision\`, lines \`= trigger.body.items.{ "item": item, "material": material, "plant": plant, "quantity": quantity, "unit": unit, "dueDate": requestedDate }\`.`,
  example: {
    config: {
      demandId: '0000004711',
      demandRevision: 3,
      lines: [{ item: '000010', material: 'FG-1001', plant: '1010', quantity: '25.000', unit: 'PC', dueDate: '2026-12-15' }],
    },
    output: { demandId: '0000004711', demandRevision: 3 },
  },
};
