/** The connector over real HTTP against the sandbox process's own shell: sockets, faults and record as in production. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import { MemoryLedger } from '../../test/support/memory-ledger.ts';
import { createConnection, createStep, runAttempts } from '../../test/support/step-context.ts';
import type { ConnectionAccess } from '../connection.ts';
import { type ClosableHttpClient, createHttpClient } from '../http/undici-client.ts';
import { CREDENTIALS, makeFolder, type StartedSandbox, startSandbox } from '../sandbox/sandbox-fixture.ts';
import { createSimulators } from '../sandbox/simulators.ts';
import { sapChangeSalesOrder } from './change-sales-order/execute.ts';
import { sapODataConnection } from './connection.ts';
import { sapReadEntities } from './read-entities/execute.ts';

const { folder, remove } = makeFolder();
let sandbox: StartedSandbox;
let http: ClosableHttpClient;
let connection: ConnectionAccess;

beforeAll(async () => {
  sandbox = await startSandbox(folder, createSimulators);
  const { sap } = sandbox.ports;
  const baseUrl = `http://127.0.0.1:${sap}`;
  http = createHttpClient({ baseUrl, allowedHosts: [`127.0.0.1:${sap}`], allowedLoopbackPorts: [sap] });
  const settings = { baseUrl, sapClient: '100', user: CREDENTIALS.sap.user };
  connection = createConnection({ type: 'sap-odata', http, settings, secrets: { password: CREDENTIALS.sap.password } });
});
afterAll(async () => {
  await http.close();
  await sandbox.close();
  remove();
});

interface Applied {
  readonly operation: string;
  readonly key: string;
  readonly applied: boolean;
}

async function appliedTo(salesOrder: string): Promise<number> {
  const { body } = await sandbox.control('GET', '/record?system=sap&after=0');
  const entries = (Array.isArray(body)
    ? body
    : ((body as JsonObject)['entries'] ?? (body as JsonObject)['items'])) as unknown as readonly Applied[];
  return entries.filter((entry) => entry.applied && entry.key === salesOrder).length;
}

/** One order per case, so that none meets the fault of another. */
async function orderNumber(nth: number): Promise<{ readonly salesOrder: string; readonly item: string; readonly quantity: string }> {
  const config = {
    service: 'API_SALES_ORDER_SRV',
    entitySet: 'A_SalesOrderItem',
    where: { DeliveryStatus: 'A', SalesDocumentRjcnReason: '' },
    filter: 'RequestedQuantity gt 2m',
    maxRows: 5000,
  };
  const outcome = await sapReadEntities.execute(createStep({ config, connection }));
  const rows = ((outcome as unknown as { readonly output: JsonObject }).output['rows'] ?? []) as readonly JsonObject[];
  const orders = [...new Map(rows.map((row) => [row['SalesOrder'], row])).values()];
  const row = orders[nth] ?? {};
  return {
    salesOrder: String(row['SalesOrder']).padStart(10, '0'),
    item: String(row['SalesOrderItem']),
    quantity: String(Number(row['RequestedQuantity']) - 1),
  };
}

describe('over the wire', () => {
  test('the check passes', async () => {
    const rungs = await sapODataConnection.check(connection, new AbortController().signal);
    expect(rungs.filter(({ state }) => state === 'failed')).toEqual([]);
    expect(rungs.length).toBeGreaterThan(10);
  });

  test.each([
    ['drop-answer', ['confirmed']],
    ['session-lost', []],
    ['unavailable', []],
    ['throttled', []],
    ['html-500', ['not-applied']],
    ['malformed', ['confirmed']],
    ['lock', []],
  ])('RES-1 %s: the change is applied exactly once', async (kind, probes) => {
    const nth = ['drop-answer', 'session-lost', 'unavailable', 'throttled', 'html-500', 'malformed', 'lock'].indexOf(kind);
    const { salesOrder, item, quantity } = await orderNumber(nth + 1);
    const config: Json = { salesOrder, items: [{ item, quantity }], header: {}, ownFields: [], refusedWhenLockedAfter: 5 };
    const fault = { system: 'sap', kind, times: 1, operation: 'change-sales-order', key: salesOrder };
    expect((await sandbox.control('POST', '/faults', fault)).status).toBeLessThan(300);
    const ledger = new MemoryLedger();

    const outcome = await runAttempts(sapChangeSalesOrder, { config, connection, ledger });

    expect(outcome.kind === 'done' && outcome.port).toMatch(/^(confirmed|partly-confirmed|unconfirmed|blocked)$/);
    expect(ledger.probes).toEqual(probes);
    expect(await appliedTo(salesOrder)).toBe(1);
    const { body: armed } = await sandbox.control('GET', '/faults');
    expect(JSON.stringify(armed)).not.toContain(salesOrder);
  });
});
