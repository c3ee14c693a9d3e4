import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import type { SimulatorResponse } from '../../sandbox/simulator.ts';
import { readBulkCsv } from '../bulk-csv.ts';
import { createSalesforce, errorCode, idOf } from './salesforce-fixture.ts';

const CSV = 'ERP_Customer_Number__c,Name\n0090009001,One\n0090009002,Two\n';
const UPSERT = { object: 'Account', operation: 'upsert', externalIdFieldName: 'ERP_Customer_Number__c' };

function aSystem() {
  const system = createSalesforce();
  const { call, simulator, signIn } = system;
  const token = String((signIn().body as JsonObject)['access_token']);
  const headers = { host: 'crm.test', authorization: `Bearer ${token}`, 'sforce-call-options': 'client=loader' };
  /** Answers that are no JSON. */
  const raw = (method: string, path: string, body = ''): SimulatorResponse => {
    const url = `/services/data/v62.0/${path}`;
    const answer = simulator.handle({ method, url, headers: { ...headers, 'content-type': 'text/csv' }, body: Buffer.from(body) });
    if (answer instanceof Promise) throw new Error('The simulator answers at once.');
    return answer;
  };
  const order = (what: JsonObject = UPSERT) => idOf(call('POST', 'jobs/ingest', what));
  const state = (id: string, kind = 'ingest') => String((call('GET', `jobs/${kind}/${id}`).body as JsonObject)['state']);
  const close = (id: string, to = 'UploadComplete') => call('PATCH', `jobs/ingest/${id}`, { state: to });
  const rowsOf = (id: string, part: string) => readBulkCsv(String(raw('GET', `jobs/ingest/${id}/${part}`).body));
  return { ...system, raw, order, state, close, rowsOf };
}

describe('ingest', () => {
  test('CRM-23: open, uploaded, closed, in progress, complete; nothing is written before', () => {
    const { order, raw, close, state, rowsOf, host } = aSystem();
    const id = order();
    expect(raw('PUT', `jobs/ingest/${id}/batches`, CSV).status).toBe(201);
    expect([state(id), host.recorded.length]).toEqual(['Open', 0]);
    expect(close(id).body).toMatchObject({ id, state: 'UploadComplete' });
    expect([state(id), state(id), state(id)]).toEqual(['InProgress', 'JobComplete', 'JobComplete']);
    expect(rowsOf(id, 'successfulResults')).toMatchObject([
      { sf__Created: 'true', ERP_Customer_Number__c: '0090009001' },
      { sf__Created: 'true', ERP_Customer_Number__c: '0090009002' },
    ]);
    expect(host.recorded).toMatchObject([
      { operation: 'upsert-Account', key: '0090009001', idempotencyKey: id, applied: true },
      { operation: 'upsert-Account', key: '0090009002', applied: true },
    ]);
  });

  test('CRM-23: one upload a job; none once it is closed; no way back', () => {
    const { order, raw, close, call } = aSystem();
    const id = order();
    raw('PUT', `jobs/ingest/${id}/batches`, CSV);
    expect(String(raw('PUT', `jobs/ingest/${id}/batches`, CSV).body)).toContain('Found multiple contents for job');
    close(id);
    expect(String(raw('PUT', `jobs/ingest/${id}/batches`, CSV).body)).toContain('INVALIDJOBSTATE');
    expect(close(id).status).toBe(200);
    expect(errorCode(close(id, 'Open'))).toBe('INVALIDJOBSTATE');
    expect(call('GET', 'jobs/ingest/7505g0000000999AAA').status).toBe(404);
  });

  test('CRM-23: rows are accepted or refused one by one, a lock among them', () => {
    const { order, raw, close, state, rowsOf, host } = aSystem();
    const id = order();
    raw('PUT', `jobs/ingest/${id}/batches`, `${CSV}0090009003,#N/A\n`);
    close(id);
    host.faults.push({ id: 'f', system: 'crm', kind: 'lock', key: '0090009001' });
    expect([state(id), state(id)]).toEqual(['InProgress', 'JobComplete']);
    expect(rowsOf(id, 'successfulResults')).toHaveLength(1);
    expect(rowsOf(id, 'failedResults').map(({ sf__Error }) => sf__Error!.split(':')[0])).toEqual([
      'UNABLE_TO_LOCK_ROW',
      'REQUIRED_FIELD_MISSING',
    ]);
    expect(rowsOf(id, 'unprocessedrecords')).toEqual([]);
  });

  test.each([
    ['a column that is none', 'ERP_Customer_Number__c,Colour__c\n1,red\n', 'Colour__c', false],
    ['the fault schema-change', CSV, 'ERP_Customer_Number__c', true],
    ['no rows', 'ERP_Customer_Number__c\n', 'no records', false],
  ])('CRM-23: %s fails the job as a whole, and all rows stay unprocessed', (_what, csv, words, armed) => {
    const { order, raw, close, state, call, host, rowsOf } = aSystem();
    const id = order();
    raw('PUT', `jobs/ingest/${id}/batches`, csv);
    close(id);
    if (armed) host.faults.push({ id: 'f', system: 'crm', kind: 'schema-change', operation: 'bulk-upsert-Account' });
    expect([state(id), state(id)]).toEqual(['InProgress', 'Failed']);
    expect(call('GET', `jobs/ingest/${id}`).body).toMatchObject({ errorMessage: expect.stringContaining(words) });
    expect(rowsOf(id, 'unprocessedrecords')).toHaveLength(readBulkCsv(csv).length);
    expect(host.recorded).toEqual([]);
  });

  test.each([
    [{ object: 'Nothing', operation: 'insert' }, 'INVALIDENTITY'],
    [{ object: 'Account', operation: 'merge' }, 'INVALIDJOB'],
    [{ object: 'Account', operation: 'upsert', externalIdFieldName: 'Name' }, 'INVALIDJOB'],
  ])('CRM-23: %j is refused', (order, code) => {
    expect(errorCode(aSystem().call('POST', 'jobs/ingest', order))).toBe(code);
  });

  test('CRM-21: jobs outlive a restart, and are the same object while nothing happens', () => {
    const { order, raw, close, state, simulator } = aSystem();
    const id = order();
    raw('PUT', `jobs/ingest/${id}/batches`, CSV);
    close(id);
    const kept = (simulator.snapshot() as JsonObject)['bulkJobs'];
    expect((simulator.snapshot() as JsonObject)['bulkJobs']).toBe(kept);
    const snapshot = simulator.snapshot();
    simulator.reset();
    simulator.restore(snapshot);
    expect([state(id), state(id)]).toEqual(['InProgress', 'JobComplete']);
    const { bulkJobs: _none, ...older } = snapshot as JsonObject;
    expect(() => simulator.restore(older)).not.toThrow();
  });
});

