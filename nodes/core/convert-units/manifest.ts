import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['quantities', 'rounding'],
  properties: {
    quantities: {
      type: 'array',
      title: 'Quantities',
      format: 'expression',
      maxItems: 1000,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['key', 'material', 'quantity', 'unit'],
        properties: {
          key: { type: 'string', title: 'Key', description: 'To find the answer again, e.g. the item.' },
          material: { type: 'string', title: 'Material' },
          quantity: { type: 'string', title: 'Quantity', description: 'Decimal as text.', 'x-unit': './unit' },
          unit: { type: 'string', title: 'Unit' },
        },
      },
    },
    to: { type: ['string', 'null'], format: 'expression', title: 'Into', description: 'A unit of the material; left out: its base unit.' },
    rounding: {
      type: 'string',
      title: 'Rounding',
      description: 'up for what is needed, down for what is promised.',
      enum: ['up', 'down', 'nearest'],
    },
  },
} as const;

export type ConvertUnitsConfig = FromSchema<typeof config>;

export const convertUnitsManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/convert-units',
  version: 1,
  label: 'Convert units',
  summary: "Converts quantities between a material's units by exact factors, rounded as the target needs it.",
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M4 8h14m0 0-3-3m3 3-3 3M20 16H6m0 0 3-3m-3 3 3 3"/></svg>',
  kind: 'step',
  effects: 'pure',
  config,
  ports: [
    { name: 'out', label: 'Done', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['quantities'],
    properties: {
      quantities: {
        type: 'object',
        description: 'By key.',
        additionalProperties: {
          type: 'object',
          required: ['quantity', 'unit'],
          properties: { quantity: { type: 'string', description: 'Three places.', 'x-unit': './unit' }, unit: { type: 'string' } },
        },
      },
    },
  },
  help: `The factors come from the environment's table of material units (one unit = numerator / denominator base units); \`decimals\` there says in how many places the base unit is counted, so that 4 kg of a part that is counted in pieces become whole pieces. Exact: no floating point in between.

Example: rounding \`up\`, quantities \`= trigger.body.items.{ "key": item, "material": material, "quantity": quantity, "unit": unit }\`; afterwards \`= $lookup(steps.base.quantities, item).quantity\`.`,
  example: {
    config: { quantities: [{ key: '000010', material: 'FG-1001', quantity: '5.000', unit: 'CAR' }], rounding: 'up' },
    output: { quantities: { '000010': { quantity: '60.000', unit: 'PC' } } },
  },
};
