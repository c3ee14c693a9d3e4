/** The connector over real HTTP against the sandbox's own shell: sockets, faults, record and signed messages as in production. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import { MemoryLedger } from '../../test/support/memory-ledger.ts';
import { createConnection, createStep, runAttempts } from '../../test/support/step-context.ts';
import type { ConnectionAccess } from '../connection.ts';
import { type ClosableHttpClient, createHttpClient } from '../http/undici-client.ts';
import { CREDENTIALS, makeFolder, type Receiver, type StartedSandbox, startReceiver, startSandbox } from '../sandbox/sandbox-fixture.ts';
import { createSimulators } from '../sandbox/simulators.ts';
import { schedulerConnection } from './connection.ts';
import { schedulerReceiveCommitment } from './receive-commitment/execute.ts';
import { schedulerRequestPlan } from './request-plan/execute.ts';
import { schedulerUpsertDemand } from './upsert-demand/execute.ts';

const { folder, remove } = makeFolder();
const LINE = { item: '000010', material: 'FG-1001', plant: '1010', quantity: '25.000', unit: 'ST', dueDate: '2027-06-15' };
const SUBSCRIBER_SECRET = `whsec_${Buffer.from('another secret of 24 byte').toString('base64')}`;
let sandbox: StartedSandbox;
let http: ClosableHttpClient;
let connection: ConnectionAccess;
let callbacks: Receiver;
let subscriber: Receiver;

beforeAll(async () => {
  sandbox = await startSandbox(folder, createSimulators);
  [callbacks, subscriber] = await Promise.all([startReceiver(), startReceiver()]);
  await sandbox.control('PUT', '/subscriptions', { 'scheduler-callback': { url: subscriber.url, secret: SUBSCRIBER_SECRET } });
  const { scheduler } = sandbox.ports;
  const baseUrl = `http://127.0.0.1:${scheduler}`;
  http = createHttpClient({ baseUrl, allowedHosts: [`127.0.0.1:${scheduler}`], allowedLoopbackPorts: [scheduler] });
  const secrets = { apiKey: CREDENTIALS.scheduler.apiKey };
  connection = createConnection({ type: 'scheduler', http, settings: { baseUrl }, secrets });
});
afterAll(async () => {
  await http.close();
  await sandbox.close();
  await Promise.all([callbacks.close(), subscriber.close()]);
  remove();
});

async function recordOf(operation: string, key: string): Promise<readonly JsonObject[]> {
  const { body } = await sandbox.control('GET', '/record?system=scheduler');
  return (body as readonly JsonObject[]).filter((entry) => entry['operation'] === operation && entry['key'] === key);
}

/** After Standard Webhooks, written here a second time. */
function isSigned({ headers, body }: Receiver['received'][number], secret: string): boolean {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
}

describe('over the wire', () => {
  test('the check passes', async () => {
    const rungs = await schedulerConnection.check(connection, new AbortController().signal);
    expect(rungs.map(({ state }) => state)).toEqual(['passed', 'passed', 'passed', 'passed', 'passed']);
  });

  test.each([
    ['drop-answer', ['confirmed']],
    ['malformed', ['confirmed']],
    ['html-500', ['not-applied']],
    ['unavailable', []],
    ['throttled', []],
    ['lock', []],
  ])('%s: the demand is applied once', async (kind, verdicts) => {
    const demandId = `90000000${String(['drop-answer', 'malformed', 'html-500', 'unavailable', 'throttled', 'lock'].indexOf(kind)).padStart(2, '0')}`;
    await sandbox.control('POST', '/faults', { system: 'scheduler', kind, operation: 'upsert-demand', key: demandId, times: 1 });
    const ledger = new MemoryLedger();
    const config = { demandId, demandRevision: 1, lines: [LINE] };
    expect(await runAttempts(schedulerUpsertDemand, { config, connection, ledger })).toMatchObject({ kind: 'done', port: 'done' });
    expect(ledger.probes).toEqual(verdicts);
    const record = await recordOf('upsert-demand', demandId);
    expect(record.filter(({ applied }) => applied === true)).toHaveLength(1);
    expect(record.some(({ fault }) => fault === kind)).toBe(true);
  });

  test('SHELL-24: a plan calls back and its commitments reach the subscriber, both signed with the secret of the subscription', async () => {
    const demandId = '9000000099';
    await schedulerUpsertDemand.execute(createStep({ config: { demandId, demandRevision: 1, lines: [LINE] }, connection }));
    const config = {
      requestId: `${demandId}/1`,
      mode: 'firm',
      demandIds: [demandId],
      frozenFenceDays: 0,
      allowSplit: true,
      alternativePlants: true,
      pollMs: 2_000,
      planTimeoutMs: 60_000,
    };
    const ledger = new MemoryLedger();
    const step = createStep({ config, connection, ledger, callbackUrl: callbacks.url });
    expect(await schedulerRequestPlan.execute(step)).toMatchObject({ kind: 'wait' });
    await Promise.all([callbacks.waitFor(1), subscriber.waitFor(1)]);

    const [callback, message] = [callbacks.received[0]!, subscriber.received[0]!];
    expect([callback, message].map((received) => isSigned(received, SUBSCRIBER_SECRET))).toEqual([true, true]);
    const answer = JSON.parse(callback.body) as Json;
    const resumed = createStep({ config, connection, ledger, resume: { by: 'callback', state: {}, answer } });
    expect(await schedulerRequestPlan.execute(resumed)).toMatchObject({
      port: 'feasible',
      output: { planVersion: 2, demands: [{ demandId }] },
    });

    const { trigger } = schedulerReceiveCommitment;
    if (trigger.kind !== 'http') throw new Error('the trigger is served over HTTP');
    const { headers, body } = message;
    const inbound = { method: 'POST', path: '/', headers, query: {}, params: {}, body, receivedAt: '2026-11-30T08:00:00.000Z' };
    expect(trigger.receive(inbound, { path: 'scheduler/commitments' })).toMatchObject({
      kind: 'events',
      events: expect.arrayContaining([expect.objectContaining({ messageId: `${demandId}/2` })]),
    });
    expect(await recordOf('request-plan', demandId)).toMatchObject([{ applied: true, detail: { requestId: `${demandId}/1` } }]);
  });
});
