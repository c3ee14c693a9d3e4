import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { type CrmSystem, createCrmSystem } from '../../../test/support/crm-system.ts';
import { MemoryLedger, RunParked } from '../../../test/support/memory-ledger.ts';
import { loseAnswer, loseRequest } from '../../../test/support/simulator-http-client.ts';
import { runAttempts } from '../../../test/support/step-context.ts';
import { NetworkError } from '../../errors.ts';
import type { HttpRequest } from '../../http/http-client.ts';
import { salesforceComposite } from './execute.ts';

const CUSTOMER = {
  ref: 'customer',
  action: 'upsert',
  object: 'Account',
  externalIdField: 'ERP_Customer_Number__c',
  externalId: '0090000001',
  fields: { Name: 'Hafen AG' },
};
const ORDER = {
  ref: 'order',
  action: 'create',
  object: 'Order',
  fields: { AccountId: '@{customer.id}', EffectiveDate: '2026-12-01', PoNumber: 'PO-1' },
};

const isWrite = ({ url, body }: HttpRequest) => url.endsWith('/composite') && String(body).includes('"allOrNone":true');
const run = (
  system: CrmSystem,
  requests: readonly JsonObject[],
  more: JsonObject = {},
  options: { ledger?: MemoryLedger; watched?: string[] } = {},
) =>
  runAttempts(salesforceComposite, {
    config: { requests, lostUpdates: 'refuse', ...more } as JsonObject,
    connection: system.connection,
    ...options,
  });
const outputOf = (outcome: Awaited<ReturnType<typeof run>>) => (outcome.kind === 'done' ? (outcome.output as JsonObject) : {});
const accounts = (system: CrmSystem) => system.records('Account').filter((one) => one['ERP_Customer_Number__c'] === CUSTOMER.externalId);
const orders = (system: CrmSystem) => system.records('Order').filter((one) => one['PoNumber'] === 'PO-1');

