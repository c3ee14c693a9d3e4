/** For tests of the shell: a system with one kind of write, and a CRM without customers. */
import type { Json, JsonObject } from '#flows/json.ts';
import { contentHash } from './content-hash.ts';
import type { SimulatedSystem, Simulator, SimulatorHost, SimulatorRequest } from './simulator.ts';
import type { SimulatorFactories } from './simulators.ts';
import type { ChangeRequestDesk } from './traffic.ts';

/** `POST /things/{key}` stores the body, `GET` reads it, `POST /announce/{key}` sends the body to the system's subscriber, `POST /later/{key}` stores after 5 ms. */
export function createThingSimulator(system: SimulatedSystem, host: SimulatorHost): Simulator {
  let things: { readonly [key: string]: Json } = {};
  const topic = { sap: 'sap-event', crm: 'crm-outbound-message', scheduler: 'scheduler-callback' }[system];

  function store(key: string, value: Json): void {
    things = { ...things, [key]: value };
    host.record({ operation: 'store-thing', object: 'thing', key, hash: contentHash(value), applied: true });
  }

  return {
    system,
    handle({ method, url, body }: SimulatorRequest) {
      const [kind = '', key = ''] = url.slice(1).split('/');
      const json = (status: number, value: Json) => ({
        status,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(value),
      });
      if (method === 'GET') return json(things[key] === undefined ? 404 : 200, things[key] ?? null);
      const lock = host.takeFault('lock', 'store-thing', key);
      if (lock !== undefined) {
        host.record({ operation: 'store-thing', object: 'thing', key, hash: '', applied: false, refusal: 'locked' });
        return json(423, { locked: key });
      }
      const value = JSON.parse(body.toString('utf8')) as Json;
      if (kind === 'announce')
        host.deliver({ topic, headers: {}, body: JSON.stringify(value), key, accepted: (status) => status >= 200 && status < 300 });
      else if (kind === 'later') host.after(5, () => store(key, value));
      else store(key, value);
      return json(201, { stored: key });
    },
    faultResponse: (kind, { retryAfter }) => ({
      status: { throttled: 429, unavailable: 503, 'html-500': 500 }[kind],
      headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
      body: kind === 'html-500' ? '<html>broken</html>' : kind,
    }),
    view: (path) => (path === '/things' ? things : undefined),
    snapshot: () => ({ things }),
    restore(snapshot) {
      things = (snapshot as JsonObject)['things'] as JsonObject;
    },
    reset() {
      things = {};
    },
  };
}

const noCustomers: ChangeRequestDesk = {
  changeableOrders: () => [],
  findOrder: () => undefined,
  enterChangeRequest: () => {
    throw new Error('There are no customers.');
  },
  notifyAgain: () => undefined,
};

export const createThingSimulators: SimulatorFactories = {
  sap: (host) => createThingSimulator('sap', host),
  crm: (host) => ({ ...createThingSimulator('crm', host), ...noCustomers }),
  scheduler: (host) => createThingSimulator('scheduler', host),
};
