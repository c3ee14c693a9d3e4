import { expect, test } from 'vitest';
import { createCrmSystem } from '../../test/support/crm-system.ts';
import { answerWith } from '../../test/support/simulator-http-client.ts';
import { salesforceConnection } from './connection.ts';

const { signal } = new AbortController();

test('API-180 the organisation names its objects, their fields and those that a record is known by; nothing is written', async () => {
  const { connection, http, host } = createCrmSystem();
  const read = (list: string, given = {}) => salesforceConnection.options![list]!.read(connection, given, signal);
  expect((await read('objects')).map(({ value }) => value)).toEqual(
    expect.arrayContaining(['Account', 'Order', 'Order_Change_Request__c']),
  );
  expect(await read('fields', { object: 'Order' })).toContainEqual(expect.objectContaining({ value: 'Status', type: 'picklist' }));
  const ids = (await read('external-ids', { object: 'Account' })).map(({ value }) => value);
  expect(ids).toContain('ERP_Customer_Number__c');
  expect(ids).not.toContain('Name');
  expect(new Set(http.requests.filter(({ url }) => !url.includes('oauth2')).map(({ method }) => method))).toEqual(new Set(['GET']));
  expect(host.records).toEqual([]);
});

test('API-180 an object that is not there is the fault of the question; what Salesforce refuses is told in its words', async () => {
  const { connection, http } = createCrmSystem();
  const fields = (object: string) => salesforceConnection.options!['fields']!.read(connection, { object }, signal);
  await expect(fields('Nothing__c')).rejects.toMatchObject({ options: { code: 'options-unknown' } });
  // A name is one part of the address, whatever it says.
  await expect(fields('../limits?')).rejects.toMatchObject({ options: { code: 'options-unknown' } });
  const text = JSON.stringify([{ errorCode: 'API_DISABLED_FOR_ORG', message: 'API is not enabled for this Organization' }]);
  http.disturbNext(
    ({ url }) => url.includes('describe'),
    answerWith({ status: 403, headers: { 'content-type': 'application/json' }, text }),
  );
  await expect(fields('Order')).rejects.toMatchObject({ message: expect.stringContaining('API is not enabled') });
});
