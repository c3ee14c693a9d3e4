import type { NodeManifest } from '#flows/node-manifest.ts';

export const eventManifest: NodeManifest & { readonly kind: 'trigger' } = {
  type: 'core/event',
  version: 1,
  label: 'Event',
  summary: 'Starts a run for every event of one type that another flow emits.',
  category: 'trigger',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M13 3 5 14h6l-1 7 8-11h-6z"/></svg>',
  kind: 'trigger',
  effects: 'pure',
  config: {
    type: 'object',
    additionalProperties: false,
    required: ['type'],
    properties: {
      type: { type: 'string', title: 'Event type', description: 'As the emitting flow names it.', minLength: 1, maxLength: 200 },
      body: {
        type: 'object',
        format: 'json-schema',
        title: 'Schema of the data',
        description: "Left out: the flow's contract says what comes in.",
      },
    },
  },
  ports: [{ name: 'out', label: 'Started', kind: 'out' }],
  output: { derive: 'trigger-body' },
  help: `Runs start in the same commit in which the emitting step completes, so no event is lost between the two flows. \`trigger.body\` is the event's data.

Example: type \`SalesOrderRevised\`.`,
  example: { config: { type: 'SalesOrderRevised' } },
};
