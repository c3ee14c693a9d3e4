import type { NodeManifest } from '#flows/node-manifest.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  properties: {
    durationMs: { type: 'integer', format: 'duration-ms', title: 'For', minimum: 0, maximum: 31_536_000_000 },
    until: {
      type: 'string',
      format: 'expression',
      title: 'Until',
      description: 'An instant with time zone, e.g. 2026-12-01T06:00:00+01:00; wins over "For".',
    },
  },
  anyOf: [{ required: ['durationMs'] }, { required: ['until'] }],
} as const;

export const delayManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/delay',
  version: 1,
  label: 'Delay',
  summary: 'Goes on after a while or at a given time; takes no memory while it waits.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/></svg>',
  kind: 'step',
  effects: 'engine',
  config,
  ports: [
    { name: 'out', label: 'Done', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['until'],
    properties: { until: { type: 'string', format: 'date-time' } },
  },
  help: `The wait is a row in the store: it survives restarts and upgrades. An instant in the past goes on at once.

Example: *For* 15 minutes, or *Until* \`= trigger.body.releaseAt\`.`,
  example: { config: { durationMs: 900_000 }, output: { until: '2026-11-24T08:15:00.000Z' } },
};
