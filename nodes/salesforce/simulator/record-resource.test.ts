import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { INTEGRATION_USER } from './options.ts';
import { createSalesforce, errorCode, idOf } from './salesforce-fixture.ts';

const COMMITMENT = { ERP_Order_Number__c: '0000004711', ERP_Item_Number__c: '000010', Committed_Date__c: '2026-12-15', Quantity__c: 40 };
const path = (externalId: string) => `sobjects/Order_Commitment__c/External_Id__c/${encodeURIComponent(externalId)}`;

describe('records', () => {
  test('CRM-6: are created, read, changed and deleted', () => {
    const { call, aChangeRequest } = createSalesforce();
    const created = aChangeRequest({ Reason__c: ' More units ' });
    expect([created.status, created.body]).toEqual([201, { id: expect.stringMatching(/^a02.{15}$/), success: true, errors: [] }]);
    const record = `sobjects/Order_Change_Request__c/${idOf(created)}`;
    expect(call('GET', record).body).toMatchObject({
      Name: 'CR-00000001',
      Status__c: 'New',
      Reason__c: 'More units',
      Revision__c: 1,
      Items__c: null,
    });
    const changed = call('PATCH', record, { Status__c: 'In_ERP_commitment_pending' });
    expect([changed.status, changed.body]).toEqual([204, null]);
    expect(call('GET', `${record}?fields=Status__c,id`).body).toEqual({
      attributes: { type: 'Order_Change_Request__c', url: `/services/data/v62.0/${record}` },
      Status__c: 'In_ERP_commitment_pending',
      Id: idOf(created),
    });
    expect(call('DELETE', record).status).toBe(204);
    const gone = call('GET', record);
    expect([gone.status, errorCode(gone)]).toEqual([404, 'ENTITY_IS_DELETED']);
  });

  test('CRM-6: an id of 15 characters names the same record as its 18; a wrong check does not', () => {
    const { call, aChangeRequest } = createSalesforce();
    const id = idOf(aChangeRequest());
    expect((call('GET', `sobjects/Order_Change_Request__c/${id.slice(0, 15)}`).body as JsonObject)['Id']).toBe(id);
    expect(call('GET', `sobjects/Order_Change_Request__c/${id.slice(0, 15)}ZZZ`).status).toBe(404);
    expect(call('GET', `sobjects/Order_Commitment__c/${id}`).status).toBe(404);
  });

  test('CRM-7: upsert by external id creates with 201, changes with 200, and knows the id in any case', () => {
    const { call, rows } = createSalesforce();
    const first = call('PATCH', path('4711-10-A'), COMMITMENT);
    expect([first.status, first.body]).toEqual([201, { id: expect.any(String), success: true, errors: [], created: true }]);
    const second = call('PATCH', path('4711-10-a'), { Quantity__c: 41 });
    expect([second.status, second.body]).toEqual([200, { id: idOf(first), success: true, errors: [], created: false }]);
    expect(rows('SELECT External_Id__c, Quantity__c, Committed_Date__c FROM Order_Commitment__c')).toMatchObject([
      { External_Id__c: '4711-10-A', Quantity__c: 41, Committed_Date__c: '2026-12-15' },
    ]);
    expect((call('GET', path('4711-10-A')).body as JsonObject)['Id']).toBe(idOf(first));
  });

  test('CRM-7: a slash in an external id has to be encoded; unencoded it names nothing', () => {
    const { call } = createSalesforce();
    expect(call('PATCH', path('4711/10'), COMMITMENT).status).toBe(201);
    expect((call('GET', path('4711/10')).body as JsonObject)['External_Id__c']).toBe('4711/10');
    const unencoded = call('PATCH', 'sobjects/Order_Commitment__c/External_Id__c/4711/10', COMMITMENT);
    expect([unencoded.status, errorCode(unencoded)]).toEqual([404, 'NOT_FOUND']);
  });

  test('CRM-7: the external id stands in the path only', () => {
    const { call } = createSalesforce();
    expect(errorCode(call('PATCH', path('x'), { ...COMMITMENT, External_Id__c: 'y' }))).toBe('INVALID_FIELD');
    expect(call('PATCH', 'sobjects/Order_Commitment__c/Status__c/x', COMMITMENT).status).toBe(404);
  });

  test.each([
    ['a required field missing', { Revision__c: null }, 'REQUIRED_FIELD_MISSING', ['Revision__c']],
    ['an unknown field', { Colour__c: 'red' }, 'INVALID_FIELD', undefined],
    ['a text that is too long', { ERP_Order_Number__c: '00000047110' }, 'STRING_TOO_LONG', ['ERP_Order_Number__c']],
    ['a value outside of the picklist', { Status__c: 'Done' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', ['Status__c']],
    ['a day that is none', { Requested_Date__c: '2026-02-30' }, 'JSON_PARSER_ERROR', undefined],
    ['a number that is none', { Revision__c: 'three' }, 'JSON_PARSER_ERROR', undefined],
    ['a number where text belongs', { Reason__c: 5 }, 'JSON_PARSER_ERROR', undefined],
    ['a field of the system', { CreatedDate: '2026-01-01T00:00:00Z' }, 'INVALID_FIELD_FOR_INSERT_UPDATE', ['CreatedDate']],
    ['a reference to nothing', { Order__c: '8015g000zzzzzzz' }, 'INVALID_CROSS_REFERENCE_KEY', ['Order__c']],
    ['a reference to another object', { Order__c: '0015g0000000001' }, 'FIELD_INTEGRITY_EXCEPTION', ['Order__c']],
    ['an id that is none', { Order__c: 'order-1' }, 'MALFORMED_ID', undefined],
  ])('CRM-5, CRM-8: %s is refused by a list that names the fields, and nothing is stored', (_name, fields, code, named) => {
    const { aChangeRequest, host, rows } = createSalesforce();
    const refused = aChangeRequest(fields);
    expect([refused.status, errorCode(refused)]).toEqual([400, code]);
    expect((refused.body as readonly JsonObject[])[0]!['fields']).toEqual(named);
    expect(rows('SELECT Id FROM Order_Change_Request__c')).toEqual([]);
    expect(host.recorded).toMatchObject([
      { operation: 'create-Order_Change_Request__c', applied: false, refusal: expect.stringContaining(code) },
    ]);
  });

  test('CRM-8: a unique value is refused for a second record and free again after deletion', () => {
    const { call, aChangeRequest } = createSalesforce();
    const first = idOf(aChangeRequest({ External_Id__c: 'X-1' }));
    const second = aChangeRequest({ External_Id__c: 'x-1' });
    expect(errorCode(second)).toBe('DUPLICATE_VALUE');
    expect(JSON.stringify(second.body)).toContain(first);
    call('DELETE', `sobjects/Order_Change_Request__c/${first}`);
    expect(aChangeRequest({ External_Id__c: 'X-1' }).status).toBe(201);
  });

  test('CRM-8: a body that is no JSON, and one that is missing', () => {
    const { send, call, signIn } = createSalesforce();
    const authorization = `Bearer ${String((signIn().body as JsonObject)['access_token'])}`;
    const target = '/services/data/v62.0/sobjects/Account';
    expect(errorCode(send('POST', target, '{"Name":', { authorization, 'content-type': 'application/json' }))).toBe('JSON_PARSER_ERROR');
    expect(send('POST', target, 'Name=x', { authorization, 'content-type': 'text/plain' }).status).toBe(415);
    expect(call('POST', 'sobjects/Account').status).toBe(400);
    expect(call('PUT', 'sobjects/Account/0015g00000000010AA').status).not.toBe(200);
  });

  test('CRM-9: stamps are whole seconds, and the client that wrote last is named', () => {
    const { call, aChangeRequest, host } = createSalesforce();
    const id = idOf(aChangeRequest({}, { 'sforce-call-options': 'client=portal/2, defaultNamespace=x' }));
    const record = `sobjects/Order_Change_Request__c/${id}`;
    expect(call('GET', record).body).toMatchObject({
      CreatedDate: '2026-11-30T08:00:00.000+0000',
      CreatedById: INTEGRATION_USER.id,
      LastModifiedClient__c: 'portal/2',
    });
    host.clock += 5_000;
    call('PATCH', record, { Reason__c: 'x' });
    expect(call('GET', record).body).toMatchObject({
      CreatedDate: '2026-11-30T08:00:00.000+0000',
      SystemModstamp: '2026-11-30T08:00:05.000+0000',
      LastModifiedDate: '2026-11-30T08:00:05.000+0000',
      LastModifiedClient__c: 'millrace',
    });
  });

  test('CRM-10: an activated order keeps its core; what the integration reports can still be written', () => {
    const { call, rows } = createSalesforce();
    const [order] = rows("SELECT Id, Status FROM Order WHERE ERP_Order_Number__c = '0000004711'");
    const [item] = rows(`SELECT Id, Quantity FROM OrderItem WHERE OrderId = '${String(order!['Id'])}' LIMIT 1`);
    expect(order!['Status']).toBe('Activated');
    const target = `sobjects/Order/${String(order!['Id'])}`;
    const itemTarget = `sobjects/OrderItem/${String(item!['Id'])}`;
    expect(errorCode(call('PATCH', target, { PoNumber: 'other' }))).toBe('FIELD_INTEGRITY_EXCEPTION');
    expect(errorCode(call('PATCH', itemTarget, { Quantity: 1 }))).toBe('FIELD_INTEGRITY_EXCEPTION');
    expect(errorCode(call('DELETE', itemTarget))).toBe('FIELD_INTEGRITY_EXCEPTION');
    expect(call('PATCH', target, { ERP_Status__c: 'In ERP', Promise_Date__c: '2026-12-20' }).status).toBe(204);
    expect(call('PATCH', itemTarget, { Quantity: item!['Quantity']!, Promise_Date__c: '2026-12-20' }).status).toBe(204);
    expect(call('PATCH', target, { Status: 'Draft' }).status).toBe(204);
    expect(call('PATCH', itemTarget, { Quantity: 1 }).status).toBe(204);
  });

  test('CRM-11: a record that was changed since is not changed again', () => {
    const { call, aChangeRequest, host } = createSalesforce();
    const record = `sobjects/Order_Change_Request__c/${idOf(aChangeRequest())}`;
    const since = { 'if-unmodified-since': String(call('GET', record).headers['last-modified']) };
    expect(call('PATCH', record, { Reason__c: 'a' }, since).status).toBe(204);
    host.clock += 2_000;
    call('PATCH', record, { Reason__c: 'b' });
    expect(call('PATCH', record, { Reason__c: 'c' }, since).status).toBe(412);
  });

  test('CRM-18: every write is recorded with its key, request id, revision and what the record then held', () => {
    const { call, aChangeRequest, host } = createSalesforce();
    const id = idOf(aChangeRequest({ Revision__c: 3 }));
    call('PATCH', path('4711-10'), { ...COMMITMENT, Revision__c: 3 }, { 'x-request-id': 'run-1/step-2' });
    call('PATCH', `sobjects/Order_Change_Request__c/${id}`, { Status__c: 'No_Change' });
    call('PATCH', `sobjects/Order_Change_Request__c/${id}`, { Status__c: 'Whatever' });
    expect(host.recorded).toMatchObject([
      { operation: 'create-Order_Change_Request__c', object: 'Order_Change_Request__c', key: id, sequence: 3, applied: true },
      { operation: 'upsert-Order_Commitment__c', key: '4711-10', idempotencyKey: 'run-1/step-2', sequence: 3, applied: true },
      {
        operation: 'update-Order_Change_Request__c',
        key: id,
        sequence: 3,
        detail: { fields: { Status__c: 'No_Change' }, order: '0000004711', revision: 3, status: 'No_Change', client: 'millrace' },
      },
      { operation: 'update-Order_Change_Request__c', key: id, applied: false, refusal: expect.stringMatching(/^INVALID_OR_NULL/) },
    ]);
    expect(host.recorded[0]!.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('CRM-19: a locked row and a vanished field, where the panel says so', () => {
    const { call, host } = createSalesforce();
    host.faults.push({ id: 'f1', system: 'crm', kind: 'lock', operation: 'upsert-Order_Commitment__c', key: '0000004711' });
    host.faults.push({ id: 'f2', system: 'crm', kind: 'schema-change', operation: 'Order_Commitment__c' });
    const codes = [1, 2, 3].map(() => call('PATCH', path('4711-10'), COMMITMENT)).map(({ status, body }) => [status, JSON.stringify(body)]);
    expect(codes[0]).toEqual([400, expect.stringContaining('UNABLE_TO_LOCK_ROW')]);
    expect(codes[1]).toEqual([400, expect.stringContaining("No such column 'ERP_Order_Number__c'")]);
    expect(codes[2]![0]).toBe(201);
  });
});
