/** A simulator with a host of memory and a client that knows its way, for tests. */
import type { JsonObject } from '#flows/json.ts';
import { createLandscape, seededRandom } from '../../sandbox/landscape.ts';
import type { LandscapeOrder, LandscapeOrderStatus } from '../../sandbox/landscape-model.ts';
import type { Fault, OutboundDelivery, RecordEntry, Simulator, SimulatorHost, SimulatorResponse } from '../../sandbox/simulator.ts';
import { type BatchAnswerPart, type BatchRequestPart, readBatchResponse, writeBatchRequest } from '../odata/batch.ts';
import type { SapSimulatorOptions } from './options.ts';
import { createSapSimulator } from './sap-simulator.ts';

export const SALES = '/sap/opu/odata/sap/API_SALES_ORDER_SRV';
export const BASIC = `Basic ${Buffer.from('MILLRACE:sandbox').toString('base64')}`;
/** A Monday at eight in the morning. */
export const START = Date.parse('2026-11-30T08:00:00.000Z');

const DAY = new Date(START).toISOString().slice(0, 10);

export interface Answered {
  readonly status: number;
  readonly headers: SimulatorResponse['headers'];
  readonly text: string;
  /** Body as JSON; throws where it is none. */
  json(): JsonObject;
}

export interface SapFixture {
  readonly sap: Simulator;
  readonly records: RecordEntry[];
  readonly delivered: OutboundDelivery[];
  /** Arm a fault; it strikes until its `times` are used up. */
  arm(fault: Partial<Fault> & Pick<Fault, 'kind'>): void;
  advance(milliseconds: number): void;
  get(path: string, headers?: Record<string, string>): Promise<Answered>;
  /** With token and cookies of a session opened at the first need. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
  batch(
    parts: readonly BatchRequestPart[],
    headers?: Record<string, string>,
  ): Promise<{ readonly status: number; readonly parts: readonly BatchAnswerPart[] }>;
  /** Without any help. */
  raw(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Answered>;
  etagOf(order: string): Promise<string>;
  /** The order as the view shows it. */
  held(order: string): HeldOrder;
}

/** What tests look at of an order; the view has more. */
export interface HeldOrder {
  readonly [field: string]: unknown;
  readonly items: readonly HeldItem[];
  readonly changeLog: readonly {
    readonly user: string;
    readonly changes: readonly { readonly field: string; readonly old: string; readonly new: string }[];
  }[];
  readonly lock: { readonly user: string } | null;
}

export interface HeldItem {
  readonly [field: string]: unknown;
  readonly SalesOrderItem: string;
  readonly RequestedQuantity: string;
  readonly ConfdDelivQtyInOrderQtyUnit: string;
  readonly scheduleLines: readonly { readonly [field: string]: string | null }[];
}

/** The n-th seeded order of a kind (seed 7); its number as the API writes it. */
export function seededOrder(status: LandscapeOrderStatus, n = 0): LandscapeOrder & { readonly shown: string } {
  const order = createLandscape(7, DAY).orders.filter((one) => one.status === status)[n];
  if (order === undefined) throw new Error(`the landscape has no ${n}th order that is ${status}`);
  return { ...order, shown: order.salesOrder.replace(/^0+/, '') };
}

export function openSap(options: Partial<SapSimulatorOptions> = {}, seed = 7): SapFixture {
  const records: RecordEntry[] = [];
  const delivered: OutboundDelivery[] = [];
  const faults: { fault: Fault; left: number }[] = [];
  let now = START;
  const host: SimulatorHost = {
    seed,
    landscapeDay: DAY,
    now: () => now,
    random: seededRandom(seed),
    record: (draft) => {
      const entry: RecordEntry = { ...draft, seq: records.length + 1, at: new Date(now).toISOString(), system: 'sap' };
      records.push(entry);
      return entry;
    },
    deliver: (message) => void delivered.push(message),
    takeFault: (kind, operation, key) => {
      const hit = faults.find(
        (one) =>
          one.left > 0 &&
          one.fault.kind === kind &&
          (one.fault.operation === undefined || operation.includes(one.fault.operation)) &&
          (one.fault.key === undefined || one.fault.key === key),
      );
      if (hit === undefined) return undefined;
      hit.left -= 1;
      return hit.fault;
    },
    after: (_milliseconds, callback) => callback(),
  };
  const sap = createSapSimulator(host, options);
  let session: { token: string; cookie: string } | undefined;

  async function raw(method: string, path: string, headers: Record<string, string>, body = ''): Promise<Answered> {
    const answer = await sap.handle({ method, url: path, headers: { host: 'sap.test', ...headers }, body: Buffer.from(body) });
    const text = answer.body.toString();
    return { status: answer.status, headers: answer.headers, text, json: () => JSON.parse(text) as JsonObject };
  }

  async function opened(): Promise<{ token: string; cookie: string }> {
    if (session !== undefined) return session;
    const answer = await raw('HEAD', `${SALES}/`, { authorization: BASIC, 'x-csrf-token': 'Fetch' });
    const cookies = answer.headers['set-cookie'] as readonly string[];
    session = { token: String(answer.headers['x-csrf-token']), cookie: cookies.map((one) => one.split(';')[0]).join('; ') };
    return session;
  }

  const get: SapFixture['get'] = (path, headers = {}) => raw('GET', path, { authorization: BASIC, accept: 'application/json', ...headers });

  const send: SapFixture['send'] = async (method, path, body, headers = {}) => {
    const { token, cookie } = await opened();
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const own = { authorization: BASIC, accept: 'application/json', 'content-type': 'application/json', 'x-csrf-token': token, cookie };
    return raw(method, path, { ...own, ...headers }, text);
  };

  return {
    sap,
    records,
    delivered,
    arm: (fault) =>
      void faults.push({ fault: { id: `f${faults.length}`, system: 'sap', ...fault }, left: fault.times ?? Number.POSITIVE_INFINITY }),
    advance: (milliseconds) => {
      now += milliseconds;
    },
    get,
    send,
    raw,
    batch: async (parts, headers = {}) => {
      const written = writeBatchRequest(parts, 'batch_test');
      const answer = await send('POST', `${SALES}/$batch`, written.body, { 'content-type': written.contentType, ...headers });
      const read = answer.status === 202 ? readBatchResponse(String(answer.headers['content-type']), answer.text) : [];
      if (typeof read === 'string') throw new Error(read);
      return { status: answer.status, parts: read };
    },
    held: (order) => sap.view(`/orders/${order}`) as unknown as HeldOrder,
    etagOf: async (order) => String((await get(`${SALES}/A_SalesOrder('${order}')`)).headers['etag']),
  };
}
