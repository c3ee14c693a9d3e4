import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { createSimulatorHttpClient, loseAnswer, loseRequest } from '../../../test/support/simulator-http-client.ts';
import { createConnection, runAttempts } from '../../../test/support/step-context.ts';
import { NetworkError } from '../../errors.ts';
import { CLIENT, createSalesforce } from '../simulator/salesforce-fixture.ts';
import { salesforceUpsertRecords } from './execute.ts';

const order = '0000004711';
const record = (item: string, more: JsonObject = {}) => ({
  externalId: `${order}-${item}`,
  fields: { ERP_Order_Number__c: order, ERP_Item_Number__c: item, Committed_Date__c: '2026-12-15', Quantity__c: '25.000', ...more },
});
const isUpsert = ({ method, url }: { method: string; url: string }) => method === 'PATCH' && url.includes('/composite/sobjects/');

function aSystem() {
  const crm = createSalesforce();
  const http = createSimulatorHttpClient(crm.simulator, 'crm.test');
  const settings = { baseUrl: 'https://crm.test', clientId: CLIENT.clientId, apiVersion: '62.0', clientTag: 'millrace' };
  const connection = createConnection({ type: 'salesforce', http, settings, secrets: { clientSecret: CLIENT.clientSecret } });
  const ledger = new MemoryLedger();
  const upsert = (records: readonly JsonObject[], runId = 'run-1') =>
    runAttempts(salesforceUpsertRecords, {
      config: { object: 'Order_Commitment__c', externalIdField: 'External_Id__c', records },
      connection,
      ledger,
      runId,
    });
  const held = () => crm.rows(`SELECT External_Id__c, Committed_Date__c FROM Order_Commitment__c WHERE ERP_Order_Number__c = '${order}'`);
  return { ...crm, http, ledger, upsert, held };
}

