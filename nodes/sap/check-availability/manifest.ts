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
      title: 'Asked for',
      minItems: 1,
      maxItems: 100,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['material', 'plant', 'quantity'],
        properties: {
          material: { type: 'string', format: 'expression', title: 'Material' },
          plant: { type: 'string', format: 'expression', title: 'Plant' },
          quantity: {
            type: ['string', 'number'],
            format: 'expression',
            title: 'Quantity',
            description: 'In the base unit of the material.',
          },
          date: { type: ['string', 'null'], format: 'expression', title: 'By', description: 'YYYY-MM-DD; left out: today.' },
        },
      },
    },
    checkingRule: { type: 'string', title: 'Checking rule', pattern: '^[A-Z0-9]{1,2}$', default: 'A' },
  },
} as const;

export type CheckAvailabilityConfig = FromSchema<typeof config>;

export const checkAvailabilityManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/check-availability',
  version: 1,
  label: 'Check availability',
  summary: 'Asks SAP how much of a material is there by a day, and from when on the whole quantity is.',
  category: 'sap',
  icon: SAP_ICON,
  kind: 'step',
  effects: 'read',
  connection: 'sap-odata',
  config,
  ports: [
    { name: 'out', label: 'Answered', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['asOf', 'binding', 'allAvailable', 'items'],
    properties: {
      asOf: { type: 'string', format: 'date-time' },
      binding: { type: 'boolean', const: false, description: 'An enquiry reserves nothing.' },
      allAvailable: { type: 'boolean' },
      items: {
        type: 'array',
        items: {
          type: 'object',
          required: ['material', 'plant', 'quantity', 'date', 'baseUnit', 'availableQuantity', 'available', 'availableFrom', 'timeline'],
          properties: {
            material: { type: 'string' },
            plant: { type: 'string' },
            quantity: { type: 'string' },
            date: { type: 'string', format: 'date' },
            baseUnit: { type: 'string' },
            availableQuantity: { type: 'string', description: 'On that day, at most the quantity asked for.' },
            available: { type: 'boolean' },
            availableFrom: { type: ['string', 'null'], description: 'First day with the whole quantity; null when SAP sees none.' },
            timeline: {
              type: 'array',
              items: {
                type: 'object',
                required: ['from', 'quantity'],
                properties: { from: { type: 'string', format: 'date' }, quantity: { type: 'string' } },
              },
            },
          },
        },
      },
    },
  },
  help: `Asks the service \`API_PRODUCT_AVAILY_INFO_BASIC\` for the availability over time of each material, all at the same time. The answer is an enquiry (\`binding: false\`): nothing is reserved, and the next order may take it.

Example: items \`= trigger.body.items.{ "material": material, "plant": plant, "quantity": quantity, "date": date }\`.`,
  example: { config: { items: [{ material: 'FG-1002', plant: '1010', quantity: '15', date: '2026-12-15' }] } },
  defaultTimeoutMs: 10_000,
};
