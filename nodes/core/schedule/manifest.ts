import type { NodeManifest } from '#flows/node-manifest.ts';

export interface ScheduleConfig {
  readonly cron: string;
  readonly timeZone: string;
  readonly missed: 'skip' | 'once' | 'all';
  readonly parameters?: Readonly<Record<string, unknown>>;
}

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['cron', 'timeZone'],
  properties: {
    cron: {
      type: 'string',
      title: 'When',
      description: 'Minute, hour, day of month, month, day of week: "0 6 * * 1-5" is six o’clock on working days.',
      minLength: 9,
      maxLength: 100,
    },
    timeZone: {
      type: 'string',
      title: 'Time zone',
      description: 'Of the plant, e.g. Europe/Berlin; its wall clock counts, through daylight saving time.',
      minLength: 3,
      maxLength: 60,
    },
    missed: {
      type: 'string',
      enum: ['skip', 'once', 'all'],
      title: 'Missed times',
      description: 'After a standstill: none of them, the last one, or all of them (at most 100).',
      default: 'once',
    },
    parameters: { type: 'object', title: 'Parameters', description: 'Given to every run as trigger.body.parameters.' },
  },
} as const;

export const scheduleManifest: NodeManifest & { readonly kind: 'trigger' } = {
  type: 'core/schedule',
  version: 1,
  label: 'Schedule',
  summary: 'Starts a run at given times of a plant’s clock.',
  category: 'trigger',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><rect x="3" y="5" width="18" height="16" rx="2"/><path d="M3 10h18M8 3v4M16 3v4"/><path d="M12 13v3l2 1.5"/></svg>',
  kind: 'trigger',
  effects: 'pure',
  config,
  ports: [{ name: 'out', label: 'Due', kind: 'out' }],
  output: {
    type: 'object',
    required: ['slot', 'missed'],
    properties: {
      slot: { type: 'string', format: 'date-time', description: 'The time that was due, not the time at which the run began.' },
      missed: { type: 'integer', description: 'How many times before it were not run; counted up to 100.' },
      parameters: { type: 'object' },
      until: { type: 'string', format: 'date-time', description: 'Run by hand: its batch window is open until then.' },
    },
  },
  help: `One run for each due time, also after a restart and through changes of the clock: when the clock is put forward over a due time, it runs once right after the gap; when it is put back, a time that comes twice runs once. The first time counts from the deployment.

To catch up by hand, choose days with *Run it* or \`millrace slots run\`: times that have run already are not run again unless you say so.

Example: *When* \`0 6 * * 1-5\`, *Time zone* \`Europe/Berlin\`.`,
  example: {
    config: { cron: '0 6 * * 1-5', timeZone: 'Europe/Berlin', missed: 'once' },
    output: { slot: '2026-11-24T05:00:00.000Z', missed: 0 },
  },
};
