import { describe, expect, test } from 'vitest';
import { createSapSystem } from '../../test/support/sap-system.ts';
import { SapServiceV4 } from './client-v4.ts';
import { compareSalesOrderModel } from './compare-metadata.ts';
import { sapODataConnection } from './connection.ts';
import { findFlowService } from './flow-services.ts';
import type { EdmEntityType, EdmModel, EdmProperty } from './odata/edm.ts';
import { writeEdmx } from './odata/write-edmx.ts';
import { DEFAULT_SAP_OPTIONS } from './simulator/options.ts';
import { salesOrderModel } from './simulator/sales/sales-order-model.ts';

const KNOWN: EdmModel = salesOrderModel(DEFAULT_SAP_OPTIONS);
const OWN = { revision: 'YY1_CRMRevision_SDH', promise: 'YY1_PromisedDate_SDI' };

/** The known model with one type's properties otherwise. */
function otherwise(name: string, change: (properties: readonly EdmProperty[]) => readonly EdmProperty[]): EdmModel {
  const entityTypes = KNOWN.entityTypes.map(
    (type): EdmEntityType => (type.name === name ? { ...type, properties: change(type.properties) } : type),
  );
  return { ...KNOWN, entityTypes };
}

const findingsOf = (model: EdmModel, own = OWN) =>
  compareSalesOrderModel(model, KNOWN, own).flatMap(({ name, findings }) =>
    findings.map(({ field, kind, weight }) => `${name} ${field} ${kind} ${weight}`),
  );

