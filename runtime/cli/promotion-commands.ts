import type { Page } from '#flows/api/page.ts';
import type { PromotionDetail, PromotionView } from '#flows/api/promotions.ts';
import { path } from './api-client.ts';
import type { Command, CommandCall } from './command.ts';
import { describeFlowProblem } from './flow-commands.ts';

export const promotionCommands: readonly Command[] = [
  {
    name: 'promote',
    usage: 'FLOW --version N --to ENV --note TEXT [--emergency]',
    summary:
      'Asks that a version be live in the next environment; somebody else approves it. --emergency asks also without a waiver: it is audited.',
    async run({ words: [flow], flags, client, output, need }) {
      const emergency = flags['emergency'] === true ? { emergency: true } : {};
      const body = { flow, version: Number(need('version')), to: need('to'), note: need('note'), ...emergency };
      output.value(await client.send<PromotionView>('POST', '/api/promotions', body));
    },
  },
  {
    name: 'promotions list',
    usage: '[--flow FLOW] [--to ENV] [--state STATE] [--limit N] [--cursor CURSOR]',
    summary: 'Promotions, newest first.',
    async run({ flags, client, output }) {
      const query = new URLSearchParams();
      for (const [flag, name] of [
        ['flow', 'flow'],
        ['to', 'environment'],
        ['state', 'state'],
        ['limit', 'limit'],
        ['cursor', 'cursor'],
      ] as const)
        if (typeof flags[flag] === 'string') query.set(name, flags[flag]);
      const page = await client.get<Page<PromotionView>>(`/api/promotions?${query}`);
      output.table(page, ['promotionId', 'flowId', 'version', 'toEnvironment', 'state', 'requestedBy', 'requestedAt', 'note']);
    },
  },
  {
    name: 'promotions show',
    usage: 'PROMOTION',
    summary: 'What it would change there, what stands against it, and whether you may decide.',
    async run({ words: [promotionId], client, output }) {
      const promotion = await client.get<PromotionDetail>(path`/api/promotions/${promotionId!}`);
      if (output.json) return output.value(promotion);
      const { problems, ...rest } = promotion;
      output.value(rest);
      for (const problem of problems) output.line(describeFlowProblem(problem));
    },
  },
  decision('approve', 'Approves it: neither who asked nor who wrote the version may.'),
  decision('reject', 'Rejects it.'),
  {
    name: 'promotions apply',
    usage: 'PROMOTION [--emergency REASON]',
    summary: 'Makes the approved version live. --emergency goes ahead without approval or waiver: it is audited and raises an exception.',
    async run({ words: [promotionId], flags, client, output }) {
      const body = typeof flags['emergency'] === 'string' ? { emergencyReason: flags['emergency'] } : {};
      output.value(await client.send<PromotionView>('POST', path`/api/promotions/${promotionId!}/apply`, body));
    },
  },
];

function decision(word: 'approve' | 'reject', summary: string): Command {
  return {
    name: `promotions ${word}`,
    usage: 'PROMOTION --reason TEXT',
    summary,
    async run({ words: [promotionId], client, output, need }: CommandCall) {
      const address = path`/api/promotions/${promotionId!}/${word}`;
      output.value(await client.send<PromotionView>('POST', address, { reason: need('reason') }));
    },
  };
}
