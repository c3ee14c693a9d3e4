/** What the scheduler knows: demands, the firm plan, plan runs, downtimes. Replaced part by part, never changed in place. */

import type { Landscape, LandscapeOrder } from '../../sandbox/landscape-model.ts';
import type { Demand, DemandAnswer, PlanAnswer, PlanRequest } from '../contract.ts';
import { answerDemand } from './answer-demand.ts';
import type { Downtime, Factory } from './factory.ts';
import { planSchedule, type Schedule } from './plan-schedule.ts';

export interface PlanRun {
  readonly request: PlanRequest;
  readonly answer: PlanAnswer;
}

export interface SchedulerState {
  readonly demands: { readonly [demandId: string]: Demand };
  readonly schedule: Schedule;
  readonly planVersion: number;
  readonly runs: { readonly [planId: string]: PlanRun };
  readonly downtimes: readonly Downtime[];
}

const OPTIONS = { allowSplit: true, alternativePlants: true };

export function seededState(landscape: Landscape, factory: Factory): SchedulerState {
  const classes = new Map(landscape.customers.map((customer) => [customer.number, customer.class]));
  const demands = Object.fromEntries(
    landscape.orders
      .filter(({ status }) => status !== 'completed' && status !== 'rejected')
      .map((order) => [order.salesOrder, toDemand(order, classes.get(order.soldToParty) ?? 'C')]),
  );
  return { demands, schedule: planSchedule(factory, Object.values(demands)), planVersion: 1, runs: {}, downtimes: [] };
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
    }));
  return { demandId: order.salesOrder, demandRevision: 0, customerClass, lines };
}

export interface PlanOutcome {
  readonly state: SchedulerState;
  readonly answer: PlanAnswer;
}

/** Runs the request; only a firm plan changes the schedule and takes a new version. */
export function runPlan(factory: Factory, state: SchedulerState, planId: string, request: PlanRequest, now: number): PlanOutcome {
  const demands = Object.values(state.demands);
  const frozenUntil = now + (request.frozenFenceDays ?? 0) * 86_400_000;
  const schedule = planSchedule(factory, demands, state.schedule, frozenUntil);
  const options = { ...OPTIONS, ...request.options };
  const answers = (request.demandIds ?? []).flatMap((demandId) => {
    const demand = state.demands[demandId];
    return demand === undefined ? [] : [answerDemand(factory, demand, schedule, options)];
  });
  const missing = (request.demandIds ?? []).filter((demandId) => state.demands[demandId] === undefined);
  const displaced = demands
    .filter(({ demandId }) => !(request.demandIds ?? []).includes(demandId))
    .flatMap((demand) => {
      const [before, after] = [answerDemand(factory, demand, state.schedule, options), answerDemand(factory, demand, schedule, options)];
      return datesOf(before) === datesOf(after) ? [] : [after];
    });
  const planVersion = request.mode === 'firm' ? state.planVersion + 1 : state.planVersion;
  const answer: PlanAnswer =
    missing.length > 0
      ? {
          planId,
          requestId: request.requestId,
          mode: request.mode,
          status: 'failed',
          demands: [],
          displaced: [],
          error: `There is no demand ${missing.join(', ')}.`,
        }
      : { planId, requestId: request.requestId, mode: request.mode, status: 'done', planVersion, demands: answers, displaced };
  const runs = { ...state.runs, [planId]: { request, answer } };
  const isFirm = request.mode === 'firm' && missing.length === 0;
  return { answer, state: isFirm ? { ...state, schedule, planVersion, runs } : { ...state, runs } };
}

function datesOf({ lines }: DemandAnswer): string {
  return lines.map(({ item, committedDate }) => `${item}:${committedDate}`).join(' ');
}
