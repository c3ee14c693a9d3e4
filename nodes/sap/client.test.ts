import { describe, expect, test } from 'vitest';
import { createSapSystem } from '../../test/support/sap-system.ts';
import { answerWith } from '../../test/support/simulator-http-client.ts';
import { openSapService } from './client.ts';

const exchange = () => ({ signal: new AbortController().signal, idempotencyKey: 'key-1', startedAt: '2026-11-24T08:00:00.000Z' });
const isFetch = (request: { readonly headers?: { readonly [name: string]: string } }) => request.headers?.['x-csrf-token'] === 'Fetch';
const headerPatch = (salesOrder: string, etag: string) => ({
  method: 'PATCH',
  url: `A_SalesOrder('${salesOrder}')`,
  headers: { 'content-type': 'application/json', 'if-match': etag },
  body: '{"ShippingCondition":"02"}',
});

describe('the session with SAP', () => {
  test('parallel first writes share one token fetch', async () => {
    const system = createSapSystem();
    const service = openSapService(system.connection, 'API_SALES_ORDER_SRV');
    await Promise.all([1, 2, 3, 4].map(() => service.readBatch('A_SalesOrder?$top=1', exchange())));
    expect(system.http.requests.filter(isFetch)).toHaveLength(1);
  });

  test('token and cookies travel together, and reads go on in the session that is open', async () => {
    const system = createSapSystem();
    const service = openSapService(system.connection, 'API_SALES_ORDER_SRV');
    await service.get('A_SalesOrder?$top=1', exchange());
    expect(system.http.requests.at(-1)?.headers?.['cookie']).toBeUndefined();
    await service.readBatch('A_SalesOrder?$top=1', exchange());
    const written = system.http.requests.at(-1)?.headers;
    expect(written?.['cookie']).toMatch(/^SAP_SESSIONID_S4H_100=.+; sap-usercontext=sap-client=100$/);
    await service.get('A_SalesOrder?$top=1', exchange());
    expect(system.http.requests.at(-1)?.headers?.['cookie']).toBe(written?.['cookie']);
  });

  test('a pair that SAP no longer takes is replaced once; when that does not help, it is denied', async () => {
    const system = createSapSystem();
    const service = openSapService(system.connection, 'API_SALES_ORDER_SRV');
    const required = answerWith({ status: 403, headers: { 'x-csrf-token': 'Required' }, text: 'CSRF token validation failed' });
    const isBatch = ({ url }: { readonly url: string }) => url.endsWith('/$batch');
    system.http.disturbNext(isBatch, required);
    await service.readBatch('A_SalesOrder?$top=1', exchange());
    expect(system.http.requests.filter(isFetch)).toHaveLength(2);
    system.http.disturbNext(isBatch, required);
    system.http.disturbNext(isBatch, required);
    await expect(service.readBatch('A_SalesOrder?$top=1', exchange())).rejects.toMatchObject({
      class: 'denied',
      options: { code: 'csrf-refused' },
    });
  });

  test('a failed token fetch is not kept and says that the write was never sent', async () => {
    const system = createSapSystem();
    const service = openSapService(system.connection, 'API_SALES_ORDER_SRV');
    system.http.disturbNext(isFetch, answerWith({ status: 500, headers: { 'content-type': 'text/html' }, text: '<html></html>' }));
    await expect(service.changeset([], exchange())).rejects.toMatchObject({ class: 'unavailable', maybeApplied: false });
    await service.readBatch('A_SalesOrder?$top=1', exchange());
  });
});

describe('what travels with every call', () => {
  test('client, language, version, and the key of the write in the form that SAP knows', async () => {
    const system = createSapSystem({ settings: { repeatableRequests: true }, options: { repeatability: true } });
    const { salesOrder } = system.order('open');
    const service = openSapService(system.connection, 'API_SALES_ORDER_SRV');
    const { etag = '' } = await service.get(`A_SalesOrder('${salesOrder}')`, exchange());
    await service.changeset([headerPatch(salesOrder, etag)], { ...exchange(), correlationId: 'c-1', traceparent: '00-1-2-01' });
    const first = system.http.requests.at(-1)?.headers ?? {};
    expect(first).toMatchObject({
      'sap-client': '100',
      'sap-language': 'EN',
      dataserviceversion: '2.0',
      'x-correlation-id': 'c-1',
      traceparent: '00-1-2-01',
      requestid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
      repeatabilitycreation: 'Tue, 24 Nov 2026 08:00:00 GMT',
    });
    // The same request again: SAP knows it and answers as before instead of refusing the old tag.
    await service.changeset([headerPatch(salesOrder, etag)], exchange());
    expect(system.http.requests.at(-1)?.headers?.['requestid']).toBe(first['requestid']);
    expect(system.host.records.filter((entry) => entry.applied)).toHaveLength(1);
  });

  test('credentials never appear in an error', async () => {
    const system = createSapSystem({ password: 'very-secret' });
    const failure: unknown = await openSapService(system.connection, 'API_SALES_ORDER_SRV')
      .get('A_SalesOrder', exchange())
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ class: 'denied' });
    const encoded = Buffer.from('MILLRACE:very-secret').toString('base64');
    expect(JSON.stringify([failure, String(failure), (failure as Error).stack])).not.toMatch(new RegExp(`very-secret|${encoded}`));
  });
});

describe('changesets', () => {
  test('all or nothing: the one refusal is thrown by its meaning and nothing was saved', async () => {
    const system = createSapSystem();
    const { salesOrder } = system.order('open');
    const service = openSapService(system.connection, 'API_SALES_ORDER_SRV');
    const { etag = '' } = await service.get(`A_SalesOrder('${salesOrder}')`, exchange());
    const wrong = { ...headerPatch(salesOrder, etag), url: `A_SalesOrderItem(SalesOrder='${salesOrder}',SalesOrderItem='990')` };
    await expect(service.changeset([headerPatch(salesOrder, etag), wrong], exchange())).rejects.toMatchObject({ maybeApplied: false });
    expect(system.view(salesOrder)['ShippingCondition']).toBe('01');
  });

  test('an answer that is no batch answer leaves the write open', async () => {
    const system = createSapSystem();
    const service = openSapService(system.connection, 'API_SALES_ORDER_SRV');
    const isBatch = ({ url }: { readonly url: string }) => url.endsWith('/$batch');
    system.http.disturbNext(
      isBatch,
      answerWith({ status: 202, headers: { 'content-type': 'multipart/mixed; boundary=x' }, text: '--x\r\nhalf' }),
    );
    await expect(service.changeset([headerPatch('1', '*')], exchange())).rejects.toMatchObject({
      class: 'network',
      maybeApplied: true,
      options: { code: 'answer-malformed' },
    });
  });
});
