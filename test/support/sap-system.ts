/** A simulated SAP system with a connection to it, for tests of the SAP nodes. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '#nodes/connection.ts';
import { createLandscape } from '#nodes/sandbox/landscape.ts';
import type { Landscape, LandscapeOrder, LandscapeOrderItem, LandscapeOrderStatus } from '#nodes/sandbox/landscape-model.ts';
import type { Simulator } from '#nodes/sandbox/simulator.ts';
import type { SapSimulatorOptions } from '#nodes/sap/simulator/options.ts';
import { createSapSimulator } from '#nodes/sap/simulator/sap-simulator.ts';
import { createMemoryHost, type MemoryHost } from './memory-host.ts';
import { createSimulatorHttpClient, type SimulatorHttpClient } from './simulator-http-client.ts';
import { createConnection } from './step-context.ts';

export interface SapSystem {
  readonly simulator: Simulator;
  readonly host: MemoryHost;
  readonly http: SimulatorHttpClient;
  readonly landscape: Landscape;
  /** The same connection revision for the whole test: sessions and metadata are kept. */
  readonly connection: ConnectionAccess;
  /** The first seeded order with this status; `nth` takes a later one. */
  order(status: LandscapeOrderStatus, nth?: number): LandscapeOrder;
  /** An item of an open order that is confirmed in full for the day it was requested. */
  confirmedItem(): { readonly order: LandscapeOrder; readonly item: LandscapeOrderItem };
  /** As the system holds it. */
  view(salesOrder: string): JsonObject;
  /** A second user at work: changes the order directly, past our connection. */
  asSomebodyElse(path: string, body: JsonObject, salesOrder: string): Promise<void>;
}

export interface SapSystemSettings {
  readonly options?: Partial<SapSimulatorOptions>;
  readonly settings?: JsonObject;
  readonly password?: string;
}

export function createSapSystem({ options = {}, settings = {}, password = 'sandbox' }: SapSystemSettings = {}): SapSystem {
  const host = createMemoryHost('sap', 7);
  const simulator = createSapSimulator(host, {
    ...options,
    users: [
      { name: 'MILLRACE', password: 'sandbox' },
      { name: 'CLERK', password: 'desk' },
    ],
  });
  const http = createSimulatorHttpClient(simulator);
  const landscape = createLandscape(host.seed, host.landscapeDay);
  const connectTo = (user: string, secret: string, client: SimulatorHttpClient): ConnectionAccess =>
    createConnection({
      type: 'sap-odata',
      http: client,
      settings: {
        baseUrl: 'http://sap.test',
        sapClient: '100',
        language: 'EN',
        servicePath: '/sap/opu/odata/sap',
        authentication: 'basic',
        user,
        revisionField: 'YY1_CRMRevision_SDH',
        rejectionReason: '10',
        repeatableRequests: false,
        ...settings,
      },
      secrets: { password: secret },
    });
  const clerkHttp = createSimulatorHttpClient(simulator);
  return {
    simulator,
    host,
    http,
    landscape,
    connection: connectTo('MILLRACE', password, http),
    order: (status, nth = 0) => {
      const found = landscape.orders.filter((order) => order.status === status)[nth];
      if (found === undefined) throw new Error(`the landscape has no order ${nth} with status ${status}`);
      return found;
    },
    confirmedItem: () => {
      for (const order of landscape.orders.filter((one) => one.status === 'open')) {
        const held = (simulator.view(`/orders/${order.salesOrder}`) as JsonObject)['items'] as readonly JsonObject[];
        for (const item of order.items) {
          const lines = held.find((one) => Number(one['SalesOrderItem']) === Number(item.item))?.['scheduleLines'] as readonly JsonObject[];
          if (lines.length === 1 && lines[0]?.['ConfirmedDeliveryDate'] === item.requestedDate) return { order, item };
        }
      }
      throw new Error('the landscape has no confirmed item');
    },
    view: (salesOrder) => simulator.view(`/orders/${salesOrder}`) as JsonObject,
    asSomebodyElse: async (path, body, salesOrder) => {
      const root = '/sap/opu/odata/sap/API_SALES_ORDER_SRV';
      const signal = new AbortController().signal;
      const authorization = `Basic ${Buffer.from('CLERK:desk').toString('base64')}`;
      const headers = { authorization, 'sap-client': '100', accept: 'application/json' };
      const header = await clerkHttp.request({
        method: 'GET',
        url: `${root}/A_SalesOrder('${salesOrder}')`,
        headers: { ...headers, 'x-csrf-token': 'Fetch' },
        signal,
      });
      const cookie = header.cookies.map((line) => line.split(';', 1)[0]).join('; ');
      const { status, text } = await clerkHttp.request({
        method: 'PATCH',
        url: `${root}/${path}`,
        headers: {
          ...headers,
          cookie,
          'x-csrf-token': header.headers['x-csrf-token'] ?? '',
          'if-match': header.headers['etag'] ?? '*',
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
        signal,
      });
      if (status !== 204) throw new Error(`the other user was refused: ${status} ${text}`);
    },
  };
}

export function outputOf(outcome: { readonly kind: string }): JsonObject & { readonly [name: string]: Json } {
  if (outcome.kind !== 'done') throw new Error(`expected the step to be done, it is ${outcome.kind}`);
  return (outcome as unknown as { readonly output: JsonObject }).output;
}
