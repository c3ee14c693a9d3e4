import type { NodeManifest } from '#flows/node-manifest.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['body'],
  properties: {
    status: { type: 'integer', title: 'Status', minimum: 200, maximum: 599, default: 200 },
    body: { format: 'expression', title: 'Body' },
    headers: { type: 'object', title: 'Headers', maxProperties: 20, additionalProperties: { type: 'string', format: 'expression' } },
  },
} as const;

export const respondManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/respond',
  version: 1,
  label: 'Respond',
  summary: 'Answers the caller that waits for this flow.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M9 7 4 12l5 5"/><path d="M4 12h11a5 5 0 0 1 5 5v1"/></svg>',
  kind: 'step',
  effects: 'pure',
  config,
  ports: [
    { name: 'out', label: 'Done', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: { derive: 'respond-output' },
  help: `The answer is committed with this step and sent then; the flow may go on after it. A run whose caller does not wait keeps the answer in its trace. Headers that may be set: \`cache-control\`, \`content-language\`, \`etag\`, \`last-modified\`, \`link\`, \`location\`, \`retry-after\`, and names that begin with \`x-\`.

Example: status 200, body \`= { "binding": false, "asOf": run.startedAt }\`.`,
  example: { config: { status: 200, body: { binding: false } }, output: { status: 200, body: { binding: false } } },
};
