import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createSapSystem, outputOf } from '../../../test/support/sap-system.ts';
import { answerWith } from '../../../test/support/simulator-http-client.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { openSapService } from '../client.ts';
import { openEntityService } from '../entity-service.ts';
import { sapListServices } from './execute.ts';

describe('sap/list-services', () => {
  const system = createSapSystem({ options: { pageSize: 5 } });
  const list = (config: JsonObject) =>
    sapListServices.execute(createStep({ config: { maxRows: 5000, ...config }, connection: system.connection }));

  test('lists what is active, page by page, under names that the other nodes take', async () => {
    const services = outputOf(await list({}))['services'] as unknown as readonly { readonly service: string }[];
    expect(services.map(({ service }) => service)).toEqual(
      expect.arrayContaining(['API_SALES_ORDER_SRV', 'API_OUTBOUND_DELIVERY_SRV;v=0002']),
    );
    for (const { service } of services) {
      const { entitySets, functionImports } = await openSapService(system.connection, service).model({
        signal: new AbortController().signal,
      });
      expect(entitySets.length + functionImports.length, service).toBeGreaterThan(0);
    }
  });

  test('searches by words; none is an outcome; half a list is a failure', async () => {
    expect(await list({ search: 'PRODUCTION order confirmation' })).toMatchObject({
      port: 'found',
      output: { count: 1, services: [{ service: 'API_PROD_ORDER_CONFIRMATION_2_SRV' }] },
    });
    expect(await list({ search: 'nothing' })).toMatchObject({ port: 'none', output: { services: [] } });
    await expect(list({ maxRows: 3 })).rejects.toMatchObject({ options: { code: 'too-many-rows' } });
  });

  test('services of V4 are in a catalogue of their own; what it names can be read', async () => {
    const { services } = outputOf(await list({ protocol: 'V4' })) as unknown as { services: readonly { readonly service: string }[] };
    expect(services).toEqual([
      {
        service: 'api_salesorder/srvd_a2x/sap/salesorder/0001',
        version: 1,
        title: 'Sales Order (A2X, OData V4)',
        address: '/sap/opu/odata4/sap/api_salesorder/srvd_a2x/sap/salesorder/0001',
      },
    ]);
    const { entitySets } = await openEntityService(system.connection, services[0]!.service).model({ signal: new AbortController().signal });
    expect(entitySets.map(({ name }) => name)).toContain('SalesOrder');
    expect(await list({ protocol: 'V4', search: 'nothing' })).toMatchObject({ port: 'none' });
  });

  test('a service of a namespace has a name only where the connection stands in that namespace', async () => {
    const row = {
      TechnicalServiceName: '/ACME/ORDERS_SRV',
      TechnicalServiceVersion: '0002',
      Description: 'Ours',
      ServiceUrl: '/elsewhere',
    };
    const named = async (servicePath: string) => {
      const { connection, http } = createSapSystem({ settings: { servicePath } });
      http.disturbNext(
        ({ url }) => url.includes('ServiceCollection'),
        answerWith({
          headers: { 'content-type': 'application/json' },
          text: JSON.stringify({ d: { results: [row, { Title: 'Nameless' }] } }),
        }),
      );
      const outcome = await sapListServices.execute(createStep({ config: { maxRows: 5000 }, connection }));
      return (outputOf(outcome)['services'] as unknown as readonly { readonly service: string }[]).map(({ service }) => service).toSorted();
    };
    expect(await named('/sap/opu/odata/sap')).toEqual(['', '']);
    expect(await named('/sap/opu/odata/acme/')).toEqual(['', 'ORDERS_SRV;v=0002']);
  });

  test('a group without services is none; an address elsewhere is given, but no name that would not work', async () => {
    const { connection, http } = createSapSystem();
    const service = {
      Description: 'Ours',
      ServiceVersion: '0002',
      ServiceUrl: '/sap/opu/odata4/acme/group/default/acme/ours/0002/?sap-client=100',
    };
    const value = [
      { GroupId: 'A', DefaultSystem: null },
      { GroupId: 'B', DefaultSystem: { Services: [] } },
      { GroupId: 'C', DefaultSystem: { Services: [service] } },
    ];
    http.disturbNext(
      ({ url }) => url.includes('ServiceGroups'),
      answerWith({ headers: { 'content-type': 'application/json' }, text: JSON.stringify({ value }) }),
    );
    const outcome = await sapListServices.execute(createStep({ config: { maxRows: 5000, protocol: 'V4' }, connection }));
    expect(outputOf(outcome)['services']).toEqual([
      { service: '', version: 2, title: 'Ours', address: '/sap/opu/odata4/acme/group/default/acme/ours/0002' },
    ]);
  });
});
