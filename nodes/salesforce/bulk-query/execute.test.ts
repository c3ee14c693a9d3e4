import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { type CrmSystem, createCrmSystem } from '../../../test/support/crm-system.ts';
import { answerWith, loseAnswer } from '../../../test/support/simulator-http-client.ts';
import { runAttempts } from '../../../test/support/step-context.ts';
import type { HttpRequest } from '../../http/http-client.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import { salesforceBulkQuery } from './execute.ts';

const config = (soql: string, more: JsonObject = {}): JsonObject => ({
  soql,
  parameters: {},
  deletedToo: false,
  maxRecords: 10_000,
  waitAtMostMs: 3_600_000,
  ...more,
});
const isResult = ({ url }: HttpRequest) => url.includes('/results?');
const isOrder = ({ method, url }: HttpRequest) => method === 'POST' && url.endsWith('/jobs/query');

async function query(system: CrmSystem, given: JsonObject) {
  let resume: { state?: JsonObject } | undefined;
  for (let look = 1; look < 20; look += 1) {
    const options = { config: given, connection: system.connection, ...(resume === undefined ? {} : { resume }) };
    const outcome: StepOutcome = await runAttempts(salesforceBulkQuery, options);
    if (outcome.kind !== 'again') return outcome as Extract<StepOutcome, { kind: 'done' }> & { readonly output: JsonObject };
    resume = { state: outcome.state as JsonObject };
  }
  throw new Error('the job does not end');
}

/** Pages of two rows, whatever is asked for: more than ten thousand rows are slow to make. */
function inSmallPages(system: CrmSystem): void {
  const { request } = system.http;
  Object.assign(system.http, {
    request: (given: HttpRequest) => request({ ...given, url: given.url.replace(/maxRecords=\d+/, 'maxRecords=2') }),
  });
}

describe('salesforce/bulk-query', () => {
  test('gives the records as text, null where there is none, fields of related records by their whole name', async () => {
    const system = createCrmSystem();
    const id = (await system.asSomebodyElse('POST', '/sobjects/Account', { Name: 'Hafen "Nord",\nAG' })) as JsonObject;
    await system.asSomebodyElse('POST', '/sobjects/Order', { AccountId: id['id']!, EffectiveDate: '2026-12-01', PoNumber: 'PO-9' });
    const soql = 'SELECT PoNumber, Revision__c, ERP_Status__c, Account.Name FROM Order WHERE PoNumber = :number';
    expect(await query(system, config(soql, { parameters: { number: 'PO-9' } }))).toMatchObject({
      port: 'found',
      output: {
        total: 1,
        complete: true,
        records: [{ PoNumber: 'PO-9', Revision__c: '0', ERP_Status__c: null, 'Account.Name': 'Hafen "Nord",\nAG' }],
      },
    });
  });

  test('reads page after page by the locator, up to the limit', async () => {
    const system = createCrmSystem();
    inSmallPages(system);
    const all = system.records('Account').map(({ Id }) => Id);
    const outcome = await query(system, config('SELECT Id FROM Account'));
    expect((outcome.output['records'] as unknown as readonly JsonObject[]).map(({ Id }) => Id)).toEqual(all);
    expect(system.http.requests.filter(isResult).length).toBe(Math.ceil(all.length / 2));
    const some = await query(system, config('SELECT Id FROM Account', { maxRecords: 3 }));
    expect(some.output).toMatchObject({ total: all.length, complete: false });
    expect(some.output['records']).toHaveLength(3);
  });

  test('a place that has run out begins the reading anew; nothing is there twice', async () => {
    const system = createCrmSystem();
    inSmallPages(system);
    const expired = JSON.stringify([{ errorCode: 'INVALIDLOCATOR', message: 'InvalidLocator : the locator has expired' }]);
    system.http.disturbNext(({ url }) => url.includes('locator='), answerWith({ status: 400, text: expired }));
    const outcome = await query(system, config('SELECT Id FROM Account'));
    expect(outcome.output['records']).toHaveLength(system.records('Account').length);
    expect(outcome.output['complete']).toBe(true);
  });

  test('nothing found leaves by a port of its own', async () => {
    expect(await query(createCrmSystem(), config("SELECT Id FROM Account WHERE Name = 'Nobody'"))).toMatchObject({
      port: 'none',
      output: { total: 0, records: [] },
    });
  });

  test('a lost answer to the order costs a second job, and nothing else', async () => {
    const system = createCrmSystem();
    system.http.disturbNext(isOrder, loseAnswer);
    expect(await query(system, config('SELECT Id FROM Account LIMIT 1'))).toMatchObject({ port: 'found', output: { total: 1 } });
    expect(system.http.requests.filter(isOrder)).toHaveLength(2);
  });

  test('a job that fails, and a query that is none, say why', async () => {
    const system = createCrmSystem();
    const failed = JSON.stringify({ id: '750', state: 'Failed', errorMessage: 'QueryTimeout : too long' });
    system.http.disturbNext(({ method, url }) => method === 'GET' && /jobs\/query\/\w+$/.test(url), answerWith({ text: failed }));
    await expect(query(system, config('SELECT Id FROM Account'))).rejects.toMatchObject({
      class: 'invalid',
      message: expect.stringContaining('QueryTimeout'),
    });
    await expect(query(system, config('SELECT Nothing__c FROM Account'))).rejects.toMatchObject({ class: 'invalid' });
    await expect(query(system, config('DELETE FROM Account'))).rejects.toMatchObject({ options: { code: 'soql-not-select' } });
  });
});
