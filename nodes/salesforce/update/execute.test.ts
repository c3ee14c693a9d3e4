import { describe, expect, test } from 'vitest';
import { MemoryLedger, RunParked } from '../../../test/support/memory-ledger.ts';
import { salesforceConnection } from '../../../test/support/salesforce-connection.ts';
import { jsonAnswer } from '../../../test/support/scripted-http.ts';
import { runAttempts } from '../../../test/support/step-context.ts';
import { NetworkError } from '../../errors.ts';
import { salesforceUpdate } from './execute.ts';

const config = { object: 'Order', id: '801000000000001', fields: { ERP_Status__c: 'In ERP' } };
const lost = () => new NetworkError('reset', { code: 'connection-reset' });

/** A record that a script of answers changes. */
function aRecord(onPatch: (record: Record<string, unknown>, sending: number) => ReturnType<typeof lost> | undefined) {
  const record: Record<string, unknown> = { SystemModstamp: 't1', ERP_Status__c: 'New' };
  let sendings = 0;
  const { connection } = salesforceConnection((_path, { method }) => {
    if (method === 'GET') return jsonAnswer({ attributes: {}, ...record });
    sendings += 1;
    return onPatch(record, sendings) ?? { status: 204 };
  });
  return { record, connection, ledger: new MemoryLedger(), sendings: () => sendings };
}

describe('salesforce/update', () => {
  test('changes the fields and keeps what was there before', async () => {
    const { connection, ledger } = aRecord(() => undefined);
    expect(await runAttempts(salesforceUpdate, { config, connection, ledger })).toEqual({
      kind: 'done',
      port: 'updated',
      output: { id: '801000000000001AAA' },
    });
    expect(ledger.writes).toMatchObject([
      { operation: 'update-Order', state: 'confirmed', before: { SystemModstamp: 't1', ERP_Status__c: 'New' } },
    ]);
  });

  test('a record that is gone leaves by a port of its own', async () => {
    const { connection } = salesforceConnection(() => jsonAnswer([{ errorCode: 'NOT_FOUND', message: 'no' }], 404));
    expect(await runAttempts(salesforceUpdate, { config, connection })).toMatchObject({ port: 'missing' });
  });

  test('STP-4: lost before it arrived: the stamp is unchanged, so it is sent again', async () => {
    const { connection, ledger, sendings } = aRecord((record, sending) => {
      if (sending === 1) return lost();
      record['ERP_Status__c'] = 'In ERP';
      return undefined;
    });
    await runAttempts(salesforceUpdate, { config, connection, ledger });
    expect([ledger.probes, sendings()]).toEqual([['not-applied'], 2]);
  });

  test('STP-4: lost after it arrived: not sent again', async () => {
    const { connection, ledger, sendings } = aRecord((record) => {
      Object.assign(record, { SystemModstamp: 't2', ERP_Status__c: 'In ERP' });
      return lost();
    });
    await runAttempts(salesforceUpdate, { config, connection, ledger });
    expect([ledger.probes, sendings()]).toEqual([['confirmed'], 1]);
  });

  test('STP-4: somebody else changed it meanwhile: a person decides', async () => {
    const { connection, ledger } = aRecord((record) => {
      Object.assign(record, { SystemModstamp: 't2', ERP_Status__c: 'Cancelled' });
      return lost();
    });
    await expect(runAttempts(salesforceUpdate, { config, connection, ledger })).rejects.toBeInstanceOf(RunParked);
    expect(ledger.probes).toEqual(['changed-by-somebody-else']);
  });
});
