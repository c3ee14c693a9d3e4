import type { NodeManifest } from '#flows/node-manifest.ts';

export const flowCallManifest: NodeManifest & { readonly kind: 'trigger' } = {
  type: 'core/flow-call',
  version: 1,
  label: 'Called by a flow',
  summary: 'Starts when another flow calls this one; runs as part of the caller.',
  category: 'trigger',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M4 12h11m0 0-4-4m4 4-4 4"/><path d="M20 5v14"/></svg>',
  kind: 'trigger',
  effects: 'pure',
  config: { type: 'object', additionalProperties: false, properties: {} },
  ports: [{ name: 'out', label: 'Started', kind: 'out' }],
  output: { derive: 'contract-input' },
  help: `The flow runs inside its caller's run: one trace, one lane, one ledger. \`trigger.body\` is the input that the caller gives, described by the contract of this flow.

Example: \`sap-sales-order\` is called by \`order-change\` with \`{ "order": "4711" }\`.`,
  example: { config: {} },
};
