import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import { createLandscape } from '../../sandbox/landscape.ts';
import type { CommitmentMessage, DemandAnswer, PlanAnswer } from '../contract.ts';
import { type CheckedWorld, findScheduleFaults, type GoneSupply } from './check-schedule.ts';
import { EXPEDITED_SHARE } from './factory.ts';
import { reservedShares } from './reserved-shares.ts';
import { createScheduler, FIXTURE_DAY } from './scheduler-fixture.ts';
import type { SchedulerState } from './scheduler-state.ts';

const ORDER = '1000000001';
const HOUR_MS = 3_600_000;
const landscape = createLandscape(4711, FIXTURE_DAY);
const good = landscape.materials.find(({ type, plants }) => type === 'FERT' && plants[0]!.routing.length > 0)!;
const { plant } = good.plants[0]!;
const aLine = (quantity: string, more: object = {}) => ({
  item: '000010',
  material: good.material,
  plant,
  quantity,
  unit: good.baseUnit,
  dueDate: '2027-03-01',
  ...more,
});

type Scheduler = ReturnType<typeof createScheduler>;
const stateOf = ({ simulator }: Scheduler) => simulator.snapshot() as unknown as SchedulerState;
const ship = ({ call }: Scheduler, shipped: string, more: object = {}, order = ORDER) =>
  call('PUT', `/v1/demands/${order}/shipments`, { lines: [{ item: '000010', shipped, unit: good.baseUnit, ...more }] });
const tell = ({ call }: Scheduler, demandRevision: number, lines: readonly object[], order = ORDER) =>
  call('PUT', `/v1/demands/${order}`, { demandRevision, lines: lines as Json });
const committed = ({ call }: Scheduler, order = ORDER) =>
  (call('GET', `/v1/demands/${order}`).body as unknown as { readonly commitment: DemandAnswer }).commitment.lines;
let requests = 0;
function firm(scheduler: Scheduler, order = ORDER): PlanAnswer {
  requests += 1;
  return scheduler.plan({ requestId: `r-${requests}`, mode: 'firm', demandIds: [order] });
}
/** An order of ten, planned. */
function tenPlanned(lines: readonly object[] = [aLine('10.000')]): Scheduler {
  const scheduler = createScheduler();
  tell(scheduler, 1, lines);
  firm(scheduler);
  return scheduler;
}

