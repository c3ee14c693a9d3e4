/** What else could be done for a line that is late: tried out on the occupied shop floor, moving nobody. */
import type { DeliveryPart, Offer } from '../contract.ts';
import type { Factory } from './factory.ts';
import { type Lot, planJob } from './plan-line.ts';
import { dueDayOf, laterDay, operationsOf, type PlannedJob, type PlannedLine, type Schedule } from './schedule-model.ts';
import { book, createShopFloor, giveBack, type ShopFloor, takeAgain } from './shop-floor.ts';

export interface OfferOptions {
  readonly allowSplit: boolean;
  readonly alternativePlants: boolean;
}

/** The shop floor with everything of the schedule on it. */
export function occupyShopFloor(factory: Factory, schedule: Schedule, now: number): ShopFloor {
  const floor = createShopFloor(factory, Math.ceil(now / 60_000) * 60_000);
  for (const line of Object.values(schedule.lines)) {
    for (const operation of operationsOf(line)) book(floor, operation);
    for (const job of line.jobs) takeAgain(floor, line.line.material, job);
  }
  return floor;
}

/** `floor`: occupied, and left as it was. */
export function listOffers(floor: ShopFloor, late: PlannedLine, options: OfferOptions): readonly Offer[] {
  const { line } = late;
  if (late.late?.reason === 'invalid-data') return [];
  const due = dueDayOf(late, 0);
  const lot: Lot = { material: line.material, plant: line.plant, quantity: line.quantity, unit: line.unit };
  for (const job of late.jobs) giveBack(floor, line.material, job);
  const split = options.allowSplit ? findSplit(floor, lot, due) : undefined;
  const other = options.alternativePlants ? findOtherPlant(floor, lot, due, late.finishedDay) : undefined;
  for (const job of late.jobs) {
    for (const operation of job.operations) book(floor, operation);
    takeAgain(floor, line.material, job);
  }
  return [
    ...offerLater(late),
    ...(split === undefined ? [] : [{ kind: 'split' as const, item: line.item, parts: split }]),
    ...(other === undefined ? [] : [{ kind: 'other-plant' as const, item: line.item, parts: [other] }]),
  ];
}

/** The offer that needs no trial: as it is planned. */
export function offerLater(late: PlannedLine): readonly Offer[] {
  return late.finishedDay === undefined ? [] : [{ kind: 'later-full', item: late.line.item, parts: toParts(late) }];
}

/** What is delivered when. A lot that is ready early is still delivered on the day that was asked for or agreed. */
export function toParts(planned: PlannedLine): readonly DeliveryPart[] {
  return planned.jobs.flatMap(({ quantity, plant, finishedDay }, index) => {
    if (finishedDay === undefined) return [];
    return [{ quantity, date: laterDay(finishedDay, dueDayOf(planned, index)), plant }];
  });
}

/** The most whole sales units that are there in time, and the rest when it comes. `floor` is left as it was. */
export function findSplit(floor: ShopFloor, lot: Lot, due: string): Offer['parts'] | undefined {
  const isInTime = (quantity: number): boolean => {
    const { finishedDay } = tryJob(floor, { ...lot, quantity: decimal(quantity) });
    return finishedDay !== undefined && finishedDay <= due;
  };
  const whole = Number(lot.quantity);
  let first = 0;
  let tooMuch = Math.ceil(whole);
  while (tooMuch - first > 1) {
    const middle = (first + tooMuch) >> 1;
    if (isInTime(middle)) first = middle;
    else tooMuch = middle;
  }
  if (first === 0 || first >= whole) return undefined;
  const rest = decimal(whole - first);
  const { job } = planJob(floor, { ...lot, quantity: decimal(first) });
  const { finishedDay } = tryJob(floor, { ...lot, quantity: rest });
  giveBack(floor, lot.material, job);
  if (finishedDay === undefined) return undefined;
  return [
    { quantity: decimal(first), date: due, plant: lot.plant },
    { quantity: rest, date: laterDay(finishedDay, due), plant: lot.plant },
  ];
}

function tryJob(floor: ShopFloor, lot: Lot): PlannedJob {
  const { job } = planJob(floor, lot);
  giveBack(floor, lot.material, job);
  return job;
}

/** The plant that has all of it first, if that is earlier than here. */
function findOtherPlant(floor: ShopFloor, lot: Lot, due: string, here: string | undefined): Offer['parts'][number] | undefined {
  const plants = (floor.factory.materials.get(lot.material)?.plants ?? []).filter(({ plant }) => plant !== lot.plant);
  return plants
    .flatMap(({ plant }) => {
      const { finishedDay } = tryJob(floor, { ...lot, plant });
      if (finishedDay === undefined || (here !== undefined && finishedDay >= here)) return [];
      return [{ quantity: lot.quantity, date: laterDay(finishedDay, due), plant }];
    })
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))[0];
}

function decimal(quantity: number): string {
  return quantity.toFixed(3);
}
