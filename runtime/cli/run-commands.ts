import type { LaneView } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import type { SampleHistoryView } from '#flows/api/recovery.ts';
import type { RevealedValues, RunAccepted, RunActionResult, RunSummary, RunsRemoved, RunView } from '#flows/api/runs.ts';
import type { Json } from '#flows/json.ts';
import { OPERATOR_ACTIONS } from '#flows/run.ts';
import { CliError, path, UsageError } from './api-client.ts';
import type { Command } from './command.ts';
import { followRun } from './follow-run.ts';
import { readJsonFile } from './read-file.ts';

/** Ends that need nobody: the run did what it should, or a newer one did. */
const GOOD_ENDS = ['run-completed', 'run-superseded', 'run-stale'];

export const runCommands: readonly Command[] = [
  {
    name: 'run',
    usage: 'FLOW --input FILE [--environment ENV] [--watch]',
    summary:
      'Starts a run with a JSON file ("-" = standard input) as its input; --watch prints every event until it ends, exit code 1 when it fails.',
    async run({ words: [flow], flags, client, output, need }) {
      const accepted = await client.send<RunAccepted>('POST', '/api/runs', {
        environment: flags['environment'] ?? 'development',
        flow,
        input: readJsonFile(need('input')),
      });
      output.value(accepted);
      if (flags['watch'] !== true) return;
      const end = await followRun(accepted.runId, client, output);
      if (!GOOD_ENDS.includes(end)) throw new CliError(`The run ended as ${end.slice('run-'.length)}.`);
    },
  },
  {
    name: 'runs list',
    usage: '[--environment ENV] [--flow FLOW] [--state STATE] [--key KEY] [--error CODE] [--limit N] [--cursor CURSOR]',
    summary: 'Runs, newest first.',
    async run({ flags, client, output }) {
      const query = new URLSearchParams();
      for (const name of ['environment', 'flow', 'state', 'key', 'error', 'limit', 'cursor'])
        if (typeof flags[name] === 'string') query.set(name, flags[name]);
      const page = await client.get<Page<RunSummary>>(`/api/runs?${query}`);
      output.table(page, ['runId', 'flowId', 'version', 'environment', 'state', 'keys', 'startedAt', 'blockedAt']);
    },
  },
  {
    name: 'runs show',
    usage: 'RUN',
    summary: 'One run with its steps, and what may be done with it.',
    async run({ words: [runId], client, output }) {
      const run = await client.get<RunView>(path`/api/runs/${runId!}`);
      if (output.json) return output.value(run);
      const error = run.error === undefined ? '' : `  ${run.error.code}: ${run.error.message}`;
      output.line(`${run.runId}  ${run.flowId} v${run.version}  ${run.environment}  ${run.state}${error}`);
      output.table({ items: run.steps }, ['path', 'type', 'state', 'attempts', 'port', 'startedAt', 'endedAt']);
      if (run.actions.length > 0) output.line(`May be done: ${run.actions.join(', ')}`);
    },
  },
  {
    name: 'runs tail',
    usage: 'RUN',
    summary: 'Prints the events of a run from its first, as they happen, until it ends.',
    async run({ words: [runId], client, output }) {
      await followRun(runId!, client, output);
    },
  },
  {
    name: 'runs act',
    usage: `RUN --action ${OPERATOR_ACTIONS.join('|')} --reason TEXT [--path STEP] [--data JSON] [--port PORT] [--effect KEY]`,
    summary: 'Acts on a run as an operator.',
    async run({ words: [runId], flags, client, output, need }) {
      const body = {
        action: need('action'),
        reason: need('reason'),
        ...(typeof flags['path'] === 'string' ? { path: flags['path'] } : {}),
        ...(typeof flags['data'] === 'string' ? { data: readData(flags['data']) } : {}),
        ...(typeof flags['port'] === 'string' ? { port: flags['port'] } : {}),
        ...(typeof flags['effect'] === 'string' ? { effectKey: flags['effect'] } : {}),
      };
      const result = await client.send<RunActionResult>('POST', path`/api/runs/${runId!}/actions`, body);
      if (!output.json) for (const warning of result.warnings) output.line(`warning: ${warning}`);
      output.value(result);
    },
  },
  {
    name: 'runs remove',
    usage: '--ended-before INSTANT --reason TEXT',
    summary: 'Removes finished runs that ended before 2026-01-31T00:00:00Z, say: also while the disk is full; audited.',
    async run({ client, output, need }) {
      const body = { endedBefore: need('ended-before'), reason: need('reason') };
      output.value(await client.send<RunsRemoved>('POST', '/api/runs-removal', body));
    },
  },
  {
    name: 'runs remove-samples',
    usage: '--reason TEXT',
    summary: 'Removes the sample history of a first start for good; real runs stay; audited.',
    async run({ client, output, need }) {
      output.value(await client.send<SampleHistoryView>('POST', '/api/sample-history/removal', { reason: need('reason') }));
    },
  },
  {
    name: 'runs reveal',
    usage: 'RUN --token TOKEN --reason TEXT',
    summary: 'Shows what a masked value of a run stands for ("$sealed" says its token); audited.',
    async run({ words: [runId], client, output, need }) {
      const body = { tokens: [need('token')], reason: need('reason') };
      const { values } = await client.send<RevealedValues>('POST', path`/api/runs/${runId!}/reveal`, body);
      output.value(values);
    },
  },
  {
    name: 'lanes',
    usage: '[--environment ENV] [--limit N] [--cursor CURSOR]',
    summary: 'Lanes that wait, with what blocks them: the parking board.',
    async run({ flags, client, output }) {
      const query = new URLSearchParams();
      for (const name of ['limit', 'cursor']) if (typeof flags[name] === 'string') query.set(name, flags[name]);
      const environment = typeof flags['environment'] === 'string' ? flags['environment'] : 'development';
      const { items, ...more } = await client.get<Page<LaneView>>(`${path`/api/environments/${environment}/lanes`}?${query}`);
      const rows = items.map(({ name, key, depth, oldestAt, reason, head }) => ({
        lane: `${name}/${key}`,
        depth,
        oldest: oldestAt,
        head: head.runId,
        reason: head.sample === true ? `Sample: ${reason}` : reason,
      }));
      output.table({ items: rows, ...more }, ['lane', 'depth', 'oldest', 'head', 'reason']);
    },
  },
];

function readData(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new UsageError(`--data is not JSON: ${(error as Error).message}`);
  }
}
