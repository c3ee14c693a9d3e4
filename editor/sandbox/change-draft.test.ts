import { describe, expect, test } from 'vitest';
import { toChangeBody, toItemDrafts } from './change-draft.ts';
import type { CrmItem } from './crm-records.ts';

function item(number: string | null, quantity: number): CrmItem {
  return {
    Id: `item-${number}`,
    ERP_Item_Number__c: number,
    Quantity: quantity,
    Unit__c: 'PC',
    ServiceDate: '2026-05-01',
    Promise_Date__c: null,
    ERP_Status__c: null,
  };
}

const DRAFTS = toItemDrafts({ items: [item('000010', 45), item('000020', 2.5), item(null, 1)] });

describe('sending a change', () => {
  test('items that SAP does not know yet cannot be changed', () => {
    expect(DRAFTS.map(({ number }) => number)).toEqual(['000010', '000020']);
  });

  test('only what differs is asked for, quantities as decimals in text', () => {
    const changed = [{ ...DRAFTS[0]!, quantity: '50' }, DRAFTS[1]!];
    expect(toChangeBody('0000004711', changed, ' bigger lot ')).toEqual({
      order: '0000004711',
      reason: 'bigger lot',
      items: [{ number: '000010', quantity: '50' }],
    });
  });

  test('a moved date goes alone', () => {
    const moved = [DRAFTS[0]!, { ...DRAFTS[1]!, date: '2026-06-01' }];
    expect(toChangeBody('0000004711', moved, '')).toEqual({
      order: '0000004711',
      items: [{ number: '000020', requestedDate: '2026-06-01' }],
    });
  });

  test('nothing is sent while nothing differs or a quantity is no number', () => {
    expect(toChangeBody('0000004711', DRAFTS, 'why not')).toBeUndefined();
    expect(toChangeBody('0000004711', [{ ...DRAFTS[0]!, quantity: '4x' }], '')).toBeUndefined();
    expect(toChangeBody('0000004711', [{ ...DRAFTS[0]!, quantity: '' }], '')).toBeUndefined();
  });
});
