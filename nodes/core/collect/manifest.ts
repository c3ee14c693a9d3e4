import type { Json } from '#flows/json.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';

/** The evaluated config, defaults filled. */
export interface CollectConfig {
  readonly key: string | number;
  readonly value?: Json;
  readonly member?: string | number | null;
  readonly order?: string | number | null;
  readonly count?: number | null;
  readonly completes?: boolean | null;
  readonly weight?: number | null;
  readonly size?: number;
  readonly timeoutMs: number;
  readonly quietMs?: number;
  readonly late: 'new-group' | 'refuse';
  readonly owner: string;
}

/** Eight days is the least for which finished runs are kept: what a group holds of them must be there when it goes on. */
const MOST_MS = 604_800_000;

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['key', 'timeoutMs'],
  properties: {
    key: {
      type: ['string', 'number'],
      format: 'expression',
      title: 'Together by',
      description: 'Runs of the flow with the same key are collected, e.g. the delivery that the messages belong to.',
      minLength: 1,
      maxLength: 200,
    },
    value: { format: 'expression', title: 'What is collected', description: 'Left out: the message as it came.' },
    member: {
      type: ['string', 'number', 'null'],
      format: 'expression',
      title: 'Known again by',
      description: 'The same twice counts once. Left out: each message is one of its own.',
      maxLength: 200,
    },
    order: {
      type: ['string', 'number', 'null'],
      format: 'expression',
      title: 'In order of',
      description: 'A number or a text that sorts; left out: as they come.',
      maxLength: 200,
    },
    count: {
      type: ['integer', 'null'],
      format: 'expression',
      title: 'Complete with',
      description: 'So many members. As an expression, whichever member knows says it.',
      minimum: 1,
      maximum: 10_000,
    },
    completes: {
      type: ['boolean', 'null'],
      format: 'expression',
      title: 'Complete when',
      description: 'True for the member that is the last one.',
    },
    weight: {
      type: ['number', 'null'],
      format: 'expression',
      title: 'Size of one',
      description: 'Pieces, kilograms, lines: what is summed up.',
      minimum: 0,
    },
    size: { type: 'number', title: 'Complete at a size of', exclusiveMinimum: 0 },
    timeoutMs: {
      type: 'integer',
      format: 'duration-ms',
      title: 'At most, from the first',
      description: 'Then it goes on with what is there; a week at most.',
      minimum: 1000,
      maximum: MOST_MS,
    },
    quietMs: {
      type: 'integer',
      format: 'duration-ms',
      title: 'Or after quiet of',
      description: 'When nothing has come for so long.',
      minimum: 1000,
      maximum: MOST_MS,
    },
    late: {
      type: 'string',
      enum: ['new-group', 'refuse'],
      title: 'Who comes late',
      description: 'new-group: begins another group. refuse: for a day after a group has gone on, members of its key are an exception.',
      default: 'new-group',
    },
    owner: {
      type: 'string',
      title: 'Exceptions are for',
      description: 'Who looks after members that come late.',
      minLength: 1,
      maxLength: 100,
      default: 'operations',
    },
  },
} as const;

const first = { type: 'string', description: 'The run that goes on, or went on, with the group.' } as const;
const JOINED = {
  type: 'object',
  required: ['group', 'first', 'duplicate'],
  properties: { group: { type: 'string' }, first, duplicate: { type: 'boolean', description: 'The member was there already.' } },
} as const;
const LATE = { type: 'object', required: ['group', 'first'], properties: { group: { type: 'string' }, first } } as const;

export const collectManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/collect',
  version: 1,
  label: 'Collect',
  summary: 'Brings messages that belong together into one run, until they are all there or the time is over.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M4 5h4l4 7 4 0"/><path d="M4 12h8"/><path d="M4 19h4l4-7"/><rect x="16" y="9" width="5" height="6" rx="1"/></svg>',
  kind: 'step',
  effects: 'engine',
  config,
  ports: [
    { name: 'out', label: 'Together', kind: 'out' },
    { name: 'joined', label: 'Joined others', kind: 'business', optional: true, output: JOINED },
    { name: 'late', label: 'Came late', kind: 'business', optional: true, output: LATE },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['group', 'key', 'items', 'members', 'closedBy', 'openedAt'],
    properties: {
      group: { type: 'string' },
      key: { type: 'string' },
      items: { type: 'array', description: 'Of each member once, in order.' },
      members: {
        type: 'array',
        description: 'Beside the items: which member it is, and the run that brought it.',
        items: { type: 'object', required: ['id', 'runId'], properties: { id: { type: 'string' }, runId: { type: 'string' } } },
      },
      closedBy: {
        type: 'string',
        enum: ['complete', 'count', 'size', 'limit', 'time-out', 'released'],
        description: 'Why it went on: all of it, or the time, or a person.',
      },
      openedAt: { type: 'string', format: 'date-time' },
      releasedBy: { type: 'string' },
      reason: { type: 'string' },
    },
  },
  help: `The first run of a key waits, and lets its lane go on; the others leave their part with it and end by *Joined others*. When the group is complete, or its time is over, the first run goes on by *Together* with the list. A member that comes twice counts once, for a day after its group went on, too. At most 10,000 members and 8 MB: then it goes on by itself and another group begins.

What waits, and since when, stands on the flow's live page; an operator may let it go on now. When the waiting run is cancelled or set aside, its members are an exception with the runs that brought them.

Example: together by \`= trigger.body.delivery\`, known again by \`= trigger.body.item\`, complete with \`= trigger.body.items\`, at most an hour.`,
  example: {
    config: { key: '80001234', member: '000010', count: 3, timeoutMs: 3_600_000 },
    output: {
      group: 'g-1',
      key: '80001234',
      items: [{ item: '000010' }, { item: '000020' }, { item: '000030' }],
      members: [
        { id: '000010', runId: 'run-1' },
        { id: '000020', runId: 'run-2' },
        { id: '000030', runId: 'run-3' },
      ],
      closedBy: 'count',
      openedAt: '2026-11-24T08:00:00.000Z',
    },
  },
};