describe('salesforce/upsert-records', () => {
  test('creates and changes in one call, and gives the ids in the order asked for', async () => {
    const { upsert, http, held } = aSystem();
    await upsert([record('000010')]);
    const outcome = await upsert([record('000020'), record('000010', { Committed_Date__c: '2026-12-18' })], 'run-2');
    expect(outcome).toMatchObject({ port: 'out', output: { records: [{ created: true }, { created: false }] } });
    expect(
      held()
        .map(({ Committed_Date__c }) => Committed_Date__c)
        .sort(),
    ).toEqual(['2026-12-15', '2026-12-18']);
    expect(http.requests.filter(isUpsert)).toHaveLength(2);
  });

  test('all or none: one record that Salesforce refuses keeps the others out, and is the error', async () => {
    const { upsert, held } = aSystem();
    await expect(upsert([record('000010'), record('000020', { Unit__c: 'PIECES' })])).rejects.toMatchObject({
      class: 'invalid',
      options: { code: 'STRING_TOO_LONG', target: 'Unit__c', maybeApplied: false },
    });
    expect(held()).toEqual([]);
  });

  test('STP-4 a lost answer: the records are read, and hold their fields', async () => {
    const { upsert, http, ledger, host } = aSystem();
    http.disturbNext(isUpsert, loseAnswer);
    expect(await upsert([record('000010'), record('000020')])).toMatchObject({
      output: { records: [{ created: false }, { created: false }] },
    });
    expect(ledger.probes).toEqual(['confirmed']);
    expect(host.recorded.filter(({ applied }) => applied)).toHaveLength(2);
  });

  test('STP-4 a lost request: nothing is there, and it is sent again', async () => {
    const { upsert, http, ledger, held } = aSystem();
    http.disturbNext(isUpsert, loseRequest);
    await upsert([record('000010'), record('000020')]);
    expect(ledger.probes).toEqual(['not-applied']);
    expect(held()).toHaveLength(2);
  });

  test('more than a call takes goes in several', async () => {
    const { upsert, http, held } = aSystem();
    const outcome = await upsert(Array.from({ length: 250 }, (_, n) => record(String(n + 1).padStart(6, '0'))));
    expect(outcome).toMatchObject({ output: { records: Array(250).fill({ created: true }) } });
    expect(http.requests.filter(isUpsert)).toHaveLength(2);
    expect(held()).toHaveLength(250);
  });

  describe('RTY-1: others write the same records, and what is right depends on what they hold', () => {
    const isGuarded = ({ method, url }: { method: string; url: string }) => method === 'POST' && url.endsWith('/composite');
    const promise = (revision: number, plan: number, status: string, more: JsonObject = {}): JsonObject => ({
      externalId: `${order}-000010`,
      fields: { ERP_Order_Number__c: order, Revision__c: revision, Plan_Version__c: String(plan), Status__c: status, ...more },
      whenFound: [
        { where: { Revision__c: { above: revision } } },
        { where: { Revision__c: { is: revision }, Plan_Version__c: { above: plan } } },
        { where: { Shipped_Quantity__c: { atLeast: '25.000' } }, fields: { Status__c: 'Shipped' } },
        { where: { Shipped_Quantity__c: { above: 0 } }, fields: { Status__c: 'Partly_Shipped' } },
      ],
    });
    const left = (quantity: number) => record('000010', { Status__c: 'Left', Shipped_Quantity__c: quantity });
    const state = (system: ReturnType<typeof aSystem>) =>
      system.rows(`SELECT Plan_Version__c, Status__c, Shipped_Quantity__c FROM Order_Commitment__c WHERE ERP_Order_Number__c = '${order}'`);
    /** The second writer gets in after the first has read and before it writes. */
    function overtake(system: ReturnType<typeof aSystem>, second: () => Promise<unknown>) {
      system.http.disturbNext(isGuarded, async (_request, next) => {
        // Stamps are whole seconds.
        system.host.clock += 2_000;
        await second();
        return next();
      });
    }

    test.each([
      ['a part', 10, 'Partly_Shipped'],
      ['all of it', 25, 'Shipped'],
    ])('%s has left between the reading and the write: the late promise does not hide it', async (_part, quantity, status) => {
      const system = aSystem();
      await system.upsert([promise(3, 41, 'Offered')]);
      overtake(system, () => system.upsert([left(quantity)], 'run-ship'));
      await system.upsert([promise(3, 42, 'Committed')], 'run-2');
      expect(state(system)).toMatchObject([{ Plan_Version__c: '42', Status__c: status, Shipped_Quantity__c: quantity }]);
      expect(system.host.recorded.filter(({ applied }) => applied)).toHaveLength(3);
    });

    test.each([
      ['of a newer plan', 3, 43],
      ['of a newer revision', 4, 7],
    ])('an answer %s stays, and the older one says that it left it', async (_newer, revision, plan) => {
      const system = aSystem();
      await system.upsert([promise(3, 41, 'Offered')]);
      overtake(system, () => system.upsert([promise(revision, plan, 'Committed')], 'run-newer'));
      expect(await system.upsert([promise(3, 42, 'Offered')], 'run-older')).toMatchObject({
        output: { records: [{ created: false, left: true }] },
      });
      expect(state(system)).toMatchObject([{ Plan_Version__c: String(plan), Status__c: 'Committed' }]);
    });

    test('a record that was made since the reading is looked at, too', async () => {
      const system = aSystem();
      overtake(system, () => system.upsert([promise(3, 43, 'Committed')], 'run-newer'));
      await system.upsert([promise(3, 42, 'Offered')], 'run-older');
      expect(state(system)).toMatchObject([{ Plan_Version__c: '43', Status__c: 'Committed' }]);
    });

    test('STP-4 a lost answer is confirmed, a lost request is sent again on what is there then', async () => {
      const system = aSystem();
      system.http.disturbNext(isGuarded, loseAnswer);
      await system.upsert([promise(3, 41, 'Offered')]);
      system.http.disturbNext(isGuarded, async () => {
        system.host.clock += 2_000;
        await system.upsert([left(10)], 'run-ship');
        throw new NetworkError('the connection broke', { code: 'connection-reset' });
      });
      await system.upsert([promise(3, 42, 'Committed')], 'run-2');
      expect(system.ledger.probes).toEqual(['confirmed', 'not-applied']);
      expect(state(system)).toMatchObject([{ Plan_Version__c: '42', Status__c: 'Partly_Shipped' }]);
    });

    test('overtaken five times in a row it is a conflict, nothing of ours is there, and a later attempt reads anew', async () => {
      const system = aSystem();
      await system.upsert([promise(3, 41, 'Offered')]);
      for (let time = 1; time <= 5; time += 1) overtake(system, () => system.upsert([left(time)], `run-ship-${time}`));
      const betweenAttempts: JsonObject[] = [];
      system.http.disturbNext(isGuarded, (_request, next) => {
        betweenAttempts.push(...state(system));
        return next();
      });
      const records = [promise(3, 42, 'Committed'), { ...promise(3, 42, 'Committed'), externalId: `${order}-000020` }];
      await system.upsert(records, 'run-2');
      expect(betweenAttempts).toMatchObject([{ Plan_Version__c: '41', Shipped_Quantity__c: 5 }]);
      expect(system.ledger.writes.find(({ key }) => key.includes('run-2'))).toMatchObject({ state: 'confirmed', sendings: 2 });
      expect(state(system)).toMatchObject([{ Plan_Version__c: '42', Status__c: 'Partly_Shipped' }, { Status__c: 'Committed' }]);
    });

    test('a record named twice is refused before anything is written', async () => {
      const system = aSystem();
      await expect(system.upsert([promise(3, 1, 'Offered'), promise(3, 2, 'Offered')])).rejects.toMatchObject({
        options: { code: 'record-twice' },
      });
      expect(state(system)).toEqual([]);
    });
  });
});
