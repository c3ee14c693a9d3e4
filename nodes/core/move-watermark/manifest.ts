import type { Json } from '#flows/json.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';

export interface MoveWatermarkConfig {
  readonly name: string;
  readonly key: string;
  readonly value: Json;
  readonly seen: readonly string[];
}

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', title: 'Name', description: 'As in "Read watermark".', minLength: 1, maxLength: 60 },
    key: {
      type: 'string',
      format: 'expression',
      title: 'For each',
      description: 'As in "Read watermark".',
      maxLength: 200,
      default: '',
    },
    value: {
      type: ['string', 'number', 'null'],
      format: 'expression',
      title: 'To',
      description: 'How far the work has come. Nothing: nothing was done, it stays.',
      maxLength: 200,
      default: null,
    },
    seen: {
      type: 'array',
      format: 'expression',
      title: 'Done within the overlap',
      description: 'Ids that the next run leaves out; left out: none.',
      items: { type: 'string', maxLength: 200 },
      maxItems: 10_000,
      default: [],
    },
  },
} as const;

export const moveWatermarkManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/move-watermark',
  version: 1,
  label: 'Move watermark',
  summary: 'Puts forward how far the work has come, in the commit that proves it.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M6 3v18"/><path d="M6 8h4M6 16h4M6 12h7"/><path d="m17 9 3 3-3 3"/></svg>',
  kind: 'step',
  effects: 'engine',
  config,
  ports: [
    { name: 'out', label: 'Moved', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['value', 'before', 'moved'],
    properties: {
      value: { description: 'Where it stands now.' },
      before: { description: 'Where it stood; null at first.' },
      moved: { type: 'boolean' },
      why: {
        type: 'string',
        enum: ['nothing-done', 'not-further', 'set-by-hand', 'dry-run'],
        description: 'Why it was not moved.',
      },
    },
  },
  help: `It never goes back: a value that is not further leaves it where it is. A run that began before somebody set the watermark by hand does not move it, nor does one whose writes were withheld. Behind a *For each* with a hard stop, move it to the last item that was gone through.

Example: name \`changed-orders\`, to \`= steps.each.last.changedAt\`.`,
  example: {
    config: { name: 'changed-orders', key: '1010', value: '2026-11-25T04:00:00Z', seen: [] },
    output: { value: '2026-11-25T04:00:00Z', before: '2026-11-24T04:00:00Z', moved: true },
  },
};
