import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createSalesforceSimulator } from '../salesforce/simulator/salesforce-simulator.ts';
import { makeFolder, type Receiver, type StartedSandbox, startReceiver, startSandbox } from './sandbox-fixture.ts';
import type { RecordEntry } from './simulator.ts';
import { createThingSimulators } from './simulator-fixture.ts';
import type { SimulatorFactories } from './simulators.ts';
import type { TrafficTruth } from './traffic.ts';

const FACTORIES: SimulatorFactories = {
  ...createThingSimulators,
  crm: (host, { credentials, clients }) => createSalesforceSimulator(host, { clients: () => [credentials.crm, ...clients()] }),
};

let folder: string;
let remove: () => void;
let sandbox: StartedSandbox;
let receiver: Receiver;

beforeEach(async () => {
  ({ folder, remove } = makeFolder());
  sandbox = await startSandbox(folder, FACTORIES);
  receiver = await startReceiver();
  await sandbox.control('PUT', '/subscriptions', { 'crm-outbound-message': { url: receiver.url } });
});
afterEach(async () => {
  await sandbox.close();
  await receiver.close();
  remove();
});

const traffic = async () => (await sandbox.control('GET', '/traffic')).body as JsonObject & { readonly truth: readonly TrafficTruth[] };
const ended = () => expect.poll(async () => (await traffic())['running'], { timeout: 10_000, interval: 10 }).toBe(false);
const entered = async () =>
  ((await sandbox.control('GET', '/record?system=crm')).body as unknown as readonly RecordEntry[]).filter(
    ({ operation }) => operation === 'enter-Order_Change_Request__c',
  );
const revisionsSent = () =>
  receiver.received.map(({ body }) => `${/<sf:ERP_Order_Number__c>(\d+)</.exec(body)?.[1]}/${/<sf:Revision__c>(\d+)/.exec(body)?.[1]}`);

describe('traffic', () => {
  test('SHELL-45: enters what its truth says, announces each once and the duplicates again, in order per order', async () => {
    expect(
      (await sandbox.control('POST', '/traffic', { ratePerSecond: 1_000, count: 60, orders: 10, seed: 3, duplicates: 0.2, reorder: 0.2 }))
        .status,
    ).toBe(202);
    await ended();
    const { truth, entered: count, duplicates } = await traffic();
    expect([count, truth.length]).toEqual([60, 60]);
    expect(duplicates).toBeGreaterThan(0);
    expect((await entered()).map(({ key, sequence }) => [key, sequence])).toEqual(truth.map(({ id, revision }) => [id, revision]));
    await receiver.waitFor(60 + Number(duplicates));
    for (const order of new Set(truth.map((change) => change.order))) {
      const expected = truth
        .filter((change) => change.order === order)
        .flatMap(({ revision, duplicates: again }) => Array<string>(1 + again).fill(`${order}/${revision}`));
      expect(revisionsSent().filter((sent) => sent.startsWith(order))).toEqual(expected);
    }
  });

  test('SHELL-46: a second start goes on from the revisions that are there, also after a restart', async () => {
    const start = (seed: number) => sandbox.control('POST', '/traffic', { ratePerSecond: 1_000, count: 4, orders: 2, seed });
    await start(1);
    await ended();
    await sandbox.close();
    sandbox = await startSandbox(folder, FACTORIES);
    expect((await traffic()).truth).toHaveLength(4);
    await start(2);
    await ended();
    const { truth } = await traffic();
    for (const order of new Set(truth.map((change) => change.order)))
      expect(truth.filter((change) => change.order === order).map(({ revision }) => revision)).toEqual([1, 2, 3, 4]);
  });

  test('SHELL-47: runs once at a time and stops when told', async () => {
    await sandbox.control('POST', '/traffic', { ratePerSecond: 1 });
    expect((await sandbox.control('POST', '/traffic', { ratePerSecond: 1 })).body).toMatchObject({ status: 409, code: 'traffic-running' });
    expect((await sandbox.control('DELETE', '/traffic')).body).toMatchObject({ running: false, entered: 0 });
    expect((await sandbox.control('POST', '/traffic', { ratePerSecond: 0 })).status).toBe(400);
    expect((await sandbox.control('POST', '/traffic', { ratePerSecond: 1, invalid: 2 })).status).toBe(400);
  });

  test('SHELL-48: one change by hand: what is left out stays as wanted, the revision follows', async () => {
    const change = (body: JsonObject) => sandbox.control('POST', '/crm/change-requests', body);
    const first = (await change({ order: '4711' })).body as unknown as TrafficTruth;
    expect(first).toMatchObject({ order: '0000004711', revision: 1, nature: 'by-hand' });
    const second = (await change({ order: '4711', items: [{ number: '20', quantity: '7' }], reason: 'Seven will do' }))
      .body as unknown as TrafficTruth;
    expect(second.revision).toBe(2);
    expect(second.items[0]).toEqual(first.items[0]);
    expect(second.items[1]).toEqual({ ...first.items[1], quantity: '7' });
    expect((await sandbox.control('GET', '/view/crm/change-requests/4711')).body).toMatchObject([
      { Revision__c: 1 },
      { Revision__c: 2, Reason__c: 'Seven will do', Items__c: JSON.stringify(second.items), LastModifiedClient__c: 'customer-portal' },
    ]);
    expect((await change({ order: '4711', revision: 1 })).body).toMatchObject({ revision: 1, outOfOrder: true });
    await receiver.waitFor(3);
    expect(revisionsSent()).toEqual(['0000004711/1', '0000004711/2', '0000004711/1']);
  });

  test.each([
    [{ order: '99' }, 404],
    [{ order: 'abc' }, 400],
    [{ order: '4711', items: [] }, 400],
    [{ order: '4711', items: [{ number: '10', quantity: 'many' }] }, 400],
    [{ order: '4711', items: [{ number: '10', requestedDate: '2026-02-30' }] }, 400],
    [{ order: '4711', colour: 'red' }, 400],
    [{}, 400],
  ])('SHELL-48: %j is refused with %i and nothing is entered', async (body, status) => {
    expect((await sandbox.control('POST', '/crm/change-requests', body)).status).toBe(status);
    expect(await entered()).toEqual([]);
  });

  test('SHELL-49: registered clients sign in to CRM; the panel names them without their secrets', async () => {
    const clientId = '3MVG9another';
    const signIn = () =>
      fetch(sandbox.url('crm', '/services/oauth2/token'), {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: 'secret-2' }),
      });
    expect((await signIn()).status).toBe(400);
    expect((await sandbox.control('PUT', '/clients', { clientId, clientSecret: 'secret-2' })).body).toEqual({
      clientId,
      signsIn: 'client_credentials',
    });
    expect((await signIn()).status).toBe(200);
    expect(JSON.stringify((await sandbox.control('GET', '/clients')).body)).not.toContain('secret-2');
    expect((await sandbox.control('PUT', '/clients', { clientId })).status).toBe(400);
    expect((await sandbox.control('DELETE', `/clients/${clientId}`)).status).toBe(204);
    expect((await signIn()).status).toBe(400);
  });

  test('SHELL-9: reset forgets the truth', async () => {
    await sandbox.control('POST', '/crm/change-requests', { order: '4711' });
    await sandbox.control('POST', '/reset', {});
    expect((await traffic()).truth).toEqual([]);
    expect((await sandbox.control('GET', '/view/crm/change-requests')).body).toEqual([]);
    expect((await sandbox.control('POST', '/crm/change-requests', { order: '4711' })).body).toMatchObject({ revision: 1 });
  });
});
