import type { NodeManifest } from '#flows/node-manifest.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['event', 'correlation'],
  properties: {
    event: { type: 'string', title: 'Event type', minLength: 1, maxLength: 200 },
    correlation: {
      type: 'string',
      format: 'expression',
      title: 'About',
      description: 'Equal to the subject of the event, e.g. the order number.',
      minLength: 1,
      maxLength: 500,
    },
    timeoutMs: {
      type: 'integer',
      format: 'duration-ms',
      title: 'At most',
      description: 'After that the run goes on by "timeout"; left out: it waits.',
      minimum: 1000,
    },
  },
} as const;

export const waitForEventManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/wait-for-event',
  version: 1,
  label: 'Wait for event',
  summary: 'Waits until another flow or system says that something happened.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><circle cx="18" cy="12" r="2"/><path d="M13 8a6 6 0 0 0 0 8M9 5a10 10 0 0 0 0 14"/></svg>',
  kind: 'step',
  effects: 'engine',
  config,
  ports: [
    { name: 'out', label: 'Happened', kind: 'out' },
    { name: 'timeout', label: 'Not in time', kind: 'business', optional: true, output: { type: 'object', properties: {} } },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: { derive: 'wait-for-event-output' },
  help: `One event wakes one run: the oldest that waits for this type and subject. An event that nobody waits for yet is kept for 24 hours, so it may come before the wait. The wait is a row in the store and takes no memory.

Example: event \`CommitmentChanged\`, about \`= trigger.body.erpOrderNumber\`, at most one day.`,
  example: {
    config: { event: 'CommitmentChanged', correlation: '4711', timeoutMs: 86_400_000 },
    output: { event: 'CommitmentChanged', data: { order: '4711' } },
  },
};
