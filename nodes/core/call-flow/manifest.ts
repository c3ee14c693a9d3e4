import type { NodeManifest } from '#flows/node-manifest.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['flow', 'major'],
  properties: {
    flow: { type: 'string', format: 'flow', title: 'Flow', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' },
    major: { type: 'integer', 'x-fixed': true, title: 'Contract', minimum: 1 },
    input: { format: 'expression', title: 'Input', description: 'Becomes trigger.body of the called flow; its contract says the shape.' },
  },
} as const;

export const callFlowManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/call-flow',
  version: 1,
  label: 'Call a flow',
  summary: 'Runs another flow as part of this run.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><rect x="3" y="5" width="8" height="6" rx="1.5"/><rect x="13" y="13" width="8" height="6" rx="1.5"/><path d="M7 11v5h6"/></svg>',
  kind: 'step',
  effects: 'engine',
  config,
  ports: { derive: 'call-flow-ports' },
  output: { derive: 'call-flow-output' },
  help: `The called flow runs inside this run: one trace, one lane, one ledger. Its version is fixed when the run is accepted. A flow with another lane cannot be called; emit an event instead.

Example: flow \`sap-sales-order\`, contract 1, input \`= { "order": trigger.body.erpOrderNumber }\`.`,
  example: { config: { flow: 'sap-sales-order', major: 1, input: { order: '4711' } } },
};
