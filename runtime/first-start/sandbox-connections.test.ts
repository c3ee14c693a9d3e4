import { afterAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { connectionTypes } from '#nodes/catalog.ts';
import type { ConnectionRegistry } from '../connections/connection-registry.ts';
import { createConnectionService } from '../connections/connection-service.ts';
import { listSandboxSystems, type SandboxSystem } from '../sandbox/sandbox-systems.ts';
import { openStore } from '../store/open-store.ts';
import { aDataFolder } from '../store/store-fixture.ts';
import { connectSandbox } from './sandbox-connections.ts';

const credentials = {
  sap: { user: 'MILLRACE', password: 'password of the simulated SAP' },
  crm: { clientId: 'key', clientSecret: 'secret of the simulated CRM' },
  scheduler: { apiKey: 'key of the simulated scheduler' },
  control: { token: '' },
  webhookSecret: '',
  crmHookSecret: '',
};
const systemsAt = (first: number) =>
  listSandboxSystems({ sap: first, crm: first + 1, scheduler: first + 2, control: first + 3 }, credentials, '/data/sandbox/plant');

const ending: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of ending) await end();
});

/** An installation whose sandbox listens from port 5001 on, until it is told otherwise. */
function anInstallation() {
  const folder = aDataFolder();
  const store = openStore({ dataFolder: folder.path });
  ending.push(async () => {
    await store.close();
    folder.remove();
  });
  const { definitions } = store;
  let systems: readonly SandboxSystem[] = systemsAt(5_001);
  const logged: string[] = [];
  const service = createConnectionService({
    definitions,
    registry: { changed: () => undefined } as unknown as ConnectionRegistry,
    types: connectionTypes,
    // Not sealed: the test reads which secret it is.
    seal: (owner, field, value, hosts) => ({ owner, field, keyId: 'none', envelope: value, hosts }),
    redact: (value) => value,
    circuitOf: () => undefined,
    flowsThatUse: () => [],
    changed: () => undefined,
    removed: () => undefined,
    variable: () => undefined,
    sandboxSystems: () => systems,
    now: Date.now,
  });
  return {
    service,
    async start(moved = systems) {
      systems = moved;
      await connectSandbox(service, definitions, systems, { error: (what) => void logged.push(what) });
    },
    logged,
    put: (environment: string, name: string, type: string, settings: JsonObject, secrets?: { readonly [field: string]: string }) =>
      service.put(
        environment,
        name,
        { type, settings, ...(secrets === undefined ? {} : { secrets }) },
        definitions.findConnection(environment, name)?.revision ?? 0,
        'ada',
      ),
    secretsOf: (environment: string, name: string) =>
      definitions.listSecrets(`connection/${environment}/${name}/`).map(({ field, envelope, hosts }) => [field, envelope, ...hosts]),
    rows: () => definitions.listConnections().map(({ environment, name, hosts, sandbox }) => [environment, name, ...hosts, sandbox]),
    lastAudit: () => definitions.listAudit(undefined, 1)[0],
  };
}

const OF_SAP = ['password', credentials.sap.password];
const sapAt = (baseUrl: string) => ({ baseUrl, user: 'MILLRACE', sapClient: '100' });

