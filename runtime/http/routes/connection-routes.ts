/** Connections of an environment: settings readable, secrets write-only, a check that climbs a ladder. */
import type { ConnectionView, MaintenanceWindow } from '#flows/api/connections.ts';
import type { ConnectionTypesView, NodeTypesView } from '#flows/api/node-types.ts';
import type { Page } from '#flows/api/page.ts';
import type { OfferedService } from '#flows/connection-manifest.ts';
import { wholeEnvironment } from '#flows/policy.ts';
import type { ConnectionType } from '#nodes/connection.ts';
import type { NodeType } from '#nodes/node.ts';
import type { AnnouncedMaintenance } from '../../connections/connection-maintenance.ts';
import type { OptionsQuestion } from '../../connections/connection-questions.ts';
import type { ConnectionInput, ConnectionService } from '../../connections/connection-service.ts';
import { refusals } from '../api-error.ts';
import { BIG_BODY_BYTES } from '../json-body.ts';
import type { ApiRequest, Route } from '../route.ts';
import { anyObject, closed, instant, reason, text } from '../schemas.ts';

const limits = closed(
  {
    concurrency: { type: 'integer', minimum: 1, maximum: 1_000 },
    ratePerSecond: { type: 'number', exclusiveMinimum: 0, maximum: 100_000 },
    burst: { type: 'integer', minimum: 1, maximum: 100_000 },
    openAfter: { type: 'integer', minimum: 1, maximum: 1_000 },
    trialAfterMs: { type: 'integer', minimum: 100, maximum: 3_600_000 },
    drainPerSecond: { type: 'number', exclusiveMinimum: 0, maximum: 10_000 },
    // A dry run: what flows would write is kept in the ledger and not sent.
    withholdWrites: { type: 'boolean' },
    // What is tried while a flow is drawn may really write; in development only.
    testWrites: { type: 'boolean' },
  },
  [],
);

/** What flows can name. */
const ROLE = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

const PLANT = { plant: { description: 'The one bound to this plant; left out: the one for all plants.' } } as const;

