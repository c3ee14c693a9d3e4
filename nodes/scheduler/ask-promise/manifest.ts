import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SCHEDULER_ICON } from '../icon.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['items'],
  properties: {
    items: {
      type: 'array',
      title: 'Asked for',
      format: 'expression',
      minItems: 1,
      maxItems: 100,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['line', 'material', 'plant', 'quantity', 'unit', 'requestedDate'],
        properties: {
          line: { type: 'string', title: 'Line', description: 'To find the answer again.' },
          material: { type: 'string', title: 'Material' },
          plant: { type: 'string', title: 'Plant' },
          quantity: { type: 'string', title: 'Quantity', description: 'Decimal as text.', 'x-unit': './unit' },
          unit: { type: 'string', title: 'Unit' },
          requestedDate: { type: 'string', title: 'By', description: 'YYYY-MM-DD' },
        },
      },
    },
  },
} as const;

export type AskPromiseConfig = FromSchema<typeof config>;

export const askPromiseManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'scheduler/ask-promise',
  version: 1,
  label: 'Ask for a promise',
  summary: 'Asks the scheduler what could be made and delivered by when, on top of everything that is planned.',
  category: 'scheduling',
  icon: SCHEDULER_ICON,
  kind: 'step',
  effects: 'read',
  connection: 'scheduler',
  config,
  ports: [
    { name: 'out', label: 'Answered', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['binding', 'asOf', 'items'],
    properties: {
      binding: { type: 'boolean', const: false, description: 'Nothing is reserved, nobody is moved.' },
      asOf: { type: 'string', format: 'date-time', description: 'Of the plan that was asked; the oldest of all lines.' },
      items: {
        type: 'array',
        description: 'As in schemas/promise-answer.json.',
        items: {
          type: 'object',
          required: ['line', 'verdict', 'source', 'lines'],
          properties: {
            line: { type: 'string' },
            verdict: { type: 'string', enum: ['available', 'partly-available', 'later', 'not-available', 'unknown'] },
            source: { type: 'string', enum: ['stock', 'plan', 'unknown'] },
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
            reason: { type: 'string', description: 'What stands in the way, or why the scheduler does not know.' },
          },
        },
      },
    },
  },
  help: `All lines are asked at the same time, each for itself: two lines for the same machine are not planned against one another. The answer is an enquiry (\`binding: false\`). A line with a material, plant or unit that the scheduler does not know is **unknown** with the reason; the others are answered.

Example: items \`= trigger.body.items\` (a promise request in the words that all flows share).`,
  example: {
    config: {
      items: [{ line: '000010', material: 'FG-1001', plant: '1010', quantity: '25.000', unit: 'PC', requestedDate: '2026-12-14' }],
    },
    output: {
      binding: false,
      asOf: '2026-11-24T08:15:00.210Z',
      items: [
        {
          line: '000010',
          verdict: 'later',
          source: 'plan',
          lines: [{ quantity: '25.000', unit: 'PC', date: '2026-12-16', plant: '1010' }],
          reason: 'capacity: H-MIL02',
        },
      ],
    },
  },
  defaultTimeoutMs: 10_000,
};
