import { describe, expect, test } from 'vitest';
import type { SapLogEntry, SapOrder } from './sap-order.ts';
import { standingsAround } from './sap-order-at.ts';

const entry = (at: string, ...changes: SapLogEntry['changes']): SapLogEntry => ({ at, user: 'MILLRACE', requestId: at, changes });

const FIRST = entry(
  '1',
  { field: 'item 10 RequestedQuantity', old: '25.000', new: '60.000' },
  { field: 'item 10 line 1 ConfdOrderQtyByMatlAvailCheck', old: '25.000', new: '40.000' },
  // The availability check made a second line.
  { field: 'item 10 line 2 RequestedDeliveryDate', old: null, new: '2026-12-16' },
  { field: 'item 10 line 2 ConfirmedDeliveryDate', old: null, new: '2026-12-20' },
  { field: 'item 10 line 2 ConfdOrderQtyByMatlAvailCheck', old: null, new: '20.000' },
);
const SECOND = entry('2', { field: 'item 10 YY1_PromisedDate_SDI', old: '', new: '2026-12-20' });
const LATER = entry('3', { field: 'item 10 RequestedQuantity', old: '60.000', new: '80.000' });

const ORDER = {
  items: [
    {
      SalesOrderItem: '000010',
      SalesOrderItemText: 'Ball valve',
      RequestedQuantity: '80.000',
      RequestedQuantityUnit: 'PC',
      SalesDocumentRjcnReason: '',
      YY1_PromisedDate_SDI: '2026-12-20',
      scheduleLines: [
        {
          ScheduleLine: '0001',
          RequestedDeliveryDate: '2026-12-16',
          ConfirmedDeliveryDate: '2026-12-16',
          ConfdOrderQtyByMatlAvailCheck: '40.000',
        },
        {
          ScheduleLine: '0002',
          RequestedDeliveryDate: '2026-12-16',
          ConfirmedDeliveryDate: '2026-12-20',
          ConfdOrderQtyByMatlAvailCheck: '20.000',
        },
      ],
    },
  ],
  changeLog: [FIRST, SECOND, LATER],
} as unknown as SapOrder;

describe('an order of SAP at another moment', () => {
  test('before and after a change are worked out from the change log, later changes undone', () => {
    const { before, after } = standingsAround(ORDER, [FIRST, SECOND]);
    expect(before).toMatchObject([
      { item: '10', requested: '25', promised: '', lines: [{ confirmed: '25', confirmedDate: '2026-12-16' }] },
    ]);
    expect(before[0]?.lines).toHaveLength(1);
    expect(after).toMatchObject([
      {
        item: '10',
        requested: '60',
        promised: '2026-12-20',
        lines: [
          { confirmed: '40', confirmedDate: '2026-12-16' },
          { confirmed: '20', confirmedDate: '2026-12-20' },
        ],
      },
    ]);
  });

  test('an item that a change has brought in was not there before', () => {
    const added = entry('4', { field: 'item 10 RequestedQuantity', old: null, new: '80.000' });
    const { before, after } = standingsAround({ ...ORDER, changeLog: [added] }, [added]);
    expect([before.length, after.length]).toEqual([0, 1]);
  });

  test('without changes both are the order as it is', () => {
    const { before, after } = standingsAround(ORDER, []);
    expect(before).toBe(after);
    expect(after).toMatchObject([{ requested: '80' }]);
  });
});
