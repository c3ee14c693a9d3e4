/** What else could be done for a line that is late: tried out on a copy of the shop floor, moving nobody. */
import type { DeliveryPart, Offer } from '../contract.ts';
import type { Factory } from './factory.ts';
import { type Lot, planJob } from './plan-line.ts';
import { dueDayOf, operationsOf, type PlannedLine, type Schedule } from './schedule-model.ts';
import { book, copyShopFloor, createShopFloor, type ShopFloor, takeAgain } from './shop-floor.ts';

export interface OfferOptions {
  readonly allowSplit: boolean;
  readonly alternativePlants: boolean;
}

/** The shop floor with everything of the schedule on it except one line. */
export function occupyShopFloor(factory: Factory, schedule: Schedule, now: number, except?: string): ShopFloor {
  const floor = createShopFloor(factory, Math.ceil(now / 60_000) * 60_000);
  for (const line of Object.values(schedule.lines)) {
    if (line.key === except) continue;
    for (const operation of operationsOf(line)) book(floor, operation);
    for (const job of line.jobs) takeAgain(floor, line.line.material, job);
  }
  return floor;
}

/** For a line whose material, plant and unit are known. */
export function listOffers(factory: Factory, schedule: Schedule, late: PlannedLine, options: OfferOptions, now: number): readonly Offer[] {
  const { line, finishedDay } = late;
  if (late.late?.reason === 'invalid-data') return [];
  const due = dueDayOf(late, 0);
  const floor = occupyShopFloor(factory, schedule, now, late.key);
  const lot: Lot = { material: line.material, plant: line.plant, quantity: line.quantity, unit: line.unit };
  const split = options.allowSplit ? findSplit(floor, lot, due) : undefined;
  const other = options.alternativePlants ? findOtherPlant(floor, lot, due, finishedDay) : undefined;
  return [
    ...(finishedDay === undefined ? [] : [{ kind: 'later-full' as const, item: line.item, parts: toParts(late) }]),
    ...(split === undefined ? [] : [{ kind: 'split' as const, item: line.item, parts: split }]),
    ...(other === undefined ? [] : [{ kind: 'other-plant' as const, item: line.item, parts: [other] }]),
  ];
}

/** What is delivered when. A lot that is ready early is still delivered on the day that was asked for or agreed. */
export function toParts(planned: PlannedLine): readonly DeliveryPart[] {
  return planned.jobs.flatMap(({ quantity, plant, finishedDay }, index) => {
    if (finishedDay === undefined) return [];
    const due = dueDayOf(planned, index);
    return [{ quantity, date: finishedDay > due ? finishedDay : due, plant }];
  });
}

/** The most whole sales units that are there in time, and the rest when it comes. */
export function findSplit(floor: ShopFloor, lot: Lot, due: string): Offer['parts'] | undefined {
  const inTime = (quantity: number): ShopFloor | undefined => {
    const trial = copyShopFloor(floor);
    const { finishedDay } = planJob(trial, { ...lot, quantity: decimal(quantity) }).job;
    return finishedDay !== undefined && finishedDay <= due ? trial : undefined;
  };
  const whole = Number(lot.quantity);
  let first = 0;
  let tooMuch = Math.ceil(whole);
  while (tooMuch - first > 1) {
    const middle = (first + tooMuch) >> 1;
    if (inTime(middle) === undefined) tooMuch = middle;
    else first = middle;
  }
  if (first === 0 || first >= whole) return undefined;
  const rest = decimal(whole - first);
  const { finishedDay } = planJob(inTime(first)!, { ...lot, quantity: rest }).job;
  if (finishedDay === undefined) return undefined;
  const date = finishedDay > due ? finishedDay : due;
  return [
    { quantity: decimal(first), date: due, plant: lot.plant },
    { quantity: rest, date, plant: lot.plant },
  ];
}

/** The plant that has all of it first, if that is earlier than here. */
function findOtherPlant(floor: ShopFloor, lot: Lot, due: string, here: string | undefined): Offer['parts'][number] | undefined {
  const plants = (floor.factory.materials.get(lot.material)?.plants ?? []).filter(({ plant }) => plant !== lot.plant);
  return plants
    .flatMap(({ plant }) => {
      const { finishedDay } = planJob(copyShopFloor(floor), { ...lot, plant }).job;
      if (finishedDay === undefined || (here !== undefined && finishedDay >= here)) return [];
      return [{ quantity: lot.quantity, date: finishedDay > due ? finishedDay : due, plant }];
    })
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))[0];
}

function decimal(quantity: number): string {
  return quantity.toFixed(3);
}
