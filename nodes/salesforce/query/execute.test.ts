import { describe, expect, test } from 'vitest';
import { salesforceConnection } from '../../../test/support/salesforce-connection.ts';
import { jsonAnswer } from '../../../test/support/scripted-http.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { bindSoql } from '../soql.ts';
import { salesforceQuery } from './execute.ts';

const config = (change: object = {}) => ({
  soql: 'SELECT Id FROM Order WHERE ERP_Order_Number__c = :order',
  parameters: { order: '0000004711' },
  maxRecords: 2000,
  ...change,
});

describe('salesforce/query', () => {
  test('FLW-7 a query that cannot work is said when the flow is checked; what is computed is not judged', () => {
    const findings = (change: object) => salesforceQuery.checkConfig!(config(change) as never).map(({ message }) => message);
    expect(findings({})).toEqual([]);
    expect(findings({ soql: 'DELETE FROM Order' })).toEqual(['SOQL queries begin with SELECT.']);
    expect(findings({ parameters: {} })).toEqual(['The query names :order, but no such parameter is given.']);
    expect(findings({ parameters: '= trigger.body' })).toEqual([]);
  });

  test('reads all pages, without the attributes of Salesforce', async () => {
    const { connection, http } = salesforceConnection((path) =>
      path.startsWith('/query?q=')
        ? jsonAnswer({
            totalSize: 2,
            done: false,
            nextRecordsUrl: '/services/data/v62.0/query/01g-2',
            records: [{ attributes: { type: 'Order' }, Id: '1', Items: { totalSize: 1, records: [{ attributes: {}, Id: 'i' }] } }],
          })
        : jsonAnswer({ totalSize: 2, done: true, records: [{ attributes: { type: 'Order' }, Id: '2' }] }),
    );
    const soql = 'SELECT Id, (SELECT Id FROM Items) FROM Order WHERE ERP_Order_Number__c = :order';
    const outcome = await salesforceQuery.execute(createStep({ config: config({ soql }), connection }));
    expect(outcome).toEqual({
      kind: 'done',
      port: 'found',
      output: { totalSize: 2, complete: true, records: [{ Id: '1', Items: [{ Id: 'i' }] }, { Id: '2' }] },
    });
    expect(decodeURIComponent(http.requests[1]!.url)).toContain("ERP_Order_Number__c = '0000004711'");
    expect(http.requests[1]!.headers).toMatchObject({ 'sforce-call-options': 'client=millrace', authorization: 'Bearer token-1' });
  });

  test('says when it stopped at the limit', async () => {
    const { connection } = salesforceConnection(() =>
      jsonAnswer({ totalSize: 3, done: true, records: [{ Id: '1' }, { Id: '2' }, { Id: '3' }] }),
    );
    expect(await salesforceQuery.execute(createStep({ config: config({ maxRecords: 2 }), connection }))).toMatchObject({
      output: { complete: false, records: [{ Id: '1' }, { Id: '2' }] },
    });
  });

  test('RTY-1 fails instead of half a list where the flow says so, before it reads the rest', async () => {
    const { connection, http } = salesforceConnection((path) =>
      path.startsWith('/query?q=')
        ? jsonAnswer({ totalSize: 3, done: false, nextRecordsUrl: '/services/data/v62.0/query/01g-2', records: [{ Id: '1' }] })
        : jsonAnswer({ totalSize: 3, done: true, records: [{ Id: '2' }, { Id: '3' }] }),
    );
    const strict = (maxRecords: number) => createStep({ config: config({ maxRecords, whenMore: 'fail' }), connection });
    await expect(salesforceQuery.execute(strict(2))).rejects.toMatchObject({
      class: 'invalid',
      message: 'Salesforce finds 3 records where at most 2 may be read',
      options: { code: 'too-many-records' },
    });
    expect(http.requests.filter(({ url }) => url.includes('/query/'))).toEqual([]);
    expect(await salesforceQuery.execute(strict(3))).toMatchObject({ port: 'found', output: { complete: true } });
  });

  test('an ended session is renewed once; a second refusal is denied', async () => {
    let refusals = 1;
    const ended = jsonAnswer([{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }], 401);
    const { connection, http } = salesforceConnection(() =>
      refusals-- > 0 ? ended : jsonAnswer({ totalSize: 0, done: true, records: [] }),
    );
    expect(await salesforceQuery.execute(createStep({ config: config(), connection }))).toMatchObject({ port: 'none' });
    expect(http.requests.filter(({ url }) => url.endsWith('/token'))).toHaveLength(2);
    refusals = 5;
    await expect(salesforceQuery.execute(createStep({ config: config(), connection }))).rejects.toMatchObject({
      class: 'denied',
      options: { code: 'INVALID_SESSION_ID' },
    });
  });

  test.each([
    [403, 'REQUEST_LIMIT_EXCEEDED', 'throttled'],
    [400, 'UNABLE_TO_LOCK_ROW', 'conflict'],
    [400, 'MALFORMED_QUERY', 'invalid'],
    [400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'rejected'],
    [403, 'INSUFFICIENT_ACCESS', 'denied'],
    [503, 'SERVER_UNAVAILABLE', 'unavailable'],
  ])('RTY-1: %i %s is %s, in the words of Salesforce', async (status, errorCode, errorClass) => {
    const { connection } = salesforceConnection(() => jsonAnswer([{ message: 'their words', errorCode, fields: [] }], status));
    await expect(salesforceQuery.execute(createStep({ config: config(), connection }))).rejects.toMatchObject({
      class: errorClass,
      message: 'their words',
      options: { code: errorCode },
    });
  });
});

describe('values in SOQL', () => {
  test('cannot leave their quotes', () => {
    expect(bindSoql('SELECT Id FROM A WHERE B = :b', { b: "x' OR Id != '" })).toBe("SELECT Id FROM A WHERE B = 'x\\' OR Id != \\''");
    expect(bindSoql('SELECT Id FROM A WHERE B = :b', { b: '\\' })).toBe("SELECT Id FROM A WHERE B = '\\\\'");
  });

  test('take the form that their type asks for; quoted colons are no placeholders', () => {
    expect(
      bindSoql("SELECT Id FROM A WHERE B IN :list AND C > :at AND D = ':x' AND E = :none AND F = :yes", {
        list: ['a', 1],
        at: '2026-01-01T00:00:00Z',
        none: null,
        yes: true,
      }),
    ).toBe("SELECT Id FROM A WHERE B IN ('a', 1) AND C > 2026-01-01T00:00:00Z AND D = ':x' AND E = null AND F = true");
  });

  test.each([
    ['DELETE FROM A', {}],
    ['SELECT Id FROM A WHERE B = :missing', {}],
    ['SELECT Id FROM A WHERE B = :b', { b: {} }],
    ['SELECT Id FROM A WHERE B = :toString', {}],
  ])('%s is refused', (text, parameters) => {
    expect(() => bindSoql(text, parameters)).toThrow();
  });
});