describe('salesforce/composite', () => {
  test('makes several changes in one call, later ones with the ids of earlier ones', async () => {
    const system = createCrmSystem();
    const found = {
      ref: 'found',
      action: 'query',
      soql: "SELECT Id, Name FROM Account WHERE Id = '@{customer.id}' AND Name = :name",
      parameters: { name: 'Hafen AG' },
    };
    const named = {
      ref: 'named',
      action: 'update',
      object: 'Order',
      id: '@{order.id}',
      fields: { ERP_Status__c: '@{found.records[0].Name}' },
    };
    const read = { ref: 'read', action: 'read', object: 'Order', id: '@{order.id}', names: ['ERP_Status__c'] };
    const output = outputOf(await run(system, [CUSTOMER, ORDER, found, named, read]));
    const [account, order] = [accounts(system)[0]!, orders(system)[0]!];
    expect(order).toMatchObject({ AccountId: account['Id'], ERP_Status__c: 'Hafen AG' });
    expect(output).toEqual({
      results: [
        { ref: 'customer', id: account['Id'], created: true },
        { ref: 'order', id: order['Id'], created: true },
        { ref: 'found', records: [{ Id: account['Id'], Name: 'Hafen AG' }] },
        { ref: 'named' },
        { ref: 'read', record: { ERP_Status__c: 'Hafen AG' } },
      ],
      ids: { customer: account['Id'], order: order['Id'] },
    });
    expect(system.http.requests.filter(isWrite)).toHaveLength(1);
  });

  test('STP-4 a record that cannot be read when the answer was lost is asked for again, and not taken for deleted', async () => {
    const system = createCrmSystem();
    const { Id: id } = system.records('Account')[0] as { Id: string };
    const isRead = ({ url, body }: HttpRequest) => url.endsWith('/composite') && String(body).includes('"allOrNone":false');
    const error = { errorCode: 'SERVER_UNAVAILABLE', message: 'The server is busy' };
    const compositeResponse = [{ referenceId: 'gone', httpStatusCode: 503, body: [error] }];
    const busy = () => Promise.resolve({ status: 200, headers: {}, cookies: [], text: JSON.stringify({ compositeResponse }) });
    system.http.disturbNext(isWrite, async () => {
      // The look before the second attempt, and the question what became of the first.
      system.http.disturbNext(isRead, busy);
      system.http.disturbNext(isRead, busy);
      throw new NetworkError('the connection broke', { code: 'connection-reset' });
    });
    await run(system, [{ ref: 'gone', action: 'delete', object: 'Account', id }]);
    expect(system.records('Account').some((one) => one['Id'] === id && one['IsDeleted'] !== true)).toBe(false);
  });

  test('all or none: the error is that of the request to blame, by its name, in the words of Salesforce', async () => {
    const system = createCrmSystem();
    const bad = { ref: 'bad', action: 'create', object: 'Order', fields: { AccountId: '@{customer.id}', Colour__c: 'red' } };
    const ledger = new MemoryLedger();
    const failure = run(system, [CUSTOMER, bad, ORDER], {}, { ledger });
    await expect(failure).rejects.toMatchObject({
      class: 'invalid',
      message: expect.stringMatching(/^bad: No such column 'Colour__c'/),
      options: { code: 'INVALID_FIELD', target: 'bad', details: [{ ref: 'customer' }, { ref: 'bad', status: 400 }, { ref: 'order' }] },
    });
    expect([accounts(system), orders(system)]).toEqual([[], []]);
    expect(ledger.writes).toMatchObject([{ state: 'refused' }]);
  });

  test('a lock on one record is worth another try', async () => {
    const system = createCrmSystem();
    system.host.arm('lock');
    expect(outputOf(await run(system, [CUSTOMER, ORDER]))['ids']).toMatchObject({ order: orders(system)[0]!['Id'] });
    expect(system.http.requests.filter(isWrite)).toHaveLength(2);
  });

  test('STP-4: a lost answer: the record that is known speaks for those that are not, and nothing is made twice', async () => {
    const system = createCrmSystem();
    system.http.disturbNext(isWrite, loseAnswer);
    const ledger = new MemoryLedger();
    const output = outputOf(await run(system, [CUSTOMER, ORDER], {}, { ledger }));
    expect(ledger.probes).toEqual(['confirmed']);
    expect([accounts(system).length, orders(system).length]).toEqual([1, 1]);
    expect(output['results']).toEqual([{ ref: 'customer', id: accounts(system)[0]!['Id'], created: true }, { ref: 'order' }]);
  });

  test('STP-4: a lost request is sent again, once', async () => {
    const system = createCrmSystem();
    system.http.disturbNext(isWrite, loseRequest);
    const ledger = new MemoryLedger();
    await run(system, [CUSTOMER, ORDER], {}, { ledger });
    expect(ledger.probes).toEqual(['not-applied']);
    expect(orders(system)).toHaveLength(1);
  });

  test('STP-4: somebody who changed a record meanwhile: a person decides', async () => {
    const system = createCrmSystem();
    await run(system, [CUSTOMER]);
    system.host.tick(5_000);
    system.http.disturbNext(isWrite, async () => {
      const id = String(accounts(system)[0]!['Id']);
      await system.asSomebodyElse('PATCH', `/sobjects/Account/${id}`, { Name: 'Hafen GmbH' });
      throw new (await import('../../errors.ts')).NetworkError('reset', { code: 'connection-reset' });
    });
    await expect(run(system, [{ ...CUSTOMER, fields: { Name: 'Hafen SE' } }, ORDER])).rejects.toBeInstanceOf(RunParked);
    expect(orders(system)).toEqual([]);
  });

  test('STP-4: when all only create, nobody can know, and a person looks', async () => {
    const system = createCrmSystem();
    const account = String(system.records('Account')[0]!['Id']);
    system.http.disturbNext(isWrite, loseAnswer);
    const made = { ...ORDER, fields: { ...ORDER.fields, AccountId: account } };
    await expect(run(system, [made])).rejects.toBeInstanceOf(RunParked);
    expect(orders(system)).toHaveLength(1);
  });

  describe('RTY-1: somebody changes a record between our reading and our writing', () => {
    const withRename = async (theirs: JsonObject, more: JsonObject = {}) => {
      const system = createCrmSystem();
      await run(system, [CUSTOMER]);
      const id = String(accounts(system)[0]!['Id']);
      const rename = { ref: 'rename', action: 'update', object: 'Account', id, fields: { Name: 'Hafen SE' } };
      system.http.disturbNext(isWrite, async (_request, next) => {
        system.host.tick(2_000);
        await system.asSomebodyElse('PATCH', `/sobjects/Account/${id}`, theirs);
        return next();
      });
      const outcome = await run(system, [rename, { ...ORDER, fields: { ...ORDER.fields, AccountId: id } }], more).catch(
        (thrown: unknown) => thrown,
      );
      return { system, id, outcome };
    };

    test('in other fields: all of it goes out again on what they left', async () => {
      const { system } = await withRename({ BillingCity: 'Bremen' });
      expect(accounts(system)).toMatchObject([{ Name: 'Hafen SE', BillingCity: 'Bremen' }]);
      expect(orders(system)).toHaveLength(1);
    });

    test('in a field that we set: nothing of any request stays, and the run stands still with both values', async () => {
      const { system, outcome } = await withRename({ Name: 'Hafen Nord AG' });
      expect(outcome).toBeInstanceOf(RunParked);
      expect((outcome as RunParked).found).toEqual({
        fields: [{ field: 'Name', before: 'Hafen AG', found: 'Hafen Nord AG', wanted: 'Hafen SE' }],
      });
      expect(accounts(system)).toMatchObject([{ Name: 'Hafen Nord AG' }]);
      expect(orders(system)).toEqual([]);
    });

    test('who writes one record twice in a call is not overtaken by itself', async () => {
      const system = createCrmSystem();
      await run(system, [CUSTOMER]);
      system.host.tick(5_000);
      const id = String(accounts(system)[0]!['Id']);
      const rename = { ref: 'rename', action: 'update', object: 'Account', id, fields: { Name: 'Hafen SE' } };
      const move = { ref: 'move', action: 'update', object: 'Account', id, fields: { BillingCity: 'Bremen' } };
      await run(system, [rename, move]);
      expect(accounts(system)).toMatchObject([{ Name: 'Hafen SE', BillingCity: 'Bremen' }]);
      system.host.tick(5_000);
      await run(system, [{ ...CUSTOMER, fields: { Name: 'Hafen AG' } }, move]);
      expect(accounts(system)).toMatchObject([{ Name: 'Hafen AG', BillingCity: 'Bremen' }]);
    });

    test('told to overwrite, ours is set', async () => {
      const { system } = await withRename({ Name: 'Hafen Nord AG' }, { lostUpdates: 'overwrite' });
      expect(accounts(system)).toMatchObject([{ Name: 'Hafen SE' }]);
    });
  });

  test('STP-5: says what it left of the records that it knew, where a flow listens', async () => {
    const system = createCrmSystem();
    const ledger = new MemoryLedger();
    await run(system, [CUSTOMER, ORDER], {}, { ledger, watched: ['Account'] });
    system.host.tick(3_000);
    await run(system, [{ ...CUSTOMER, fields: { Name: 'Hafen SE' } }], {}, { ledger: new MemoryLedger() });
    const [change] = ledger.ownChanges;
    expect(change).toMatchObject({ type: 'Account', key: accounts(system)[0]!['Id'], fields: { Name: 'Hafen AG' } });
    expect(change).not.toHaveProperty('before');
  });

  test.each([
    ['two of one name', [CUSTOMER, CUSTOMER], 'ref-twice'],
    ['an upsert without its external id', [{ ...CUSTOMER, externalId: undefined }], 'request-incomplete'],
    ['a reference to a later one', [ORDER, CUSTOMER], 'reference-unknown'],
  ])('%s is said before anything is sent', async (_what, requests, code) => {
    const system = createCrmSystem();
    await expect(run(system, requests as readonly JsonObject[])).rejects.toMatchObject({ class: 'invalid', options: { code } });
    expect(system.http.requests).toEqual([]);
  });

  test('what comes from outside stays inside its place', async () => {
    const system = createCrmSystem();
    const hostile = { ...CUSTOMER, object: 'Order_Commitment__c', externalIdField: 'External_Id__c', externalId: "a/b?c='&d" };
    const fields = { ERP_Order_Number__c: '0000004711' };
    await run(system, [{ ...hostile, fields }]);
    expect(system.records('Order_Commitment__c').filter((one) => one['External_Id__c'] === hostile.externalId)).toHaveLength(1);
  });
});