export function connectionRoutes(
  service: ConnectionService,
  catalog: { readonly nodeTypes: readonly NodeType[]; readonly connectionTypes: readonly ConnectionType[] },
  isEnvironment: (name: string) => boolean,
): readonly Route[] {
  const list = '/api/environments/{environment}/connections';
  const one = `${list}/{name}`;

  function environmentOf({ params, require }: ApiRequest, right: 'connections.read' | 'connections.write' | 'circuits.act'): string {
    const environment = params['environment']!;
    if (!isEnvironment(environment)) throw refusals.notFound('environment', environment);
    // Flows of every folder go through a connection: whoever changes it needs the right for all of them.
    require(right, right === 'connections.read' ? { environment } : wholeEnvironment(environment));
    return environment;
  }

  return [
    {
      method: 'GET',
      path: '/api/node-types',
      summary: 'Manifests of all node types, in palette order.',
      right: 'signed-in',
      answer: 'NodeTypesView',
      handle: () => ({ body: { nodeTypes: catalog.nodeTypes.map(({ manifest }) => manifest) } satisfies NodeTypesView }),
    },
    {
      method: 'GET',
      path: '/api/connection-types',
      summary: 'Manifests of all connection types.',
      right: 'signed-in',
      answer: 'ConnectionTypesView',
      handle: () => ({ body: { connectionTypes: catalog.connectionTypes.map(({ manifest }) => manifest) } satisfies ConnectionTypesView }),
    },
    {
      method: 'GET',
      path: list,
      summary: 'Connections of the environment with health.',
      right: 'connections.read',
      answer: 'Page<ConnectionView>',
      handle: (request) => ({ body: { items: service.list(environmentOf(request, 'connections.read')) } satisfies Page<ConnectionView> }),
    },
    {
      method: 'GET',
      path: one,
      summary: 'One connection; its revision is the ETag.',
      right: 'connections.read',
      query: PLANT,
      answer: 'ConnectionView',
      handle(request) {
        const view = service.get(environmentOf(request, 'connections.read'), request.params['name']!, request.query['plant']);
        return { body: view, headers: { ETag: `"${view.revision}"` } };
      },
    },
    {
      method: 'PUT',
      path: one,
      summary: 'Adds (If-Match: 0) or changes a connection. Secrets that are not given stay; an empty one is removed.',
      right: 'connections.write',
      ifMatch: true,
      body: closed(
        {
          type: text(64),
          settings: anyObject,
          secrets: { type: 'object', additionalProperties: { type: 'string', maxLength: 65_536 } },
          limits,
          plant: text(32),
        },
        ['type', 'settings'],
      ),
      answer: 'ConnectionView',
      async handle(request) {
        const environment = environmentOf(request, 'connections.write');
        const name = request.params['name']!;
        if (!ROLE.test(name)) throw refusals.invalidSlug('connection name', name);
        const view = await service.put(environment, name, request.body as ConnectionInput, request.revision(), request.caller.name);
        return { body: view, headers: { ETag: `"${view.revision}"` } };
      },
    },
    {
      method: 'DELETE',
      path: one,
      summary: 'Removes a connection and its secrets.',
      right: 'connections.write',
      query: PLANT,
      async handle(request) {
        await service.remove(
          environmentOf(request, 'connections.write'),
          request.params['name']!,
          request.query['plant'],
          request.caller.name,
        );
        return {};
      },
    },
    {
      method: 'POST',
      path: `${one}/check`,
      summary: 'Climbs the ladder: reach, sign in, read, permission to write; stops at the first rung that fails and says the fix.',
      right: 'connections.read',
      query: PLANT,
      answer: 'ConnectionCheckView',
      async handle(request) {
        return { body: await service.check(environmentOf(request, 'connections.read'), request.params['name']!, request.query['plant']) };
      },
    },
    {
      method: 'GET',
      path: `${one}/maintenance`,
      summary: 'Maintenance windows of the connection that have not ended, by time.',
      right: 'connections.read',
      query: PLANT,
      answer: 'Page<MaintenanceWindow>',
      handle(request) {
        const environment = environmentOf(request, 'connections.read');
        const items = service.maintenance(environment, request.params['name']!, request.query['plant']);
        return { body: { items } satisfies Page<MaintenanceWindow> };
      },
    },
    {
      method: 'POST',
      path: `${one}/maintenance`,
      summary: 'Announces a window in which nothing is called: runs are held, without alarm, and go on by themselves afterwards. Audited.',
      right: 'circuits.act',
      query: PLANT,
      body: closed({ from: instant, to: instant, reason }),
      answer: 'MaintenanceWindow',
      async handle(request) {
        const environment = environmentOf(request, 'circuits.act');
        const announced = request.body as AnnouncedMaintenance;
        const { plant } = request.query;
        return { body: await service.addMaintenance(environment, request.params['name']!, plant, announced, request.caller.name) };
      },
    },
    {
      method: 'DELETE',
      path: `${one}/maintenance/{windowId}`,
      summary: 'Takes a maintenance window back, also one that holds: what waits goes on. Audited.',
      right: 'circuits.act',
      query: PLANT,
      async handle(request) {
        const environment = environmentOf(request, 'circuits.act');
        const { name, windowId } = request.params as { readonly name: string; readonly windowId: string };
        await service.endMaintenance(environment, name, request.query['plant'], windowId, request.caller.name);
        return {};
      },
    },
    {
      method: 'POST',
      path: `${one}/metadata-comparison`,
      summary:
        "Holds the system's fields, read by the connection or given as a file, against what the example flows want; of one part of it by name.",
      right: 'connections.read',
      query: PLANT,
      mostBytes: BIG_BODY_BYTES,
      body: closed({ metadata: { type: 'string', minLength: 1 }, service: text(128) }, []),
      answer: 'MetadataComparisonView',
      async handle(request) {
        const { metadata, service: part } = request.body as { metadata?: string; service?: string };
        const environment = environmentOf(request, 'connections.read');
        return {
          body: await service.compareMetadata(environment, request.params['name']!, request.query['plant'], {
            text: metadata,
            service: part,
          }),
        };
      },
    },
    {
      method: 'GET',
      path: `${one}/services`,
      summary: 'The services that the system offers, read from its own catalogue; what could not be read of it is named.',
      right: 'connections.read',
      query: PLANT,
      answer: 'ServiceCatalogue',
      async handle(request) {
        const environment = environmentOf(request, 'connections.read');
        return { body: await service.listServices(environment, request.params['name']!, request.query['plant']) };
      },
    },
    {
      method: 'GET',
      path: `${one}/services/description`,
      summary: 'The description of one service of the system, read anew, as importing takes it. It imports nothing.',
      right: 'connections.read',
      query: {
        ...PLANT,
        service: { description: 'Name of the service as the list gives it.', pattern: '.{1,200}' },
        protocol: { description: 'V2 (when left out) or V4.', pattern: 'V[24]' },
      },
      answer: 'ServiceTextView',
      async handle(request) {
        const { plant, service: asked = '', protocol = 'V2' } = request.query;
        const environment = environmentOf(request, 'connections.read');
        const question = { service: asked, protocol: protocol as OfferedService['protocol'] };
        return { body: await service.describeService(environment, request.params['name']!, plant, question) };
      },
    },
    {
      method: 'POST',
      path: `${one}/options`,
      summary:
        'Values that the system has for a field of a node: a list of the connection type, searched. Read with its own user, kept for a minute.',
      right: 'connections.read',
      query: PLANT,
      body: closed(
        {
          list: text(64),
          given: { type: 'object', maxProperties: 8, additionalProperties: { type: 'string', maxLength: 400 } },
          search: { type: 'string', maxLength: 200 },
        },
        ['list'],
      ),
      answer: 'OptionsView',
      async handle(request) {
        const environment = environmentOf(request, 'connections.read');
        const question = request.body as OptionsQuestion;
        return { body: await service.listOptions(environment, request.params['name']!, request.query['plant'], question) };
      },
    },
  ];
}
