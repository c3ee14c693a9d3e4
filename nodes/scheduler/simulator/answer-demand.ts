/** From a schedule to what the caller is told: commitments, or offers with the reason and the earliest date. */
import type { Demand, DemandAnswer, LineCommitment, Offer } from '../contract.ts';
import type { Factory } from './factory.ts';
import { listOffers, type OfferOptions, occupyShopFloor, offerLater, toParts } from './list-offers.ts';
import { lineKey, operationsOf, type PlannedLine, type Schedule } from './schedule-model.ts';
import type { ShopFloor } from './shop-floor.ts';

/** What may be offered for a late line; without trials only what is planned anyway. */
export type OfferFinder = (late: PlannedLine) => readonly Offer[];

/** Looks for splits and other plants too. */
export function tryOffers(factory: Factory, schedule: Schedule, now: number, options: OfferOptions): OfferFinder {
  let floor: ShopFloor | undefined;
  return (late) => {
    floor ??= occupyShopFloor(factory, schedule, now);
    return listOffers(floor, late, options);
  };
}

/** The demand as it was planned. */
export function answerDemand(schedule: Schedule, demand: Demand, findOffers: OfferFinder = offerLater): DemandAnswer {
  const planned = demand.lines.flatMap(({ item }) => schedule.lines[lineKey(demand.demandId, item)] ?? []);
  const lines = planned.flatMap((line) => toCommitment(line) ?? []);
  const late = planned.filter((line) => line.late !== undefined);
  const committedDate = latest(lines.map((line) => line.committedDate));
  const base = {
    demandId: demand.demandId,
    demandRevision: demand.demandRevision,
    ...(committedDate === undefined ? {} : { committedDate }),
    lines,
  };
  const first = late[0]?.late;
  if (first === undefined) return { ...base, outcome: 'committed', offers: [] };
  const offers = late.flatMap(findOffers);
  const isPossible = late.every(({ line }) => offers.some(({ item }) => item === line.item));
  return {
    ...base,
    outcome: isPossible ? 'offers' : 'infeasible',
    offers,
    reason: first.reason,
    blocking: first.blocking,
    ...(lines.length < planned.length || committedDate === undefined ? {} : { earliestDate: committedDate }),
  };
}

/** What decides whether an order moved. */
export function datesOf(schedule: Schedule, { demandId, lines }: Demand): string {
  return JSON.stringify(
    lines.map(({ item }) => {
      const planned = schedule.lines[lineKey(demandId, item)];
      return planned === undefined ? [item] : [item, toParts(planned), planned.late === undefined];
    }),
  );
}

/** The latest day of an order; undefined when a line has none. */
export function committedDateOf(schedule: Schedule, { demandId, lines }: Demand): string | undefined {
  return latest(
    lines.flatMap(({ item }) => {
      const planned = schedule.lines[lineKey(demandId, item)];
      return planned === undefined ? [] : toParts(planned).map(({ date }) => date);
    }),
  );
}

function toCommitment(planned: PlannedLine): LineCommitment | undefined {
  const { line, finishedDay, late, jobs } = planned;
  if (finishedDay === undefined || jobs.length === 0) return undefined;
  const parts = toParts(planned);
  const committedDate = latest(parts.map(({ date }) => date))!;
  return {
    item: line.item,
    quantity: line.quantity,
    unit: line.unit,
    requestedDate: line.dueDate,
    committedDate,
    onTime: committedDate <= line.dueDate,
    parts,
    operations: operationsOf(planned).map(({ operation, machine, start, end }) => ({
      operation,
      resource: machine,
      workCentre: machine.split('/')[0]!,
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
    })),
    ...(late === undefined ? {} : { reason: late.reason, blocking: late.blocking }),
  };
}

function latest(days: readonly string[]): string | undefined {
  return days.toSorted().at(-1);
}
