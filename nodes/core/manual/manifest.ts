import type { NodeManifest } from '#flows/node-manifest.ts';

export const manualManifest: NodeManifest & { readonly kind: 'trigger' } = {
  type: 'core/manual',
  version: 1,
  label: 'By hand',
  summary: 'Starts a run when somebody presses the button or calls POST /api/runs.',
  category: 'trigger',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M8 5v14l11-7z"/></svg>',
  kind: 'trigger',
  effects: 'pure',
  config: {
    type: 'object',
    additionalProperties: false,
    properties: {
      body: {
        type: 'object',
        format: 'json-schema',
        title: 'Schema of the input',
        description: "Left out: the flow's contract says what comes in.",
      },
    },
  },
  ports: [{ name: 'out', label: 'Started', kind: 'out' }],
  output: { derive: 'trigger-body' },
  help: `What is given in the form, or as \`input\` to \`POST /api/runs\`, becomes \`trigger.body\`.

Example: \`POST /api/runs\` with \`{ "environment": "development", "flow": "order-status", "input": { "order": "4711" } }\`.`,
  example: { config: {} },
};
