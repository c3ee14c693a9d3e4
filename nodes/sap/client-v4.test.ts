import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createSapSystem } from '../../test/support/sap-system.ts';
import { answerWith } from '../../test/support/simulator-http-client.ts';
import { SapServiceV4 } from './client-v4.ts';
import type { BatchRequest } from './odata/batch.ts';

const SALES_V4 = 'api_salesorder/srvd_a2x/sap/salesorder/0001';
const exchange = () => ({ signal: new AbortController().signal, idempotencyKey: 'key-1', startedAt: '2026-11-24T08:00:00.000Z' });
const json = { 'content-type': 'application/json' };

function open(settings: JsonObject = {}, pageSize = 100) {
  const system = createSapSystem({ settings, options: { pageSize } });
  const { salesOrder } = system.order('open');
  const number = salesOrder.replace(/^0+/, '');
  return { system, salesOrder, number, service: new SapServiceV4(system.connection, SALES_V4) };
}

describe('a V4 service', () => {
  test('gives decimals as text and the entity tag of the body', async () => {
    const { service, number } = open();
    const { data, etag } = await service.get(`SalesOrder('${number}')?$select=TotalNetAmount`, exchange());
    expect(data).toMatchObject({ TotalNetAmount: expect.stringMatching(/^\d+\.\d{3}$/) });
    expect(etag).toMatch(/^W\//);
  });

  test('a server that ignores IEEE754Compatible is caught where digits are lost', async () => {
    const { service, system } = open();
    const model = await service.model(exchange());
    const type = model.entityTypes[0]!;
    expect(service.readRow(model, type, { TotalNetAmount: 12.5 })).toEqual({ TotalNetAmount: '12.5' });
    expect(() => service.readRow(model, type, { TotalNetAmount: 12345678901234.123 })).toThrow('more digits');
    expect(system.http.requests[0]?.headers).toMatchObject({ 'odata-maxversion': '4.0' });
  });

  test('follows nextLink, relative or absolute, to the end', async () => {
    const { service, system } = open({}, 10);
    expect(await service.getAll('SalesOrder?$select=SalesOrder', exchange(), 1000)).toHaveLength(system.landscape.orders.length);
    const text = JSON.stringify({
      value: [{ SalesOrder: '1' }],
      '@odata.nextLink': `https://other.host/sap/opu/odata4/sap/${SALES_V4}/SalesOrder?$skiptoken=5`,
    });
    system.http.disturbNext(() => true, answerWith({ headers: json, text }));
    expect((await service.get('SalesOrder', exchange())).next).toBe('SalesOrder?$skiptoken=5');
    await expect(service.getAll('SalesOrder', exchange(), 5)).rejects.toMatchObject({ options: { code: 'too-many-rows' } });
  });

  test.each(['multipart', 'json'])(
    'sends a changeset as %s: all of it, or nothing and the class of what was refused',
    async (v4BatchFormat) => {
      const { service, system, salesOrder, number } = open({ v4BatchFormat });
      const patch = (body: JsonObject, path = `SalesOrder('${number}')`): BatchRequest => ({
        method: 'PATCH',
        url: path,
        headers: { ...json, 'if-match': '*' },
        body: JSON.stringify(body),
      });
      const item = `SalesOrderItem(SalesOrder='${number}',SalesOrderItem='10')`;
      const { answers, messages } = await service.changeset(
        [patch({ PurchaseOrderByCustomer: '' }), patch({ DeliveryPriority: '01' }, item)],
        exchange(),
      );
      expect(answers).toHaveLength(2);
      expect(messages).toMatchObject([{ code: 'V1/364', severity: 'warning' }]);
      const before = system.view(salesOrder);
      await expect(
        service.changeset([patch({ ShippingCondition: '02' }), patch({ Product: 'NONE' }, item)], exchange()),
      ).rejects.toMatchObject({
        class: 'rejected',
        options: { code: 'V1/382' },
      });
      await expect(
        service.changeset([{ ...patch({ ShippingCondition: '02' }), headers: { ...json, 'if-match': 'W/"old"' } }], exchange()),
      ).rejects.toMatchObject({
        class: 'conflict',
      });
      expect(system.view(salesOrder)).toEqual(before);
    },
  );

  test.each([
    [{ status: 200, headers: json, text: '{"half":' }, 'network'],
    [{ status: 200, headers: json, text: '[]' }, 'network'],
    [{ status: 503, headers: { 'content-type': 'text/html' }, text: '<html><title>Down</title></html>' }, 'unavailable'],
    [{ status: 404, headers: json, text: '{"error":{"code":"/IWBEP/CM_V4_COS/014","message":"not found"}}' }, 'invalid'],
    [
      {
        status: 400,
        headers: json,
        text: '{"error":{"code":"BEP/1","message":"x","details":[{"code":"V1/042","message":"is currently being processed by user A","@Common.numericSeverity":4}]}}',
      },
      'conflict',
    ],
    [
      {
        status: 400,
        headers: json,
        text: '{"error":{"code":"V1/555","message":"completed","details":[{"code":"V1/001","message":"w","@Common.numericSeverity":3}]}}',
      },
      'rejected',
    ],
  ])('%j is %s', async (answer, errorClass) => {
    const { service, system } = open();
    system.http.disturbNext(() => true, answerWith(answer));
    await expect(service.get('SalesOrder', exchange())).rejects.toMatchObject({ class: errorClass });
  });

  test.each(['salesorder', 'a/../b/c/0001', 'api_salesorder/srvd_a2x/sap/salesorder/1', '/a/b/c/0001'])(
    '%s is no path of a service',
    (path) => {
      expect(() => new SapServiceV4(createSapSystem().connection, path)).toThrow('not the path');
    },
  );
});
