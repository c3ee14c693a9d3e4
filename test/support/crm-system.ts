/** A simulated CRM with a connection to it, for tests of the Salesforce nodes. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '#nodes/connection.ts';
import type { SalesforceSimulatorOptions } from '#nodes/salesforce/simulator/options.ts';
import { createSalesforceSimulator } from '#nodes/salesforce/simulator/salesforce-simulator.ts';
import type { Simulator } from '#nodes/sandbox/simulator.ts';
import { createMemoryHost, type MemoryHost } from './memory-host.ts';
import { createSimulatorHttpClient, type SimulatorHttpClient } from './simulator-http-client.ts';
import { createConnection } from './step-context.ts';

export interface CrmSystem {
  readonly simulator: Simulator;
  readonly host: MemoryHost;
  readonly http: SimulatorHttpClient;
  readonly connection: ConnectionAccess;
  /** Records of an object as the system holds them. */
  records(object: string): readonly JsonObject[];
  /** Another program at work, past our connection; gives the answer's body. */
  asSomebodyElse(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: JsonObject): Promise<Json>;
}

export interface CrmSystemSettings {
  readonly options?: Partial<SalesforceSimulatorOptions>;
  readonly settings?: JsonObject;
  readonly secrets?: { readonly [name: string]: string };
}

const CLIENT = { clientId: '3MVG9test', clientSecret: 'consumer-secret' };

export function createCrmSystem({ options = {}, settings = {}, secrets }: CrmSystemSettings = {}): CrmSystem {
  const host = createMemoryHost('crm', 7);
  const simulator = createSalesforceSimulator(host, { clients: () => [CLIENT], ...options });
  const connectTo = (http: SimulatorHttpClient, more: JsonObject) =>
    createConnection({
      type: 'salesforce',
      http,
      settings: {
        baseUrl: 'http://crm.test',
        clientId: CLIENT.clientId,
        authentication: 'client-credentials',
        apiVersion: '62.0',
        clientTag: 'millrace',
        ...more,
      },
      secrets: secrets ?? { clientSecret: CLIENT.clientSecret },
    });
  const http = createSimulatorHttpClient(simulator, 'crm.test');
  const other = createSimulatorHttpClient(simulator, 'crm.test');
  let token: string | undefined;

  return {
    simulator,
    host,
    http,
    connection: connectTo(http, settings),
    records: (object) => simulator.view(`records/${object}`) as unknown as readonly JsonObject[],
    async asSomebodyElse(method, path, body) {
      const signal = new AbortController().signal;
      if (token === undefined) {
        const form = new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: CLIENT.clientId,
          client_secret: CLIENT.clientSecret,
        });
        const answer = await other.request({ method: 'POST', url: '/services/oauth2/token', headers: {}, body: form.toString(), signal });
        token = (JSON.parse(answer.text) as { access_token: string }).access_token;
      }
      const answer = await other.request({
        method,
        url: `/services/data/v62.0${path}`,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'sforce-call-options': 'client=somebody' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal,
      });
      if (answer.status >= 300) throw new Error(`The CRM does not take it: ${answer.text}`);
      return answer.text === '' ? null : (JSON.parse(answer.text) as Json);
    },
  };
}
