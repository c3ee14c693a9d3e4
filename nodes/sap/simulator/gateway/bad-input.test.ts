import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSap, SALES } from '../sap-fixture.ts';

const word = fc.constantFrom(
  'SalesOrder',
  "'4711'",
  'eq',
  'and',
  'or',
  'not',
  '(',
  ')',
  ',',
  '5m',
  "datetime'2026-01-01T00:00:00'",
  'startswith',
  'to_Item',
  '/',
  '$',
  '%',
  "''",
  'null',
  '-1',
);
const url = fc.array(word, { maxLength: 9 }).map((words) => words.join(' '));

describe('bad input', () => {
  test('SAP-12: no URL, however odd, is answered by anything but a clear refusal', async () => {
    const sap = openSap();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          'A_SalesOrder?$filter=',
          'A_SalesOrder?$orderby=',
          'A_SalesOrder?$select=',
          'A_SalesOrder?$expand=',
          'A_SalesOrder(',
          '',
          'A_SalesOrderItem/',
          'releaseApprovalRequest?SalesOrder=',
        ),
        url,
        fc.boolean(),
        async (start, odd, encoded) => {
          const answer = await sap.get(`${SALES}/${start}${encoded ? encodeURIComponent(odd) : odd}`);
          expect([200, 400, 404, 405]).toContain(answer.status);
        },
      ),
      { numRuns: 400, seed: 3 },
    );
  });

  test('SAP-18: no body, however odd, gets in by accident', async () => {
    const sap = openSap();
    const before = sap.sap.snapshot();
    const value = fc.oneof(
      fc.constant(null),
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant([]),
      fc.constant({}),
      fc.constant({ results: 5 }),
    );
    const body = fc.dictionary(
      fc.constantFrom('SalesOrder', 'to_Item', 'NetAmount', 'Nothing', '__proto__', 'constructor', 'TotalNetAmount'),
      value,
      { minKeys: 1 },
    );
    await fc.assert(
      fc.asyncProperty(body, fc.constantFrom('PATCH', 'PUT'), async (fields, method) => {
        const answer = await sap.send(method, `${SALES}/A_SalesOrderItem(SalesOrder='4711',SalesOrderItem='10')`, fields);
        expect(answer.status).toBe(400);
      }),
      { numRuns: 200, seed: 3 },
    );
    expect(sap.sap.snapshot()).toEqual(before);
  });
});
