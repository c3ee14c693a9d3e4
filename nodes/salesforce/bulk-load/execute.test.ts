import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { type CrmSystem, createCrmSystem } from '../../../test/support/crm-system.ts';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { answerWith, loseAnswer, loseRequest } from '../../../test/support/simulator-http-client.ts';
import { createStep, runAttempts } from '../../../test/support/step-context.ts';
import type { HttpRequest } from '../../http/http-client.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import { salesforceBulkLoad } from './execute.ts';

const customers = (count: number, more: JsonObject = {}) =>
  Array.from({ length: count }, (_, index) => ({ ERP_Customer_Number__c: `009000${1_000 + index}`, Name: `Customer ${index}`, ...more }));
const config = (records: readonly JsonObject[], { operation = 'upsert', ...more }: JsonObject = {}): JsonObject => ({
  object: 'Account',
  operation,
  ...(operation === 'upsert' ? { externalIdField: 'ERP_Customer_Number__c' } : {}),
  records,
  waitAtMostMs: 3_600_000,
  ...more,
});
const held = (system: CrmSystem) => system.records('Account').filter((one) => String(one['ERP_Customer_Number__c']).startsWith('009000'));
const done = (system: CrmSystem) => system.host.records.filter(({ applied, object }) => applied && object === 'Account').length;

/** Looks again and again, as the engine does, each time from the start; `between` happens before each look. */
async function load(system: CrmSystem, given: JsonObject, { ledger = new MemoryLedger(), between = (_look: number) => {} } = {}) {
  let resume: { state?: JsonObject } | undefined;
  for (let look = 1; look < 20; look += 1) {
    between(look);
    const options = { config: given, connection: system.connection, ledger, ...(resume === undefined ? {} : { resume }) };
    const outcome: StepOutcome = await runAttempts(salesforceBulkLoad, options);
    if (outcome.kind !== 'again') return outcome as Extract<StepOutcome, { kind: 'done' }> & { readonly output: JsonObject };
    resume = { state: outcome.state as JsonObject };
  }
  throw new Error('the job does not end');
}

