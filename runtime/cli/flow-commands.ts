import { writeFileSync } from 'node:fs';
import type { DeploymentView } from '#flows/api/environments.ts';
import type { FlowTestReport } from '#flows/api/flow-tests.ts';
import type { DraftView, FieldUsesOfFlow, FlowCheck, FlowSummary, VersionSummary, VersionView } from '#flows/api/flows.ts';
import type { Page } from '#flows/api/page.ts';
import { canonicalText } from '#flows/canonical.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Problem } from '#flows/problem.ts';
import { CliError, path } from './api-client.ts';
import type { Command } from './command.ts';
import { readJsonFile } from './read-file.ts';

export const flowCommands: readonly Command[] = [
  {
    name: 'flows list',
    usage: '[--limit N] [--cursor CURSOR]',
    summary: 'Flows with their newest version and where they are live.',
    async run({ client, output, flags }) {
      const query = new URLSearchParams();
      for (const name of ['limit', 'cursor']) if (typeof flags[name] === 'string') query.set(name, flags[name]);
      const { items, ...more } = await client.get<Page<FlowSummary>>(`/api/flows?${query}`);
      const rows = items.map(({ flowId, layer, owner, latestVersion, deployments, drafts }) => ({
        flow: flowId,
        layer,
        owner,
        version: latestVersion,
        live: deployments.map(({ environment, version }) => `${environment} v${version}`).join(', '),
        drafts: drafts.length,
      }));
      output.table({ items: rows, ...more }, ['flow', 'layer', 'owner', 'version', 'live', 'drafts']);
    },
  },
  {
    name: 'flows pull',
    usage: 'FLOW [--version N] [--file FILE]',
    summary: 'Writes a published version, the newest one else, in its canonical text: what Git should keep.',
    async run({ words: [flow], flags, client, output }) {
      const version = flags['version'] ?? (await client.get<Page<VersionSummary>>(path`/api/flows/${flow!}/versions`)).items[0]?.version;
      if (version === undefined) throw new CliError(`"${flow}" has no published version.`);
      const { document } = await client.get<VersionView>(path`/api/flows/${flow!}/versions/${String(version)}`);
      const text = canonicalText(document);
      if (typeof flags['file'] === 'string') writeFileSync(flags['file'], text);
      else output.line(text.trimEnd());
    },
  },
  {
    name: 'flows push',
    usage: 'FILE [--draft DRAFT]',
    summary: 'Stores a flow document as a new draft of yours, or over the one that --draft names, and says its problems.',
    async run({ words: [file], flags, client, output }) {
      const document = readFlow(file!);
      const drafts = path`/api/flows/${document.id}/drafts`;
      const over = flags['draft'];
      const draft =
        typeof over === 'string'
          ? await client.send<DraftView>(
              'PUT',
              path`/api/flows/${document.id}/drafts/${over}`,
              { document },
              {
                'if-match': `"${(await client.get<DraftView>(path`/api/flows/${document.id}/drafts/${over}`)).revision}"`,
              },
            )
          : await client.send<DraftView>('POST', drafts, { document });
      const { draftId, revision, problems } = draft;
      if (output.json) return output.value({ draftId, revision, problems });
      for (const problem of problems) output.line(describeFlowProblem(problem));
      output.value({ draftId, revision, problems: problems.length });
    },
  },
  {
    name: 'flows validate',
    usage: 'FILE',
    summary: 'Says every problem of a flow document; exit code 1 when there are errors.',
    async run({ words: [file], client, output }) {
      const document = readFlow(file!);
      const { problems, coverage } = await client.send<FlowCheck>('POST', path`/api/flows/${document.id}/check`, { document });
      if (output.json) output.value(problems);
      else for (const problem of problems) output.line(describeFlowProblem(problem));
      if (problems.some(({ severity }) => severity === 'error')) throw new CliError(`${document.id} cannot be published.`);
      if (output.json) return;
      if (coverage !== undefined) output.line(`${coverage.typed} of ${coverage.values} expressions are known to give what they should.`);
      output.line(`${document.id} can be published.`);
    },
  },
  {
    name: 'flows diff',
    usage: 'FLOW --from N --to N',
    summary: 'What changed between two versions or drafts, in three layers.',
    async run({ words: [flow], client, output, need }) {
      const query = new URLSearchParams({ from: need('from'), to: need('to') });
      output.value(await client.get(`${path`/api/flows/${flow!}/diff`}?${query}`));
    },
  },
  {
    name: 'fields uses',
    usage: '[--schema SCHEMA] [--node-type TYPE] [--object OBJECT] [--field FIELD] [--limit N] [--cursor CURSOR]',
    summary: 'Where flows read a field of a canonical object (--schema sales-order) or of a node type: live and newest versions, drafts.',
    async run({ flags, client, output }) {
      const query = new URLSearchParams();
      for (const [flag, name] of [
        ['schema', 'schema'],
        ['node-type', 'nodeType'],
        ['object', 'object'],
        ['field', 'field'],
        ['limit', 'limit'],
        ['cursor', 'cursor'],
      ] as const)
        if (typeof flags[flag] === 'string') query.set(name, flags[flag]);
      const { items, ...more } = await client.get<Page<FieldUsesOfFlow>>(`/api/field-uses?${query}`);
      if (output.json) return output.value({ items, ...more });
      const rows = items.flatMap(({ flowId, version, draftId, liveIn, uses }) =>
        uses.map(({ pointer, place, source, field, whole }) => ({
          flow: flowId,
          version: version === undefined ? `draft ${draftId}` : `v${version}`,
          live: liveIn.join(', '),
          of: source.kind === 'trigger' ? 'trigger.body' : `steps.${source.nodeId}`,
          field: whole ? field || '(all)' : field,
          place: `${pointer} (character ${place.offset + 1})`,
        })),
      );
      output.table({ items: rows, ...more }, ['flow', 'version', 'live', 'of', 'field', 'place']);
    },
  },
  {
    name: 'flows test',
    usage: 'FLOW [--draft DRAFT] [--version N]',
    summary: 'Runs the tests stored with a flow on its newest version, a draft or another version; exit code 1 when one fails.',
    async run({ words: [flow], flags, client, output }) {
      const body = {
        ...(typeof flags['draft'] === 'string' ? { draftId: flags['draft'] } : {}),
        ...(typeof flags['version'] === 'string' ? { version: Number(flags['version']) } : {}),
      };
      const report = await client.send<FlowTestReport>('POST', path`/api/flows/${flow!}/tests/run`, body);
      if (output.json) output.value(report);
      else {
        for (const { name, passed, faults } of report.results) {
          output.line(`${passed ? 'ok    ' : 'failed'}  ${name}`);
          for (const fault of faults) output.line(`        ${fault}`);
        }
      }
      if (report.results.length === 0) throw new CliError(`"${flow}" has no tests.`);
      const failed = report.results.filter(({ passed }) => !passed).length;
      if (failed > 0) throw new CliError(`${failed} of ${report.results.length} tests failed.`);
    },
  },
  {
    name: 'publish',
    usage: 'FLOW --draft DRAFT --note TEXT',
    summary: 'Freezes a draft as the next version.',
    async run({ words: [flow], client, output, need }) {
      const { version, meaningHash } = await client.send<VersionSummary>('POST', path`/api/flows/${flow!}/versions`, {
        draftId: need('draft'),
        note: need('note'),
      });
      output.value({ flow, version, meaningHash });
    },
  },
  {
    name: 'deploy',
    usage: 'FLOW --environment ENV --version N',
    summary: 'Makes a version live in an environment; production takes promotions only.',
    async run({ words: [flow], client, output, need }) {
      const address = path`/api/environments/${need('environment')}/deployments/${flow!}`;
      output.value(await client.send<DeploymentView>('PUT', address, { version: Number(need('version')) }));
    },
  },
];

function readFlow(file: string): FlowDocument {
  const document = readJsonFile(file) as unknown as FlowDocument | null;
  if (typeof document?.id === 'string') return document;
  throw new CliError(`${file} is no flow document: it has no "id".`);
}

export function describeFlowProblem({ severity, nodeId, path: place, code, message, help }: Problem): string {
  return `${severity}: ${nodeId ?? place}: ${message} ${help} (${code})`;
}
