/** What a plan request, a planner's release and a breakdown do to the state. Pure: the caller keeps the new state and tells the world. */
import { dayIn } from '#flows/library/zone-clock.ts';
import type { ChangedCommitment, Demand, DemandAnswer, DemandLine, Offer, PlanAnswer, PlanRequest, ReleaseRequest } from '../contract.ts';
import { answerDemand, committedDateOf, datesOf, type OfferFinder, tryOffers } from './answer-demand.ts';
import type { Factory } from './factory.ts';
import type { OfferOptions } from './list-offers.ts';
import { planSchedule } from './plan-schedule.ts';
import { lineKey, type PlannedLine, type Schedule } from './schedule-model.ts';
import { listWanted, orderedLine, type PlanRun, plainLine, type SchedulerState } from './scheduler-state.ts';
import { addGone, type GoneSupplies, openDemand, type ShippedTotals, takeAway, totalIn } from './shipped-goods.ts';

export const ALL_OFFERS = { allowSplit: true, alternativePlants: true };
const DAY_MS = 86_400_000;

/** A firm plan that was made: the state with it, and every commitment that it changed. */
export interface FirmPlan {
  readonly state: SchedulerState;
  readonly demands: readonly DemandAnswer[];
  readonly displaced: readonly DemandAnswer[];
}

export interface PlanOutcome {
  readonly state: SchedulerState;
  readonly answer: PlanAnswer;
  readonly firm?: FirmPlan;
}

export function runPlan(factory: Factory, state: SchedulerState, planId: string, now: number): PlanOutcome {
  const run = state.runs[planId]!;
  const { request } = run;
  const base = { planId, requestId: request.requestId, mode: request.mode };
  const asked = findAsked(factory, state, request);
  if (typeof asked === 'string') {
    const answer: PlanAnswer = { ...base, status: 'failed', demands: [], displaced: [], error: asked };
    return { answer, state: withRun(state, planId, { ...run, answer }) };
  }
  const frozenUntil = now + (request.frozenFenceDays ?? 0) * DAY_MS;
  const plan = planDemands(factory, state, { asked, now, frozenUntil, options: { ...ALL_OFFERS, ...request.options } });
  const planVersion = request.mode === 'firm' ? plan.state.planVersion : state.planVersion;
  const answer: PlanAnswer = { ...base, status: 'done', planVersion, demands: plan.demands, displaced: plan.displaced };
  if (request.mode === 'what-if') return { answer, state: withRun(state, planId, { ...run, answer }) };
  return { answer, firm: plan, state: withRun(plan.state, planId, { ...run, answer }) };
}

export function withRun(state: SchedulerState, planId: string, run: PlanRun): SchedulerState {
  return { ...state, runs: { ...state.runs, [planId]: run } };
}

/** The demands that a request is about, or why there are none. */
function findAsked(factory: Factory, state: SchedulerState, { demandIds, scope, demands }: PlanRequest): readonly Demand[] | string {
  if (demands !== undefined) {
    return demands.map((demand) => ({
      ...demand,
      customerClass: demand.customerClass ?? state.demands[demand.demandId]?.customerClass ?? 'B',
      lines: demand.lines.map((line) => countedNow(factory, state, demand.demandId, orderedLine(line))),
    }));
  }
  if (demandIds === undefined) {
    const plants = scope?.plants;
    const all = Object.values(state.demands);
    return plants === undefined ? all : all.filter(({ lines }) => lines.some(({ plant }) => plants.includes(plant)));
  }
  const missing = demandIds.filter((demandId) => !Object.hasOwn(state.demands, demandId));
  if (missing.length > 0) return `There is no demand ${missing.join(', ')}.`;
  return [...new Set(demandIds)].map((demandId) => state.demands[demandId]!);
}

interface Asked {
  readonly asked: readonly Demand[];
  readonly now: number;
  readonly frozenUntil: number;
  readonly options: OfferOptions;
  readonly accepted?: SchedulerState['accepted'];
}

/** Plans these demands as they are now, all others as they were planned before. */
function planDemands(factory: Factory, state: SchedulerState, { asked, now, frozenUntil, options, accepted }: Asked): FirmPlan {
  const planned = { ...state.planned, ...Object.fromEntries(asked.map((demand) => [demand.demandId, demand])) };
  const wishes = { ...state, planned, accepted: accepted ?? state.accepted };
  const schedule = planSchedule(factory, { wanted: listOpen(factory, wishes), before: state.schedule, now, frozenUntil });
  return concludePlan(state, { ...wishes, schedule }, asked, now, tryOffers(factory, schedule, now, options));
}

