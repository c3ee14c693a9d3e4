import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import type { LaneView, Page, RunAccepted, RunActionResult, RunSummary, RunView } from '#flows/api.ts';
import { OPERATOR_ACTIONS } from '#flows/run.ts';
import type { LiveServerMessage } from '#flows/trace-protocol.ts';
import { type ApiClient, CliError } from './api-client.ts';
import type { Command } from './command.ts';
import { needWords } from './flow-commands.ts';
import type { Output } from './output.ts';

const FINAL_EVENTS = ['run-completed', 'run-failed', 'run-cancelled', 'run-set-aside', 'run-superseded', 'run-stale'];

export const runCommands: readonly Command[] = [
  {
    name: 'run',
    usage: 'FLOW --input FILE [--environment ENV] [--watch]',
    summary: 'Starts a run with a JSON file as its input; with --watch prints every event until it ends.',
    async run({ words, flags, client, output, need }) {
      const [flow] = needWords(words, 'FLOW');
      const input: unknown = JSON.parse(readFileSync(need('input'), 'utf8'));
      const accepted = await client.send<RunAccepted>('POST', '/api/runs', {
        environment: flags['environment'] ?? 'development',
        flow,
        input,
      });
      output.value(accepted);
      if (flags['watch'] === true) await tail(accepted.runId, client, output, true);
    },
  },
  {
    name: 'runs list',
    usage: '[--environment ENV] [--flow FLOW] [--state STATE] [--key KEY] [--limit N]',
    summary: 'Runs, newest first.',
    async run({ flags, client, output }) {
      const query = new URLSearchParams();
      for (const name of ['environment', 'flow', 'state', 'key', 'limit'])
        if (typeof flags[name] === 'string') query.set(name, flags[name]);
      const { items } = await client.get<Page<RunSummary>>(`/api/runs?${query}`);
      output.table(items, ['runId', 'flowId', 'version', 'environment', 'state', 'keys', 'startedAt', 'blockedAt']);
    },
  },
  {
    name: 'runs show',
    usage: 'RUN',
    summary: 'One run with its steps.',
    async run({ words, client, output }) {
      const [runId] = needWords(words, 'RUN');
      const run = await client.get<RunView>(`/api/runs/${runId}`);
      if (output.json) return output.value(run);
      output.line(
        `${run.runId}  ${run.flowId} v${run.version}  ${run.environment}  ${run.state}${run.error === undefined ? '' : `  ${run.error.code}: ${run.error.message}`}`,
      );
      output.table(run.steps, ['path', 'type', 'state', 'attempts', 'port', 'startedAt', 'endedAt']);
    },
  },
  {
    name: 'runs tail',
    usage: 'RUN',
    summary: 'Prints the events of a run as they happen, from its first.',
    async run({ words, client, output }) {
      const [runId] = needWords(words, 'RUN');
      await tail(runId!, client, output, false);
    },
  },
  {
    name: 'runs act',
    usage: `RUN --action ${OPERATOR_ACTIONS.join('|')} --reason TEXT [--path STEP] [--data JSON] [--effect KEY]`,
    summary: 'Acts on a run as an operator.',
    async run({ words, flags, client, output, need }) {
      const [runId] = needWords(words, 'RUN');
      const body = {
        action: need('action'),
        reason: need('reason'),
        ...(typeof flags['path'] === 'string' ? { path: flags['path'] } : {}),
        ...(typeof flags['data'] === 'string' ? { data: JSON.parse(flags['data']) as unknown } : {}),
        ...(typeof flags['effect'] === 'string' ? { effectKey: flags['effect'] } : {}),
      };
      const result = await client.send<RunActionResult>('POST', `/api/runs/${runId}/actions`, body);
      for (const warning of result.warnings) output.line(`warning: ${warning}`);
      output.value(result);
    },
  },
  {
    name: 'lanes',
    usage: '[--environment ENV]',
    summary: 'Lanes that wait, with what blocks them.',
    async run({ flags, client, output }) {
      const { items } = await client.get<Page<LaneView>>(`/api/environments/${flags['environment'] ?? 'development'}/lanes`);
      const rows = items.map(({ name, key, depth, oldestAt, reason, head }) => ({
        lane: `${name}/${key}`,
        depth,
        oldest: oldestAt,
        head: head.runId,
        reason,
      }));
      output.table(rows, ['lane', 'depth', 'oldest', 'head', 'reason']);
    },
  },
];

function tail(runId: string, client: ApiClient, output: Output, untilFinal: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${client.url.replace(/^http/, 'ws')}/live`, { headers: { authorization: `Bearer ${client.token}` } });
    socket.on('open', () => socket.send(JSON.stringify({ type: 'subscribe', id: 'run', topic: { run: runId }, after: 0 })));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as LiveServerMessage;
      if (message.type === 'refused') return reject(new CliError(message.message));
      if (message.type !== 'events') return;
      for (const event of message.events) {
        const { seq: _seq, runId: _runId, environment: _environment, flow: _flow, at, type, runSeq, ...rest } = event;
        output.line(
          output.json
            ? JSON.stringify(event)
            : `${String(runSeq).padStart(4)}  ${at}  ${type.padEnd(18)} ${JSON.stringify(rest).slice(0, 200)}`,
        );
        if (FINAL_EVENTS.includes(type) && untilFinal) socket.close();
      }
    });
    socket.on('close', () => resolve());
    socket.on('error', (error) => reject(new CliError(error.message)));
  });
}
