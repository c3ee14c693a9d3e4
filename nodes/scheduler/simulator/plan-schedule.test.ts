import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLandscape } from '../../sandbox/landscape.ts';
import type { Demand, Downtime } from '../contract.ts';
import { type CheckedWorld, findFenceFaults, findScheduleFaults } from './check-schedule.ts';
import { createFactory, EXPEDITED_SHARE, withDowntimes } from './factory.ts';
import { planSchedule } from './plan-schedule.ts';
import { reservedShares } from './reserved-shares.ts';
import { operationsOf, type Schedule } from './schedule-model.ts';
import { listWanted, seededState } from './scheduler-state.ts';

const DAY_MS = 86_400_000;
const landscape = createLandscape(4711, '2026-11-30');
const factory = createFactory(landscape);
const state = seededState(landscape, factory);
const world: CheckedWorld = { landscape, reserved: reservedShares(landscape), expeditedShare: EXPEDITED_SHARE };
const empty: Schedule = { lines: {} };

function plan(demands: readonly Demand[], before = empty, now = factory.start, fenceDays = 0, machines = factory, version = 1): Schedule {
  const planned = Object.fromEntries(demands.map((demand) => [demand.demandId, demand]));
  const wanted = listWanted({ planned, accepted: {}, schedule: before, planVersion: version });
  return planSchedule(machines, { wanted, before, now, frozenUntil: now + fenceDays * DAY_MS });
}

const isOnTime = ({ finishedDay, late }: Schedule['lines'][string]) => finishedDay !== undefined && late === undefined;
const urgent = (line: Demand['lines'][number], quantity: string, demandId = '9999999999'): Demand => ({
  demandId,
  demandRevision: 1,
  customerClass: 'A',
  priority: 1,
  lines: [{ ...line, item: '000010', quantity, dueDate: landscape.today }],
});

const goods = landscape.materials.filter(({ type }) => type === 'FERT');
const anyLine = fc.record({
  material: fc.constantFrom(...goods),
  plantIndex: fc.nat(1),
  unitIndex: fc.nat(2),
  quantity: fc.integer({ min: 0, max: 300 }),
  day: fc.integer({ min: 0, max: 90 }),
});
const anyDemand = fc
  .record({
    lines: fc.array(anyLine, { maxLength: 4 }),
    customerClass: fc.constantFrom('A' as const, 'B' as const, 'C' as const),
    priority: fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }),
  })
  .map(
    ({ lines, customerClass, priority }): Omit<Demand, 'demandId' | 'demandRevision'> => ({
      customerClass,
      ...(priority === undefined ? {} : { priority }),
      lines: lines.map(({ material, plantIndex, unitIndex, quantity, day }, at) => ({
        item: String((at + 1) * 10).padStart(6, '0'),
        material: material.material,
        plant: material.plants[plantIndex % material.plants.length]!.plant,
        quantity: String(quantity),
        unit: material.salesUnits[unitIndex % material.salesUnits.length]!.isoUnit,
        dueDate: new Date(factory.start + day * DAY_MS).toISOString().slice(0, 10),
      })),
    }),
  );
const anyHistory = fc.record({
  first: fc.array(anyDemand, { minLength: 1, maxLength: 20 }),
  changes: fc.array(fc.record({ who: fc.nat(24), demand: anyDemand, hours: fc.integer({ min: 0, max: 120 }), fenceDays: fc.nat(10) }), {
    maxLength: 6,
  }),
});
const anyDowntime = fc.record({
  machine: fc.constantFrom(...factory.machines.map(({ name }) => name)),
  fromHour: fc.integer({ min: 0, max: 800 }),
  hours: fc.integer({ min: 1, max: 300 }),
});

const named = (demand: Omit<Demand, 'demandId' | 'demandRevision'>, index: number, demandRevision = 1): Demand => ({
  ...demand,
  demandId: String(4_700_000_000 + index),
  demandRevision,
});