const to = (method: string, part: RegExp) => (request: HttpRequest) => request.method === method && part.test(request.url);
const CREATE = to('POST', /\/jobs\/ingest$/);
const UPLOAD = to('PUT', /\/batches$/);
const CLOSE = to('PATCH', /\/jobs\/ingest\//);
const jobs = (system: CrmSystem) => system.http.requests.filter(CREATE).length;

describe('salesforce/bulk-load', () => {
  test('writes all rows as one job and says what became of each', async () => {
    const system = createCrmSystem();
    const outcome = await load(system, config([...customers(3), { ERP_Customer_Number__c: '0090009999', Name: 'Hafen "Nord", AG' }]));
    expect(outcome).toMatchObject({ port: 'out', output: { state: 'JobComplete', failures: [], unprocessed: [] } });
    expect(outcome.output['succeeded']).toHaveLength(4);
    expect(held(system).map((one) => one['Name'])).toContain('Hafen "Nord", AG');
    expect(outcome.output['succeeded']).toContainEqual({
      id: held(system).at(-1)!['Id'],
      created: true,
      externalId: '0090009999',
    });
    expect([jobs(system), system.http.requests.filter(UPLOAD).length, system.http.requests.filter(CLOSE).length]).toEqual([1, 1, 1]);
  });

  test('a second load changes the same records; what is null is taken away, what is missing stays', async () => {
    const system = createCrmSystem();
    await load(system, config(customers(1, { BillingCity: 'Kiel', AccountNumber: 'A-1' })));
    const outcome = await load(system, config(customers(1, { BillingCity: null })));
    expect(outcome.output['succeeded']).toMatchObject([{ created: false }]);
    expect(held(system)).toMatchObject([{ BillingCity: null, AccountNumber: 'A-1' }]);
  });

  test('one refused row is no failure of the others: it is named with the reason and what it held', async () => {
    const system = createCrmSystem();
    const rows = [...customers(2), { ERP_Customer_Number__c: '0090009999', Class__c: 'Z', Name: 'Bad class' }];
    const outcome = await load(system, config(rows));
    expect(outcome).toMatchObject({
      port: 'partly',
      output: {
        failures: [
          {
            code: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
            message: expect.stringContaining('Z'),
            fields: ['Class__c'],
            row: { ERP_Customer_Number__c: '0090009999', Class__c: 'Z', Name: 'Bad class' },
          },
        ],
      },
    });
    expect(held(system)).toHaveLength(2);
  });

  test('a job that fails says why, and which rows nobody looked at', async () => {
    const system = createCrmSystem();
    const outcome = await load(system, config(customers(2, { Colour__c: 'red' })));
    expect(outcome).toMatchObject({
      port: 'stopped',
      output: { state: 'Failed', message: 'InvalidBatch : Field name not found : Colour__c', succeeded: [] },
    });
    expect(outcome.output['unprocessed']).toHaveLength(2);
    expect(held(system)).toEqual([]);
  });

  test('a job that an administrator aborts ends, too', async () => {
    const system = createCrmSystem();
    const abort = async () => {
      const { records } = (await system.asSomebodyElse('GET', '/jobs/ingest')) as unknown as { records: readonly JsonObject[] };
      await system.asSomebodyElse('PATCH', `/jobs/ingest/${String(records[0]!['id'])}`, { state: 'Aborted' });
    };
    system.http.disturbNext(to('GET', /\/jobs\/ingest\/\w+$/), async (_request, next) => {
      await abort();
      return next();
    });
    expect(await load(system, config(customers(2)))).toMatchObject({ port: 'stopped', output: { state: 'Aborted' } });
    expect(held(system)).toEqual([]);
  });

  test.each([
    ['the answer to the order', CREATE, loseAnswer],
    ['the order', CREATE, loseRequest],
    ['the answer to the upload', UPLOAD, loseAnswer],
    ['the upload', UPLOAD, loseRequest],
    ['the answer to the closing', CLOSE, loseAnswer],
    ['the closing', CLOSE, loseRequest],
    ['an answer of the results', to('GET', /failedResults$/), loseAnswer],
  ])('STP-4: %s is lost: every row is written once', async (_what, when, disturbance) => {
    const system = createCrmSystem();
    system.http.disturbNext(when, disturbance);
    const outcome = await load(system, config(customers(5)));
    expect(outcome).toMatchObject({ port: 'out' });
    expect(outcome.output['succeeded']).toHaveLength(5);
    expect([held(system).length, done(system)]).toEqual([5, 5]);
  });

  test('STP-4: after a crash at any look the same job goes on', async () => {
    const system = createCrmSystem();
    const ledger = new MemoryLedger();
    // The memory of the wait is lost, too: the ledger knows the job.
    for (let look = 0; look < 2; look += 1)
      await salesforceBulkLoad.execute(createStep({ config: config(customers(3)), connection: system.connection, ledger }));
    const outcome = await load(system, config(customers(3)), { ledger });
    expect(outcome).toMatchObject({ port: 'out' });
    expect([jobs(system), done(system)]).toEqual([1, 3]);
  });

  test('waits longer from look to look, and not for ever; another try waits on for the same job', async () => {
    const system = createCrmSystem();
    const ledger = new MemoryLedger();
    const slow = () => {
      const stuck = JSON.stringify({ id: '750', state: 'InProgress' });
      system.http.disturbNext(to('GET', /\/jobs\/ingest\/\w+$/), answerWith({ text: stuck }));
    };
    const delays: number[] = [];
    let resume: { state: JsonObject } | undefined;
    const attempt = async () => {
      slow();
      const options = { config: config(customers(1), { waitAtMostMs: 20_000 }), connection: system.connection, ledger };
      const outcome = await salesforceBulkLoad.execute(createStep({ ...options, ...(resume === undefined ? {} : { resume }) }));
      if (outcome.kind !== 'again') throw new Error('it ended');
      delays.push(outcome.afterMs);
      resume = { state: outcome.state as JsonObject };
    };
    for (let look = 0; look < 5; look += 1) await attempt();
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 5_000]);
    await expect(attempt()).rejects.toMatchObject({ class: 'timeout', options: { code: 'bulk-job-slow' } });
    expect(await load(system, config(customers(1)), { ledger })).toMatchObject({ port: 'out' });
    expect(jobs(system)).toBe(1);
  });

  test.each([
    ['an upsert without its field', { externalIdField: undefined }, customers(1), 'external-id-missing'],
    ['a row without its key', {}, [{ Name: 'x' }], 'row-malformed'],
    ['an update without ids', { operation: 'update' }, customers(1), 'row-malformed'],
    ['a list among the values', {}, customers(1, { Name: ['x'] }), 'row-malformed'],
  ])('%s is said before anything is sent', async (_what, more, records, code) => {
    const system = createCrmSystem();
    await expect(load(system, config(records, more as JsonObject))).rejects.toMatchObject({ class: 'invalid', options: { code } });
    expect(system.http.requests).toEqual([]);
  });

  test('what Salesforce does not take at all is said in its words', async () => {
    const system = createCrmSystem();
    const wrong = config([{ Name: 'x', Nothing__c: 1 }], { externalIdField: 'Name' });
    await expect(load(system, wrong)).rejects.toMatchObject({ class: 'invalid', message: expect.stringContaining('not an External ID') });
    const spent = createCrmSystem({ options: { dailyApiRequests: 1 } });
    await expect(load(spent, config(customers(1)))).rejects.toMatchObject({ class: 'throttled' });
  });

  test('inserts, updates and deletes by id', async () => {
    const system = createCrmSystem();
    const inserted = await load(system, config(customers(2), { operation: 'insert' }));
    const ids = (inserted.output['succeeded'] as unknown as readonly JsonObject[]).map(({ id }) => String(id));
    await load(system, config([{ Id: ids[0]!, Name: 'Renamed' }], { operation: 'update' }));
    expect(held(system).map(({ Name }) => Name)).toEqual(['Renamed', 'Customer 1']);
    await load(system, config([{ Id: ids[1]! }], { operation: 'delete' }));
    expect(held(system)).toHaveLength(1);
  });
});
