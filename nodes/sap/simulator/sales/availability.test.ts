import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AvailabilityLedger, type DatedQuantity } from './availability.ts';

describe('the availability ledger', () => {
  test('SAP-30: promises stock now and receipts when they come', () => {
    const ledger = new AvailabilityLedger(100, [{ date: '2026-12-10', quantity: 50 }], []);
    expect(ledger.availableAt('2026-12-01')).toBe(100);
    expect(ledger.promise('2026-12-01', 130)).toEqual([
      { date: '2026-12-01', quantity: 100 },
      { date: '2026-12-10', quantity: 30 },
    ]);
    expect(ledger.availableAt('2026-12-31')).toBe(20);
  });

  test('SAP-30: gives nothing away that a later promise needs', () => {
    const ledger = new AvailabilityLedger(100, [], [{ date: '2026-12-20', quantity: 80 }]);
    expect(ledger.promise('2026-12-01', 50)).toEqual([{ date: '2026-12-01', quantity: 20 }]);
  });

  test('SAP-30: leaves open what nothing covers', () => {
    expect(new AvailabilityLedger(0, [], []).promise('2026-12-01', 5)).toEqual([]);
  });

  test('SAP-30: promises whole units only', () => {
    const ledger = new AvailabilityLedger(100, [{ date: '2026-12-10', quantity: 50 }], []);
    const boxes = (available: number) => Math.floor(available / 40) * 40;
    expect(ledger.promise('2026-12-01', 120, boxes)).toEqual([
      { date: '2026-12-01', quantity: 80 },
      { date: '2026-12-10', quantity: 40 },
    ]);
  });

  test('SAP-30: never lets the balance of any day fall below zero, whatever is asked', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-12-${String(n).padStart(2, '0')}`);
    const dated = fc.record({ date: day, quantity: fc.integer({ min: 1, max: 200 }) });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 }),
        fc.array(dated, { maxLength: 8 }),
        fc.array(dated, { maxLength: 12 }),
        (stock, receipts, asked) => {
          const ledger = new AvailabilityLedger(stock, receipts, []);
          const promised: DatedQuantity[] = [];
          for (const { date, quantity } of asked) {
            const promises = ledger.promise(date, quantity);
            expect(promises.every((one) => one.date >= date && one.quantity > 0)).toBe(true);
            expect(sum(promises)).toBeLessThanOrEqual(quantity);
            promised.push(...promises);
          }
          for (const { date } of [...receipts, ...promised]) {
            const upTo = (list: readonly DatedQuantity[]) => sum(list.filter((one) => one.date <= date));
            expect(stock + upTo(receipts) - upTo(promised)).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });
});

const sum = (list: readonly DatedQuantity[]): number => list.reduce((total, one) => total + one.quantity, 0);