/** After a machine broke down (what it hits and what stands behind that) or works again (`everything`). */
export function planAround(factory: Factory, state: SchedulerState, now: number, everything: boolean): FirmPlan {
  const task = { wanted: listOpen(factory, state), before: state.schedule, now, frozenUntil: now, everything };
  return concludePlan(state, { ...state, schedule: planSchedule(factory, task) }, [], now);
}

/** What the next plan has to place, without what has left. */
function listOpen(factory: Factory, state: SchedulerState) {
  const open = Object.values(state.planned).map((demand) => [demand.demandId, openDemand(factory, demand, state.shipped ?? {})] as const);
  return listWanted({ ...state, planned: Object.fromEntries(open) });
}

/** A line says what had left when it was counted; where it does not, that is all that was told by now. */
export function countedNow(factory: Factory, { shipped = {} }: SchedulerState, demandId: string, line: DemandLine): DemandLine {
  const total = shipped[lineKey(demandId, line.item)];
  const left = total && totalIn(factory, line.material, total, line.unit);
  return line.shippedBefore !== undefined || left === undefined ? line : { ...line, shippedBefore: left };
}

export interface ShippedPlan {
  readonly state: SchedulerState;
  /** Undefined: nothing that is planned has left, and the plan stays as it is. */
  readonly plan?: FirmPlan;
  /** The order that left has other days for what is open: it is told, too. */
  readonly moved: boolean;
}

/** After goods of an order have left: they are planned no more, what they took is gone, and what they free is planned anew. */
export function planShipped(
  withGone: (gone: GoneSupplies) => Factory,
  state: SchedulerState,
  demandId: string,
  totals: ShippedTotals,
  now: number,
): ShippedPlan {
  const told = { ...state, shipped: { ...state.shipped, ...totals } };
  const demand = state.planned[demandId];
  const factory = withGone(state.gone ?? {});
  const before = demand === undefined ? [] : openDemand(factory, demand, state.shipped ?? {}).lines;
  const after = demand === undefined ? [] : openDemand(factory, demand, told.shipped).lines;
  const rests = new Map<string, PlannedLine | undefined>();
  let gone = state.gone ?? {};
  let accepted = state.accepted;
  for (const line of before) {
    const key = lineKey(demandId, line.item);
    const open = after.find(({ item }) => item === line.item);
    const planned = state.schedule.lines[key];
    if (planned === undefined || open?.quantity === line.quantity) continue;
    const today = dayIn(factory.timeZones.get(line.plant) ?? 'UTC', now);
    const left = takeAway(planned, open?.quantity ?? '0', now, today);
    gone = addGone(gone, left.gone);
    rests.set(key, left.rest);
    const choice = left.rest?.accepted;
    if (open !== undefined && choice !== undefined)
      accepted = { ...accepted, [key]: { line: JSON.stringify(plainLine(open)), offer: choice } };
  }
  if (demand === undefined || rests.size === 0) return { state: told, moved: false };
  const lines = Object.entries(state.schedule.lines).map(([key, line]) => [key, rests.get(key) ?? line] as const);
  const shrunk = { ...told, gone, accepted, schedule: { lines: Object.fromEntries(lines) } };
  const changed = new Set([...rests].flatMap(([key, rest]) => (rest === undefined ? [] : [key])));
  const task = { wanted: listOpen(factory, shrunk), before: shrunk.schedule, now, frozenUntil: now, changed };
  const schedule = planSchedule(withGone(gone), task);
  const plan = concludePlan(state, { ...shrunk, schedule }, [demand], now);
  const stay = demand.lines.map(({ item }) => lineKey(demandId, item)).filter((key) => schedule.lines[key] !== undefined);
  const days = (of: Schedule) => JSON.stringify(stay.map((key) => daysOf(of.lines[key])));
  return { state: plan.state, plan, moved: days(shrunk.schedule) !== days(schedule) };
}

function daysOf(line: PlannedLine | undefined): readonly (string | undefined)[] {
  return [line?.late === undefined ? 'in time' : 'late', ...(line?.jobs ?? []).map(({ finishedDay }) => finishedDay)];
}

/** Offers are looked for only for the orders that were asked about; who else was moved may ask for a what-if. */
function concludePlan(
  before: SchedulerState,
  after: SchedulerState,
  asked: readonly Demand[],
  now: number,
  findOffers?: OfferFinder,
): FirmPlan {
  const answer = (demand: Demand, finder?: OfferFinder) =>
    withPrevious(answerDemand(after.schedule, demand, finder), before.schedule, before.planned[demand.demandId]);
  const demands = asked.map((demand) => answer(demand, findOffers));
  const names = new Set(asked.map(({ demandId }) => demandId));
  const displaced = Object.values(after.planned)
    .filter((demand) => !names.has(demand.demandId) && datesOf(before.schedule, demand) !== datesOf(after.schedule, demand))
    .map((demand) => answer(demand));
  const planVersion = before.planVersion + 1;
  const at = new Date(now).toISOString();
  const changes = [...demands.map((one) => [one, false] as const), ...displaced.map((one) => [one, true] as const)].map(
    ([{ demandId }, isDisplaced]) => [demandId, { planVersion, at, displaced: isDisplaced }] as const,
  );
  const formerly = { ...before.formerly, ...linesBefore(before.schedule, new Set(changes.map(([demandId]) => demandId))) };
  return { demands, displaced, state: { ...after, planVersion, changes: { ...before.changes, ...Object.fromEntries(changes) }, formerly } };
}

