import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createSalesforce, idOf } from './salesforce-fixture.ts';

describe('the desk', () => {
  const REQUEST = {
    order: '0000004711',
    revision: 1,
    requestedDate: '2026-12-14',
    reason: 'More units',
    items: [{ number: '000010', quantity: '5', unit: 'PC', requestedDate: '2026-12-14' }],
  };

  test('CRM-20: customers enter requests by the same rules, announced and recorded', () => {
    const { simulator, host, rows } = createSalesforce();
    const id = simulator.enterChangeRequest(REQUEST);
    expect(
      rows('SELECT Id, Order__r.ERP_Order_Number__c, CreatedBy.Name, LastModifiedClient__c FROM Order_Change_Request__c'),
    ).toMatchObject([
      {
        Id: id,
        Order__r: { ERP_Order_Number__c: '0000004711' },
        CreatedBy: { Name: 'Customer Portal' },
        LastModifiedClient__c: 'customer-portal',
      },
    ]);
    expect(host.recorded).toMatchObject([{ operation: 'enter-Order_Change_Request__c', key: id, sequence: 1, applied: true }]);
    expect(host.delivered).toHaveLength(1);
    simulator.notifyAgain(id);
    expect(host.delivered[1]!.body).toBe(host.delivered[0]!.body);
  });

  test('CRM-20: sixty open orders can be changed; the youngest revision is known', () => {
    const { simulator } = createSalesforce();
    expect(simulator.changeableOrders()).toHaveLength(60);
    simulator.enterChangeRequest({ ...REQUEST, revision: 4 });
    expect(simulator.findOrder('0000004711')).toMatchObject({
      revision: 4,
      items: expect.arrayContaining([expect.objectContaining({ number: '000010' })]),
    });
    expect(simulator.findOrder('0000000001')).toBeUndefined();
  });
});

describe('a life over restarts', () => {
  test('CRM-21: a snapshot brings back records, sessions, ids and counts; reset brings back the seed', () => {
    const first = createSalesforce();
    const id = idOf(first.aChangeRequest({ External_Id__c: 'X' }));
    const kept = JSON.parse(JSON.stringify(first.simulator.snapshot())) as JsonObject;
    const token = String((first.signIn().body as JsonObject)['access_token']);
    const second = createSalesforce();
    second.simulator.restore(JSON.parse(JSON.stringify(first.simulator.snapshot())) as JsonObject);
    const answer = second.send('GET', `/services/data/v62.0/sobjects/Order_Change_Request__c/${id}`, undefined, {
      authorization: `Bearer ${token}`,
    });
    expect(answer.body).toMatchObject({ Id: id, Name: 'CR-00000001' });
    expect(second.aChangeRequest({ External_Id__c: 'x' }).status).toBe(400);
    expect(idOf(second.aChangeRequest())).not.toBe(id);
    first.simulator.reset();
    expect(first.rows('SELECT Id FROM Order_Change_Request__c')).toEqual([]);
    expect(kept['records']).not.toEqual((first.simulator.snapshot() as JsonObject)['records']);
  });

  test('CRM-21: a part of the snapshot that did not change is the same object', () => {
    const { simulator, aChangeRequest } = createSalesforce();
    const before = (simulator.snapshot() as JsonObject)['records'] as JsonObject;
    aChangeRequest();
    const after = (simulator.snapshot() as JsonObject)['records'] as JsonObject;
    expect(after['Order']).toBe(before['Order']);
    expect(after['Order_Change_Request__c']).not.toBe(before['Order_Change_Request__c']);
  });

  test('CRM-22: pages and tests can look at orders, requests, commitments and any record', () => {
    const { simulator, aChangeRequest } = createSalesforce();
    const id = idOf(aChangeRequest());
    expect(simulator.view('orders')).toHaveLength(80);
    expect(simulator.view('orders/4711')).toMatchObject({
      ERP_Order_Number__c: '0000004711',
      items: expect.arrayContaining([expect.objectContaining({ ERP_Item_Number__c: '000010' })]),
    });
    expect(simulator.view('change-requests/4711')).toMatchObject([{ Id: id, LastModifiedClient__c: 'millrace' }]);
    expect(simulator.view('commitments')).toEqual([]);
    expect(simulator.view(`records/Order_Change_Request__c/${id}`)).toMatchObject({ Id: id });
    for (const path of ['', 'nothing', 'orders/1', 'records/Nothing', 'orders/4711/items']) expect(simulator.view(path)).toBeUndefined();
  });

  test('CRM-19: the front door has words of its own', () => {
    const { simulator } = createSalesforce();
    const fault = { id: 'f', system: 'crm', kind: 'throttled', retryAfter: '12' } as const;
    expect(simulator.faultResponse('throttled', fault)).toMatchObject({ status: 429, headers: { 'retry-after': '12' } });
    expect(JSON.parse(String(simulator.faultResponse('unavailable', fault).body))).toMatchObject([{ errorCode: 'SERVER_UNAVAILABLE' }]);
    expect(simulator.faultResponse('html-500', fault)).toMatchObject({
      status: 500,
      headers: { 'content-type': expect.stringContaining('html') },
    });
  });

  test('CRM-19: what a request is about is known before it is handled', () => {
    const { simulator } = createSalesforce();
    const about = (method: string, url: string, body: JsonObject = {}) =>
      simulator.operationsOf!({ method, url, headers: {}, body: Buffer.from(JSON.stringify(body)) });
    expect(
      about('PATCH', '/services/data/v62.0/sobjects/order_commitment__c/External_Id__c/4711%2F10', { ERP_Order_Number__c: '0000004711' }),
    ).toEqual([
      { operation: 'upsert-Order_Commitment__c', key: '4711/10' },
      { operation: 'upsert-Order_Commitment__c', key: '0000004711' },
    ]);
    expect(about('POST', '/services/oauth2/token')).toEqual([{ operation: 'sign-in' }]);
    expect(
      about('POST', '/services/data/v62.0/composite', {
        compositeRequest: [{ method: 'DELETE', url: '/services/data/v62.0/sobjects/Order/8015g0000000001' }],
      }),
    ).toEqual([{ operation: 'delete-Order', key: '8015g0000000001' }]);
    expect(about('GET', '/elsewhere')).toEqual([]);
  });
});
