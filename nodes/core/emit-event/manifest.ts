import type { NodeManifest } from '#flows/node-manifest.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['type', 'data'],
  properties: {
    type: { type: 'string', title: 'Event type', minLength: 1, maxLength: 200 },
    subject: {
      type: 'string',
      format: 'expression',
      title: 'Subject',
      description: 'What the event is about, e.g. the order number.',
      maxLength: 500,
    },
    data: { format: 'expression', title: 'Data' },
  },
} as const;

export const emitEventManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/emit-event',
  version: 1,
  label: 'Emit event',
  summary: 'Tells other flows that something happened.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><circle cx="6" cy="12" r="2"/><path d="M11 8a6 6 0 0 1 0 8M15 5a10 10 0 0 1 0 14"/></svg>',
  kind: 'step',
  effects: 'pure',
  config,
  ports: [
    { name: 'out', label: 'Done', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['type'],
    properties: { type: { type: 'string' }, subject: { type: 'string' } },
  },
  help: `The event is committed together with this step and with the runs that it starts: either all of it happened, or nothing. Flows subscribe with the trigger *Event*; runs that wait for it wake up.

Example: type \`SalesOrderRevised\`, subject \`= trigger.body.erpOrderNumber\`, data \`= steps.read-back\`.`,
  example: {
    config: { type: 'SalesOrderRevised', subject: '4711', data: { order: '4711' } },
    output: { type: 'SalesOrderRevised', subject: '4711' },
  },
};
