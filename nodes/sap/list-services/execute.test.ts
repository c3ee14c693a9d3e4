import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createSapSystem, outputOf } from '../../../test/support/sap-system.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { openSapService } from '../client.ts';
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
});
