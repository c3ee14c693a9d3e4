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
          line: { type: ['string', 'integer', 'null'], format: 'expression', title: 'Line', description: 'To find the answer again.' },
          material: { type: 'string', format: 'expression', title: 'Material' },
          plant: { type: 'string', format: 'expression', title: 'Plant', 'x-options': { list: 'plants' } },
          quantity: {
            type: ['string', 'number'],
            format: 'expression',
            title: 'Quantity',
            description: 'Decimals as text.',
            'x-unit': './unit',
          },
          unit: {
            type: ['string', 'null'],
            format: 'expression',
            title: 'Unit',
            description: 'Any of its codes; left out: the base unit of the material.',
          },
          requestedDate: { type: ['string', 'null'], format: 'expression', title: 'By', description: 'YYYY-MM-DD; left out: today.' },
        },
      },
    },
    reuseMs: {
      type: 'integer',
      format: 'duration-ms',
      title: 'Take an answer that is not older than',
      description: '0: SAP is always asked. Otherwise "as of" says how old the oldest answer is.',
      minimum: 0,
      maximum: 60_000,
      default: 0,
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
    required: ['binding', 'asOf', 'allAvailable', 'items', 'supply'],
    properties: {
      binding: { type: 'boolean', const: false, description: 'An enquiry reserves nothing.' },
      asOf: { type: 'string', format: 'date-time', description: 'When SAP was asked; of reused answers the oldest.' },
      allAvailable: { type: 'boolean' },
      items: {
        type: 'array',
        description: 'As in schemas/promise-answer.json.',
        items: {
          type: 'object',
          required: ['line', 'verdict', 'source', 'lines'],
          properties: {
            line: { type: 'string' },
            verdict: { type: 'string', enum: ['available', 'partly-available', 'later', 'not-available', 'unknown'] },
            source: { type: 'string', enum: ['stock', 'receipt', 'unknown'] },
            reason: { type: 'string', description: "With unknown: SAP's words." },
            lines: {
              type: 'array',
              items: {
                type: 'object',
                required: ['quantity', 'unit', 'date', 'plant'],
                properties: {
                  quantity: { type: 'string', 'x-unit': './unit' },
                  unit: { type: 'string' },
                  date: { type: 'string', format: 'date' },
                  plant: { type: 'string' },
                },
              },
            },
          },
        },
      },
      supply: {
        type: 'array',
        description: 'What SAP sees over time, in base units.',
        items: {
          type: 'object',
          required: ['material', 'plant', 'baseUnit', 'timeline'],
          properties: {
            material: { type: 'string' },
            plant: { type: 'string' },
            baseUnit: { type: 'string' },
            timeline: {
              type: 'array',
              items: {
                type: 'object',
                required: ['from', 'quantity'],
                properties: { from: { type: 'string', format: 'date' }, quantity: { type: 'string', 'x-unit': './unit' } },
              },
            },
          },
        },
      },
    },
  },
  help: `Asks the service \`API_PRODUCT_AVAILY_INFO_BASIC\` for the availability over time of each material, all at the same time, and converts units by the factors that SAP keeps for the material: demands are rounded up, promises down. The answer is an enquiry (\`binding: false\`): nothing is reserved, and the next order may take it. A line that SAP refuses (a material that the plant does not have, a unit that it is not known in) is **unknown** with SAP's words; the others are answered.

Example: items \`= trigger.body.items\` (a promise request in the words that all flows share).`,
  example: { config: { items: [{ material: 'FG-1002', plant: '1010', quantity: '15', requestedDate: '2026-12-15' }] } },
  defaultTimeoutMs: 10_000,
};
