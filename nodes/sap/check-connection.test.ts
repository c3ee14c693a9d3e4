import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createSapSystem, type SapSystem, type SapSystemSettings } from '../../test/support/sap-system.ts';
import { answerWith, type Disturbance } from '../../test/support/simulator-http-client.ts';
import { NetworkError } from '../errors.ts';
import { sapODataConnection } from './connection.ts';

const check = (system: SapSystem) => sapODataConnection.check(system.connection, new AbortController().signal);
const climb = async (settings: SapSystemSettings = {}) => check(createSapSystem(settings));
const last = async (settings: SapSystemSettings) => (await climb(settings)).at(-1);

describe('the check of a SAP connection', () => {
  test('climbs from the address to the rights and writes nothing', async () => {
    const system = createSapSystem();
    const rungs = await check(system);
    expect(rungs.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'address passed',
      'connect passed',
      'answer passed',
      'sign-in passed',
      'client passed',
      'service passed',
      'metadata passed',
      'csrf passed',
      'read passed',
      'write passed',
      'repeatable requests skipped',
      'API_SALES_ORDER_SIMULATION_SRV passed',
      'API_PRODUCT_AVAILY_INFO_BASIC passed',
      'API_PRODUCT_SRV passed',
      'API_MATERIAL_STOCK_SRV passed',
      'API_PRODUCTION_ORDER_2_SRV passed',
      'API_PLANNED_ORDERS passed',
      'API_PROD_ORDER_CONFIRMATION_2_SRV passed',
      'API_OUTBOUND_DELIVERY_SRV;v=0002 passed',
    ]);
    expect(rungs.find(({ name }) => name === 'client')?.message).toBe('System S4H, client 100.');
    expect(rungs.find(({ name }) => name === 'metadata')?.message).toContain('YY1_CRMRevision_SDH');
    expect(system.host.records).toEqual([]);
  });

  test('a wrong password or client stops at the sign-in, with something to do', async () => {
    expect(await last({ password: 'wrong' })).toMatchObject({ name: 'sign-in', state: 'failed', fix: expect.stringContaining('password') });
    expect(await last({ settings: { sapClient: '200' } })).toMatchObject({ name: 'sign-in', state: 'failed' });
  });

  test('a system that is not there stops at the connection', async () => {
    const system = createSapSystem();
    const refuse: Disturbance = () => Promise.reject(new NetworkError('refused', { code: 'connection-refused', maybeApplied: false }));
    system.http.disturbNext(() => true, refuse);
    expect((await check(system)).map(({ name, state }) => `${name} ${state}`)).toEqual(['address passed', 'connect failed']);
  });

  test('another client than the one wanted is found out by the session', async () => {
    const system = createSapSystem();
    system.http.disturbNext(() => true, answerWith({ text: '{"d":{}}', cookies: ['SAP_SESSIONID_S4H_300=x; path=/'] }));
    expect((await check(system)).at(-1)).toMatchObject({ name: 'client', state: 'failed', message: expect.stringContaining('300') });
  });

  test('a service that is not active stops there', async () => {
    expect(await last({ settings: { servicePath: '/sap/opu/odata/none' } })).toMatchObject({ name: 'service', state: 'failed' });
  });

  test('an old release is told: one date for the whole order', async () => {
    const rungs = await climb({ options: { scheduleLinesWritable: false } });
    expect(rungs.find(({ name }) => name === 'write')?.message).toContain('one requested date for the whole order');
  });

  test.each<[boolean, JsonObject, string, string]>([
    [true, { repeatableRequests: false }, 'passed', 'Switch on'],
    [true, { repeatableRequests: true }, 'passed', 'honours RequestID.'],
    [false, { repeatableRequests: true }, 'failed', 'does not honour'],
    [false, { repeatableRequests: false }, 'skipped', 'reading back'],
  ])('repeatable requests: system %s, settings %j → %s', async (repeatability, settings, state, words) => {
    const rungs = await climb({ options: { repeatability }, settings });
    const rung = rungs.find(({ name }) => name === 'repeatable requests');
    expect(rung?.state).toBe(state);
    expect(rung?.message).toContain(words);
  });
});
