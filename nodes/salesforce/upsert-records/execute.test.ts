import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { createSimulatorHttpClient, loseAnswer, loseRequest } from '../../../test/support/simulator-http-client.ts';
import { createConnection, runAttempts } from '../../../test/support/step-context.ts';
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
});
