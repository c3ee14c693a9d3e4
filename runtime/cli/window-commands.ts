import type { MaintenanceWindow } from '#flows/api/connections.ts';
import type { CollectedGroup, SlotsRun, WatermarkView } from '#flows/api/environments.ts';
import type { Page } from '#flows/api/page.ts';
import type { Json } from '#flows/json.ts';
import { path } from './api-client.ts';
import { type Command, type CommandCall, environmentOf } from './command.ts';

export const windowCommands: readonly Command[] = [
  {
    name: 'maintenance list',
    usage: 'CONNECTION [--plant PLANT] [--environment ENV]',
    summary: 'Windows in which nothing is called, that have not ended.',
    async run({ words: [name], flags, client, output }) {
      output.table(await client.get<Page<MaintenanceWindow>>(maintenancePath(name!, flags)), ['windowId', 'from', 'to', 'by', 'reason']);
    },
  },
  {
    name: 'maintenance add',
    usage: 'CONNECTION --from INSTANT --to INSTANT --reason TEXT [--plant PLANT] [--environment ENV]',
    summary: 'Announces one (instants as 2027-03-06T18:00:00Z): runs are held and go on by themselves afterwards. Audited.',
    async run({ words: [name], flags, client, output, need }) {
      const body = { from: need('from'), to: need('to'), reason: need('reason') };
      output.value(await client.send<MaintenanceWindow>('POST', maintenancePath(name!, flags), body));
    },
  },
  {
    name: 'maintenance remove',
    usage: 'CONNECTION WINDOW [--plant PLANT] [--environment ENV]',
    summary: 'Takes one back, also one that holds; audited.',
    async run({ words: [name, windowId], flags, client }) {
      await client.send<unknown>('DELETE', maintenancePath(name!, flags, windowId!));
    },
  },
  {
    name: 'watermarks list',
    usage: 'FLOW [--environment ENV] [--limit N] [--cursor CURSOR]',
    summary: 'How far the work of a flow has come, by name and key.',
    async run({ words: [flow], flags, client, output }) {
      const query = new URLSearchParams();
      for (const name of ['limit', 'cursor']) if (typeof flags[name] === 'string') query.set(name, flags[name]);
      const place = path`/api/environments/${environmentOf(flags)}/deployments/${flow!}/watermarks`;
      const page = await client.get<Page<WatermarkView>>(`${place}?${query}`);
      output.table(page, ['name', 'key', 'value', 'at', 'runId']);
    },
  },
  {
    name: 'watermarks set',
    usage: 'FLOW --name NAME --value VALUE --reason TEXT [--key KEY] [--environment ENV]',
    summary: 'Sets one by hand: an instant, a day, a number or a text; "null": the next run begins anew. Audited.',
    async run({ words: [flow], flags, client, output, need }) {
      const body = {
        name: need('name'),
        value: readValue(need('value')),
        reason: need('reason'),
        ...(typeof flags['key'] === 'string' ? { key: flags['key'] } : {}),
      };
      const place = path`/api/environments/${environmentOf(flags)}/deployments/${flow!}/watermarks`;
      output.value(await client.send<WatermarkView>('POST', place, body));
    },
  },
  {
    name: 'slots run',
    usage: 'FLOW --from DAY --to DAY [--until INSTANT] [--again] [--dry-run] [--environment ENV]',
    summary:
      'Runs the times of a schedule between two days of its plant, each that has not run; --again: those that have, too; --dry-run: only says which.',
    async run({ words: [flow], flags, client, output, need }) {
      const body = {
        from: need('from'),
        to: need('to'),
        ...(typeof flags['until'] === 'string' ? { until: flags['until'] } : {}),
        again: flags['again'] === true,
        dryRun: flags['dry-run'] === true,
      };
      const done = await client.send<SlotsRun>('POST', path`/api/environments/${environmentOf(flags)}/deployments/${flow!}/slots`, body);
      if (output.json) return output.value(done);
      output.table({ items: done.slots }, ['slot', 'local', 'runId', 'started']);
    },
  },
  {
    name: 'groups list',
    usage: '[--environment ENV] [--flow FLOW] [--limit N] [--cursor CURSOR]',
    summary: 'What is collected by key and waits, the oldest first.',
    async run({ flags, client, output }) {
      const query = new URLSearchParams();
      for (const name of ['flow', 'limit', 'cursor']) if (typeof flags[name] === 'string') query.set(name, flags[name]);
      const page = await client.get<Page<CollectedGroup>>(`${path`/api/environments/${environmentOf(flags)}/groups`}?${query}`);
      output.table(page, ['groupId', 'flowId', 'step', 'key', 'members', 'expected', 'openedAt', 'dueAt', 'runId']);
    },
  },
  {
    name: 'groups release',
    usage: 'GROUP --reason TEXT [--environment ENV]',
    summary: 'Lets a group go on now with what it has; audited.',
    async run({ words: [groupId], flags, client, need }) {
      const place = path`/api/environments/${environmentOf(flags)}/groups/${groupId!}/release`;
      await client.send<unknown>('POST', place, { reason: need('reason') });
    },
  },
];

function maintenancePath(name: string, flags: CommandCall['flags'], windowId?: string): string {
  const place = path`/api/environments/${environmentOf(flags)}/connections/${name}/maintenance`;
  const plant = typeof flags['plant'] === 'string' ? `?${new URLSearchParams({ plant: flags['plant'] })}` : '';
  return `${place}${windowId === undefined ? '' : path`/${windowId}`}${plant}`;
}

/** Numbers as JSON writes them; a change number with leading zeros is a text. */
function readValue(text: string): Json {
  if (text === 'null') return null;
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? Number(text) : text;
}
