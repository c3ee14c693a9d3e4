import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createSalesforce, errorCode } from '../salesforce-fixture.ts';

const { rows, query, call, aChangeRequest, host } = createSalesforce();
for (const [order, revision, date] of [
  ['0000004711', 1, '2026-12-10'],
  ['0000004711', 2, '2026-12-14'],
  ['0000004712', 1, null],
  ['0000004713', 5, '2026-12-21'],
] as const) {
  host.clock += 10_000;
  aChangeRequest({ ERP_Order_Number__c: order, Revision__c: revision, Requested_Date__c: date, Reason__c: `It's ${revision}_100%` });
}
const found = (where: string) =>
  rows(`SELECT ERP_Order_Number__c, Revision__c FROM Order_Change_Request__c WHERE ${where} ORDER BY Name`).map(
    (row) => `${Number(row['ERP_Order_Number__c'])}/${String(row['Revision__c'])}`,
  );

describe('SOQL', () => {
  test.each([
    ["ERP_Order_Number__c = '0000004711'", ['4711/1', '4711/2']],
    ["ERP_Order_Number__c != '0000004711'", ['4712/1', '4713/5']],
    ['Revision__c > 1', ['4711/2', '4713/5']],
    ['Revision__c >= 1 AND Revision__c < 3 AND Requested_Date__c != null', ['4711/1', '4711/2']],
    ['Requested_Date__c <= 2026-12-14', ['4711/1', '4711/2']],
    ['Requested_Date__c = null', ['4712/1']],
    ["ERP_Order_Number__c IN ('0000004712', '0000004713')", ['4712/1', '4713/5']],
    ["ERP_Order_Number__c NOT IN ('0000004712', '0000004713')", ['4711/1', '4711/2']],
    ["ERP_Order_Number__c LIKE '%4_13'", ['4713/5']],
    ["Reason__c LIKE 'it\\'s 2\\_100\\%'", ['4711/2']],
    ["(Revision__c = 1 OR Revision__c = 5) AND (NOT ERP_Order_Number__c = '0000004711')", ['4712/1', '4713/5']],
    ['SystemModstamp > 2026-11-30T08:00:20Z', ['4712/1', '4713/5']],
    ['SystemModstamp > 2026-11-30T09:00:20+01:00', ['4712/1', '4713/5']],
    ['CreatedDate = TODAY AND CreatedDate = LAST_N_DAYS:3', ['4711/1', '4711/2', '4712/1', '4713/5']],
    ['CreatedDate = YESTERDAY', []],
    ["status__c = 'new' AND IsDeleted = false AND Revision__c = 5", ['4713/5']],
    ["CreatedBy.Username = 'integration@sandbox.example' AND Revision__c = 5", ['4713/5']],
  ])('CRM-12: WHERE %s', (where, expected) => {
    expect(found(where)).toEqual(expected);
  });

  test('CRM-12: order, limit, offset, nulls, count and paths along references', () => {
    const dates = (order: string) =>
      rows(`select Requested_Date__c from Order_Change_Request__c order by ${order}`).map((row) => row['Requested_Date__c']);
    expect(dates('Requested_Date__c')).toEqual([null, '2026-12-10', '2026-12-14', '2026-12-21']);
    expect(dates('Requested_Date__c DESC NULLS LAST LIMIT 2 OFFSET 1')).toEqual(['2026-12-14', '2026-12-10']);
    expect(query('SELECT COUNT() FROM Order_Change_Request__c').body).toEqual({ totalSize: 4, done: true, records: [] });
    expect(
      rows("SELECT Order.Account.Name, Product2.ProductCode FROM OrderItem WHERE Order.ERP_Order_Number__c = '0000004711' LIMIT 1"),
    ).toEqual([
      {
        attributes: { type: 'OrderItem', url: expect.stringContaining('/sobjects/OrderItem/802') },
        Order: {
          attributes: { type: 'Order', url: expect.stringContaining('/sobjects/Order/801') },
          Account: { attributes: { type: 'Account', url: expect.stringContaining('/sobjects/Account/001') }, Name: expect.any(String) },
        },
        Product2: { attributes: expect.any(Object), ProductCode: expect.any(String) },
      },
    ]);
  });

  test.each([
    ['SELECT Id FROM Order WHERE', 'MALFORMED_QUERY', 'end of query'],
    ['SELECT Id FROM Order WHERE Status = Activated', 'MALFORMED_QUERY', "'Activated'"],
    ["SELECT Id FROM Order WHERE Status = 'a' AND Revision__c = 1 OR Revision__c = 2", 'MALFORMED_QUERY', "'OR'"],
    ["SELECT Id FROM Order WHERE Status = 'a", 'MALFORMED_QUERY', 'EOF'],
    ['SELECT Id FROM Order ; DROP', 'MALFORMED_QUERY', "';'"],
    ['SELECT Status FROM Order GROUP BY Status', 'MALFORMED_QUERY', 'GROUP'],
    ['SELECT Id, (SELECT Id FROM OrderItems) FROM Order', 'MALFORMED_QUERY', 'query inside'],
    ['SELECT Id FROM Order LIMIT many', 'MALFORMED_QUERY', "'many'"],
    ['SELECT Colour FROM Order', 'INVALID_FIELD', "No such column 'Colour' on entity 'Order'"],
    ['SELECT Colour.Name FROM Order', 'INVALID_FIELD', "relationship 'Colour'"],
    ['SELECT Id FROM Orders', 'INVALID_TYPE', "'Orders' is not supported"],
    [
      "SELECT Id FROM Order WHERE EffectiveDate = '2026-01-01'",
      'INVALID_FIELD',
      'must be of type date and should not be enclosed in quotes',
    ],
    ['SELECT Id FROM Order WHERE Status = 5', 'INVALID_FIELD', 'should be enclosed in quotes'],
    ["SELECT Id FROM Order WHERE Id = 'x'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: x'],
    ["SELECT Id FROM Order_Change_Request__c WHERE Items__c = 'x'", 'INVALID_FIELD', 'can not be filtered'],
    ['', 'MALFORMED_QUERY', 'missing'],
  ])('CRM-12: %s is refused', (soql, code, words) => {
    const refused = query(soql);
    expect([refused.status, errorCode(refused)]).toEqual([400, code]);
    expect((refused.body as readonly JsonObject[])[0]!['message']).toContain(words);
  });

  test('CRM-12: deleted rows are seen by queryAll only', () => {
    const own = createSalesforce();
    const id = String((own.aChangeRequest().body as JsonObject)['id']);
    own.call('DELETE', `sobjects/Order_Change_Request__c/${id}`);
    expect(own.rows('SELECT Id FROM Order_Change_Request__c')).toEqual([]);
    expect(own.query('SELECT Id FROM Order_Change_Request__c WHERE IsDeleted = true', 'queryAll').body).toMatchObject({ totalSize: 1 });
  });

  test('CRM-13: long results come in pages that stand still', () => {
    const own = createSalesforce({ queryBatchSize: 30 });
    const first = own.query('SELECT ERP_Order_Number__c FROM Order ORDER BY OrderNumber').body as JsonObject;
    expect(first).toMatchObject({ totalSize: 80, done: false });
    const orders = (first['records'] as readonly JsonObject[]).map((row) => row['ERP_Order_Number__c']);
    for (let page = first; page['done'] === false; ) {
      own.host.clock += 1_000;
      page = own.call('GET', String(page['nextRecordsUrl'])).body as JsonObject;
      orders.push(...(page['records'] as readonly JsonObject[]).map((row) => row['ERP_Order_Number__c']));
    }
    expect(orders).toHaveLength(80);
    expect(new Set(orders).size).toBe(80);
    expect(errorCode(call('GET', 'query/01g5g0000000009-30'))).toBe('INVALID_QUERY_LOCATOR');
  });
});
