import type { Json } from '#flows/json.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';

export interface ReadWatermarkConfig {
  readonly name: string;
  readonly key: string;
  readonly start: Json;
  readonly overlapMs: number;
}

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'start'],
  properties: {
    name: {
      type: 'string',
      title: 'Name',
      description: 'Of the watermark in this flow, e.g. changed-orders.',
      minLength: 1,
      maxLength: 60,
    },
    key: {
      type: 'string',
      format: 'expression',
      title: 'For each',
      description: 'When the work is divided: one watermark for each plant, say. Left out: one for all.',
      maxLength: 200,
      default: '',
    },
    start: {
      type: ['string', 'number'],
      format: 'expression',
      title: 'At first',
      description: 'Where the very first run begins: an instant, a day, a number, or a text that sorts.',
      maxLength: 200,
    },
    overlapMs: {
      type: 'integer',
      format: 'duration-ms',
      title: 'Overlap',
      description: 'Read again so much before the watermark: what the other system committed late carries an earlier time.',
      minimum: 0,
      maximum: 604_800_000,
      default: 0,
    },
  },
} as const;

export const readWatermarkManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/read-watermark',
  version: 1,
  label: 'Read watermark',
  summary: 'Says how far the work has come, so that this run goes on from there.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M6 3v18"/><path d="M6 8h4M6 16h4M6 12h7"/><path d="m20 9-3 3 3 3"/></svg>',
  kind: 'step',
  effects: 'engine',
  config,
  ports: [
    { name: 'out', label: 'Read', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['value', 'since', 'first', 'seen'],
    properties: {
      value: { description: 'The watermark; at first, what the step says.' },
      since: { description: 'Where to read from: the watermark less the overlap.' },
      first: { type: 'boolean', description: 'There was none yet.' },
      seen: { type: 'array', items: { type: 'string' }, description: 'Ids within the overlap that were done already.' },
    },
  },
  help: `The watermark belongs to the flow, the environment, its name and its key. *Move watermark* puts it forward; people see it, and set it with a reason, on the flow's live page, by \`millrace watermarks\` and over the API.

Example: name \`changed-orders\`, for each \`= trigger.body.parameters.plant\`, at first \`2026-11-01T00:00:00Z\`, overlap five minutes; then read what changed at or after \`= steps.watermark.since\` and leave out \`= item.id in steps.watermark.seen\`.`,
  example: {
    config: { name: 'changed-orders', key: '1010', start: '2026-11-01T00:00:00Z', overlapMs: 300_000 },
    output: { value: '2026-11-24T04:00:00Z', since: '2026-11-24T03:55:00.000Z', first: false, seen: ['4711'] },
  },
};
