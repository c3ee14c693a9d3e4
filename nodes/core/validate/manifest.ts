import type { NodeManifest } from '#flows/node-manifest.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['schema', 'value'],
  properties: {
    schema: { type: 'object', format: 'json-schema', title: 'Schema', description: 'Inline, or { "$ref": "schemas/order-change.json" }.' },
    value: { format: 'expression', title: 'Value' },
  },
} as const;

export const validateManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/validate',
  version: 1,
  label: 'Validate',
  summary: 'Checks a value against a schema and goes one way when it fits, another when it does not.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M12 3 5 6v6c0 4 3 7 7 9 4-2 7-5 7-9V6z"/><path d="m9 12 2 2 4-4"/></svg>',
  kind: 'step',
  effects: 'pure',
  config,
  ports: [
    {
      name: 'valid',
      label: 'Valid',
      kind: 'out',
      output: { properties: { valid: { const: true }, problems: { type: 'array', maxItems: 0 } } },
    },
    { name: 'invalid', label: 'Invalid', kind: 'business', output: { properties: { valid: { const: false } } } },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['valid', 'problems'],
    properties: {
      valid: { type: 'boolean' },
      problems: {
        type: 'array',
        items: {
          type: 'object',
          required: ['path', 'message'],
          properties: { path: { type: 'string', description: 'JSON Pointer' }, message: { type: 'string' } },
        },
      },
    },
  },
  help: `What does not fit leaves by **invalid** with every problem and its place, so that the flow can answer the sender or raise an exception.

Example: schema \`{ "type": "object", "required": ["order"] }\`, value \`= trigger.body\`.`,
  example: {
    config: { schema: { type: 'object', required: ['order'] }, value: '= trigger.body' },
    output: { valid: false, problems: [{ path: '', message: "must have required property 'order'" }] },
  },
};
