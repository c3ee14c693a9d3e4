/** The sandbox's control port, reached by pages and programs through our own sign-in. */
import type { Page } from '#flows/api/page.ts';
import type { SandboxConnection } from '#flows/api/sandbox.ts';
import type { JsonObject } from '#flows/json.ts';
import type { SandboxControl } from '../../sandbox/sandbox-control.ts';
import type { SandboxSystem } from '../../sandbox/sandbox-systems.ts';
import { ApiError } from '../api-error.ts';
import type { ApiAnswer, Route } from '../route.ts';
import { anyObject } from '../schemas.ts';

export function sandboxRoutes(control: () => SandboxControl | undefined, systems: readonly SandboxSystem[]): readonly Route[] {
  function requireControl(): SandboxControl {
    const running = control();
    if (running === undefined)
      throw new ApiError(404, 'sandbox-off', 'This installation runs without the sandbox.', 'Start it with MILLRACE_SANDBOX=on.');
    return running;
  }
  async function pass(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<ApiAnswer> {
    const answer = await requireControl().call(method, path, body as JsonObject | undefined);
    return answer.body === null ? { status: 204 } : { status: answer.status, body: answer.body };
  }
  const queryText = (query: { readonly [name: string]: string }) =>
    Object.keys(query).length === 0 ? '' : `?${new URLSearchParams(query)}`;

  const routes: readonly Route[] = [
    {
      method: 'GET',
      path: '/api/sandbox',
      summary: 'Which systems listen, which faults are armed, what traffic runs.',
      right: 'runs.read',
      answer: 'SandboxState',
      async handle() {
        const running = control();
        if (running === undefined) return { body: { running: false, systems: [], faults: [] } };
        return { body: { running: true, ...((await running.call('GET', '/state')).body as JsonObject) } };
      },
    },
    {
      method: 'GET',
      path: '/api/sandbox/connections',
      summary: 'How connections to the systems of the sandbox look. Their secrets are filled in when one is made; nobody types them.',
      right: 'connections.read',
      answer: 'Page<SandboxConnection>',
      handle: () => ({
        body: {
          items: systems.map(({ name, type, settings, secrets }) => ({ name, type, settings, secrets: Object.keys(secrets) })),
        } satisfies Page<SandboxConnection>,
      }),
    },
    {
      method: 'GET',
      path: '/api/sandbox/faults',
      summary: 'The fault panel.',
      right: 'sandbox.use',
      answer: 'Json',
      handle: () => pass('GET', '/faults'),
    },
    {
      method: 'POST',
      path: '/api/sandbox/faults',
      summary: 'Arms a fault.',
      right: 'sandbox.use',
      answer: 'Json',
      body: anyObject,
      handle: ({ body }) => pass('POST', '/faults', body),
    },
    {
      method: 'DELETE',
      path: '/api/sandbox/faults',
      summary: 'Removes all faults.',
      right: 'sandbox.use',
      answer: 'Json',
      handle: () => pass('DELETE', '/faults'),
    },
    {
      method: 'DELETE',
      path: '/api/sandbox/faults/{id}',
      summary: 'Removes one fault.',
      right: 'sandbox.use',
      answer: 'Json',
      handle: ({ params }) => pass('DELETE', `/faults/${encodeURIComponent(params['id']!)}`),
    },
    {
      method: 'GET',
      path: '/api/sandbox/record',
      summary: 'What arrived at the simulated systems, and what it did there.',
      right: 'sandbox.use',
      answer: 'Json',
      query: {
        system: { description: 'sap, crm, scheduler or plant.', pattern: 'sap|crm|scheduler|plant' },
        after: { description: 'Last seq that is known.', pattern: '\\d{1,12}' },
        limit: { description: 'Entries at most.', pattern: '\\d{1,4}' },
        about: { description: 'A business key, or the order that an entry belongs to.', pattern: '.{1,80}' },
      },
      handle: ({ query }) => pass('GET', `/record${queryText(query)}`),
    },
    {
      method: 'GET',
      path: '/api/sandbox/traffic',
      summary: 'The traffic generator.',
      right: 'sandbox.use',
      answer: 'Json',
      handle: () => pass('GET', '/traffic'),
    },
    {
      method: 'POST',
      path: '/api/sandbox/traffic',
      summary: 'Starts realistic order changes at a rate.',
      right: 'sandbox.use',
      answer: 'Json',
      body: anyObject,
      handle: ({ body }) => pass('POST', '/traffic', body),
    },
    {
      method: 'DELETE',
      path: '/api/sandbox/traffic',
      summary: 'Stops the traffic.',
      right: 'sandbox.use',
      answer: 'Json',
      handle: () => pass('DELETE', '/traffic'),
    },
    {
      method: 'POST',
      path: '/api/sandbox/change-requests',
      summary: 'Makes one change request in CRM, as a customer would.',
      right: 'sandbox.use',
      answer: 'Json',
      body: anyObject,
      handle: ({ body }) => pass('POST', '/crm/change-requests', body),
    },
    {
      method: 'POST',
      path: '/api/sandbox/plant-confirmations',
      summary: 'Lets the plant that knows files only drop a file of confirmations, for some orders or for those it has open.',
      right: 'sandbox.use',
      answer: 'Json',
      body: anyObject,
      handle: ({ body }) => pass('POST', '/plant/confirmations', body),
    },
    {
      method: 'POST',
      path: '/api/sandbox/reset',
      summary: 'Puts the simulated systems back to their seeded data.',
      right: 'sandbox.use',
      answer: 'Json',
      handle: () => pass('POST', '/reset', {}),
    },
    {
      method: 'GET',
      path: '/api/sandbox/view/{system}/{path}',
      summary: 'What a simulated system holds: orders, items, schedule. The path is URL-encoded.',
      right: 'sandbox.use',
      answer: 'Json',
      handle: ({ params }) =>
        pass('GET', `/view/${encodeURIComponent(params['system']!)}/${params['path']!.split('/').map(encodeURIComponent).join('/')}`),
    },
  ];
  return routes.map((route) => (route.right === 'sandbox.use' ? { ...route, handle: inDevelopment(route.handle) } : route));
}

/** The sandbox belongs to one environment; a right elsewhere is none here. */
function inDevelopment(handle: Route['handle']): Route['handle'] {
  return (request) => {
    request.requireSomewhere('sandbox.use', 'development');
    return handle(request);
  };
}
