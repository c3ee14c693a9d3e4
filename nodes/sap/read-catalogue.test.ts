/** What a person sees of a system's services, and what the system's own record says of the looking: nothing. */
import { describe, expect, test } from 'vitest';
import { SERVICE_LIMITS } from '#flows/services/service.ts';
import { createSapSystem } from '../../test/support/sap-system.ts';
import { answerWith } from '../../test/support/simulator-http-client.ts';
import { NetworkError } from '../errors.ts';
import { describeODataService } from './describe-service.ts';
import { readEdmx } from './odata/read-edmx.ts';
import { sapCatalogue } from './read-catalogue.ts';

const V4 = 'api_salesorder/srvd_a2x/sap/salesorder/0001';
const { signal } = new AbortController();
const isV2List = ({ url }: { readonly url: string }) => url.includes('ServiceCollection');
const isV4List = ({ url }: { readonly url: string }) => url.includes('ServiceGroups');
const isMetadata = ({ url }: { readonly url: string }) => url.includes('$metadata');
const refuse = answerWith({
  status: 403,
  headers: { 'content-type': 'application/json' },
  text: JSON.stringify({ error: { code: '/IWFND/CM_COS/045', message: { lang: 'en', value: 'No authorization for the catalogue' } } }),
});

describe('API-171 the catalogue of SAP', () => {
  test('lists V2 and V4 by name; what it lists can be described, and imported as it is; nothing is written', async () => {
    const { connection, host, http } = createSapSystem();
    const { services, unread } = await sapCatalogue.list(connection, signal);
    expect(unread).toEqual([]);
    expect(new Set(services.map(({ protocol }) => protocol))).toEqual(new Set(['V2', 'V4']));
    expect(services.map(({ service }) => service)).toEqual(services.map(({ service }) => service).toSorted((a, b) => a.localeCompare(b)));
    for (const { service, protocol } of services) {
      const model = readEdmx(await sapCatalogue.describe(connection, service, protocol, signal));
      if (typeof model === 'string') throw new Error(`${service}: ${model}`);
      expect(describeODataService(model, service).description?.path, service).toBe(service);
    }
    expect(new Set(http.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect(host.records).toEqual([]);
  });

  test.each([
    { without: 'V4', isLost: isV4List, left: 'V2' },
    { without: 'V2', isLost: isV2List, left: 'V4' },
  ])(
    'without that of $without gives the other whole, and says in the words of SAP what is not there',
    async ({ without, isLost, left }) => {
      const { connection, http } = createSapSystem();
      http.disturbNext(isLost, refuse);
      const { services, unread } = await sapCatalogue.list(connection, signal);
      expect(unread).toEqual([{ protocol: without, message: 'No authorization for the catalogue' }]);
      expect(new Set(services.map(({ protocol }) => protocol))).toEqual(new Set([left]));
    },
  );

  test('without either is a failure, and not an empty list', async () => {
    const { connection, http } = createSapSystem();
    http.disturbNext(isV2List, refuse);
    http.disturbNext(isV4List, async () => {
      throw new NetworkError('The connection was reset', { code: 'reset' });
    });
    await expect(sapCatalogue.list(connection, signal)).rejects.toMatchObject({ message: 'No authorization for the catalogue' });
  });

  test('asks nothing for what is no name of a service of that protocol', async () => {
    const { connection, http } = createSapSystem();
    for (const [service, protocol] of [
      ['../../../sap/bc/ping', 'V2'],
      ['API_SALES_ORDER_SRV?sap-client=200', 'V2'],
      [V4, 'V2'],
      ['API_SALES_ORDER_SRV', 'V4'],
      [`${V4}/../0002`, 'V4'],
      ['', 'V2'],
    ] as const)
      await expect(sapCatalogue.describe(connection, service, protocol, signal), service).rejects.toMatchObject({
        options: { code: 'service-malformed' },
      });
    expect(http.requests).toEqual([]);
  });

  test('gives no metadata that are none, and none that no import takes', async () => {
    const { connection, http } = createSapSystem();
    const xml = { 'content-type': 'application/xml' };
    http.disturbNext(isMetadata, answerWith({ headers: xml, text: '<Report/>' }));
    await expect(sapCatalogue.describe(connection, V4, 'V4', signal)).rejects.toMatchObject({ options: { code: 'metadata-malformed' } });
    http.disturbNext(isMetadata, answerWith({ headers: xml, text: `<!--${'x'.repeat(SERVICE_LIMITS.bytes)}-->` }));
    await expect(sapCatalogue.describe(connection, V4, 'V4', signal)).rejects.toMatchObject({ options: { code: 'metadata-too-large' } });
    expect(await sapCatalogue.describe(connection, V4, 'V4', signal)).toContain('<edmx:Edmx');
  });
});
