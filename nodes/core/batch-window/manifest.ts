import type { NodeManifest } from '#flows/node-manifest.ts';

export interface BatchWindowConfig {
  readonly plant?: string | null;
  readonly timeZone?: string;
  readonly from: string;
  readonly to: string;
  readonly days: 'every' | 'working';
  readonly until?: string | null;
}

const time = (title: string, description: string) =>
  ({ type: 'string', title, description, pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }) as const;

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['from', 'to'],
  properties: {
    from: time('From', 'Wall clock of the place, e.g. 22:00.'),
    to: time('To', 'Hard stop. At or before "from" it lies on the next day: 22:00 to 05:00.'),
    plant: {
      type: ['string', 'null'],
      format: 'expression',
      title: 'Plant',
      description: 'Its clock and its calendar count; left out: the time zone below, and days from Monday to Friday.',
      maxLength: 60,
    },
    timeZone: {
      type: 'string',
      title: 'Time zone',
      description: 'Without a plant, e.g. Europe/Berlin.',
      minLength: 3,
      maxLength: 60,
    },
    days: {
      type: 'string',
      enum: ['every', 'working'],
      title: 'Days',
      description: 'working: the window opens on working days only; one that opens on Friday may end on Saturday.',
      default: 'every',
    },
    until: {
      type: ['string', 'null'],
      format: 'expression',
      title: 'Instead, until',
      description: 'When it gives an instant, the window is open from now until then, whatever the clock says: for runs by hand.',
      maxLength: 40,
    },
  },
} as const;

export const batchWindowManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/batch-window',
  version: 1,
  label: 'Batch window',
  summary: 'Lets a run go on only inside of a daily window of the plant, and says when it closes.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M5 4v16M19 4v16"/><path d="M8 12h8"/><path d="m13.5 9.5 2.5 2.5-2.5 2.5"/></svg>',
  kind: 'step',
  effects: 'pure',
  config,
  ports: [
    { name: 'out', label: 'Open', kind: 'out' },
    { name: 'closed', label: 'Closed', kind: 'business', optional: true },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['open', 'from', 'to'],
    properties: {
      open: { type: 'boolean' },
      from: { type: 'string', format: 'date-time', description: 'When the window opened; when it is closed: when the next one opens.' },
      to: { type: 'string', format: 'date-time', description: 'The hard stop: give it to a for-each as "Begin none after".' },
    },
  },
  help: `Judged when the step begins, so a run that waited behind another until the window was over leaves by *Closed*: drawn or not, that is a good end, not a failure. The wall clock of the plant counts, through daylight saving time.

A batch in four steps: *Batch window* → *Read watermark* → read what changed since → *For each* with *Begin none after* \`= steps.window.to\` → *Move watermark* to the last item that was gone through. The next window goes on from there.

Example: from \`22:00\` to \`05:00\`, plant \`= trigger.body.parameters.plant\`, working days.`,
  example: {
    config: { from: '22:00', to: '05:00', timeZone: 'Europe/Berlin', days: 'working' },
    output: { open: true, from: '2026-11-24T21:00:00.000Z', to: '2026-11-25T04:00:00.000Z' },
  },
};
