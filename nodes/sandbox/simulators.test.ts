import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import { CREDENTIALS, makeFolder, type StartedSandbox, startSandbox } from './sandbox-fixture.ts';
import { createSimulators } from './simulators.ts';

let folder: string;
let remove: () => void;
let sandbox: StartedSandbox;

beforeEach(async () => {
  ({ folder, remove } = makeFolder());
  sandbox = await startSandbox(folder, createSimulators);
});
afterEach(async () => {
  await sandbox.close();
  remove();
});

const ORDER = '0000004711';
const SAP = `/sap/opu/odata/sap/API_SALES_ORDER_SRV/A_SalesOrder('4711')`;
const basic = `Basic ${Buffer.from(`${CREDENTIALS.sap.user}:${CREDENTIALS.sap.password}`).toString('base64')}`;
const view = async (path: string) => (await sandbox.control('GET', `/view/${path}`)).body;

async function changeInSap(purchaseOrder: string): Promise<number> {
  const headers = { authorization: basic, accept: 'application/json' };
  const read = await fetch(sandbox.url('sap', SAP), { headers: { ...headers, 'x-csrf-token': 'Fetch' } });
  const { d } = (await read.json()) as { readonly d: { readonly __metadata: { readonly etag: string } } };
  const cookie = read.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const changed = await fetch(sandbox.url('sap', SAP), {
    method: 'PATCH',
    headers: {
      ...headers,
      cookie,
      'x-csrf-token': read.headers.get('x-csrf-token') ?? '',
      'if-match': d.__metadata.etag,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ PurchaseOrderByCustomer: purchaseOrder }),
  });
  return changed.status;
}

async function commitInCrm(): Promise<number> {
  const grant = { grant_type: 'client_credentials', client_id: CREDENTIALS.crm.clientId, client_secret: CREDENTIALS.crm.clientSecret };
  const token = await fetch(sandbox.url('crm', '/services/oauth2/token'), { method: 'POST', body: new URLSearchParams(grant) });
  const { access_token } = (await token.json()) as { readonly access_token: string };
  const upserted = await fetch(sandbox.url('crm', `/services/data/v62.0/sobjects/Order_Commitment__c/External_Id__c/${ORDER}-10`), {
    method: 'PATCH',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ERP_Order_Number__c: ORDER, Committed_Date__c: '2026-12-18' }),
  });
  return upserted.status;
}

test('SHELL-7: SAP, CRM and scheduler agree on the landscape, keep what was changed over a restart and forget it by reset', async () => {
  const orders = ((await view('crm/orders')) as readonly JsonObject[]).map((order) => order['ERP_Order_Number__c']);
  expect(orders).toContain(ORDER);
  expect(JSON.stringify(await view(`sap/orders/${ORDER}`))).toContain(ORDER);
  expect(await changeInSap('PO-CHANGED')).toBe(204);
  expect(await commitInCrm()).toBe(201);
  const bearer = { authorization: `Bearer ${CREDENTIALS.scheduler.apiKey}` };
  expect((await fetch(sandbox.url('scheduler', `/v1/demands/${ORDER}`), { headers: bearer })).status).toBe(200);
  expect(JSON.stringify(await view('scheduler/demands'))).toContain(ORDER);

  const before: readonly Json[] = [await view(`sap/orders/${ORDER}`), await view('crm/commitments')];
  const record = (await sandbox.control('GET', '/record')).body;
  expect(record).toMatchObject([
    { seq: 1, system: 'sap', key: ORDER, applied: true },
    { seq: 2, system: 'crm', key: `${ORDER}-10`, applied: true },
  ]);
  await sandbox.close();
  sandbox = await startSandbox(folder, createSimulators);
  expect([await view(`sap/orders/${ORDER}`), await view('crm/commitments')]).toEqual(before);
  expect((await sandbox.control('GET', '/record')).body).toEqual(record);
  expect(JSON.stringify(before[0])).toContain('PO-CHANGED');

  await sandbox.control('POST', '/reset', {});
  expect(JSON.stringify(await view(`sap/orders/${ORDER}`))).not.toContain('PO-CHANGED');
  expect(await view('crm/commitments')).toEqual([]);
});

test('SHELL-10: each of the three is out alone', async () => {
  await sandbox.control('POST', '/faults', { system: 'scheduler', kind: 'outage' });
  await expect(fetch(sandbox.url('scheduler', '/'))).rejects.toThrow();
  expect(await changeInSap('PO-2')).toBe(204);
  expect(await commitInCrm()).toBe(201);
});
