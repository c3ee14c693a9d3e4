/** The scheduler over HTTP: the generic contract of openapi.json, answered from one state; plan runs take their time and call back. */
import type { Json } from '#flows/json.ts';
import type { IntendedOperation, Simulator, SimulatorHost, SimulatorRequest, SimulatorResponse } from '../../sandbox/simulator.ts';
import type { PromiseRequest } from '../contract.ts';
import { askPromise } from './ask-promise.ts';
import { listCommitments, listDemands, readDemand, upsertDemand } from './demand-requests.ts';
import { addDowntime, listDowntimes, removeDowntime } from './downtime-requests.ts';
import { faultResponse, jsonAnswer, problem } from './http-answers.ts';
import { findPlans, ordersOf, readPlan, release, requestPlan, scheduleRun } from './plan-requests.ts';
import { listMachines, readSchedule } from './read-schedule.ts';
import { readRequestBody } from './request-bodies.ts';
import { SchedulerDesk } from './scheduler-desk.ts';
import type { SchedulerState } from './scheduler-state.ts';
import { reportShipment } from './shipment-requests.ts';
import { viewScheduler } from './view.ts';

export interface SchedulerSimulatorOptions {
  readonly apiKey?: string;
  /** How long a plan run takes, simulated. */
  readonly planMs?: number;
}

interface Route {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Segments below `/v1`; `*` is the id given to `answer`. */
  readonly path: readonly string[];
  /** As faults and the record name it. */
  readonly operation: string;
  answer(desk: SchedulerDesk, request: SimulatorRequest, id: string, query: URLSearchParams): SimulatorResponse;
}

export function createSchedulerSimulator(host: SimulatorHost, options: SchedulerSimulatorOptions = {}): Simulator {
  const { apiKey = 'sandbox', planMs = 40 } = options;
  const desk = new SchedulerDesk(host);
  const routes = createRoutes(planMs);

  return {
    system: 'scheduler',
    handle(request) {
      if (request.headers['authorization'] !== `Bearer ${apiKey}`) {
        const header = { 'www-authenticate': 'Bearer realm="scheduler"' };
        return problem(401, 'unauthorized', 'The API key is missing or wrong.', {}, header);
      }
      const { segments, query } = readAddress(request.url);
      const here = segments === undefined ? [] : routes.filter(({ path }) => fits(path, segments));
      const route = here.find(({ method }) => method === request.method);
      if (route !== undefined) return route.answer(desk, request, segments?.[1] ?? '', query);
      if (here.length === 0) return problem(404, 'not-found', `There is no ${request.url.split('?')[0]}.`);
      const allow = here.map(({ method }) => method).join(', ');
      return problem(405, 'method-not-allowed', `${request.method} is not known here, only ${allow}.`, {}, { allow });
    },
    operationsOf: (request) => intendedOperations(routes, request),
    faultResponse,
    view: (path) => viewScheduler(desk, path),
    snapshot: () => desk.state as unknown as Json,
    restore(snapshot) {
      desk.state = snapshot as unknown as SchedulerState;
      for (const [planId, { answer }] of Object.entries(desk.state.runs))
        if (answer.status === 'waiting' || answer.status === 'running') scheduleRun(desk, planId, planMs);
    },
    reset: () => desk.reset(),
  };
}

function createRoutes(planMs: number): readonly Route[] {
  return [
    { method: 'GET', path: ['demands'], operation: 'list-demands', answer: (desk, _request, _id, query) => listDemands(desk, query) },
    { method: 'GET', path: ['demands', '*'], operation: 'read-demand', answer: (desk, _request, id) => readDemand(desk, id) },
    { method: 'PUT', path: ['demands', '*'], operation: 'upsert-demand', answer: upsertDemand },
    { method: 'PUT', path: ['demands', '*', 'shipments'], operation: 'report-shipment', answer: reportShipment },
    { method: 'GET', path: ['plans'], operation: 'find-plans', answer: (desk, _request, _id, query) => findPlans(desk, query) },
    { method: 'POST', path: ['plans'], operation: 'request-plan', answer: (desk, request) => requestPlan(desk, request, planMs) },
    { method: 'GET', path: ['plans', '*'], operation: 'read-plan', answer: (desk, _request, id) => readPlan(desk, id) },
    { method: 'POST', path: ['plans', '*', 'release'], operation: 'release-plan', answer: release },
    {
      method: 'GET',
      path: ['commitments'],
      operation: 'list-commitments',
      answer: (desk, _request, _id, query) => listCommitments(desk, query),
    },
    { method: 'POST', path: ['promises'], operation: 'ask-promise', answer: promise },
    { method: 'GET', path: ['resources'], operation: 'list-resources', answer: (desk) => jsonAnswer(200, { items: listMachines(desk) }) },
    { method: 'GET', path: ['schedule'], operation: 'read-schedule', answer: (desk, _request, _id, query) => readSchedule(desk, query) },
    { method: 'GET', path: ['downtimes'], operation: 'list-downtimes', answer: listDowntimes },
    { method: 'POST', path: ['downtimes'], operation: 'add-downtime', answer: addDowntime },
    { method: 'DELETE', path: ['downtimes', '*'], operation: 'remove-downtime', answer: removeDowntime },
  ];
}

/** A question, not a write: it is not recorded. */
function promise({ factory, state, host }: SchedulerDesk, request: SimulatorRequest): SimulatorResponse {
  const reading = readRequestBody(request, 'PromiseRequest');
  if (!reading.ok) {
    const errors = reading.faults.map(({ path, message }) => ({ path, message }));
    return problem(400, reading.code, reading.faults.map(({ message }) => message).join(' '), { errors });
  }
  return jsonAnswer(200, askPromise(factory, state.schedule, host.now(), reading.value as unknown as PromiseRequest));
}

/** Segments are undefined for what is no address of the contract. */
function readAddress(url: string): { readonly segments: readonly string[] | undefined; readonly query: URLSearchParams } {
  const [path = '', query = ''] = url.split('?');
  const [version, ...segments] = path.split('/').slice(1);
  try {
    return { segments: version === 'v1' ? segments.map(decodeURIComponent) : undefined, query: new URLSearchParams(query) };
  } catch {
    return { segments: undefined, query: new URLSearchParams(query) };
  }
}

function fits(path: readonly string[], segments: readonly string[]): boolean {
  return path.length === segments.length && path.every((part, index) => part === '*' || part === segments[index]);
}

function intendedOperations(routes: readonly Route[], request: SimulatorRequest): readonly IntendedOperation[] {
  const { segments } = readAddress(request.url);
  const route = segments && routes.find(({ method, path }) => method === request.method && fits(path, segments));
  if (segments === undefined || route === undefined) return [];
  const { operation } = route;
  const keys = operation === 'request-plan' ? ordersOf(request) : segments.slice(1, 2);
  return keys.length === 0 ? [{ operation }] : keys.map((key) => ({ operation, key }));
}
