import type { FromSchema } from 'json-schema-to-ts';
import { MASTER_KINDS } from '#flows/master-values.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';

const percent = (title: string, description: string, standard: number) =>
  ({ type: 'number', format: 'expression', title, description, minimum: 0, maximum: 100, default: standard }) as const;

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'rows'],
  properties: {
    kind: { type: 'string', format: 'expression', title: 'Kind', enum: [...MASTER_KINDS] },
    rows: {
      type: 'array',
      format: 'expression',
      title: 'Rows',
      maxItems: 50_000,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name'],
        properties: {
          name: { type: ['string', 'null'], title: 'Name', description: 'What it is looked up by: plant, material, customer number.' },
          value: { title: 'Value' },
          problem: { type: ['string', 'null'], title: 'Problem', description: 'Why the row cannot be used, where the flow knows one.' },
        },
      },
    },
    removed: {
      type: 'array',
      format: 'expression',
      title: 'Removed',
      description: 'Names that are no more.',
      items: { type: 'string' },
      maxItems: 50_000,
      default: [],
    },
    complete: {
      type: 'boolean',
      format: 'expression',
      title: 'The rows are everything',
      description: 'What is not among them is removed. Otherwise they are what changed.',
      default: false,
    },
    mostBadPercent: percent('Stop above bad rows, percent', 'More rows than that cannot be used: nothing is published.', 2),
    mostRemovedPercent: percent('Stop above removed, percent', 'More of what is published would go: nothing is published.', 10),
  },
} as const;

export type PublishMasterDataConfig = FromSchema<typeof config>;

const count = (description: string) => ({ type: 'integer', minimum: 0, description }) as const;

const COUNTS = ['created', 'changed', 'removed', 'unchanged', 'revision'];
const SHRINKS = ['present', 'gone'];
const without = (...groups: readonly ('created' | 'present')[]) => ({
  properties: Object.fromEntries(groups.flatMap((group) => (group === 'created' ? COUNTS : SHRINKS)).map((name) => [name, false])),
});
const published = { required: COUNTS, ...without('present') };

export const publishMasterDataManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/publish-master-data',
  version: 1,
  label: 'Publish master data',
  summary: 'Checks a set of master data and publishes it as one, or not at all.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><ellipse cx="12" cy="6" rx="7" ry="3"/><path d="M5 6v12c0 1.7 3.1 3 7 3s7-1.3 7-3V6M5 12c0 1.7 3.1 3 7 3s7-1.3 7-3"/></svg>',
  kind: 'step',
  effects: 'write',
  config,
  ports: [
    { name: 'published', label: 'Published', kind: 'out', output: published },
    { name: 'no-change', label: 'No change', kind: 'business', optional: true, output: published },
    { name: 'too-many-bad', label: 'Too many bad rows', kind: 'business', output: without('created', 'present') },
    { name: 'shrinks', label: 'Would shrink', kind: 'business', output: { required: ['present', 'gone'], ...without('created') } },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['kind', 'rows', 'bad', 'rejects'],
    properties: {
      kind: { type: 'string' },
      rows: count('That came.'),
      bad: count('That cannot be used.'),
      rejects: {
        type: 'array',
        description: 'The bad rows, for whoever keeps the data; what is published under their names stays as it is.',
        items: {
          type: 'object',
          required: ['row', 'name', 'reason'],
          properties: { row: count('From 1.'), name: { type: 'string' }, reason: { type: 'string' } },
        },
      },
      created: count('New names.'),
      changed: count('Names with another value.'),
      removed: count('Names that are no more.'),
      unchanged: count('Names with the value that they had.'),
      revision: count('Number of the environment from which on it is valid.'),
      present: count('When it would shrink: what is published.'),
      gone: count('When it would shrink: what would be removed.'),
    },
  },
  help: `Rows are staged: each is checked (its name, its value against what the kind looks like, plants, calendars and parents that it names, the same name twice), and what cannot be used is listed with its reason. Above *Stop above bad rows* nothing is published; neither when more than *Stop above removed* of what is there would go, as happens when a source suddenly delivers half. Otherwise all of it becomes valid in one commit: runs that have begun keep what they began with, later ones see the whole set. A bad row never removes what is published under its name.

One effect, with a row in the audit log; after a crash the store tells whether it was made.

Example: kind \`unit\`, rows \`= steps.read.rows.{ "name": Product, "value": { "baseUnit": BaseUnit, "units": [] } }\`.`,
  example: {
    config: {
      kind: 'unit',
      rows: [
        { name: 'FG-1001', value: { baseUnit: 'PC', decimals: 0, units: [{ unit: 'CAR', numerator: 12, denominator: 1 }] } },
        { name: 'FG-1002', problem: 'The factor of CAR has a denominator of 0.' },
      ],
      mostBadPercent: 50,
    },
    output: {
      kind: 'unit',
      rows: 2,
      bad: 1,
      rejects: [{ row: 2, name: 'FG-1002', reason: 'The factor of CAR has a denominator of 0.' }],
      created: 1,
      changed: 0,
      removed: 0,
      unchanged: 0,
      revision: 31,
    },
  },
  idempotency: 'probe',
  defaultTimeoutMs: 60_000,
};
