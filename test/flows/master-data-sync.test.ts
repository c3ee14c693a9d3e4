/** The flow master-data-sync: a night of it, judged by what the environment holds afterwards and by what its owners got back. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { AuditView } from '#flows/api/audit.ts';
import type { ConnectionView } from '#flows/api/connections.ts';
import type { ExceptionView } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import type { RunView } from '#flows/api/runs.ts';
import type { JsonObject } from '#flows/json.ts';
import { createLandscape } from '#nodes/sandbox/landscape.ts';
import { eventually } from '../support/api.ts';
import { ENVIRONMENT, type FlowWorld, inDays, startFlowWorld } from '../support/flow-world.ts';

let world: FlowWorld;
let share: string;
beforeAll(async () => {
  world = await startFlowWorld();
  const { items } = await world.api.get<Page<ConnectionView>>(`/api/environments/${ENVIRONMENT}/connections`);
  share = String(items.find(({ name }) => name === 'plant-files')!.settings['root']);
}, 60_000);
afterEach(() => world.clearFaults());
afterAll(() => world.close());

const landscape = createLandscape(4711, inDays(0));
const list = async (resource: string) => (await world.api.get<Page<ReferenceView>>(`/api/environments/${ENVIRONMENT}/${resource}`)).items;
const one = async (resource: string, name: string) => (await list(resource)).find((row) => row.name === name);

const isSundayInBerlin = () => new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'Europe/Berlin' }).format() === 'Sunday';

/** By hand, in the middle of the day, for as long as it takes. */
async function start(until = new Date(Date.now() + 3_600_000).toISOString()): Promise<string> {
  const input = { slot: new Date().toISOString(), missed: 0, parameters: { until } };
  const { runId } = await world.api.send<{ runId: string }>('POST', '/api/runs', {
    environment: ENVIRONMENT,
    flow: 'master-data-sync',
    input,
  });
  return runId;
}
const ended = (runId: string, ...states: readonly RunView['state'][]) =>
  eventually(
    async () => {
      const run = await world.api.get<RunView>(`/api/runs/${runId}`);
      if (run.state === 'parked' && !states.includes('parked')) throw new Error(JSON.stringify(run.error));
      return states.includes(run.state) ? run : undefined;
    },
    `the night is ${states.join(' or ')}`,
  );
const night = async () => ended(await start(), 'completed');

/** What became of a kind in this run. */
async function published(run: RunView, kind: 0 | 1 | 2): Promise<JsonObject> {
  return world.output(run, `publish@${kind}`);
}
const [UNITS, CENTRES, CUSTOMERS] = [0, 1, 2] as const;
const exceptionsOf = async (run: RunView): Promise<readonly ExceptionView[]> =>
  (await world.api.get<Page<ExceptionView>>(`/api/environments/${ENVIRONMENT}/exceptions?limit=200`)).items.filter(
    ({ runId }) => runId === run.runId,
  );
const rejectFiles = (): readonly string[] =>
  existsSync(join(share, 'to-master-data')) ? readdirSync(join(share, 'to-master-data')).sort() : [];

/** A new customer of the CRM; `fields` in place of what a good one has. */
const enterCustomer = (name: string, fields: JsonObject) =>
  world.enterInCrm('Account', { Name: name, ERP_Customer_Number__c: '0017200001', Class__c: 'B', BillingCountryCode: 'DE', ...fields });

