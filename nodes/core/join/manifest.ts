import type { NodeManifest } from '#flows/node-manifest.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  properties: {
    mode: {
      type: 'string',
      'x-fixed': true,
      title: 'Waits for',
      description: 'all: every way is taken or dead; any: the first that is taken; count: so many taken ways.',
      enum: ['all', 'any', 'count'],
      default: 'all',
    },
    count: { type: 'integer', title: 'How many', minimum: 1, maximum: 100 },
  },
} as const;

export const joinManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/join',
  version: 1,
  label: 'Join',
  summary: 'Waits for all, any or some of the ways that lead here.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M4 6h6l4 6h6M4 18h6l4-6"/></svg>',
  kind: 'step',
  effects: 'engine',
  config,
  ports: [{ name: 'out', label: 'Done', kind: 'out' }],
  output: { type: 'object', properties: {} },
  help: `A node runs when all its incoming ways are taken or dead and at least one is taken. A join may go on earlier: *any* at the first, *count* at the n-th. What arrives later runs to its end and is not waited for. When fewer than *count* ways are left alive, the join is skipped.

Example: two systems are asked in parallel, mode \`any\` goes on with the first answer.`,
  example: { config: { mode: 'any' }, output: {} },
};
