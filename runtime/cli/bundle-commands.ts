/** Flows from one Millrace to another in one file. */
import { writeFileSync } from 'node:fs';
import type { BundledFlowLook, BundleImported, BundlePreview } from '#flows/api/bundles.ts';
import { type Bundle, bundleText } from '#flows/bundles/bundle.ts';
import { CliError, UsageError } from './api-client.ts';
import type { Command } from './command.ts';
import { readJsonFile } from './read-file.ts';

export const bundleCommands: readonly Command[] = [
  {
    name: 'bundles export',
    usage: 'FLOWS [--file FILE] [--without-called] [--without-tests]',
    summary:
      'Writes flows (order-change,sap-stock@3: the newest version, or that one) into one file, with the flows that they call, their tests and services.',
    async run({ words: [flows], flags, client, output }) {
      const body = {
        flows: namesIn(flows!).map(readFlowAt),
        called: flags['without-called'] !== true,
        tests: flags['without-tests'] !== true,
      };
      const bundle = await client.send<Bundle>('POST', '/api/bundles', body);
      if (typeof flags['file'] !== 'string') return output.line(bundleText(bundle).trimEnd());
      writeFileSync(flags['file'], bundleText(bundle));
      output.value({ file: flags['file'], flows: bundle.flows.length, digest: bundle.digest });
    },
  },
  {
    name: 'bundles inspect',
    usage: 'FILE [--environment ENV]',
    summary: 'What importing a bundle would bring, and what its flows need that the environment does not have. Stores nothing.',
    async run({ words: [file], flags, client, output }) {
      const environment = flags['environment'];
      const body = { bundle: readJsonFile(file!), ...(typeof environment === 'string' ? { environment } : {}) };
      const look = await client.send<BundlePreview>('POST', '/api/bundles/preview', body);
      if (output.json) return output.value(look);
      output.table({ items: look.flows.map(toRow) }, ['flow', 'contract', 'version', 'folder', 'here', 'tests', 'import']);
      for (const { name, version, standing, versionHere, unreadable } of look.services)
        output.line(`service ${name} ${version}: ${unreadable ?? (standing === 'differs' ? `here is ${versionHere}` : standing)}`);
      for (const { ref, standing } of look.schemas.filter((schema) => schema.standing !== 'same'))
        output.line(`schema ${ref}: ${standing}`);
      for (const { kind, name, detail, standing } of look.needs.filter((need) => need.standing !== 'there'))
        output.line(`${standing} in ${look.environment}: ${kind} ${name}${detail === undefined ? '' : ` (${detail})`}`);
      for (const { severity, message, help, code } of look.problems) output.line(`${severity}: ${message} ${help} (${code})`);
    },
  },
  {
    name: 'bundles import',
    usage: 'FILE [--draft FLOWS] [--keep FLOWS] [--as FLOW=ID,...] [--services NAMES]',
    summary:
      'Makes drafts of the flows of a bundle that are not here the same already; --draft and --keep say otherwise of some, --as gives one a new id, --services replaces these descriptions. Nothing is published or runs. Audited.',
    async run({ words: [file], flags, client, output }) {
      const bundle = readJsonFile(file!) as unknown as Bundle;
      const named = (flag: string) => namesIn(flags[flag] ?? '');
      const renamed = new Map(named('as').map(readRenaming));
      const takes = new Map([...named('draft'), ...renamed.keys()].map((flow) => [flow, 'draft']));
      for (const flow of named('keep')) takes.set(flow, 'keep');
      const known = new Set((bundle.flows ?? []).map(({ flowId }) => flowId));
      const unknown = [...takes.keys()].find((flow) => !known.has(flow));
      if (unknown !== undefined) throw new CliError(`${file} holds no flow "${unknown}".`);
      const body = {
        bundle,
        flows: (bundle.flows ?? []).flatMap(({ flowId, document }) => {
          const take = takes.get(flowId);
          const id = renamed.get(flowId);
          return take === undefined
            ? []
            : [{ flow: flowId, major: document.contract.major, take, ...(id === undefined ? {} : { as: id }) }];
        }),
        services: named('services').map((name) => ({ name, take: 'take' })),
      };
      const done = await client.send<BundleImported>('POST', '/api/bundles/import', body);
      if (output.json) return output.value(done);
      for (const { flowId, draftId } of done.drafts) output.line(`${flowId}: draft ${draftId}`);
      for (const { name, revision } of done.services) output.line(`service ${name}: revision ${revision}`);
      output.line(`${done.drafts.length} drafts, ${done.tests} tests; ${done.kept.length} flows are left as they are here.`);
    },
  },
];

function namesIn(list: string | true): readonly string[] {
  return list === true
    ? []
    : list
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');
}

/** `sap-stock@3`. */
function readFlowAt(text: string): { readonly flow: string; readonly version?: number } {
  const [flow = '', version] = text.split('@');
  if (version === undefined) return { flow };
  if (!/^[1-9]\d{0,8}$/.test(version)) throw new UsageError(`"${text}" is no flow with its version; write ${flow}@3.`);
  return { flow, version: Number(version) };
}

function readRenaming(text: string): readonly [string, string] {
  const [flow = '', id = ''] = text.split('=');
  if (flow === '' || id === '') throw new UsageError(`"${text}" gives no flow a new id; write order-change=order-change-new.`);
  return [flow, id];
}

function toRow({ flowId, major, version, owner, standing, here, tests, mayTake, proposal }: BundledFlowLook) {
  const where = here === undefined ? '' : here.version === undefined ? ' (draft)' : ` (v${here.version})`;
  return {
    flow: flowId,
    contract: `v${major}`,
    version,
    folder: owner,
    here: `${standing}${where}`,
    tests: tests.length,
    import: mayTake ? proposal : 'not allowed',
  };
}
