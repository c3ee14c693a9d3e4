import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLandscape, seededRandom } from './landscape.ts';
import { createTrafficPlan, type PlannedChange, type TrafficShares, type WantedOrder } from './traffic-plan.ts';

const NONE: TrafficShares = { duplicates: 0, reorder: 0, noChanges: 0, invalid: 0, large: 0 };
const EARLIEST = '2026-12-03';
const orders: readonly WantedOrder[] = createLandscape(7)
  .orders.slice(0, 60)
  .map(({ salesOrder, items }) => ({
    order: salesOrder,
    revision: 0,
    items: items.map((item) => ({
      number: item.item.padStart(6, '0'),
      quantity: String(Number(item.quantity)),
      unit: item.unit,
      requestedDate: item.requestedDate,
    })),
  }));

function plan(count: number, shares: Partial<TrafficShares> = {}, seed = 1): readonly PlannedChange[] {
  const traffic = createTrafficPlan(orders, { ...NONE, ...shares }, EARLIEST, seededRandom(seed));
  const changes: PlannedChange[] = [];
  while (changes.length < count) changes.push(...traffic.next(count - changes.length));
  return changes;
}

describe('the plan of the traffic', () => {
  test('SHELL-40: is the same for the same seed and differs for another', () => {
    const shares = { duplicates: 0.2, reorder: 0.2, noChanges: 0.1, invalid: 0.1, large: 0.1 };
    expect(plan(100, shares)).toEqual(plan(100, shares));
    expect(plan(100, shares, 2)).not.toEqual(plan(100, shares));
  });

  test('SHELL-41: three hundred changes are five for each of sixty orders, revisions rising from one', () => {
    const revisions = new Map<string, number[]>();
    for (const { order, revision } of plan(300)) revisions.set(order, [...(revisions.get(order) ?? []), revision]);
    expect(revisions.size).toBe(60);
    for (const list of revisions.values()) expect(list).toEqual([1, 2, 3, 4, 5]);
  });

  test('SHELL-42: a change names every item, and differs from what was wanted in one or two of them', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const wanted = new Map(orders.map(({ order, items }) => [order, items]));
        for (const { order, items } of plan(180, { large: 0.1 }, seed)) {
          const before = wanted.get(order)!;
          const differing = items.filter((item, index) => JSON.stringify(item) !== JSON.stringify(before[index]));
          expect(items.map(({ number, unit }) => [number, unit])).toEqual(before.map(({ number, unit }) => [number, unit]));
          expect([1, 2]).toContain(differing.length);
          for (const { quantity, requestedDate } of differing) {
            expect(quantity).toMatch(/^[1-9]\d*$/);
            expect([1, 2, 3, 4, 5]).toContain(new Date(`${requestedDate}T00:00:00Z`).getUTCDay());
            expect(requestedDate >= EARLIEST).toBe(true);
          }
          wanted.set(order, items);
        }
      }),
      { numRuns: 20, seed: 11 },
    );
  });

  test('SHELL-43: out of order means: the younger revision first, the older one at once behind it', () => {
    const changes = plan(200, { reorder: 0.3 });
    const late = changes.flatMap((change, index) => (change.outOfOrder ? [[changes[index - 1]!, change] as const] : []));
    expect(late.length).toBeGreaterThan(20);
    for (const [younger, older] of late) {
      expect([younger.order, younger.revision]).toEqual([older.order, older.revision + 1]);
      expect(younger.items).not.toEqual(older.items);
    }
  });

  test('SHELL-44: an invalid change uses up its revision and leaves what is wanted as it was; so does a no-change', () => {
    const changes = plan(240, { invalid: 0.3, noChanges: 0.3 });
    const wanted = new Map(orders.map(({ order, items }) => [order, items]));
    const defects = new Set<string>();
    for (const { order, nature, defect, items } of changes) {
      if (nature === 'change') wanted.set(order, items);
      else if (nature === 'no-change') expect(items).toEqual(wanted.get(order));
      else {
        defects.add(defect!);
        expect(items).not.toEqual(wanted.get(order));
      }
    }
    expect(defects).toEqual(new Set(['unknown-item', 'unknown-unit', 'negative-quantity']));
    for (const order of orders) {
      const revisions = changes.filter((change) => change.order === order.order).map(({ revision }) => revision);
      expect(revisions).toEqual(revisions.map((_, index) => index + 1));
    }
  });
});
