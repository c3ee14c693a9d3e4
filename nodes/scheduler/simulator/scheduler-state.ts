/** What the scheduler knows. Replaced part by part, never changed in place, so that an unchanged part is the same object as before. */
import type { Landscape, LandscapeOrder } from '../../sandbox/landscape-model.ts';
import type { Demand, DemandLine, Downtime, PlanAnswer, PlanRequest, ReleaseRequest } from '../contract.ts';
import type { Factory } from './factory.ts';
import { planSchedule } from './plan-schedule.ts';
import { type AcceptedOffer, isSameRank, isSameWork, lineKey, type PlannedLine, type Schedule, type WantedLine } from './schedule-model.ts';
import type { GoneSupplies, ShippedTotals } from './shipped-goods.ts';

export interface PlanRun {
  readonly request: PlanRequest;
  readonly answer: PlanAnswer;
  /** Rises with every run: the oldest are forgotten first. */
  readonly serial: number;
  readonly release?: ReleaseRequest;
}

/** The last plan that moved an order. */
export interface CommitmentChange {
  readonly planVersion: number;
  readonly at: string;
  readonly displaced: boolean;
}

export interface SchedulerState {
  /** As they were told last. */
  readonly demands: { readonly [demandId: string]: Demand };
  /** As they were planned firmly last: what others ask for does not plan a demand that was only told. */
  readonly planned: { readonly [demandId: string]: Demand };
  /** By line; holds as long as the line stays as it was when the planner accepted it. */
  readonly accepted: { readonly [key: string]: { readonly line: string; readonly offer: AcceptedOffer } };
  readonly schedule: Schedule;
  readonly planVersion: number;
  readonly changes: { readonly [demandId: string]: CommitmentChange };
  /** Lines as they stood before the plan that moved the order last, to be shown beside it. States of older sandboxes lack it. */
  readonly formerly?: { readonly [demandId: string]: readonly PlannedLine[] };
  readonly runs: { readonly [planId: string]: PlanRun };
  readonly runSerial: number;
  readonly downtimes: { readonly [id: string]: Downtime };
  readonly downtimeSerial: number;
  /** What has left, and what of stock and material went with it. States of older sandboxes lack both. */
  readonly shipped?: ShippedTotals;
  readonly gone?: GoneSupplies;
}

export const DEFAULT_PRIORITY = 50;

export function seededState(landscape: Landscape, factory: Factory): SchedulerState {
  const classes = new Map(landscape.customers.map((customer) => [customer.number, customer.class]));
  const demands = Object.fromEntries(
    landscape.orders
      .filter(({ status }) => status !== 'completed' && status !== 'rejected')
      .map((order) => [order.salesOrder, toDemand(order, classes.get(order.soldToParty) ?? 'C')]),
  );
  const empty: Schedule = { lines: {} };
  const wanted = listWanted({ planned: demands, accepted: {}, schedule: empty, planVersion: 0 });
  const at = new Date(factory.start).toISOString();
  return {
    demands,
    planned: demands,
    accepted: {},
    schedule: planSchedule(factory, { wanted, before: empty, now: factory.start, frozenUntil: factory.start }),
    planVersion: 1,
    changes: Object.fromEntries(Object.keys(demands).map((demandId) => [demandId, { planVersion: 1, at, displaced: false }])),
    runs: {},
    runSerial: 0,
    downtimes: {},
    downtimeSerial: 0,
  };
}

function toDemand(order: LandscapeOrder, customerClass: Demand['customerClass']): Demand {
  const lines = order.items
    .filter(
      ({ rejectionReason, quantity, deliveredQuantity }) => rejectionReason === undefined && Number(deliveredQuantity) < Number(quantity),
    )
    .map(({ item, material, plant, quantity, deliveredQuantity, unit, requestedDate }) => ({
      item: item.padStart(6, '0'),
      material,
      plant,
      quantity: (Number(quantity) - Number(deliveredQuantity)).toFixed(3),
      unit,
      dueDate: requestedDate,
      ...(Number(deliveredQuantity) > 0 ? { shippedBefore: deliveredQuantity } : {}),
    }));
  return { demandId: order.salesOrder, demandRevision: 0, customerClass, lines };
}

/** In one order of members, so that equal lines look equal. */
export function orderedLine({ shippedBefore, ...line }: DemandLine): DemandLine {
  return { ...plainLine(line), ...(shippedBefore === undefined ? {} : { shippedBefore }) };
}

/** What is to be planned of a line, whatever left before. */
export function plainLine({ item, material, plant, quantity, unit, dueDate }: DemandLine): DemandLine {
  return { item, material, plant, quantity, unit, dueDate };
}

/** Every line that the next plan has to place; `planned` says what is open. */
export function listWanted({
  planned,
  accepted,
  schedule,
  planVersion,
}: Pick<SchedulerState, 'planned' | 'accepted' | 'schedule' | 'planVersion'>): readonly WantedLine[] {
  return Object.values(planned).flatMap(({ demandId, demandRevision, customerClass, priority = DEFAULT_PRIORITY, lines }) =>
    lines.map(plainLine).map((line): WantedLine => {
      const key = lineKey(demandId, line.item);
      const choice = accepted[key];
      const offer = choice?.line === JSON.stringify(line) ? { accepted: choice.offer } : {};
      const wanted = { key, demandId, demandRevision, customerClass, priority, line, ...offer, since: planVersion + 1 };
      const was = schedule.lines[key];
      return was !== undefined && isSameWork(was, wanted) && isSameRank(was, wanted) ? { ...wanted, since: was.since } : wanted;
    }),
  );
}