describe("another system's fields against what the example flows want", () => {
  test('the sandbox itself fits, and has nothing beside', () => {
    expect(findingsOf(KNOWN)).toEqual([]);
    expect(compareSalesOrderModel(KNOWN, KNOWN, OWN).flatMap(({ extra }) => extra)).toEqual([]);
  });

  test.each([
    ['A_SalesOrderItemType', 'RequestedQuantity', 'stops'],
    ['A_SalesOrderItemType', 'YY1_PromisedDate_SDI', 'limits'],
    ['A_SalesOrderType', 'YY1_CRMRevision_SDH', 'limits'],
    ['A_SalesOrderType', 'TotalCreditCheckStatus', 'limits'],
    ['A_SalesOrderType', 'PurchaseOrderByCustomer', 'stops'],
  ])('%s without %s %s flows', (entity, field, weight) => {
    const model = otherwise(entity, (properties) => properties.filter(({ name }) => name !== field));
    expect(findingsOf(model)).toEqual([`${entity} ${field} missing ${weight}`]);
  });

  test('customer fields are those that connection and environment name', () => {
    expect(findingsOf(KNOWN, { revision: '', promise: 'YY1_OurDate_SDI' })).toEqual([
      'A_SalesOrderItemType YY1_OurDate_SDI missing limits',
    ]);
  });

  test('what is closed to changes, shorter or of another type is told apart', () => {
    const change = (field: string, part: Partial<EdmProperty>) =>
      otherwise('A_SalesOrderItemType', (properties) => properties.map((one) => (one.name === field ? { ...one, ...part } : one)));
    expect(findingsOf(change('RequestedQuantity', { updatable: false }))).toEqual([
      'A_SalesOrderItemType RequestedQuantity not-writable stops',
    ]);
    expect(findingsOf(change('Material', { maxLength: 18 }))).toEqual(['A_SalesOrderItemType Material shorter limits']);
    expect(findingsOf(change('NetAmount', { type: 'Edm.String' }))).toEqual(['A_SalesOrderItemType NetAmount other-type limits']);
  });

  test('a type that is not there is said once, further fields are listed', () => {
    const without = { ...KNOWN, entityTypes: KNOWN.entityTypes.filter(({ name }) => name !== 'A_SalesOrderScheduleLineType') };
    expect(compareSalesOrderModel(without, KNOWN, OWN).find(({ isThere }) => !isThere)).toMatchObject({
      name: 'A_SalesOrderScheduleLineType',
      findings: [],
    });
    const more = otherwise('A_SalesOrderType', (properties) => [...properties, { ...properties[0]!, name: 'YY1_Region_SDH' }]);
    expect(compareSalesOrderModel(more, KNOWN, OWN)[0]?.extra).toEqual(['YY1_Region_SDH']);
  });

  test('API-116: read by the connection or from a file; a file that is no EDMX is refused with a sentence', async () => {
    const { connection, host } = createSapSystem();
    const compare = (text?: string) =>
      sapODataConnection.compareMetadata!(
        connection,
        { variable: () => undefined, ...(text === undefined ? {} : { text }) },
        new AbortController().signal,
      );
    expect(await compare()).toMatchObject({
      service: 'API_SALES_ORDER_SRV',
      source: 'connection',
      entities: [{ findings: [] }, { findings: [] }, { findings: [] }],
    });
    const old = writeEdmx(otherwise('A_SalesOrderType', (properties) => properties.filter(({ name }) => name !== 'YY1_CRMRevision_SDH')));
    expect(await compare(old)).toMatchObject({
      source: 'file',
      entities: [{ findings: [{ field: 'YY1_CRMRevision_SDH', kind: 'missing' }] }, {}, {}],
    });
    await expect(compare('<html>Log on</html>')).rejects.toMatchObject({ class: 'invalid', options: { code: 'metadata-malformed' } });
    expect(host.records).toEqual([]);
  });

  test('API-116: every service that flows read or write is compared, one by one', async () => {
    const { connection, host } = createSapSystem();
    const compare = (service?: string, text?: string) =>
      sapODataConnection.compareMetadata!(
        connection,
        { variable: () => undefined, ...(service === undefined ? {} : { service }), ...(text === undefined ? {} : { text }) },
        new AbortController().signal,
      );
    const { services } = await compare();
    expect(services[0]).toBe('API_SALES_ORDER_SRV');
    expect(services).toEqual(
      expect.arrayContaining(['API_OUTBOUND_DELIVERY_SRV;v=0002', 'API_PRODUCTION_ORDER_2_SRV', 'API_WORK_CENTERS']),
    );
    for (const service of services) {
      const compared = await compare(service);
      expect(compared).toMatchObject({ service, services, source: 'connection' });
      expect(compared.entities.flatMap(({ isThere, findings, extra }) => [isThere, ...findings, ...extra])).toEqual(
        compared.entities.map(() => true),
      );
    }
    // A file says itself of which service it is.
    const stock = findFlowService('API_MATERIAL_STOCK_SRV')!.model;
    const other: EdmModel = {
      ...stock,
      entityTypes: stock.entityTypes
        .filter(({ name }) => name !== 'A_MaterialStockType')
        .map((type) => ({ ...type, properties: type.properties.filter(({ name }) => !['Plant', 'MaterialBaseUnit'].includes(name)) })),
    };
    const compared = await compare(undefined, writeEdmx(other));
    expect(compared.service).toBe('API_MATERIAL_STOCK_SRV');
    expect(compared.entities).toMatchObject([
      { name: 'A_MaterialStockType', isThere: false },
      {
        name: 'A_MatlStkInAcctModType',
        findings: [
          { field: 'Plant', kind: 'missing', weight: 'stops' },
          { field: 'MaterialBaseUnit', kind: 'missing', weight: 'limits' },
        ],
      },
    ]);
    await expect(compare('API_NOTHING_SRV')).rejects.toMatchObject({ class: 'invalid', options: { code: 'service-unknown' } });
    expect(host.records).toEqual([]);
  });

  test('a file of the V4 service is compared by the fields that it shares with V2', async () => {
    const system = createSapSystem();
    const metadata = await new SapServiceV4(system.connection, 'api_salesorder/srvd_a2x/sap/salesorder/0001').model({
      signal: new AbortController().signal,
    });
    expect(metadata.operations).toBeDefined();
    const url = 'http://sap.test/sap/opu/odata4/sap/api_salesorder/srvd_a2x/sap/salesorder/0001/$metadata';
    const headers = { authorization: `Basic ${Buffer.from('MILLRACE:sandbox').toString('base64')}`, 'sap-client': '100' };
    const { text } = await system.http.request({ method: 'GET', url, headers, signal: new AbortController().signal });
    const compared = await sapODataConnection.compareMetadata!(
      system.connection,
      { text, variable: () => undefined },
      new AbortController().signal,
    );
    expect(compared.service).toContain('OData V4');
    expect(compared.entities.map(({ name, isThere, findings }) => [name, isThere, findings])).toEqual([
      ['A_SalesOrderType', true, []],
      ['A_SalesOrderItemType', true, []],
      ['A_SalesOrderScheduleLineType', true, []],
    ]);
  });
});