describe('the good way', () => {
  test('the first night reads all of it: units with exact factors, work centres with calendars, who belongs to whom', async () => {
    // Somebody took something away and mistyped something else: the sources say how it is.
    await world.api.send('DELETE', `/api/environments/${ENVIRONMENT}/units/FG-1007`);
    await world.api.send('DELETE', `/api/environments/${ENVIRONMENT}/work-centres/1010-H-ASM01`);
    const steyr = (await one('customers', '0017100006'))!;
    const mistyped = { ...(steyr.value as JsonObject), class: 'A', parent: '0017100001' };
    await world.api.send('PUT', `/api/environments/${ENVIRONMENT}/customers/0017100006`, { value: mistyped }, { 'if-match': '"1"' });
    const run = await night();
    expect(await published(run, UNITS)).toMatchObject({ rows: landscape.materials.length, bad: 0, created: 1, changed: 0, removed: 0 });
    expect(await published(run, CENTRES)).toMatchObject({ rows: landscape.workCentres.length, created: 1, changed: 0 });
    expect(await published(run, CUSTOMERS)).toMatchObject({ rows: landscape.customers.length, created: 0, changed: 1 });
    expect((await one('units', 'FG-1007'))?.value).toMatchObject({
      baseUnit: 'PC',
      decimals: 0,
      units: expect.arrayContaining([
        { unit: 'CAR', numerator: 25, denominator: 1 },
        { unit: 'KG', numerator: 10, denominator: 7 },
      ]),
    });
    // A number with leading zeros and a name of forty signs are what they are everywhere else.
    expect(await one('units', '000000000000100043')).toBeDefined();
    expect(await one('units', 'FG-2001-VALVE-DN080-PN16-SS316-FLANGED-L')).toBeDefined();
    expect((await one('work-centres', '1010-H-ASM01'))?.value).toEqual({
      label: 'Assembly and test',
      plant: '1010',
      calendar: 'DE-1S',
      capacity: 2,
    });
    expect((await one('customers', '0017100006'))?.value).toMatchObject({ class: 'B', parent: '0017100002' });
    // All customers as one job.
    expect(await world.output(run, `crm@${CUSTOMERS}/everybody`)).toMatchObject({ jobId: expect.any(String), complete: true });
    expect(await exceptionsOf(run)).toEqual([]);
  });

  test('MST-3 the next night reads what changed since, from the watermark with its overlap; one row in the audit log for each set', async () => {
    const nordwerft = (await world.view<readonly JsonObject[]>('crm', 'records/Account')).find(
      (account) => account['ERP_Customer_Number__c'] === '0017100001',
    )!;
    await world.writeInCrm('Account', String(nordwerft['Id']), { Class__c: 'C' });
    const run = await night();
    const since = await world.output(run, `since@${CUSTOMERS}`);
    expect(since).toMatchObject({ first: false });
    expect(Date.parse(String(since['value'])) - Date.parse(String(since['since']))).toBe(86_400_000);
    expect(await world.output(run, `scope@${CUSTOMERS}`)).toEqual({ all: isSundayInBerlin() });
    expect(await published(run, CUSTOMERS)).toMatchObject({ created: 0, changed: 1, removed: 0 });
    expect(await world.output(run, `crm@${CUSTOMERS}/${isSundayInBerlin() ? 'everybody' : 'accounts'}`)).toBeDefined();
    expect((await one('customers', '0017100001'))?.value).toMatchObject({ class: 'C' });
    const { items } = await world.api.get<Page<AuditView>>('/api/audit?limit=200');
    const rows = items.filter(({ action, detail }) => action === 'master-data-published' && (detail as JsonObject)['run'] === run.runId);
    expect(rows.map(({ by, object }) => [by, object]).sort()).toEqual(
      ['customer', 'unit', 'work-centre'].map((kind) => ['flow master-data-sync', `${kind} ${ENVIRONMENT}`]),
    );
  });

  test('WAI-4 after the hard stop no kind is begun, and the night is over, not failed', async () => {
    const run = await ended(await start(new Date(Date.now() - 1_000).toISOString()), 'completed');
    expect((await world.trace(run)).some(({ type }) => type === 'effect-intended')).toBe(false);
  });
});

