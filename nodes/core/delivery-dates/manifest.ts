import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';

const days = (title: string, description: string) =>
  ({ type: ['integer', 'null'], format: 'expression', title, description, minimum: 0, maximum: 365 }) as const;

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['direction', 'dates'],
  properties: {
    direction: {
      type: 'string',
      title: 'Direction',
      description: 'back: from the day at the customer; forward: from the day on which goods are in stock.',
      enum: ['back', 'forward'],
    },
    dates: {
      type: 'array',
      title: 'Days',
      format: 'expression',
      maxItems: 1000,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['key', 'plant', 'date'],
        properties: {
          key: { type: 'string', title: 'Key', description: 'To find the answer again, e.g. the item.' },
          plant: { type: 'string', title: 'Plant' },
          date: { type: 'string', title: 'Day', description: 'YYYY-MM-DD' },
        },
      },
    },
    pickPackDays: days('Picking and packing', 'Working days of the plant; left out: as the plant says.'),
    transitDays: days('On the road', 'Calendar days; left out: as the plant says.'),
  },
} as const;

export type DeliveryDatesConfig = FromSchema<typeof config>;

const day = { type: 'string', format: 'date' } as const;

export const deliveryDatesManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/delivery-dates',
  version: 1,
  label: 'Delivery dates',
  summary: 'From the day at the customer back to the day on which goods must be in stock, and forward again.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><rect x="3" y="5" width="18" height="15" rx="2"/><path d="M8 3v4M16 3v4M3 10h18"/><path d="m9 17-2.5-2L9 13M15 13l2.5 2-2.5 2M7 15h10"/></svg>',
  kind: 'step',
  effects: 'pure',
  config,
  ports: [
    { name: 'out', label: 'Done', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['dates'],
    properties: {
      dates: {
        type: 'object',
        description: 'By key.',
        additionalProperties: {
          type: 'object',
          required: ['availableDate', 'goodsIssueDate', 'deliveryDate'],
          properties: {
            availableDate: { ...day, description: 'Goods are in stock.' },
            goodsIssueDate: { ...day, description: 'Goods leave the plant, on one of its working days.' },
            deliveryDate: { ...day, description: 'Goods are at the customer.' },
          },
        },
      },
    },
  },
  help: `The lead times come from the environment's table of plants (\`pickPackDays\` in working days, \`transitDays\` in calendar days), working days from the plant's calendar; a plant without one works from Monday to Friday. Days stay days: no time zone moves them.

Example: direction \`back\`, days \`= trigger.body.items.{ "key": item, "plant": plant, "date": requestedDate }\`; afterwards \`= $lookup(steps.dates.dates, item).availableDate\`.`,
  example: {
    config: { direction: 'back', dates: [{ key: '000010', plant: '1010', date: '2026-12-14' }] },
    output: {
      dates: { '000010': { availableDate: '2026-12-10', goodsIssueDate: '2026-12-11', deliveryDate: '2026-12-14' } },
    },
  },
};