describe('what has left', () => {
  test('SCH-70: totals count, the higher one: several deliveries, told twice, told late', () => {
    const scheduler = tenPlanned();
    expect(ship(scheduler, '4')).toMatchObject({ status: 200, body: { demandId: ORDER, shipments: [{ item: '000010', shipped: '4' }] } });
    expect(committed(scheduler)).toMatchObject([{ quantity: '6.000' }]);
    expect(ship(scheduler, '7.000').status).toBe(200);
    expect(committed(scheduler)).toMatchObject([{ quantity: '3.000' }]);
    const before = scheduler.simulator.snapshot();
    expect(ship(scheduler, '7').status).toBe(200);
    expect(ship(scheduler, '4')).toMatchObject({ status: 409, body: { code: 'older-shipment', shipments: [{ shipped: '7.000' }] } });
    expect(scheduler.simulator.snapshot()).toBe(before);
    const told = scheduler.records.filter(({ operation }) => operation === 'report-shipment');
    expect(told.map(({ key, applied }) => [key, applied])).toEqual([
      [ORDER, true],
      [ORDER, true],
      [ORDER, false],
      [ORDER, false],
    ]);
  });

  test('SCH-70: each item counts for itself, and in whatever unit of the material it is told', () => {
    const scheduler = tenPlanned([aLine('10.000'), aLine('20.000', { item: '000020' })]);
    ship(scheduler, '4');
    const { salesUnits } = good;
    const other = salesUnits.find(({ unit, numerator, denominator }) => unit !== good.baseUnit && numerator > denominator)!;
    const lines = [
      { item: '000010', shipped: '3', unit: good.baseUnit },
      { item: '000020', shipped: '1', unit: other.isoUnit },
    ];
    expect(scheduler.call('PUT', `/v1/demands/${ORDER}/shipments`, { lines })).toMatchObject({
      status: 200,
      body: { shipments: [{ shipped: '4' }, { shipped: '1' }] },
    });
    const open = Math.max(0, 20 - other.numerator / other.denominator);
    expect(committed(scheduler).map(({ quantity }) => Number(quantity))).toEqual([6, ...(open > 0 ? [open] : [])]);
  });

  test.each([
    ['an order that nobody told', '9999999999', { shipped: '1' }, 404, /no demand/],
    ['a unit that the material is not known in', ORDER, { shipped: '1', unit: 'KM' }, 400, /not known in unit KM/],
    ['what is no quantity', ORDER, { shipped: '-1' }, 400, /shipped must match pattern/],
  ])('SCH-71: %s is refused with a sentence, recorded, and changes nothing', (_what, order, line, status, sentence) => {
    const scheduler = tenPlanned();
    const before = scheduler.simulator.snapshot();
    expect(ship(scheduler, '1', line, order)).toMatchObject({ status, body: { detail: expect.stringMatching(sentence) } });
    expect(scheduler.records.at(-1)).toMatchObject({ operation: 'report-shipment', key: order, applied: false });
    expect(scheduler.simulator.snapshot()).toBe(before);
  });

  test('SCH-71: an item that is not planned is kept and plans nothing; an item twice is refused', () => {
    const scheduler = tenPlanned();
    const { planVersion } = stateOf(scheduler);
    expect(ship(scheduler, '5', { item: '000090' }).body).toMatchObject({ planVersion, shipments: [{ item: '000090' }] });
    const twice = [1, 2].map((shipped) => ({ item: '000010', shipped: String(shipped), unit: good.baseUnit }));
    expect(scheduler.call('PUT', `/v1/demands/${ORDER}/shipments`, { lines: twice }).status).toBe(400);
  });

  test('SCH-72: all of it has left: the line leaves the plan at once, and what it freed goes to others', () => {
    const scheduler = createScheduler();
    const order = '0000004711';
    scheduler.tell(scheduler.demand(order), 1, { quantity: '600', dueDate: '2026-12-02' });
    expect(firm(scheduler, order).displaced.length).toBeGreaterThan(0);
    const { planVersion } = stateOf(scheduler);
    const lines = scheduler.demand(order).lines.map(({ item, unit }) => ({ item, shipped: '600', unit }));
    const answer = scheduler.call('PUT', `/v1/demands/${order}/shipments`, { lines });
    expect(answer.body['planVersion']).toBe(planVersion + 1);
    expect(Object.values(stateOf(scheduler).schedule.lines).filter(({ demandId }) => demandId === order)).toEqual([]);
    expect(committed(scheduler, order)).toEqual([]);
    const message = JSON.parse(scheduler.deliveries.at(-1)!.body) as CommitmentMessage;
    expect(message.planVersion).toBe(planVersion + 1);
    expect(message.commitments.length).toBeGreaterThan(0);
    expect(message.commitments.every(({ demandId, displaced }) => demandId !== order && displaced)).toBe(true);
  });

  test('SCH-72: the order itself is told only when what is open has other days', () => {
    const scheduler = tenPlanned();
    const messages = scheduler.deliveries.length;
    const days = committed(scheduler).map(({ committedDate }) => committedDate);
    ship(scheduler, '1');
    const named = scheduler.deliveries.slice(messages).flatMap(({ body }) => (JSON.parse(body) as CommitmentMessage).commitments);
    const isSame = JSON.stringify(committed(scheduler).map(({ committedDate }) => committedDate)) === JSON.stringify(days);
    expect(isSame).toBe(true);
    expect(named.filter(({ demandId }) => demandId === ORDER)).toEqual([]);
  });

  test('SCH-72: work that has begun stays where it is; what is left of it is there when it was promised', () => {
    const scheduler = tenPlanned([aLine('5000.000', { dueDate: '2026-12-20' })]);
    const key = `${ORDER}/000010`;
    const [first] = stateOf(scheduler).schedule.lines[key]!.jobs[0]!.operations;
    scheduler.tick(first!.start - Date.parse(`${FIXTURE_DAY}T08:00:00Z`) + HOUR_MS);
    ship(scheduler, '100');
    const after = stateOf(scheduler).schedule.lines[key]!.jobs[0]!;
    expect(after.quantity).toBe('4900.000');
    expect(after.operations[0]).toEqual(first);
  });

  test.each([
    [
      'told before the shipment',
      (scheduler: Scheduler) => [() => tell(scheduler, 2, [aLine('6.000', { shippedBefore: '4' })]), () => ship(scheduler, '4')],
    ],
    [
      'told after the shipment',
      (scheduler: Scheduler) => [() => ship(scheduler, '4'), () => tell(scheduler, 2, [aLine('6.000', { shippedBefore: '4' })])],
    ],
    [
      'counted before it left, told after',
      (scheduler: Scheduler) => [() => ship(scheduler, '4'), () => tell(scheduler, 2, [aLine('10.000', { shippedBefore: '0' })])],
    ],
    [
      'that does not say: what was told is not in it',
      (scheduler: Scheduler) => [() => ship(scheduler, '4'), () => tell(scheduler, 2, [aLine('6.000')])],
    ],
  ])('SCH-73: a revision %s plans what is open, once', (_when, steps) => {
    const scheduler = tenPlanned();
    for (const step of steps(scheduler)) step();
    firm(scheduler);
    expect(committed(scheduler)).toMatchObject([{ quantity: '6.000' }]);
    ship(scheduler, '5');
    expect(committed(scheduler)).toMatchObject([{ quantity: '5.000' }]);
  });

  test('SCH-73: the same revision told again after a shipment is known', () => {
    const scheduler = tenPlanned();
    ship(scheduler, '4');
    expect(tell(scheduler, 1, [aLine('10.000')]).status).toBe(200);
    firm(scheduler);
    expect(committed(scheduler)).toMatchObject([{ quantity: '6.000' }]);
  });

  test('SCH-74: what left was in stock, and is not there for the next order', () => {
    const stocked = landscape.materials.find(({ type, plants }) => type === 'FERT' && Number(plants[0]!.stock) > 10)!;
    const at = stocked.plants[0]!;
    const line = { material: stocked.material, plant: at.plant, unit: stocked.baseUnit };
    const scheduler = createScheduler();
    // Before everybody else.
    scheduler.call('PUT', `/v1/demands/${ORDER}`, { demandRevision: 1, priority: 1, lines: [aLine(at.stock, line)] });
    firm(scheduler);
    const fromStock = (order?: string) =>
      Object.values(stateOf(scheduler).schedule.lines)
        .filter((one) => one.line.material === stocked.material && (order === undefined || one.demandId === order))
        .flatMap(({ jobs }) => jobs.filter((job) => job.plant === at.plant))
        .reduce((sum, job) => sum + job.fromStock, 0);
    const had = fromStock(ORDER);
    expect(had).toBeGreaterThan(0);
    ship(scheduler, at.stock, { unit: stocked.baseUnit });
    const next = '1000000002';
    scheduler.call('PUT', `/v1/demands/${next}`, { demandRevision: 1, priority: 1, lines: [aLine(at.stock, line)] });
    firm(scheduler, next);
    expect(fromStock()).toBeLessThanOrEqual(Number(at.stock) - had);
  });

  test('SCH-75: of an accepted split the first part leaves first, and the rest holds', () => {
    const scheduler = createScheduler();
    scheduler.call('POST', '/v1/downtimes', { resource: 'H-ASM01', from: '2026-11-30T09:00:00Z', to: '2027-02-15T00:00:00Z' });
    const order = '0000004711';
    scheduler.tell(scheduler.demand(order), 1, { quantity: '600', dueDate: '2026-12-02' });
    const asked = scheduler.plan({ requestId: 'split', mode: 'what-if', demandIds: [order] });
    const offer = asked.demands[0]!.offers.find(({ kind }) => kind === 'split')!;
    const accept = [{ demandId: order, item: offer.item, kind: 'split' }];
    scheduler.call('POST', `/v1/plans/${asked.planId}/release`, { releasedBy: 'planner', accept });
    const partsOf = () =>
      committed(scheduler, order)
        .find(({ item }) => item === offer.item)!
        .parts.map(({ quantity }) => Number(quantity));
    const [first, second] = offer.parts.map(({ quantity }) => Number(quantity)) as [number, number];
    expect(partsOf()).toEqual([first, second]);
    const { unit } = scheduler.demand(order).lines.find(({ item }) => item === offer.item)!;
    const shipped = (total: number) => ship(scheduler, String(total), { item: offer.item, unit }, order);
    shipped(1);
    expect(partsOf()).toEqual([first - 1, second]);
    shipped(first);
    expect(partsOf()).toEqual([second]);
    firm(scheduler, order);
    expect(partsOf()).toEqual([second]);
  });

  test('SCH-60: stands up again with what has left', () => {
    const scheduler = tenPlanned();
    ship(scheduler, '4');
    const other = createScheduler();
    other.simulator.restore(structuredClone(scheduler.simulator.snapshot()));
    expect(ship(other, '4').status).toBe(200);
    expect(other.records.at(-1)).toMatchObject({ applied: false });
    ship(other, '9');
    expect(committed(other)).toMatchObject([{ quantity: '1.000' }]);
  });

  test('SCH-40..45: whatever leaves of whatever order, the plan stays one that a planner accepts', () => {
    const world: CheckedWorld = { landscape, reserved: reservedShares(landscape), expeditedShare: EXPEDITED_SHARE };
    fc.assert(
      fc.property(
        fc.array(fc.record({ which: fc.nat(), percent: fc.integer({ min: 1, max: 120 }), hours: fc.integer({ min: 0, max: 200 }) }), {
          minLength: 1,
          maxLength: 4,
        }),
        (shipments) => {
          const scheduler = createScheduler();
          const gone: GoneSupply[] = [];
          for (const { which, percent, hours } of shipments) {
            scheduler.tick(hours * HOUR_MS);
            const lines = Object.values(stateOf(scheduler).schedule.lines);
            const { demandId, line } = lines[which % lines.length]!;
            const was = stateOf(scheduler);
            const known = was.shipped?.[`${demandId}/${line.item}`]?.shipped ?? '0';
            const before = scheduler.demand(demandId).lines.find(({ item }) => item === line.item)!.shippedBefore ?? '0';
            const total = Math.max(Number(known), Number(before)) + Math.ceil((Number(line.quantity) * percent) / 100);
            ship(scheduler, String(total), { item: line.item, unit: line.unit }, demandId);
            const is = stateOf(scheduler);
            for (const [key, quantity] of Object.entries(is.gone ?? {})) {
              const more = quantity - (was.gone?.[key] ?? 0);
              if (more > 0) gone.push({ key, quantity: more, at: scheduler.host.now() });
            }
            expect(findScheduleFaults({ ...world, gone }, is.schedule)).toEqual([]);
          }
        },
      ),
      { numRuns: 10 },
    );
  }, 60_000);
});
