import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLandscape } from '../../sandbox/landscape.ts';
import type { Demand } from '../contract.ts';
import { findScheduleFaults } from './check-schedule.ts';
import { createFactory } from './factory.ts';
import { planSchedule } from './plan-schedule.ts';
import { seededState } from './scheduler-state.ts';
import { finishOf, workingSpans } from './working-time.ts';

const landscape = createLandscape(4711);
const factory = createFactory(landscape, []);
const seeded = Object.values(seededState(landscape, factory).demands);

describe('working time', () => {
  const calendar = landscape.calendars.find(({ code }) => code === 'DE-1S')!;

  test('SCH-1: shifts stand on the plant clock, before and after the change to summer time', () => {
    const spans = workingSpans(calendar, '2027-03-26', 5);
    expect(spans.map(({ from }) => new Date(from).toISOString())).toEqual([
      '2027-03-26T05:00:00.000Z',
      '2027-03-29T04:00:00.000Z',
      '2027-03-30T04:00:00.000Z',
    ]);
  });

  test('SCH-1: work goes on in the next shift, and a downtime takes its part', () => {
    const hour = 3_600_000;
    const monday = Date.parse('2026-11-30T05:00:00Z');
    const spans = workingSpans(calendar, '2026-11-30', 2, [{ from: monday + hour, to: monday + 3 * hour }]);
    expect(finishOf(spans, monday, 7 * hour)).toEqual({ start: monday, end: monday + 25 * hour });
    expect(finishOf(spans, monday, 100 * hour)).toBeUndefined();
  });
});

describe('the schedule', () => {
  test('SCH-2: keeps capacity, shifts, sequence, stock and components for the seeded orders', () => {
    const schedule = planSchedule(factory, seeded);
    expect(schedule.lines.some(({ operations }) => operations.length > 0)).toBe(true);
    expect(findScheduleFaults(factory, schedule)).toEqual([]);
  });

  test('SCH-2: … and for any others', () => {
    const goods = landscape.materials.filter(({ type }) => type === 'FERT');
    const line = fc.record({
      material: fc.constantFrom(...goods),
      plantIndex: fc.nat(1),
      quantity: fc.integer({ min: 1, max: 400 }),
      day: fc.integer({ min: 0, max: 90 }),
    });
    const demands = fc.array(
      fc.record({ lines: fc.array(line, { minLength: 1, maxLength: 4 }), customerClass: fc.constantFrom('A', 'B', 'C') }),
      { minLength: 1, maxLength: 25 },
    );
    fc.assert(
      fc.property(demands, fc.nat(20), (given, frozenDays) => {
        const wanted = given.map(
          ({ lines, customerClass }, index): Demand => ({
            demandId: String(4_700_000_000 + index),
            demandRevision: 1,
            customerClass: customerClass as Demand['customerClass'],
            lines: lines.map(({ material, plantIndex, quantity, day }, at) => ({
              item: String((at + 1) * 10).padStart(6, '0'),
              material: material.material,
              plant: material.plants[plantIndex % material.plants.length]!.plant,
              quantity: String(quantity),
              unit: material.baseUnit,
              dueDate: new Date(factory.start + day * 86_400_000).toISOString().slice(0, 10),
            })),
          }),
        );
        const before = planSchedule(factory, wanted.slice(1));
        const after = planSchedule(factory, wanted, before, factory.start + frozenDays * 86_400_000);
        expect(findScheduleFaults(factory, before)).toEqual([]);
        expect(findScheduleFaults(factory, after)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('SCH-3: the same demands give the same schedule, in whatever order they are known', () => {
    expect(
      planSchedule(factory, seeded.toReversed())
        .lines.map(({ finishedDay }) => finishedDay)
        .sort(),
    ).toEqual(
      planSchedule(factory, seeded)
        .lines.map(({ finishedDay }) => finishedDay)
        .sort(),
    );
  });

  test('SCH-4: an urgent large order moves others', () => {
    const before = planSchedule(factory, seeded);
    const line = before.lines.find(({ made }) => made > 0)!.line;
    const urgent: Demand = {
      demandId: '9999999999',
      demandRevision: 1,
      customerClass: 'A',
      lines: [{ ...line, quantity: '2000', dueDate: landscape.today }],
    };
    const after = planSchedule(factory, [...seeded, urgent]);
    const dates = (schedule: typeof before) =>
      new Map(schedule.lines.map((planned) => [`${planned.demandId}/${planned.line.item}`, planned.finishedDay]));
    const [was, is] = [dates(before), dates(after)];
    expect([...was].filter(([id, day]) => is.get(id) !== day).length).toBeGreaterThan(0);
  });

  test('SCH-5: within the frozen fence nothing moves', () => {
    const before = planSchedule(factory, seeded);
    const fence = factory.start + 30 * 86_400_000;
    const frozen = before.lines.filter(({ operations }) => operations.length > 0 && operations[0]!.start < fence);
    const urgent: Demand = {
      demandId: '9999999999',
      demandRevision: 1,
      customerClass: 'A',
      lines: [{ ...frozen[0]!.line, quantity: '500', dueDate: landscape.today }],
    };
    const after = planSchedule(factory, [...seeded, urgent], before, fence);
    for (const { demandId, line, operations } of frozen) {
      expect(after.lines.find((planned) => planned.demandId === demandId && planned.line.item === line.item)?.operations).toEqual(
        operations,
      );
    }
    expect(findScheduleFaults(factory, after)).toEqual([]);
  });

  test('the checker finds what is wrong with a bad schedule', () => {
    const good = planSchedule(factory, seeded);
    const [first, ...rest] = good.lines.filter(({ operations }) => operations.length > 0);
    const twin = { ...first!, demandId: 'twin' };
    const night = { ...first!, operations: first!.operations.map((operation) => ({ ...operation, start: factory.start - 1 })) };
    expect(findScheduleFaults(factory, { lines: [first!, twin, ...rest] })).not.toEqual([]);
    expect(findScheduleFaults(factory, { lines: [night] })).not.toEqual([]);
  });
});
