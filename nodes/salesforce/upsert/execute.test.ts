import { describe, expect, test } from 'vitest';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { salesforceConnection } from '../../../test/support/salesforce-connection.ts';
import { jsonAnswer } from '../../../test/support/scripted-http.ts';
import { createStep, runAttempts } from '../../../test/support/step-context.ts';
import { NetworkError } from '../../errors.ts';
import { salesforceUpsert } from './execute.ts';

const config = {
  object: 'Order_Commitment__c',
  externalIdField: 'External_Id__c',
  externalId: '4711/10',
  fields: { Promise_Date__c: '2026-12-15', Quantity__c: 25 },
};

describe('salesforce/upsert', () => {
  test('creates or changes the one record, its external id encoded to the last slash', async () => {
    const { connection, http } = salesforceConnection(() =>
      jsonAnswer({ id: 'a01000000000001', success: true, created: true, errors: [] }, 201),
    );
    expect(await salesforceUpsert.execute(createStep({ config, connection }))).toEqual({
      kind: 'done',
      port: 'out',
      output: { id: 'a01000000000001AAA', created: true },
    });
    expect(http.requests.at(-1)).toMatchObject({
      method: 'PATCH',
      url: '/services/data/v62.0/sobjects/Order_Commitment__c/External_Id__c/4711%2F10',
    });
  });

  test('an answer of 204 still gives the id', async () => {
    const { connection } = salesforceConnection((_path, { method }) =>
      method === 'PATCH' ? { status: 204 } : jsonAnswer({ Id: 'a01000000000001AAA' }),
    );
    expect(await salesforceUpsert.execute(createStep({ config, connection }))).toMatchObject({
      output: { id: 'a01000000000001AAA', created: false },
    });
  });

  test('STP-4: after a lost answer the record is read, and one that holds the fields is done', async () => {
    let record: object | undefined;
    const ledger = new MemoryLedger();
    const { connection, http } = salesforceConnection((_path, { method }) => {
      if (method === 'GET') return record === undefined ? jsonAnswer([{ errorCode: 'NOT_FOUND', message: 'no' }], 404) : jsonAnswer(record);
      record = { Id: 'a01000000000001AAA', Promise_Date__c: '2026-12-15', Quantity__c: 25.0 };
      return new NetworkError('reset', { code: 'connection-reset' });
    });
    expect(await runAttempts(salesforceUpsert, { config, connection, ledger })).toMatchObject({
      kind: 'done',
      output: { id: 'a01000000000001AAA' },
    });
    expect(ledger.probes).toEqual(['confirmed']);
    expect(http.requests.filter(({ method, url }) => method === 'PATCH' && url.includes('Commitment'))).toHaveLength(1);
  });

  test('STP-4: when the record is not there it was not applied and is sent again', async () => {
    let sendings = 0;
    const ledger = new MemoryLedger();
    const { connection } = salesforceConnection((_path, { method }) => {
      if (method === 'GET') return jsonAnswer([{ errorCode: 'NOT_FOUND', message: 'no' }], 404);
      sendings += 1;
      return sendings === 1
        ? new NetworkError('reset', { code: 'connection-reset' })
        : jsonAnswer({ id: 'a01000000000001AAA', created: true }, 201);
    });
    expect(await runAttempts(salesforceUpsert, { config, connection, ledger })).toMatchObject({ output: { created: true } });
    expect(ledger.probes).toEqual(['not-applied']);
  });
});