describe('MST-2 the gates', () => {
  test('bad rows below the limit go back to who keeps them, by file and by a person; the rest is published', async () => {
    await world.setVariable('masterDataMostBadPercent', 50);
    onTestFinished(() => world.setVariable('masterDataMostBadPercent', 2));
    await enterCustomer('Good GmbH', {});
    await enterCustomer('No class GmbH', { ERP_Customer_Number__c: '0017200002', Class__c: null });
    await enterCustomer('No number KG', { ERP_Customer_Number__c: 'D-4711' });
    const run = await night();
    expect(await published(run, CUSTOMERS)).toMatchObject({ bad: 2, created: 1 });
    expect(await one('customers', '0017200001')).toBeDefined();
    expect(await one('customers', '0017200002')).toBeUndefined();
    const [exception, ...more] = await exceptionsOf(run);
    expect(more).toEqual([]);
    expect(exception).toMatchObject({
      owner: 'customer-service',
      title: expect.stringMatching(/^2 of \d+ rows of customer cannot be used/),
    });
    const name = `REJECTS_customer_${run.runId}.csv`;
    expect(rejectFiles()).toEqual([name]);
    const text = readFileSync(join(share, 'to-master-data', name), 'utf8');
    expect(text.split('\r\n')[0]).toBe('Row;Name;Reason');
    expect(text).toMatch(/;0017200002;"?It has no class \(001/);
    expect(text).toMatch(/D-4711"*;.*is no customer number of SAP/);
  });

  test('above it nothing of the kind is published, the others are, and tomorrow it is read from where it stood', async () => {
    const before = await list('customers');
    await enterCustomer('Another good one', { ERP_Customer_Number__c: '0017200003' });
    const stood = (await world.output(await night(), `since@${CUSTOMERS}`))['value'];
    const run = await night();
    expect(await published(run, CUSTOMERS)).toMatchObject({ bad: 2 });
    expect((await world.trace(run)).filter(({ type }) => type === 'effect-confirmed').length).toBeGreaterThan(1);
    expect(await list('customers')).toEqual(before);
    expect(await exceptionsOf(run)).toMatchObject([
      { owner: 'customer-service', title: expect.stringContaining('Nothing of customer was published') },
    ]);
    // The rows that were bad and those that were not come again, because the watermark stayed.
    expect((await world.output(run, `since@${CUSTOMERS}`))['value']).toBe(stood);
    await world.setVariable('masterDataMostBadPercent', 50);
    onTestFinished(() => world.setVariable('masterDataMostBadPercent', 2));
    await night();
    expect(await one('customers', '0017200003')).toBeDefined();
  });

  test('a source that suddenly has less is not believed: nothing is removed, and its owner is asked', async () => {
    // SAP's user was allowed to see one plant only since yesterday.
    await world.redeploy('sap-master-data', (document) => {
      const centres = document.nodes['centres']!;
      return {
        ...document,
        nodes: { ...document.nodes, centres: { ...centres, config: { ...centres.config, where: { Plant: '1010' } } } },
      };
    });
    const run = await night();
    const few = landscape.workCentres.filter(({ plant }) => plant === '1010').length;
    const all = landscape.workCentres.length;
    expect(await published(run, CENTRES)).toMatchObject({ rows: few, present: all, gone: all - few });
    expect(await list('work-centres')).toHaveLength(all);
    expect((await exceptionsOf(run)).filter(({ key }) => key === 'work-centre')).toMatchObject([
      { owner: 'master-data', title: expect.stringContaining(`${all - few} of ${all} would be removed`) },
    ]);
    // It is meant: somebody says so for one night.
    await world.setVariable('masterDataMostRemovedPercent', 100);
    onTestFinished(() => world.setVariable('masterDataMostRemovedPercent', 10));
    await night();
    expect(await list('work-centres')).toHaveLength(few);
    await world.redeploy('sap-master-data', (document) => document);
    await night();
    expect(await list('work-centres')).toHaveLength(all);
  });
});

describe('what goes wrong on the way', () => {
  test('RTY-3 SAP is down in the night: the run waits, and all of it is published once it is back', async () => {
    const back = await world.arm({ system: 'sap', kind: 'outage' });
    const runId = await start();
    await ended(runId, 'held', 'waiting');
    await back();
    const run = await ended(runId, 'completed');
    expect(await published(run, UNITS)).toMatchObject({ rows: landscape.materials.length, bad: 0 });
  });

  test('half an answer of SAP is no answer: what was read of it is published never', async () => {
    const before = await list('units');
    await world.arm({ system: 'sap', kind: 'malformed', operation: 'API_PRODUCT_SRV', times: 2 });
    const run = await night();
    expect(await published(run, UNITS)).toMatchObject({ bad: 0 });
    expect((await list('units')).map(({ value }) => value)).toEqual(before.map(({ value }) => value));
  });

  test('a source that refuses keeps no other from being published, and somebody hears of it', async () => {
    await world.redeploy('sap-master-data', (document) => {
      const materials = document.nodes['materials']!;
      const nodes = { ...document.nodes, materials: { ...materials, config: { ...materials.config, entitySet: 'A_ProductOfOld' } } };
      return { ...document, nodes };
    });
    onTestFinished(() => world.redeploy('sap-master-data', (document) => document));
    const run = await night();
    expect(await published(run, CENTRES)).toHaveProperty('unchanged');
    expect(await exceptionsOf(run)).toContainEqual(
      expect.objectContaining({ owner: 'integration', title: expect.stringContaining('has no entity set A_ProductOfOld') }),
    );
  });

  test('F46 the share is away when bad rows go back: the night waits for it, and they lie there once', async () => {
    const bad = { Class__c: null, ERP_Customer_Number__c: '0017200009' };
    await enterCustomer('Without a class KG', bad);
    const before = rejectFiles();
    const back = await world.arm({ system: 'plant', kind: 'outage' });
    const runId = await start();
    await eventually(
      async () =>
        (await world.trace({ runId })).some(
          (event) => (event.type === 'retry-scheduled' || event.type === 'step-held') && event.path.startsWith(`back@${CUSTOMERS}/`),
        ) || undefined,
      'the bad rows wait',
    );
    await back();
    const run = await ended(runId, 'completed');
    expect(await published(run, CENTRES)).toHaveProperty('unchanged');
    expect(rejectFiles().filter((name) => !before.includes(name))).toEqual([`REJECTS_customer_${runId}.csv`]);
  }, 60_000);

  test('LAN-1 two nights at once go one after the other, and the second finds nothing to do', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    await ended(first!, 'completed');
    const run = await ended(second!, 'completed');
    expect(await published(run, CENTRES)).toMatchObject({ created: 0, changed: 0, removed: 0 });
  });
});