describe('query', () => {
  test('CRM-24: pages of the result as it was, led through by locators', () => {
    const { call, raw, state } = aSystem();
    const id = idOf(call('POST', 'jobs/query', { operation: 'query', query: 'SELECT Id, Name FROM Account ORDER BY Name' }));
    expect(String(raw('GET', `jobs/query/${id}/results`).body)).toContain('INVALIDJOBSTATE');
    expect([state(id, 'query'), state(id, 'query')]).toEqual(['InProgress', 'JobComplete']);
    const names: string[] = [];
    for (let locator = ''; locator !== 'null'; ) {
      const page = raw('GET', `jobs/query/${id}/results?maxRecords=3${locator === '' ? '' : `&locator=${locator}`}`);
      names.push(...readBulkCsv(String(page.body)).map(({ Name }) => Name!));
      locator = String(page.headers['sforce-locator']);
    }
    expect(names.length).toBeGreaterThan(3);
    expect(names).toEqual(names.toSorted());
    expect(String(raw('GET', `jobs/query/${id}/results?locator=bm9uZQ`).body)).toContain('INVALIDLOCATOR');
  });

  test('CRM-24: every row has the columns that were asked for, also one without the record that a field is of', () => {
    const { call, raw, state } = aSystem();
    const query = 'SELECT Name, Parent.ERP_Customer_Number__c, Class__c FROM Account ORDER BY Name';
    const id = idOf(call('POST', 'jobs/query', { operation: 'query', query }));
    expect([state(id, 'query'), state(id, 'query')]).toEqual(['InProgress', 'JobComplete']);
    const rows = readBulkCsv(String(raw('GET', `jobs/query/${id}/results`).body));
    for (const row of rows) expect(Object.keys(row)).toEqual(['Name', 'Parent.ERP_Customer_Number__c', 'Class__c']);
    expect(rows.every((row) => ['A', 'B', 'C'].includes(row['Class__c']!))).toBe(true);
    const parents = rows.map((row) => row['Parent.ERP_Customer_Number__c']!);
    expect(parents.filter((parent) => parent === '').length).toBeGreaterThan(0);
    expect(parents.filter((parent) => /^[0-9]{10}$/.test(parent)).length).toBeGreaterThan(0);
  });
});