function linesBefore(before: Schedule, moved: ReadonlySet<string>): { readonly [demandId: string]: readonly PlannedLine[] } {
  const lines = Object.values(before.lines);
  return Object.fromEntries([...moved].map((demandId) => [demandId, lines.filter((line) => line.demandId === demandId)]));
}

function withPrevious(answer: DemandAnswer, before: Schedule, was: Demand | undefined): DemandAnswer {
  const previousDate = was === undefined ? undefined : committedDateOf(before, was);
  return previousDate === undefined || previousDate === answer.committedDate ? answer : { ...answer, previousDate };
}

export type ReleaseOutcome =
  | { readonly kind: 'released'; readonly plan: FirmPlan; readonly answer: PlanAnswer; readonly state: SchedulerState }
  | { readonly kind: 'refused'; readonly status: 409 | 422; readonly code: string; readonly detail: string };

/** The planner's word: the plan becomes firm, with the offers that are accepted, unless the world has moved on since. */
export function releasePlan(factory: Factory, state: SchedulerState, planId: string, release: ReleaseRequest, now: number): ReleaseOutcome {
  const run = state.runs[planId]!;
  const refused = (status: 409 | 422, code: string, detail: string): ReleaseOutcome => ({ kind: 'refused', status, code, detail });
  if (run.answer.status !== 'done') return refused(409, 'plan-not-done', `Plan ${planId} is ${run.answer.status}.`);
  if (run.request.demands !== undefined)
    return refused(422, 'hypothetical-plan', 'The plan was about demands that nobody has told: tell them and request a plan.');
  const outdated = run.answer.demands.find(({ demandId, demandRevision }) => state.demands[demandId]?.demandRevision !== demandRevision);
  if (outdated !== undefined)
    return refused(409, 'plan-outdated', `Demand ${outdated.demandId} has changed since revision ${outdated.demandRevision}.`);
  const asked = run.answer.demands.map(({ demandId }) => state.demands[demandId]!);
  const choices: { readonly key: string; readonly line: string; readonly offer: Offer }[] = [];
  for (const { demandId, item, kind } of release.accept ?? []) {
    const offer = run.answer.demands.find((one) => one.demandId === demandId)?.offers.find((one) => one.item === item && one.kind === kind);
    const held = state.demands[demandId];
    const line = held && openDemand(factory, held, state.shipped ?? {}).lines.find((one) => one.item === item);
    if (offer === undefined || line === undefined)
      return refused(422, 'unknown-offer', `Plan ${planId} has no offer "${kind}" for ${demandId}/${item}.`);
    choices.push({ key: lineKey(demandId, item), line: JSON.stringify(plainLine(line)), offer });
  }
  const accepted = {
    ...state.accepted,
    ...Object.fromEntries(choices.map(({ key, line, offer: { kind, parts } }) => [key, { line, offer: { kind, parts } }])),
  };
  const frozenUntil = now + (run.request.frozenFenceDays ?? 0) * DAY_MS;
  const options = { ...ALL_OFFERS, ...run.request.options };
  const plan = planDemands(factory, state, { asked, now, frozenUntil, options, accepted });
  const broken = choices.find(({ key }) => plan.state.schedule.lines[key]?.late !== undefined);
  if (broken !== undefined) return refused(409, 'offer-outdated', `The offer for ${broken.key} can no longer be kept: plan again.`);
  const answer: PlanAnswer = {
    ...run.answer,
    mode: 'firm',
    planVersion: plan.state.planVersion,
    demands: plan.demands,
    displaced: plan.displaced,
    released: { by: release.releasedBy, at: new Date(now).toISOString() },
  };
  return { kind: 'released', plan, answer, state: withRun(plan.state, planId, { ...run, answer, release }) };
}

/** What is told after goods have left: the order itself only when what is open has other days. */
export function toChangedByShipment({ plan, moved }: ShippedPlan): readonly ChangedCommitment[] {
  return plan === undefined ? [] : toChanged(moved ? plan : { ...plan, demands: [] });
}

export function toChanged({ demands, displaced }: FirmPlan): readonly ChangedCommitment[] {
  return [...demands.map((answer) => ({ ...answer, displaced: false })), ...displaced.map((answer) => ({ ...answer, displaced: true }))];
}
