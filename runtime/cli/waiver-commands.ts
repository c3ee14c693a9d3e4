/** Waivers of the rule that process flows go through system APIs. */

import type { Page } from '#flows/api/page.ts';
import type { WaiverView } from '#flows/api/waivers.ts';
import { path } from './api-client.ts';
import type { Command, CommandCall } from './command.ts';

export const waiverCommands: readonly Command[] = [
  {
    name: 'waivers list',
    usage: '[--flow FLOW] [--state STATE]',
    summary: 'Waivers, newest first: what may be used past a system API, by which flow, until when.',
    async run({ flags, client, output }) {
      const query = new URLSearchParams();
      for (const name of ['flow', 'state']) if (typeof flags[name] === 'string') query.set(name, flags[name]);
      const page = await client.get<Page<WaiverView>>(`/api/waivers?${query}`);
      const items = page.items.map((waiver) => ({ ...waiver, state: waiver.over ? `${waiver.state}, over` : waiver.state }));
      output.table({ items }, ['waiverId', 'flowId', 'nodeType', 'state', 'until', 'requestedBy', 'decidedBy', 'reason']);
    },
  },
  {
    name: 'waivers ask',
    usage: 'FLOW NODE-TYPE --until DAY --reason TEXT',
    summary: 'Asks that a flow may use a node type past the system API until a day (2027-01-31); somebody else decides.',
    async run({ words: [flow, nodeType], client, output, need }) {
      const body = { flow, nodeType, until: need('until'), reason: need('reason') };
      output.value(await client.send<WaiverView>('POST', '/api/waivers', body));
    },
  },
  {
    name: 'waivers grant',
    usage: 'WAIVER --reason TEXT [--until DAY]',
    summary: 'Grants it, if need be until an earlier day: who asked may not.',
    async run({ words: [waiverId], flags, client, output, need }) {
      const body = { reason: need('reason'), ...(typeof flags['until'] === 'string' ? { until: flags['until'] } : {}) };
      output.value(await client.send<WaiverView>('POST', path`/api/waivers/${waiverId!}/grant`, body));
    },
  },
  withReason('decline', 'Declines it.'),
  withReason('end', 'Takes back what you asked for, or ends one that holds.'),
];

function withReason(word: 'decline' | 'end', summary: string): Command {
  return {
    name: `waivers ${word}`,
    usage: 'WAIVER --reason TEXT',
    summary,
    async run({ words: [waiverId], client, output, need }: CommandCall) {
      const address = path`/api/waivers/${waiverId!}/${word}`;
      output.value(await client.send<WaiverView>('POST', address, { reason: need('reason') }));
    },
  };
}
