/** Imported services: what they can do, importing a description, looking at what a newer one changes first. Importing runs nothing. */
import type { ServicePreview, ServiceView } from '#flows/api/services.ts';
import { hasErrors, type Problem } from '#flows/problem.ts';
import { compareServices } from '#flows/services/compare-services.ts';
import { SERVICE_LIMITS, type ServiceOperation, type ServiceReading } from '#flows/services/service.ts';
import { collectInSlices } from '../../services/collect-in-slices.ts';
import { named } from '../../services/named-service.ts';
import type { ReadApart } from '../../services/read-apart.ts';
import { requireUsers } from '../../services/require-users.ts';
import type { ServiceUses } from '../../services/service-uses.ts';
import type { FlowDefinitions } from '../../store/flow-definitions.ts';
import type { ServiceDefinitions, ServiceRow } from '../../store/service-definitions.ts';
import { ApiError, refusals } from '../api-error.ts';
import { BIG_BODY_BYTES } from '../json-body.ts';
import type { ApiRequest, Route } from '../route.ts';
import { closed, text } from '../schemas.ts';

/** Stands in addresses and in flows. */
const SERVICE_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export interface ServiceRouteParts {
  readonly definitions: ServiceDefinitions & FlowDefinitions;
  readonly serviceUses: ServiceUses;
  readonly readApart: ReadApart;
}

export function serviceRoutes({ definitions, serviceUses, readApart }: ServiceRouteParts): readonly Route[] {
  const one = '/api/services/{name}';
  const body = closed({ text: text(SERVICE_LIMITS.bytes), path: text(200) }, ['text']);

  function nameOf({ params }: ApiRequest): string {
    const name = params['name']!;
    if (!SERVICE_NAME.test(name) || name.length > 64) throw refusals.invalidSlug('service name', name);
    return name;
  }

  function find(request: ApiRequest): ServiceRow {
    const name = nameOf(request);
    const row = definitions.findService(name);
    if (row === undefined) throw refusals.notFound('service', name);
    return row;
  }

  return [
    {
      method: 'GET',
      path: '/api/services',
      summary: 'All imported services with their operations, each in its newest description.',
      right: 'flows.read',
      answer: 'Page<ServiceView>',
      handle: () => ({ body: { items: definitions.listServices().map(toView) } }),
    },
    {
      method: 'GET',
      path: one,
      summary: 'One service with its operations.',
      right: 'flows.read',
      answer: 'ServiceView',
      handle(request) {
        const row = find(request);
        return { body: toView(row), headers: { ETag: `"${row.revision}"` } };
      },
    },
    {
      method: 'GET',
      path: `${one}/operation`,
      summary: 'One operation with the config that a node begins with.',
      right: 'flows.read',
      query: { id: { description: 'Id of the operation.' } },
      answer: 'ServiceOperation',
      handle(request) {
        const { description } = find(request);
        const id = request.query['id'] ?? '';
        const operation = description.operations.find((candidate) => candidate.id === id);
        if (operation === undefined) throw refusals.notFound('operation', id);
        return { body: operation };
      },
    },
    {
      method: 'GET',
      path: `${one}/uses`,
      summary: 'Where flows that you may read use the service, and what its newest description changes for them.',
      right: 'flows.read',
      answer: 'Page<ServiceUse>',
      handle(request) {
        const { name, description } = find(request);
        return { body: { items: usesOf(request, name, description.operations) } };
      },
    },
    {
      method: 'POST',
      path: `${one}/preview`,
      summary: 'What importing this description would bring and change. Stores nothing.',
      right: 'drafts.write',
      mostBytes: BIG_BODY_BYTES,
      body,
      answer: 'ServicePreview',
      async handle(request) {
        const name = nameOf(request);
        const { description, problems } = await readGiven(request, name);
        if (description === undefined) return { body: { problems, changes: [], uses: [] } satisfies ServicePreview };
        const { operations, ...said } = named(name, description);
        const before = definitions.findService(name)?.description.operations;
        const preview: ServicePreview = {
          ...said,
          operations: operations.map(toEntry),
          problems,
          changes: before === undefined ? [] : await collectInSlices(compareServices(before, operations)),
          uses: usesOf(request, name, operations),
        };
        return { body: preview };
      },
    },
    {
      method: 'PUT',
      path: one,
      summary:
        'Imports a description: OpenAPI 3.0 or 3.1 as JSON or YAML, or the $metadata of an OData service, whose `path` is given where they do not say it. If-Match carries the revision, 0 for a new service. Flows keep what they were drawn with.',
      right: 'drafts.write',
      mostBytes: BIG_BODY_BYTES,
      ifMatch: true,
      body,
      answer: 'ServiceView',
      async handle(request) {
        const name = nameOf(request);
        const { text: given } = request.body as GivenService;
        requireUsers(serviceUses, name, request.may);
        const { description, problems } = await readGiven(request, name);
        if (description === undefined) throw unreadable(problems);
        const whole = named(name, description);
        const row = await definitions.putService(name, whole, given, request.revision(), {
          by: request.caller.name,
          action: 'service-imported',
          object: `service ${name}`,
          detail: { version: whole.version, operations: whole.operations.length, leftOut: problems.length },
        });
        if (row !== undefined) return { body: toView(row), headers: { ETag: `"${row.revision}"` } };
        const current = definitions.findService(name);
        throw refusals.changedMeanwhile(current === undefined ? null : toView(current));
      },
    },
    {
      method: 'DELETE',
      path: one,
      summary: 'Removes a service from the palette. Flows that use it go on: they hold what they were drawn with.',
      right: 'drafts.write',
      async handle(request) {
        const { name } = find(request);
        requireUsers(serviceUses, name, request.may);
        await definitions.deleteService(name, { by: request.caller.name, action: 'service-removed', object: `service ${name}` });
        return {};
      },
    },
  ];

  /** A newer description stands where the older one stood. */
  function readGiven({ body: given }: ApiRequest, name: string): Promise<ServiceReading> {
    const { text: description, path } = given as GivenService;
    return readApart(description, path ?? definitions.findService(name)?.description.path);
  }

  function usesOf(request: ApiRequest, name: string, operations: readonly ServiceOperation[]) {
    return serviceUses.of(name, operations, (folder) => request.may('flows.read', { folder }));
  }
}

interface GivenService {
  readonly text: string;
  readonly path?: string;
}

function toView({ name, revision, description, importedBy, importedAt }: ServiceRow): ServiceView {
  const { operations, ...said } = description;
  return { name, revision, ...said, importedBy, importedAt, operations: operations.map(toEntry) };
}

function toEntry({ id, label, summary, type }: ServiceOperation): ServiceView['operations'][number] {
  return { id, label, summary, type };
}

function unreadable(problems: readonly Problem[]): ApiError {
  const first = problems.find((problem) => hasErrors([problem]));
  return new ApiError(400, first?.code ?? 'description-malformed', first?.message ?? 'The description cannot be read.', first?.help);
}
