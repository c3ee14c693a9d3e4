/** Bulk jobs of the CRM through the whole runtime: the step waits for the job without a slot, and every row is written once. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RunAccepted, RunView } from '#flows/api/runs.ts';
import type { JsonObject } from '#flows/json.ts';
import { eventually } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { ENVIRONMENT, type FlowWorld, startFlowWorld } from '../support/flow-world.ts';

const end = { type: 'core/map', config: { rows: [{ target: 'ended', expression: '= true' }] } };

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
  await deploy(
    world.api,
    smallFlow({
      id: 'load-customers',
      nodes: {
        end,
        load: {
          type: 'salesforce/bulk-load',
          connection: 'crm',
          config: {
            object: 'Account',
            operation: 'upsert',
            externalIdField: 'ERP_Customer_Number__c',
            records: '= trigger.body.customers',
          },
        },
        read: {
          type: 'salesforce/bulk-query',
          connection: 'crm',
          config: {
            soql: 'SELECT ERP_Customer_Number__c, Name FROM Account WHERE ERP_Customer_Number__c LIKE :numbers',
            parameters: { numbers: '0095%' },
          },
        },
      },
      edges: ['start > load', 'load > read', 'load:partly > read', 'load:stopped > end', 'read:found > end', 'read:none > end'],
    }),
  );
}, 60_000);
afterAll(() => world.close());
beforeEach(() => world.clearFaults());

const customers = (first: number, count: number): readonly JsonObject[] =>
  Array.from({ length: count }, (_, index) => ({
    ERP_Customer_Number__c: `0095${String(first + index).padStart(6, '0')}`,
    Name: `Customer "${index}", ${first}`,
  }));

async function load(input: JsonObject): Promise<RunView> {
  const { runId } = await world.api.send<RunAccepted>('POST', '/api/runs', { environment: ENVIRONMENT, flow: 'load-customers', input });
  return eventually(async () => {
    const view = await world.api.get<RunView>(`/api/runs/${runId}`);
    return view.state === 'completed' || view.state === 'failed' || view.state === 'parked' ? view : undefined;
  }, 'the customers are loaded');
}
const applied = async (first: number) =>
  (await world.record({ system: 'crm', operation: 'upsert-Account', applied: true })).filter(
    ({ key }) => Number(key.slice(4)) >= first && Number(key.slice(4)) < first + 1_000,
  ).length;

test('STP-6 the load waits for the job over several looks, and the query gives back what was loaded', async () => {
  const run = await load({ customers: customers(0, 250) });
  expect(run.state).toBe('completed');
  expect(await world.output(run, 'load')).toMatchObject({ state: 'JobComplete', failures: [], unprocessed: [] });
  const { records, total } = (await world.output(run, 'read')) as unknown as { records: readonly JsonObject[]; total: number };
  expect([total, records.length]).toEqual([250, 250]);
  expect(records).toContainEqual(customers(0, 250)[249]);
  expect(await applied(0)).toBe(250);
});

test('STP-4 answers are lost at every step of the job: every row is written once', async () => {
  for (const operation of ['create-bulk-job', 'upload-bulk-data', 'close-bulk-job', 'read-bulk-job'])
    await world.arm({ system: 'crm', kind: 'drop-answer', operation, times: 1 });
  const run = await load({ customers: customers(10_000, 40) });
  expect(run.state).toBe('completed');
  expect(await world.output(run, 'load')).toMatchObject({ state: 'JobComplete', failures: [] });
  expect(await applied(10_000)).toBe(40);
});

test('RTY-3 the CRM is down while the job runs: the same job goes on afterwards', async () => {
  const off = await world.arm({ system: 'crm', kind: 'unavailable', operation: 'read-bulk-job' });
  const { runId } = await world.api.send<RunAccepted>('POST', '/api/runs', {
    environment: ENVIRONMENT,
    flow: 'load-customers',
    input: { customers: customers(20_000, 10) },
  });
  await eventually(async () => (await world.api.get<RunView>(`/api/runs/${runId}`)).state === 'held', 'the run is held');
  await off();
  await eventually(async () => (await world.api.get<RunView>(`/api/runs/${runId}`)).state === 'completed', 'it goes on');
  expect(await applied(20_000)).toBe(10);
});
