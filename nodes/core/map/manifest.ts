import type { NodeManifest } from '#flows/node-manifest.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['rows'],
  properties: {
    rows: {
      type: 'array',
      format: 'map-rows',
      title: 'Fields',
      minItems: 1,
      maxItems: 1000,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['target', 'expression'],
        properties: {
          target: { type: 'string', title: 'Target field', minLength: 1, maxLength: 300 },
          expression: { type: 'string', title: 'Expression', maxLength: 20_000 },
          scope: { type: 'string', title: 'For each of', maxLength: 2000 },
          note: { type: 'string', title: 'Note', maxLength: 2000 },
        },
      },
    },
    schema: {
      type: 'object',
      format: 'json-schema',
      title: 'Wanted shape',
      description:
        'What the new object shall look like, inline or { "$ref": "schemas/sales-order.json" }. Left out: what the steps behind it ask for.',
    },
    value: { readOnly: true, description: 'The mapped object; the runtime puts it here before the step runs.' },
  },
} as const;

export const mapManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/map',
  version: 1,
  label: 'Map',
  summary: 'Builds a new object from what the flow has seen so far.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M4 6h5l6 12h5"/><path d="M4 18h5l6-12h5"/></svg>',
  kind: 'step',
  effects: 'pure',
  config,
  ports: [
    { name: 'out', label: 'Done', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: { derive: 'map-output' },
  help: `Each row fills one field of the new object: a target such as \`items.quantity\`, and the expression that gives its value. *For each of* names the list that the row is repeated over. The JSONata text that comes out of all rows together is shown below the table.

*Wanted shape* names the fields that are to be filled; what is missing or does not fit is a warning. In the mapper they stand as rows to fill.

Example: target \`order\`, expression \`trigger.body.orderId\`.`,
  example: { config: { rows: [{ target: 'order', expression: 'trigger.body.orderId' }] }, output: { order: '4711' } },
};
