import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { MemoryLedger } from '../../test/support/memory-ledger.ts';
import { salesforceConnection, USER_ID } from '../../test/support/salesforce-connection.ts';
import { jsonAnswer } from '../../test/support/scripted-http.ts';
import { runAttempts } from '../../test/support/step-context.ts';
import type { StepNode } from '../node.ts';
import { salesforceUpdate } from './update/execute.ts';
import { salesforceUpsert } from './upsert/execute.ts';
import { salesforceUpsertRecords } from './upsert-records/execute.ts';

const ID = '801000000000001AAA';
const SOMEBODY = '005000000000002AAA';
const at = (second: number) => `2026-11-24T08:00:0${second}.000+0000`;

/** A record that our writes stamp, and a second writer who may come in between them and the read-back. */
function anOrder(options: { readonly exists?: boolean; readonly afterUs?: string; readonly blind?: boolean } = {}) {
  let record: JsonObject | undefined =
    options.exists === false
      ? undefined
      : { Id: ID, SystemModstamp: at(1), LastModifiedDate: at(1), LastModifiedById: SOMEBODY, Key__c: 'k', Status__c: 'New' };
  let reads = 0;
  const { connection, http } = salesforceConnection((path, { method }) => {
    if (method === 'GET') {
      reads += 1;
      if (options.blind === true && reads > 1) return jsonAnswer([{ errorCode: 'INSUFFICIENT_ACCESS', message: 'no' }], 403);
      if (path.startsWith('/query')) return jsonAnswer({ totalSize: 1, done: true, records: record === undefined ? [] : [record] });
      return record === undefined ? jsonAnswer([{ errorCode: 'NOT_FOUND', message: 'no' }], 404) : jsonAnswer(record);
    }
    const created = record === undefined;
    record = { Id: ID, SystemModstamp: at(2), LastModifiedById: options.afterUs ?? USER_ID, Key__c: 'k', Status__c: 'Done' };
    if (path.startsWith('/composite')) return jsonAnswer([{ id: ID, success: true, created, errors: [] }]);
    return path.includes('Key__c') ? jsonAnswer({ id: ID, success: true, created, errors: [] }, created ? 201 : 200) : { status: 204 };
  });
  return { connection, http, ledger: new MemoryLedger() };
}

const fields = { Status__c: 'Done' };
const writers: readonly [string, StepNode, JsonObject][] = [
  ['update', salesforceUpdate, { object: 'Order', id: ID, fields }],
  ['upsert', salesforceUpsert, { object: 'Order', externalIdField: 'Key__c', externalId: 'k', fields }],
  ['upsert-records', salesforceUpsertRecords, { object: 'Order', externalIdField: 'Key__c', records: [{ externalId: 'k', fields }] }],
];

describe.each(writers)('salesforce/%s', (name, node, config) => {
  test('STP-5: says which state it left, and on which state it was made', async () => {
    const { connection, ledger } = anOrder();
    await runAttempts(node, { config, connection, ledger, watched: ['Order'] });
    expect(ledger.ownChanges).toEqual([
      {
        type: 'Order',
        key: ID,
        version: '2026-11-24T08:00:02.000Z',
        before: '2026-11-24T08:00:01.000Z',
        author: USER_ID,
        fields: { Status__c: 'Done', ...(name === 'update' ? {} : { Key__c: 'k' }) },
      },
    ]);
  });

  test('STP-5: a record that somebody else changed since is not called ours', async () => {
    const { connection, ledger } = anOrder({ afterUs: SOMEBODY });
    await runAttempts(node, { config, connection, ledger, watched: ['Order'] });
    expect(ledger.ownChanges).toEqual([]);
  });

  test('STP-5: the write is done although it cannot be read back', async () => {
    const { connection, ledger } = anOrder({ blind: true });
    expect(await runAttempts(node, { config, connection, ledger, watched: ['Order'] })).toMatchObject({ kind: 'done' });
    expect(ledger.ownChanges).toEqual([]);
  });

  test('STP-5: where no flow is started by such records, no call is spent', async () => {
    const { connection, ledger } = anOrder();
    await runAttempts(node, { config, connection, ledger });
    expect(ledger.effects.filter(({ kind }) => kind === 'read')).toHaveLength(name === 'update' ? 1 : 0);
  });
});

test.each(writers.filter(([name]) => name !== 'update'))(
  'STP-5: what salesforce/%s created was made on nothing',
  async (_name, node, config) => {
    const { connection, ledger } = anOrder({ exists: false });
    await runAttempts(node, { config, connection, ledger, watched: ['Order'] });
    const [change, ...others] = ledger.ownChanges;
    expect(others).toEqual([]);
    expect(change).toMatchObject({ type: 'Order', key: ID, version: '2026-11-24T08:00:02.000Z' });
    expect(change).not.toHaveProperty('before');
  },
);

test.each(writers.filter(([name]) => name !== 'upsert-records'))(
  'STP-5: salesforce/%s writes on the state that it read, so that nobody’s change passes as part of ours',
  async (_name, node, config) => {
    const { connection, http, ledger } = anOrder();
    await runAttempts(node, { config, connection, ledger, watched: ['Order'] });
    const [write] = http.requests.filter(({ method }) => method === 'PATCH');
    expect(write?.headers?.['if-unmodified-since']).toBe('Tue, 24 Nov 2026 08:00:01 GMT');
  },
);
