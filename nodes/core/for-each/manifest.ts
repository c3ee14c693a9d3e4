import type { Json } from '#flows/json.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import type { ContainerNode } from '../../node.ts';

/** The evaluated config, defaults filled. */
export interface ForEachConfig {
  readonly items: readonly Json[];
  readonly concurrency: number;
  readonly onItemError: 'fail' | 'collect';
  /** ISO instant; null or left out: it goes through the whole list. */
  readonly until?: string | null;
}

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['items'],
  properties: {
    items: {
      type: 'array',
      format: 'expression',
      title: 'Items',
      description: 'The list; the nodes inside see one of them as item, and its place as index.',
      maxItems: 10_000,
    },
    concurrency: {
      type: 'integer',
      title: 'At once',
      description: '1: one after the other, in the order of the list.',
      minimum: 1,
      maximum: 100,
      default: 1,
    },
    onItemError: {
      type: 'string',
      enum: ['fail', 'collect'],
      title: 'When an item fails',
      description: 'fail: the step fails with it. collect: the others go on, and the error stands in the output.',
      default: 'fail',
    },
    until: {
      type: ['string', 'null'],
      format: 'expression',
      title: 'Begin none after',
      description: 'Hard stop, an instant such as = steps.window.to: from then on no item begins. Left out: all of them.',
      maxLength: 40,
    },
  },
} as const;

export const forEachManifest: NodeManifest & { readonly kind: 'container' } = {
  type: 'core/for-each',
  version: 1,
  label: 'For each',
  summary: 'Runs the nodes inside once for every item of a list.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M4 12a8 8 0 0 1 13.7-5.6L20 8.5"/><path d="M20 4v4.5h-4.5"/><path d="M20 12a8 8 0 0 1-13.7 5.6L4 15.5"/><path d="M4 20v-4.5h4.5"/></svg>',
  kind: 'container',
  effects: 'engine',
  config,
  ports: [
    { name: 'out', label: 'All done', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: { derive: 'for-each-output' },
  help: `Nodes inside begin where no edge leads to them, and end when nothing is left to do. They see \`item\`, \`index\` and every step before the loop. Each item has a path of its own (\`change@2\`), its own retries and its own row in the effect ledger; a parked item stands on the parking board like any step.

With a hard stop no item begins at that instant or after it. Those that have begun go on to their end, the step leaves as always, and its output says how many items from the front of the list were gone through (\`begun\`) and which was the last of them (\`last\`): behind it, move the watermark there.

Example: items \`= trigger.body.items\`, 4 at once, collect errors.`,
  example: { config: { items: [{ item: '000010' }, { item: '000020' }], concurrency: 1, onItemError: 'collect' } },
};

/** The planner copies the nodes inside for every item; nobody executes the container itself. */
export const coreForEach: ContainerNode = { manifest: forEachManifest };
