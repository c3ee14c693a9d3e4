import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createCrmSystem } from '../../../test/support/crm-system.ts';
import { MemoryLedger, RunParked } from '../../../test/support/memory-ledger.ts';
import { salesforceConnection } from '../../../test/support/salesforce-connection.ts';
import { jsonAnswer } from '../../../test/support/scripted-http.ts';
import { createStep, runAttempts } from '../../../test/support/step-context.ts';
import type { ConnectionAccess } from '../../connection.ts';
import { NetworkError } from '../../errors.ts';
import type { HttpRequest } from '../../http/http-client.ts';
import { salesforceUpdate } from './execute.ts';

const config = { object: 'Order', id: '801000000000001', fields: { ERP_Status__c: 'In ERP' } };
const precondition = () => jsonAnswer([{ errorCode: 'PRECONDITION_FAILED', message: 'changed' }], 412);
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

  test.each([
    ['the state that it read', {}, 'Tue, 24 Nov 2026 08:00:01 GMT'],
    ['the state that the flow worked with', { unmodifiedSince: '2026-11-24T07:59:00.000+0000' }, 'Tue, 24 Nov 2026 07:59:00 GMT'],
    ['no state', { lostUpdates: 'overwrite' }, undefined],
  ])('writes on %s', async (_state, more, header) => {
    const sent: (string | undefined)[] = [];
    const { connection } = salesforceConnection((_path, { method, headers }) => {
      if (method === 'GET') return jsonAnswer({ SystemModstamp: 't1', LastModifiedDate: '2026-11-24T08:00:01.000+0000' });
      sent.push(headers?.['if-unmodified-since']);
      return { status: 204 };
    });
    await runAttempts(salesforceUpdate, { config: { ...config, ...more }, connection });
    expect(sent).toEqual([header]);
  });

  describe('RTY-1: somebody changes the record between our reading and our writing', () => {
    const id = '801000000000001AAA';
    const changed = async (theirs: JsonObject, more: JsonObject = {}) => {
      const system = createCrmSystem();
      const [order] = system.records('Order');
      const key = String(order!['Id']);
      let isChanged = false;
      const connection = {
        ...system.connection,
        http: {
          request: async (request: HttpRequest) => {
            if (request.method === 'PATCH' && !isChanged) {
              isChanged = true;
              // Stamps are whole seconds.
              system.host.tick(2_000);
              await system.asSomebodyElse('PATCH', `/sobjects/Order/${key}`, theirs);
            }
            return system.http.request(request);
          },
        },
      } satisfies ConnectionAccess;
      const ledger = new MemoryLedger();
      const outcome = await runAttempts(salesforceUpdate, { config: { ...config, id: key, ...more }, connection, ledger }).catch(
        (thrown: unknown) => thrown,
      );
      return { outcome, ledger, record: () => system.records('Order').find((one) => one['Id'] === key)!, before: order! };
    };

    test('in other fields: ours are set on what they left, and theirs stay', async () => {
      const { outcome, record, ledger } = await changed({ ERP_Message__c: 'looked at' });
      expect(outcome).toMatchObject({ port: 'updated' });
      expect(record()).toMatchObject({ ERP_Status__c: 'In ERP', ERP_Message__c: 'looked at' });
      expect(ledger.writes).toMatchObject([{ state: 'confirmed' }]);
    });

    test('in the same field: nothing is overwritten, the run stands still with both values', async () => {
      const { outcome, record, before } = await changed({ ERP_Status__c: 'Cancelled' });
      expect(outcome).toBeInstanceOf(RunParked);
      expect((outcome as RunParked).found).toEqual({
        fields: [{ field: 'ERP_Status__c', before: before['ERP_Status__c'] ?? null, found: 'Cancelled', wanted: 'In ERP' }],
      });
      expect(record()).toMatchObject({ ERP_Status__c: 'Cancelled' });
    });

    test('to what we want: there is nothing to do', async () => {
      const { outcome, ledger } = await changed({ ERP_Status__c: 'In ERP' });
      expect(outcome).toMatchObject({ port: 'updated' });
      expect(ledger.writes).toMatchObject([{ state: 'confirmed' }]);
    });

    test('told to overwrite, ours is set', async () => {
      const { record } = await changed({ ERP_Status__c: 'Cancelled' }, { lostUpdates: 'overwrite' });
      expect(record()).toMatchObject({ ERP_Status__c: 'In ERP' });
    });

    test('worked out from an earlier reading: any change is a conflict, in every attempt', async () => {
      const { connection } = salesforceConnection((_path, { method }) =>
        method === 'GET' ? jsonAnswer({ SystemModstamp: 't', LastModifiedDate: '2026-11-24T08:00:05.000+0000' }) : { status: 412 },
      );
      const ledger = new MemoryLedger();
      const attempt = runAttempts(salesforceUpdate, {
        config: { ...config, id, unmodifiedSince: '2026-11-24T08:00:01.000+0000' },
        connection,
        ledger,
      });
      await expect(attempt).rejects.toMatchObject({ class: 'conflict' });
      expect(ledger.writes.every(({ state }) => state === 'refused')).toBe(true);
    });

    test('RTY-1 again and again: a person looks, for a later attempt would not know the old values; nothing of ours was taken', async () => {
      let second = 0;
      const { connection } = salesforceConnection((_path, { method }) => {
        if (method === 'PATCH') return second < 12 ? precondition() : { status: 204 };
        second += 1;
        return jsonAnswer({ SystemModstamp: `t${second}`, LastModifiedDate: new Date(second * 1_000).toISOString(), ERP_Status__c: 'New' });
      });
      const ledger = new MemoryLedger();
      await expect(salesforceUpdate.execute(createStep({ config, connection, ledger }))).rejects.toMatchObject({
        class: 'conflict',
        options: { code: 'changed-by-somebody-else' },
        message: expect.stringContaining('again and again'),
      });
      expect(ledger.writes).toMatchObject([{ state: 'refused' }]);
      // Told to try again, it goes on from what is there then.
      second = 12;
      expect(await runAttempts(salesforceUpdate, { config, connection, ledger }, 9)).toMatchObject({ port: 'updated' });
    });
  });

  test('a state that is no instant is said before anything is sent', async () => {
    const { connection, sendings } = aRecord(() => undefined);
    const attempt = runAttempts(salesforceUpdate, { config: { ...config, unmodifiedSince: 'yesterday' }, connection });
    await expect(attempt).rejects.toMatchObject({ class: 'invalid', options: { code: 'instant-malformed' } });
    expect(sendings()).toBe(0);
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
