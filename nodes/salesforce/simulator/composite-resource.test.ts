import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import { type Answer, createSalesforce } from './salesforce-fixture.ts';

const ACCOUNTS = '/services/data/v62.0/sobjects/Account';
const sub = (referenceId: string, method: string, url: string, body?: JsonObject): JsonObject => ({
  referenceId,
  method,
  url,
  ...(body === undefined ? {} : { body }),
});
const statuses = ({ body }: Answer) =>
  ((body as JsonObject)['compositeResponse'] as readonly JsonObject[]).map(
    ({ referenceId, httpStatusCode }) => `${String(referenceId)} ${String(httpStatusCode)}`,
  );
const HUNDREDS = (count: number, make: (index: number) => JsonObject): readonly Json[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('composite', () => {
  test('CRM-14: later requests use what earlier ones answered', () => {
    const { call, rows } = createSalesforce();
    const answer = call('POST', 'composite', {
      allOrNone: true,
      compositeRequest: [
        sub('account', 'POST', ACCOUNTS, { Name: 'New works' }),
        sub('order', 'POST', '/services/data/v62.0/sobjects/Order', { AccountId: '@{account.id}', EffectiveDate: '2026-12-01' }),
        sub('found', 'GET', `/services/data/v62.0/query?q=${encodeURIComponent('SELECT Id FROM Account')}+WHERE+Id+=+'@{account.id}'`),
        sub('named', 'PATCH', `${ACCOUNTS}/@{found.records[0].Id}`, { AccountNumber: '@{order.id}' }),
      ],
    });
    expect([answer.status, statuses(answer)]).toEqual([200, ['account 201', 'order 201', 'found 200', 'named 204']]);
    expect(rows("SELECT Account.AccountNumber, Id FROM Order WHERE Account.Name = 'New works'")).toMatchObject([
      { Account: { AccountNumber: expect.stringMatching(/^801/) } },
    ]);
  });

  test('CRM-14: all or none: one refusal undoes everything, and says so everywhere', () => {
    const { call, rows, host } = createSalesforce();
    const answer = call('POST', 'composite', {
      allOrNone: true,
      compositeRequest: [
        sub('good', 'POST', ACCOUNTS, { Name: 'Never' }),
        sub('bad', 'POST', ACCOUNTS, { Colour: 'red' }),
        sub('later', 'POST', ACCOUNTS, { Name: 'Never either' }),
      ],
    });
    expect([answer.status, statuses(answer)]).toEqual([200, ['good 400', 'bad 400', 'later 400']]);
    expect(JSON.stringify(answer.body)).toContain('PROCESSING_HALTED');
    expect(rows("SELECT Id FROM Account WHERE Name LIKE 'Never%'")).toEqual([]);
    expect(host.recorded.map(({ applied, refusal }) => [applied, refusal?.split(':')[0]])).toEqual([
      [false, 'ALL_OR_NONE_OPERATION_ROLLED_BACK'],
      [false, 'INVALID_FIELD'],
    ]);
  });

  test('CRM-14: without it the good ones stay; who refers to a failed one is halted', () => {
    const { call, rows } = createSalesforce();
    const answer = call('POST', 'composite', {
      compositeRequest: [
        sub('good', 'POST', ACCOUNTS, { Name: 'Stays' }),
        sub('bad', 'POST', ACCOUNTS, {}),
        sub('after', 'PATCH', `${ACCOUNTS}/@{bad.id}`, { Name: 'x' }),
      ],
    });
    expect(statuses(answer)).toEqual(['good 201', 'bad 400', 'after 400']);
    expect(rows("SELECT Id FROM Account WHERE Name = 'Stays'")).toHaveLength(1);
  });

  test.each([
    ['too many', HUNDREDS(26, (n) => sub(`r${n}`, 'GET', ACCOUNTS))],
    ['two with one name', [sub('a', 'GET', ACCOUNTS), sub('a', 'GET', ACCOUNTS)]],
    ['no name', [{ method: 'GET', url: ACCOUNTS }]],
    ['none', []],
  ])('CRM-14: %s is refused as a whole', (_name, compositeRequest) => {
    expect(createSalesforce().call('POST', 'composite', { compositeRequest }).status).toBe(400);
  });

  test('CRM-14: a composite in a composite is refused', () => {
    const answer = createSalesforce().call('POST', 'composite', {
      compositeRequest: [sub('a', 'POST', '/services/data/v62.0/composite', {})],
    });
    expect(statuses(answer)).toEqual(['a 400']);
  });
});

describe('collections', () => {
  const commitment = (externalId: string, fields: JsonObject = {}): JsonObject => ({
    attributes: { type: 'Order_Commitment__c' },
    External_Id__c: externalId,
    ERP_Order_Number__c: '0000004711',
    ...fields,
  });

  test('CRM-15: each row has a result of its own', () => {
    const { call } = createSalesforce();
    const answer = call('POST', 'composite/sobjects', {
      records: [commitment('a'), commitment('b', { Quantity__c: 'many' }), commitment('a')],
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject([
      { success: true, id: expect.any(String), errors: [] },
      { success: false, errors: [{ statusCode: 'JSON_PARSER_ERROR' }] },
      { success: false, errors: [{ statusCode: 'DUPLICATE_VALUE' }] },
    ]);
  });

  test('CRM-15: upsert by external id in bulk, update and deletion', () => {
    const { call, rows } = createSalesforce();
    const upsert = (records: readonly Json[]) =>
      call('PATCH', 'composite/sobjects/Order_Commitment__c/External_Id__c', { allOrNone: true, records }).body as readonly JsonObject[];
    expect(upsert([commitment('a'), commitment('b')]).map(({ created }) => created)).toEqual([true, true]);
    const second = upsert([commitment('b', { Quantity__c: 3 }), commitment('c')]);
    expect(second.map(({ created }) => created)).toEqual([false, true]);
    const id = String(second[0]!['id']);
    call('PATCH', 'composite/sobjects', { records: [{ attributes: { type: 'Order_Commitment__c' }, id, Unit__c: 'PC' }] });
    expect(rows("SELECT Quantity__c, Unit__c FROM Order_Commitment__c WHERE External_Id__c = 'b'")).toMatchObject([
      { Quantity__c: 3, Unit__c: 'PC' },
    ]);
    expect(call('DELETE', `composite/sobjects?ids=${id}&allOrNone=true`).body).toMatchObject([{ id, success: true }]);
    expect(rows('SELECT External_Id__c FROM Order_Commitment__c').map((row) => row['External_Id__c'])).toEqual(['a', 'c']);
  });

  test('CRM-15: all or none, and two hundred rows at most', () => {
    const { call, rows } = createSalesforce();
    const answer = call('POST', 'composite/sobjects', { allOrNone: true, records: [commitment('a'), commitment('b', { Colour: 1 })] });
    expect(answer.body).toMatchObject([
      { success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }] },
      { success: false, errors: [{ statusCode: 'INVALID_FIELD' }] },
    ]);
    expect(rows('SELECT Id FROM Order_Commitment__c')).toEqual([]);
    expect(call('POST', 'composite/sobjects', { records: HUNDREDS(201, (n) => commitment(String(n))) }).status).toBe(400);
    expect(call('POST', 'composite/sobjects', { records: 'all' }).status).toBe(400);
  });
});

describe('describe', () => {
  test('CRM-16: says which objects and fields there are and what may be written', () => {
    const { call } = createSalesforce();
    const all = (call('GET', 'sobjects').body as JsonObject)['sobjects'] as readonly JsonObject[];
    expect(all.map(({ name }) => name)).toEqual([
      'User',
      'Account',
      'Product2',
      'Order',
      'OrderItem',
      'Order_Change_Request__c',
      'Order_Commitment__c',
    ]);
    const fields = (call('GET', 'sobjects/Order_Commitment__c/describe').body as JsonObject)['fields'] as readonly JsonObject[];
    expect(fields.find(({ name }) => name === 'External_Id__c')).toMatchObject({
      externalId: true,
      unique: true,
      nillable: false,
      updateable: true,
    });
    expect(fields.find(({ name }) => name === 'SystemModstamp')).toMatchObject({ updateable: false, type: 'datetime' });
    expect(call('GET', 'sobjects/Nothing/describe').status).toBe(404);
    expect(Object.keys(call('GET', '/services/data/v62.0/').body as JsonObject)).toContain('query');
    expect(call('GET', '/services/data/v99.0/limits').status).toBe(404);
  });
});