describe('EXA-2: secrets of the sandbox', () => {
  test.each(['development', 'test', 'production'])('are filled in for its own systems, each its own, in %s', async (environment) => {
    const { put, secretsOf, service, lastAudit } = anInstallation();
    for (const { name, type, settings } of systemsAt(5_001)) {
      const view = await put(environment, name, type, settings);
      expect(view.sandbox).toBe(true);
    }
    expect(secretsOf(environment, 'sap')).toEqual([[...OF_SAP, '127.0.0.1:5001']]);
    expect(secretsOf(environment, 'crm')).toEqual([['clientSecret', credentials.crm.clientSecret, '127.0.0.1:5002']]);
    expect(secretsOf(environment, 'scheduler')).toEqual([['apiKey', credentials.scheduler.apiKey, '127.0.0.1:5003']]);
    expect(JSON.stringify(service.list(environment))).not.toContain(credentials.sap.password);
    expect(JSON.stringify(lastAudit())).not.toContain(credentials.scheduler.apiKey);
  });

  const foreign: readonly (readonly [string, string, JsonObject])[] = [
    ['another host', 'sap-odata', sapAt('https://s4.example')],
    ['another port of this machine', 'sap-odata', sapAt('http://127.0.0.1:5005')],
    ['another system of the sandbox', 'sap-odata', sapAt('http://127.0.0.1:5002')],
    ['another name for this machine', 'sap-odata', sapAt('http://localhost:5001')],
    ['a host that only begins like it', 'sap-odata', sapAt('http://127.0.0.1:5001.evil.example')],
    ['a user name that looks like it', 'sap-odata', sapAt('http://127.0.0.1:5001@evil.example')],
    ['another type', 'http', { baseUrl: 'http://127.0.0.1:5001', authentication: 'basic', user: 'MILLRACE' }],
    [
      'a second address that is called, too',
      'sap-odata',
      { ...sapAt('http://127.0.0.1:5001'), authentication: 'oauth2', tokenUrl: 'https://evil.example/token' },
    ],
  ];
  test.each(foreign)('never go to %s', async (_what, type, settings) => {
    const { put, secretsOf } = anInstallation();
    const view = await put('test', 'erp', type, settings);
    expect([view.sandbox, secretsOf('test', 'erp')]).toEqual([false, []]);
  });

  test('stay with the sandbox when the connection goes elsewhere, and come back with it', async () => {
    const { put, secretsOf } = anInstallation();
    await put('test', 'erp', 'sap-odata', sapAt('http://127.0.0.1:5001'));
    await expect(put('test', 'erp', 'sap-odata', sapAt('https://s4.example'))).rejects.toMatchObject({ code: 'secrets-bound-to-hosts' });
    const own = await put('test', 'erp', 'sap-odata', sapAt('https://s4.example'), { password: 'of our own' });
    expect([own.sandbox, secretsOf('test', 'erp')]).toEqual([false, [['password', 'of our own', 's4.example']]]);
    const back = await put('test', 'erp', 'sap-odata', sapAt('http://127.0.0.1:5001'));
    expect([back.sandbox, secretsOf('test', 'erp')]).toEqual([true, [[...OF_SAP, '127.0.0.1:5001']]]);
  });

  test('one that was given goes before, and is kept', async () => {
    const { put, secretsOf } = anInstallation();
    const sap = sapAt('http://127.0.0.1:5001');
    await put('test', 'erp', 'sap-odata', sap, { password: 'wrong on purpose' });
    await put('test', 'erp', 'sap-odata', { ...sap, language: 'DE' });
    expect(secretsOf('test', 'erp')).toEqual([['password', 'wrong on purpose', '127.0.0.1:5001']]);
  });
});

describe('EXA-2: a start', () => {
  test('connects what is not there yet, and a second one changes nothing', async () => {
    const { start, rows, lastAudit } = anInstallation();
    await start();
    expect(rows()).toEqual([
      ['development', 'crm', '127.0.0.1:5002', true],
      ['development', 'plant-files', '/data/sandbox/plant', true],
      ['development', 'sap', '127.0.0.1:5001', true],
      ['development', 'scheduler', '127.0.0.1:5003', true],
    ]);
    const last = lastAudit();
    await start();
    expect(lastAudit()).toEqual(last);
  });

  test('follows the sandbox to other ports in every environment, under every name, and leaves alone what is somebody’s own', async () => {
    const { start, put, rows, secretsOf, logged } = anInstallation();
    await start();
    await put('test', 'erp-of-test', 'sap-odata', { ...sapAt('http://127.0.0.1:5001'), language: 'DE' });
    await put('production', 'sap', 'sap-odata', sapAt('https://s4.example'), { password: 'of our own' });
    await put('development', 'crm', 'salesforce', { baseUrl: 'https://mill.example', clientId: 'ours' }, { clientSecret: 'ours' });
    await start(systemsAt(6_001));
    expect(rows()).toEqual([
      ['development', 'crm', 'mill.example', false],
      ['development', 'plant-files', '/data/sandbox/plant', true],
      ['development', 'sap', '127.0.0.1:6001', true],
      ['development', 'scheduler', '127.0.0.1:6003', true],
      ['production', 'sap', 's4.example', false],
      ['test', 'erp-of-test', '127.0.0.1:6001', true],
    ]);
    expect(secretsOf('test', 'erp-of-test')).toEqual([[...OF_SAP, '127.0.0.1:6001']]);
    expect(secretsOf('production', 'sap')).toEqual([['password', 'of our own', 's4.example']]);
    expect(logged).toEqual([]);
  });

  test('names one that cannot follow, and goes on with the others', async () => {
    const { start, put, rows, logged } = anInstallation();
    await start();
    // A secret of somebody's own is bound to the old port.
    await put('development', 'crm', 'salesforce', systemsAt(5_001)[1]!.settings, { privateKey: 'of somebody' });
    await start(systemsAt(6_001));
    expect(logged).toEqual(['connection does not follow the sandbox']);
    expect(rows().filter(([, , host]) => String(host).includes(':500'))).toEqual([['development', 'crm', '127.0.0.1:5002', true]]);
  });
});
