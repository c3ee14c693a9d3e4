/** Plan runs: asked for once per request id, run in their own time, called back, released by a planner. */
import type { Json } from '#flows/json.ts';
import { contentHash } from '../../sandbox/content-hash.ts';
import type { SimulatorRequest, SimulatorResponse } from '../../sandbox/simulator.ts';
import type { PlanAnswer, PlanRequest, ReleaseRequest } from '../contract.ts';
import { jsonAnswer, problem } from './http-answers.ts';
import { releasePlan, runPlan, toChanged, withRun } from './run-plan.ts';
import type { SchedulerDesk, WriteEntry } from './scheduler-desk.ts';
import type { PlanRun, SchedulerState } from './scheduler-state.ts';

/** Kept for askers who come late; older ones are forgotten. */
const KEPT_RUNS = 500;

export function requestPlan(desk: SchedulerDesk, request: SimulatorRequest, planMs: number): SimulatorResponse {
  const keys = ordersOf(request);
  const entry: WriteEntry = { operation: 'request-plan', object: 'plan', key: keys.join(',') };
  const read = desk.readWrite(request, 'PlanRequest', entry, keys);
  if ('refusal' in read) return read.refusal;
  const wanted = read.value as unknown as PlanRequest;
  const content = read.value;
  if (wanted.demands !== undefined && wanted.mode === 'firm') {
    const detail = 'Only a what-if takes demands of its own: tell them first, then plan firmly by demandIds.';
    return desk.refuse(request, entry, content, { status: 400, code: 'invalid-body', detail });
  }
  const { requestId, mode } = wanted;
  const known = Object.values(desk.state.runs).find((run) => run.request.requestId === requestId);
  if (known !== undefined) {
    if (contentOf(known.request) !== contentOf(wanted))
      return desk.refuse(request, entry, content, {
        status: 409,
        code: 'request-id-taken',
        detail: `Request id ${requestId} is known with another content.`,
      });
    desk.record(request, entry, content, { applied: false, refusal: 'Known already.', detail: { requestId, mode } });
    return jsonAnswer(202, known.answer);
  }
  desk.record(request, entry, content, { applied: true, detail: { requestId, mode } });
  const serial = desk.state.runSerial + 1;
  const planId = `plan-${serial}-${Math.floor(desk.host.random() * 36 ** 6).toString(36)}`;
  const answer: PlanAnswer = { planId, requestId, mode, status: 'waiting', demands: [], displaced: [] };
  desk.state = withRun({ ...desk.state, runs: withoutOldest(desk.state.runs), runSerial: serial }, planId, {
    request: wanted,
    answer,
    serial,
  });
  scheduleRun(desk, planId, planMs);
  return jsonAnswer(202, answer);
}

/** Sales orders that a plan request names, as far as its body can be read. */
export function ordersOf({ body }: SimulatorRequest): readonly string[] {
  try {
    const { demandIds, demands } = JSON.parse(body.toString('utf8')) as { readonly [name: string]: unknown };
    const named = Array.isArray(demandIds) ? demandIds : Array.isArray(demands) ? demands.map((demand) => demand?.demandId) : [];
    return named.filter((name) => typeof name === 'string');
  } catch {
    return [];
  }
}

/** Another callback address is no other request. */
function contentOf({ callbackUrl: _address, ...request }: PlanRequest): string {
  return contentHash(request as unknown as Json);
}

function withoutOldest(runs: SchedulerState['runs']): SchedulerState['runs'] {
  const entries = Object.entries(runs);
  if (entries.length < KEPT_RUNS) return runs;
  return Object.fromEntries(entries.sort(([, a], [, b]) => a.serial - b.serial).slice(1 - KEPT_RUNS));
}

/** First it waits for the planning server, then it runs. Also for runs that a restart found under way. */
export function scheduleRun(desk: SchedulerDesk, planId: string, usualMs: number): void {
  const { demandIds = [], demands = [] } = desk.state.runs[planId]!.request;
  const slow = desk.host.takeFault('slow', 'run-plan', [...demandIds, ...demands.map(({ demandId }) => demandId)]);
  const planMs = slow?.milliseconds ?? usualMs;
  desk.host.after(planMs / 4, () => {
    const run = desk.state.runs[planId];
    if (run?.answer.status !== 'waiting' && run?.answer.status !== 'running') return;
    desk.state = withRun(desk.state, planId, { ...run, answer: { ...run.answer, status: 'running' } });
    desk.host.after((planMs * 3) / 4, () => finishRun(desk, planId));
  });
}

function finishRun(desk: SchedulerDesk, planId: string): void {
  const run = desk.state.runs[planId];
  if (run?.answer.status !== 'running') return;
  const { state, answer, firm } = runPlan(desk.factory, desk.state, planId, desk.host.now());
  desk.state = state;
  if (run.request.callbackUrl !== undefined) desk.callBack(run.request.callbackUrl, answer);
  if (firm !== undefined) desk.publish(firm.state.planVersion, toChanged(firm));
}

export function readPlan(desk: SchedulerDesk, planId: string): SimulatorResponse {
  const run = findRun(desk, planId);
  return run === undefined ? unknownPlan(planId) : jsonAnswer(200, run.answer);
}

export function findPlans(desk: SchedulerDesk, query: URLSearchParams): SimulatorResponse {
  const requestId = query.get('requestId');
  if (requestId === null) return problem(400, 'invalid-query', '"requestId" is missing.');
  const found = Object.values(desk.state.runs).filter(({ request }) => request.requestId === requestId);
  return jsonAnswer(200, { items: found.map(({ answer }) => answer) });
}

export function release(desk: SchedulerDesk, request: SimulatorRequest, planId: string): SimulatorResponse {
  const entry: WriteEntry = { operation: 'release-plan', object: 'plan', key: planId };
  const read = desk.readWrite(request, 'ReleaseRequest', entry);
  if ('refusal' in read) return read.refusal;
  const content = read.value;
  const word = content as unknown as ReleaseRequest;
  const run = findRun(desk, planId);
  if (run === undefined) {
    desk.record(request, entry, content, { applied: false, refusal: 'There is no such plan.' });
    return unknownPlan(planId);
  }
  if (run.release !== undefined) {
    if (contentHash(run.release as unknown as Json) === contentHash(content)) {
      desk.record(request, entry, content, { applied: false, refusal: 'Known already.' });
      return jsonAnswer(200, run.answer);
    }
    const detail = `Plan ${planId} was released by ${run.release.releasedBy}.`;
    return desk.refuse(request, entry, content, { status: 409, code: 'already-released', detail });
  }
  const outcome = releasePlan(desk.factory, desk.state, planId, word, desk.host.now());
  if (outcome.kind === 'refused') return desk.refuse(request, entry, content, outcome);
  desk.record(request, entry, content, { applied: true, detail: { planVersion: outcome.plan.state.planVersion } });
  desk.state = outcome.state;
  desk.publish(outcome.plan.state.planVersion, toChanged(outcome.plan));
  return jsonAnswer(200, outcome.answer);
}

function findRun({ state }: SchedulerDesk, planId: string): PlanRun | undefined {
  return Object.hasOwn(state.runs, planId) ? state.runs[planId] : undefined;
}

function unknownPlan(planId: string): SimulatorResponse {
  return problem(404, 'unknown-plan', `There is no plan ${planId}.`);
}
