/** What could be promised now: on top of everything that is planned, moving nobody, binding nobody. */
import type { PromiseAnswer, PromiseRequest } from '../contract.ts';
import type { Factory } from './factory.ts';
import { findSplit, occupyShopFloor, toParts } from './list-offers.ts';
import { planLine } from './plan-line.ts';
import type { Schedule, WantedLine } from './schedule-model.ts';
import { giveBack } from './shop-floor.ts';

export function askPromise(factory: Factory, schedule: Schedule, now: number, asked: PromiseRequest): PromiseAnswer {
  const { material, plant, quantity, unit, requestedDate } = asked;
  const line = { item: '000010', material, plant, quantity, unit, dueDate: requestedDate };
  const wanted: WantedLine = { key: '(asked)', demandId: '(asked)', demandRevision: 0, customerClass: 'C', priority: 99, line, since: 0 };
  const floor = occupyShopFloor(factory, schedule, now);
  const planned = planLine(floor, wanted);
  const { late, finishedDay } = planned;
  const answer = { binding: false as const, asOf: new Date(now).toISOString() };
  const source = (made: number) => (made > 0 ? ('plan' as const) : ('stock' as const));
  if (late === undefined) {
    const lines = toParts(planned).map((part, index) => ({ ...part, source: source(planned.jobs[index]!.made) }));
    return { ...answer, available: true, promiseDate: lines.at(-1)!.date, lines };
  }
  for (const job of planned.jobs) giveBack(floor, material, job);
  const split = late.reason === 'invalid-data' ? undefined : findSplit(floor, { material, plant, quantity, unit }, requestedDate);
  const stock = planned.jobs[0]?.fromStock ?? 0;
  const lines =
    split === undefined
      ? toParts(planned).map((part) => ({ ...part, source: 'plan' as const }))
      : split.map((part, index) => ({
          ...part,
          source: index === 0 && isCovered(part.quantity, quantity, stock, planned.jobs[0]!.made) ? ('stock' as const) : ('plan' as const),
        }));
  return {
    ...answer,
    available: false,
    ...(finishedDay === undefined ? {} : { promiseDate: finishedDay }),
    lines,
    reason: late.reason,
    blocking: late.blocking,
  };
}

/** Does the stock reach for this part of the whole? All in shares of the same quantity, so the unit does not matter. */
function isCovered(part: string, whole: string, fromStock: number, made: number): boolean {
  return Number(part) / Number(whole) <= fromStock / (fromStock + made) + 1e-9;
}
