import { expect, test } from 'vitest';
import { historyOf } from './change-history.ts';
import type { RecordEntry } from './sandbox-api.ts';

const entry = (
  seq: number,
  operation: string,
  detail: NonNullable<RecordEntry['detail']>,
  more: Partial<RecordEntry> = {},
): RecordEntry => ({
  seq,
  at: `2026-11-27T10:00:0${seq}.000Z`,
  system: 'crm',
  operation,
  object: 'Order_Change_Request__c',
  key: 'cr1',
  applied: true,
  detail,
  ...more,
});

test("a change request's history is what CRM took of it: entered, then told back, refusals left out", () => {
  const update = (status: string, message: string) => ({ fields: { Status__c: status, ERP_Message__c: message }, client: 'millrace' });
  const entries = [
    entry(1, 'enter-Order_Change_Request__c', { fields: { Reason__c: 'Bigger project' } }),
    entry(2, 'update-Order_Change_Request__c', update('Approval_Pending', 'Waits.'), { applied: false, refusal: 'locked' }),
    entry(3, 'update-Order_Change_Request__c', update('Approval_Pending', 'Waits.')),
    entry(4, 'update-Order_Change_Request__c', update('Committed', 'Done.'), { key: 'cr2' }),
  ];
  expect(historyOf('cr1', entries)).toEqual([
    { seq: 1, at: entries[0]!.at, status: 'New', message: 'Bigger project', by: undefined },
    { seq: 3, at: entries[2]!.at, status: 'Approval_Pending', message: 'Waits.', by: 'millrace' },
  ]);
});
