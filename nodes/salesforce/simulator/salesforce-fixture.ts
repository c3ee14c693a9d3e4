/** For tests: the simulator on a host that keeps everything in arrays, and a signed-in caller. */
import type { Json, JsonObject } from '#flows/json.ts';
import { DEFAULT_TODAY, seededRandom } from '../../sandbox/landscape.ts';
import type { Fault, OutboundDelivery, RecordEntry, SimulatorHost, SimulatorResponse } from '../../sandbox/simulator.ts';
import type { SalesforceSimulatorOptions } from './options.ts';
import { createSalesforceSimulator } from './salesforce-simulator.ts';

export interface FakeHost extends SimulatorHost {
  readonly recorded: RecordEntry[];
  readonly delivered: OutboundDelivery[];
  /** Taken by the first `takeFault` of its kind whose operation and key fit. */
  readonly faults: Fault[];
  clock: number;
}

export function createFakeHost(seed = 7): FakeHost {
  const random = seededRandom(seed);
  const host: FakeHost = {
    seed,
    landscapeDay: DEFAULT_TODAY,
    clock: Date.parse(`${DEFAULT_TODAY}T08:00:00.250Z`),
    recorded: [],
    delivered: [],
    faults: [],
    now: () => host.clock,
    random,
    record(draft) {
      const entry: RecordEntry = { seq: host.recorded.length + 1, at: new Date(host.clock).toISOString(), system: 'crm', ...draft };
      host.recorded.push(entry);
      return entry;
    },
    deliver: (message) => host.delivered.push(message),
    takeFault(kind, operation, key = []) {
      const keys = typeof key === 'string' ? [key] : key;
      const index = host.faults.findIndex(
        (fault) =>
          fault.kind === kind && operation.includes(fault.operation ?? '') && (fault.key === undefined || keys.includes(fault.key)),
      );
      return index === -1 ? undefined : host.faults.splice(index, 1)[0];
    },
    after: (_milliseconds, callback) => callback(),
  };
  return host;
}

export const CLIENT = { clientId: '3MVG9fixture', clientSecret: 'fixture-secret' };
const BASE = '/services/data/v62.0/';

export interface Answer {
  readonly status: number;
  readonly headers: SimulatorResponse['headers'];
  readonly body: Json;
}

export function createSalesforce(given: Partial<SalesforceSimulatorOptions> = {}) {
  const host = createFakeHost();
  const simulator = createSalesforceSimulator(host, { clients: () => [CLIENT], ...given });

  function send(method: string, url: string, body?: Json | string, headers: { readonly [name: string]: string } = {}): Answer {
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const json: { readonly [name: string]: string } =
      typeof body === 'string' || body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = simulator.handle({ method, url, headers: { host: 'crm.test', ...json, ...headers }, body: Buffer.from(text) });
    if (answer instanceof Promise) throw new Error('The simulator answers at once.');
    const content = String(answer.body);
    return { status: answer.status, headers: answer.headers, body: content === '' ? null : (JSON.parse(content) as Json) };
  }

  function signIn(
    form: { readonly [name: string]: string } = {
      grant_type: 'client_credentials',
      client_id: CLIENT.clientId,
      client_secret: CLIENT.clientSecret,
    },
  ): Answer {
    return send('POST', '/services/oauth2/token', new URLSearchParams(form).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    });
  }

  let token: string | undefined;
  /** Below the version, signed in, under the integration's tag. */
  function call(method: string, path: string, body?: Json, headers: { readonly [name: string]: string } = {}): Answer {
    token ??= String((signIn().body as JsonObject)['access_token']);
    return send(method, path.startsWith('/') ? path : BASE + path, body, {
      authorization: `Bearer ${token}`,
      'sforce-call-options': 'client=millrace',
      ...headers,
    });
  }

  const query = (soql: string, resource = 'query') => call('GET', `${resource}?q=${encodeURIComponent(soql)}`);
  const rows = (soql: string) => {
    const { status, body } = query(soql);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return (body as JsonObject)['records'] as readonly JsonObject[];
  };
  /** A new change request of order 4711 by the portal. */
  const aChangeRequest = (fields: JsonObject = {}, headers: { readonly [name: string]: string } = {}) =>
    call('POST', 'sobjects/Order_Change_Request__c', { ERP_Order_Number__c: '0000004711', Revision__c: 1, ...fields }, headers);

  return { host, simulator, send, signIn, call, query, rows, aChangeRequest, forgetToken: () => (token = undefined) };
}

export const errorCode = ({ body }: Answer): Json | undefined => (body as readonly JsonObject[])[0]?.['errorCode'];
export const idOf = ({ body }: Answer): string => String((body as JsonObject)['id']);
