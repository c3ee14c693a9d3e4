import { readFileSync, writeFileSync } from 'node:fs';
import type { DeploymentView, DraftView, FlowSummary, Page, VersionSummary, VersionView } from '#flows/api.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Problem } from '#flows/problem.ts';
import { CliError } from './api-client.ts';
import type { Command } from './command.ts';

export const flowCommands: readonly Command[] = [
  {
    name: 'flows list',
    usage: '',
    summary: 'All flows with their newest version and where they are live.',
    async run({ client, output }) {
      const { items } = await client.get<Page<FlowSummary>>('/api/flows?limit=200');
      const rows = items.map(({ flowId, layer, owner, latestVersion, deployments, drafts }) => ({
        flow: flowId,
        layer,
        owner,
        version: latestVersion,
        live: deployments.map(({ environment, version }) => `${environment} v${version}`).join(', '),
        drafts: drafts.length,
      }));
      output.table(rows, ['flow', 'layer', 'owner', 'version', 'live', 'drafts']);
    },
  },
  {
    name: 'flows pull',
    usage: 'FLOW [--version N] [--file FILE]',
    summary: 'Writes a published version in its canonical text.',
    async run({ words, flags, client, output }) {
      const [flow] = needWords(words, 'FLOW');
      const version = flags['version'] ?? (await client.get<Page<VersionSummary>>(`/api/flows/${flow}/versions`)).items[0]?.version;
      if (version === undefined) throw new CliError(`"${flow}" has no published version.`);
      const { document } = await client.get<VersionView>(`/api/flows/${flow}/versions/${version}`);
      const text = `${JSON.stringify(document, undefined, 2)}\n`;
      if (typeof flags['file'] === 'string') writeFileSync(flags['file'], text);
      else output.line(text.trimEnd());
    },
  },
  {
    name: 'flows push',
    usage: 'FILE',
    summary: 'Stores a flow document as your draft and says its problems.',
    async run({ words, client, output }) {
      const document = readFlow(words);
      const draft = await client.send<DraftView>('POST', `/api/flows/${document.id}/drafts`, { document });
      for (const problem of draft.problems) output.line(describe(problem));
      output.value({ draftId: draft.draftId, revision: draft.revision, problems: draft.problems.length });
    },
  },
  {
    name: 'flows validate',
    usage: 'FILE',
    summary: 'Says every problem of a flow document; exit code 1 when there are errors.',
    async run({ words, client, output }) {
      const document = readFlow(words);
      const { problems } = await client.send<{ problems: readonly Problem[] }>('POST', `/api/flows/${document.id}/check`, { document });
      if (output.json) output.value(problems);
      else for (const problem of problems) output.line(describe(problem));
      if (problems.some(({ severity }) => severity === 'error')) throw new CliError(`${document.id} cannot be published.`);
      output.line(`${document.id} can be published.`);
    },
  },
  {
    name: 'flows diff',
    usage: 'FLOW --from N --to N',
    summary: 'What changed between two versions, in three layers.',
    async run({ words, client, output, need }) {
      const [flow] = needWords(words, 'FLOW');
      output.value(await client.get(`/api/flows/${flow}/diff?from=${need('from')}&to=${need('to')}`));
    },
  },
  {
    name: 'flows test',
    usage: 'FLOW',
    summary: 'Runs the tests stored with a flow; exit code 1 when one fails.',
    async run({ words, client, output }) {
      const [flow] = needWords(words, 'FLOW');
      const { results } = await client.send<{ results: readonly { name: string; passed: boolean; message?: string }[] }>(
        'POST',
        `/api/flows/${flow}/tests/run`,
        {},
      );
      for (const { name, passed, message } of results)
        output.line(`${passed ? 'ok    ' : 'failed'}  ${name}${message === undefined ? '' : `: ${message}`}`);
      if (results.some(({ passed }) => !passed)) throw new CliError('Not all tests pass.');
    },
  },
  {
    name: 'publish',
    usage: 'FLOW --draft ID --note TEXT',
    summary: 'Freezes a draft as the next version.',
    async run({ words, client, output, need }) {
      const [flow] = needWords(words, 'FLOW');
      const { version, meaningHash } = await client.send<VersionSummary>('POST', `/api/flows/${flow}/versions`, {
        draftId: need('draft'),
        note: need('note'),
      });
      output.value({ flow, version, meaningHash });
    },
  },
  {
    name: 'deploy',
    usage: 'FLOW --environment ENV --version N',
    summary: 'Makes a version live in an environment.',
    async run({ words, client, output, need }) {
      const [flow] = needWords(words, 'FLOW');
      const deployment = await client.send<DeploymentView>('PUT', `/api/environments/${need('environment')}/deployments/${flow}`, {
        version: Number(need('version')),
      });
      output.value(deployment);
    },
  },
];

export function needWords(words: readonly string[], ...names: readonly string[]): readonly string[] {
  if (words.length !== names.length) throw new CliError(`Give ${names.join(' ')}.`);
  return words;
}

function readFlow(words: readonly string[]): FlowDocument {
  const [file] = needWords(words, 'FILE');
  try {
    return JSON.parse(readFileSync(file!, 'utf8')) as FlowDocument;
  } catch (error) {
    throw new CliError(`${file}: ${(error as Error).message}`);
  }
}

function describe({ severity, nodeId, path, code, message, help }: Problem): string {
  return `${severity}: ${nodeId ?? path}: ${message} ${help} (${code})`;
}
