import type { Page } from '#flows/api/page.ts';
import type { ServicePreview, ServiceUse, ServiceView } from '#flows/api/services.ts';
import { hasErrors } from '#flows/problem.ts';
import { CliError, path } from './api-client.ts';
import type { Command } from './command.ts';
import { readTextFile } from './read-file.ts';

export const serviceCommands: readonly Command[] = [
  {
    name: 'services list',
    usage: '',
    summary: 'Imported services with how much they offer.',
    async run({ client, output }) {
      const { items } = await client.get<Page<ServiceView>>('/api/services');
      const rows = items.map(({ operations, ...service }) => ({ ...service, operations: operations.length }));
      output.table({ items: rows }, ['name', 'kind', 'title', 'version', 'revision', 'operations', 'importedBy']);
    },
  },
  {
    name: 'services import',
    usage: 'NAME FILE [--path PATH] [--preview]',
    summary:
      'Imports an OpenAPI document (JSON or YAML) or $metadata of OData under a name, over the one that is there; --path says where a service of OData V4 stands, --preview only what it would change.',
    async run({ words: [name, file], flags, client, output }) {
      const text = readTextFile(file!);
      const body = { text, ...(flags['path'] === undefined ? {} : { path: flags['path'] }) };
      const address = path`/api/services/${name!}`;
      const preview = await client.send<ServicePreview>('POST', `${address}/preview`, body);
      if (output.json && flags['preview'] === true) output.value(preview);
      else if (!output.json) {
        for (const { severity, path: place, message, help, code } of preview.problems)
          output.line(`${severity}: ${place}: ${message} ${help} (${code})`);
        for (const { operation, kind, reasons } of preview.changes) output.line(`${kind}: ${operation} ${reasons.join(' ')}`.trimEnd());
        for (const use of preview.uses.filter(({ standing }) => standing === 'breaks'))
          output.line(
            `breaks: ${use.flowId} ${use.version === undefined ? 'draft' : `v${use.version}`} ${use.nodeId}: ${use.reasons.join(' ')}`,
          );
      }
      if (hasErrors(preview.problems)) throw new CliError(`${file} cannot be imported.`);
      if (flags['preview'] === true) return;
      const known = (await client.get<Page<ServiceView>>('/api/services')).items.find((service) => service.name === name);
      const stored = await client.send<ServiceView>('PUT', address, body, { 'if-match': `"${known?.revision ?? 0}"` });
      output.value({ name: stored.name, revision: stored.revision, version: stored.version, operations: stored.operations.length });
    },
  },
  {
    name: 'services uses',
    usage: 'NAME',
    summary: 'Where flows use a service, and whether its newest description breaks them.',
    async run({ words: [name], client, output }) {
      const { items } = await client.get<Page<ServiceUse>>(path`/api/services/${name!}/uses`);
      const rows = items.map(({ liveIn, reasons, ...use }) => ({ ...use, live: liveIn.join(', '), reasons: reasons.join(' ') }));
      output.table({ items: rows }, ['flowId', 'version', 'live', 'nodeId', 'operation', 'standing', 'reasons']);
    },
  },
  {
    name: 'services remove',
    usage: 'NAME',
    summary: 'Takes a service out of the palette; flows keep what they were drawn with. Audited.',
    async run({ words: [name], client }) {
      await client.send<unknown>('DELETE', path`/api/services/${name!}`);
    },
  },
];