describe('a plan', () => {
  test('SCH-40..45: keeps capacity, shifts, set-up, sequence, stock and components for the seeded orders of any landscape', () => {
    for (const seed of [1, 7, 42, 4711]) {
      const other = createLandscape(seed, '2027-03-15');
      const seeded = seededState(other, createFactory(other));
      expect(Object.values(seeded.schedule.lines).some((line) => operationsOf(line).length > 0)).toBe(true);
      expect(findScheduleFaults({ ...world, landscape: other, reserved: reservedShares(other) }, seeded.schedule)).toEqual([]);
    }
  });

  test('SCH-40..46: … and for any demands that change while time goes on', () => {
    fc.assert(
      fc.property(anyHistory, ({ first, changes }) => {
        let demands = first.map((demand, index) => named(demand, index));
        let now = factory.start;
        let schedule = plan(demands);
        expect(findScheduleFaults(world, schedule)).toEqual([]);
        for (const [index, { who, demand, hours, fenceDays }] of changes.entries()) {
          now += hours * 3_600_000;
          const changed = named(demand, who, index + 2);
          demands = [...demands.filter(({ demandId }) => demandId !== changed.demandId), changed];
          const after = plan(demands, schedule, now, fenceDays, factory, index + 2);
          expect(findScheduleFaults(world, after)).toEqual([]);
          expect(findFenceFaults(schedule, after, now, now + fenceDays * DAY_MS)).toEqual([]);
          schedule = after;
        }
      }),
      { numRuns: 60 },
    );
  });

  test('SCH-48: … and while machines break down', () => {
    fc.assert(
      fc.property(
        fc.array(anyDemand, { minLength: 1, maxLength: 20 }),
        fc.array(anyDowntime, { minLength: 1, maxLength: 3 }),
        fc.nat(400),
        (given, down, hours) => {
          const demands = given.map((demand, index) => named(demand, index));
          const before = plan(demands);
          const now = factory.start + hours * 3_600_000;
          const downtimes = down.map(({ machine, fromHour, hours: long }, index): Downtime => {
            const from = Math.max(now, factory.start + fromHour * 3_600_000);
            return {
              id: `down-${index}`,
              resource: machine,
              from: new Date(from).toISOString(),
              to: new Date(from + long * 3_600_000).toISOString(),
            };
          });
          const after = plan(demands, before, now, 0, withDowntimes(factory, downtimes), 2);
          expect(findScheduleFaults({ ...world, downtimes }, after)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('SCH-47: the same demands give the same plan, in whatever order they are known', () => {
    const demands = Object.values(state.demands);
    expect(plan(demands.toReversed())).toEqual(plan(demands));
  });

  test('SCH-47: without a change nothing moves, and what did not change is the same object', () => {
    const again = planSchedule(factory, {
      wanted: listWanted(state),
      before: state.schedule,
      now: factory.start,
      frozenUntil: factory.start,
    });
    for (const [key, line] of Object.entries(state.schedule.lines)) expect(again.lines[key]).toBe(line);
  });

  test('SCH-47: what is more urgent than a change stays, to the minute', () => {
    const lines = Object.values(state.schedule.lines);
    const last = lines.toSorted((a, b) => (a.line.dueDate < b.line.dueDate ? 1 : -1)).find((line) => operationsOf(line).length > 0)!;
    const demands = Object.values(state.demands).map((demand) =>
      demand.demandId === last.demandId
        ? { ...demand, lines: demand.lines.map((line) => (line.item === last.line.item ? { ...line, quantity: '400' } : line)) }
        : demand,
    );
    const after = plan(demands, state.schedule, factory.start, 0, factory, 2);
    const earlier = lines.filter(({ line }) => Date.parse(line.dueDate) < Date.parse(last.line.dueDate) - 4 * DAY_MS);
    expect(earlier.length).toBeGreaterThan(50);
    for (const line of earlier) expect(after.lines[line.key]).toBe(line);
    expect(after.lines[last.key]).not.toEqual(last);
  });

  test('SCH-47: an urgent large order takes the place of others', () => {
    const line = Object.values(state.schedule.lines).find(({ jobs }) => jobs[0]!.made > 0)!.line;
    const after = plan([...Object.values(state.demands), urgent(line, '1500')], state.schedule, factory.start, 0, factory, 2);
    const moved = Object.values(state.schedule.lines).filter(({ key, finishedDay }) => after.lines[key]!.finishedDay !== finishedDay);
    expect(moved.length).toBeGreaterThan(3);
    expect(findScheduleFaults(world, after)).toEqual([]);
  });

  test('SCH-46: within the frozen fence nothing moves, however urgent', () => {
    const line = Object.values(state.schedule.lines).find(({ jobs }) => jobs[0]!.made > 0)!.line;
    const after = plan([...Object.values(state.demands), urgent(line, '1500')], state.schedule, factory.start, 30, factory, 2);
    expect(findFenceFaults(state.schedule, after, factory.start, factory.start + 30 * DAY_MS)).toEqual([]);
    expect(findScheduleFaults(world, after)).toEqual([]);
  });

  test('SCH-44: stock goes to the more urgent order, the other one is made', () => {
    const good = goods.find(({ plants }) => Number(plants[0]!.stock) > 0)!;
    const { plant, stock } = good.plants[0]!;
    const line = { item: '000010', material: good.material, plant, quantity: stock, unit: good.baseUnit, dueDate: '2027-03-01' };
    const waiting: Demand = { demandId: '1000000001', demandRevision: 1, customerClass: 'C', lines: [line] };
    expect(plan([waiting]).lines['1000000001/000010']!.jobs[0]).toMatchObject({ fromStock: Number(stock), made: 0 });
    const both = plan([waiting, urgent(line, stock)], plan([waiting]), factory.start, 0, factory, 2);
    expect(both.lines['1000000001/000010']!.jobs[0]).toMatchObject({ fromStock: 0, made: Number(stock) });
  });

  test('SCH-49: material, plant and unit that nobody knows are named', () => {
    const line = { item: '000010', material: 'FG-1001', plant: '1010', quantity: '1', unit: 'PC', dueDate: '2027-01-11' };
    const lateOf = (change: object) =>
      plan([{ demandId: '1000000001', demandRevision: 1, customerClass: 'C', lines: [{ ...line, ...change }] }]).lines['1000000001/000010']!
        .late;
    expect(lateOf({})).toBeUndefined();
    expect(lateOf({ material: 'NONE' })).toEqual({ reason: 'invalid-data', blocking: 'material NONE' });
    expect(lateOf({ plant: '9999' })).toEqual({ reason: 'invalid-data', blocking: 'material FG-1001 in plant 9999' });
    expect(lateOf({ unit: 'KM' })).toEqual({ reason: 'invalid-data', blocking: 'unit KM of material FG-1001' });
  });

  test('SCH-49: what stands in the way is named: machine, material, or the work itself', () => {
    const why = (quantity: string, dueDate: string, before: readonly Demand[] = []) => {
      const line = { item: '000010', material: 'FG-1007', plant: '1010', quantity, unit: 'PC', dueDate };
      const demand: Demand = { demandId: '1000000001', demandRevision: 1, customerClass: 'C', lines: [line] };
      return plan([demand, ...before]).lines['1000000001/000010']!;
    };
    expect(isOnTime(why('900', '2027-02-01'))).toBe(true);
    expect(why('600', '2026-11-30').late).toMatchObject({ reason: 'calendar', blocking: '1010' });
    expect(why('90000', '2026-12-10').late).toMatchObject({ reason: 'capacity' });
    const other = { item: '000010', material: 'FG-1008', plant: '1010', quantity: '2500', unit: 'PC', dueDate: '2026-12-01' };
    expect(why('600', '2026-12-03', [urgent(other, '2500')]).late).toMatchObject({
      reason: 'capacity',
      blocking: expect.stringMatching(/^H-/),
    });
    const pumps = { item: '000010', material: 'FG-1005', plant: '1010', quantity: '900', unit: 'PC', dueDate: '2026-12-04' };
    expect(plan([urgent(pumps, '900')]).lines['9999999999/000010']!.late).toMatchObject({
      reason: 'material',
      blocking: expect.stringMatching(/^RM-/),
    });
  });
});

describe('the checker', () => {
  const whole = Object.values(state.schedule.lines).filter(
    (line) => line.jobs[0]!.operations.length === 3 && line.finishedDay !== undefined,
  );
  const first = whole[0]!;
  const withJob = (change: (job: (typeof first.jobs)[number]) => object): Schedule => ({
    lines: { ...state.schedule.lines, [first.key]: { ...first, jobs: [{ ...first.jobs[0]!, ...change(first.jobs[0]!) }] } },
  });
  const faultsOf = (schedule: Schedule) => findScheduleFaults(world, schedule).join(' · ');

  test('finds what is wrong with a bad plan', () => {
    const operations = first.jobs[0]!.operations;
    const moved = (by: number) => operations.map((one) => ({ ...one, start: one.start + by, end: one.end + by }));
    expect(faultsOf(state.schedule)).toBe('');
    expect(faultsOf({ lines: { ...state.schedule.lines, twin: { ...first, key: 'twin' } } })).toMatch(/at once/);
    expect(faultsOf(withJob(() => ({ operations: moved(-14 * 3_600_000) })))).toMatch(/outside of its shifts/);
    expect(faultsOf(withJob(() => ({ operations: operations.slice(0, 2) })))).toMatch(/lacks operations/);
    expect(faultsOf(withJob(() => ({ operations: operations.toReversed() })))).toMatch(/begins too early/);
    expect(faultsOf(withJob(() => ({ operations: operations.map((one) => ({ ...one, workMs: one.workMs - 1 })) })))).toMatch(
      /routing|long enough/,
    );
    expect(faultsOf(withJob(({ fromStock }) => ({ fromStock: fromStock + 5000 })))).toMatch(/taken from stock/);
    expect(faultsOf(withJob(({ made }) => ({ made: made * 500 })))).toMatch(/used when/);
    expect(faultsOf({ lines: { [first.key]: { ...first, late: { reason: 'capacity', blocking: 'x' } } } })).toMatch(/wrongly called/);
    expect(
      findFenceFaults(
        state.schedule,
        withJob(() => ({ operations: moved(DAY_MS) })),
        factory.start,
        factory.start + 90 * DAY_MS,
      ),
    ).not.toEqual([]);
  });
});
