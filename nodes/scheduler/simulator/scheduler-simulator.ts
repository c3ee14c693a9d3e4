/** The scheduler over HTTP: the generic contract of openapi.json, answered from one state; plan runs take their time and call back. */
import type { Json, JsonObject } from '#flows/json.ts';
import { contentHash } from '../../sandbox/content-hash.ts';
import { createLandscape } from '../../sandbox/landscape.ts';
import type { RecordDraft, Simulator, SimulatorHost, SimulatorRequest, SimulatorResponse } from '../../sandbox/simulator.ts';
import type { CommitmentMessage, Demand, DemandAnswer, DemandLine, PlanRequest, PromiseAnswer, PromiseRequest } from '../contract.ts';
import { answerDemand } from './answer-demand.ts';
import { createFactory, type Downtime } from './factory.ts';
import { planSchedule } from './plan-schedule.ts';
import { faultOf, validators } from './request-schemas.ts';
import { runPlan, type SchedulerState, seededState } from './scheduler-state.ts';

export interface SchedulerSimulatorOptions {
  readonly apiKey: string;
  /** How long a plan run takes, simulated. */
  readonly planMs?: number;
}

const OPTIONS = { allowSplit: true, alternativePlants: true };
/** Kept for askers who come late; older ones are forgotten. */
const KEPT_RUNS = 500;

export function createSchedulerSimulator(host: SimulatorHost, options: SchedulerSimulatorOptions): Simulator {
  const planMs = options.planMs ?? 40;
  let landscape = createLandscape(host.seed, host.landscapeDay);
  let factory = createFactory(landscape, []);
  let state = seededState(landscape, factory);

  const record = (draft: Omit<RecordDraft, 'hash'> & { readonly content: Json }, headers: SimulatorRequest['headers']) => {
    const { content, ...rest } = draft;
    const key = headers['idempotency-key'];
    host.record({ ...rest, hash: contentHash(content), ...(key === undefined ? {} : { idempotencyKey: key }) });
  };

  function upsertDemand(demandId: string, request: SimulatorRequest): SimulatorResponse {
    const body = readBody(request);
    if (!validators.demand(body)) return problem(400, 'invalid-body', faultOf(validators.demand));
    const { demandRevision, customerClass, lines } = body as unknown as Omit<Demand, 'demandId'>;
    const items = lines.map(({ item }) => item);
    if (new Set(items).size !== items.length) return problem(400, 'invalid-body', 'An item stands in the demand twice.');
    const before = state.demands[demandId];
    const demand: Demand = { demandId, demandRevision, customerClass: customerClass ?? before?.customerClass ?? 'B', lines };
    const entry = {
      operation: 'upsert-demand',
      object: 'demand',
      key: demandId,
      sequence: demandRevision,
      content: demand as unknown as Json,
    };
    if (before !== undefined && demandRevision < before.demandRevision) {
      record({ ...entry, applied: false, refusal: 'older revision' }, request.headers);
      return problem(409, 'older-revision', `Demand ${demandId} is at revision ${before.demandRevision} already.`, {
        demandRevision: before.demandRevision,
      });
    }
    if (before !== undefined && demandRevision === before.demandRevision && demandRevision > 0) {
      const same = contentHash(before as unknown as Json) === contentHash(demand as unknown as Json);
      record({ ...entry, applied: false, ...(same ? {} : { refusal: 'same revision, other content' }) }, request.headers);
      return same
        ? json(200, before)
        : problem(409, 'revision-taken', `Revision ${demandRevision} of demand ${demandId} is known with another content.`, {
            demandRevision,
          });
    }
    record({ ...entry, applied: true }, request.headers);
    state = { ...state, demands: { ...state.demands, [demandId]: demand } };
    return json(before === undefined ? 201 : 200, demand);
  }

  function requestPlan(request: SimulatorRequest): SimulatorResponse {
    const body = readBody(request);
    if (!validators.plan(body)) return problem(400, 'invalid-body', faultOf(validators.plan));
    const wanted = body as unknown as PlanRequest;
    const known = Object.values(state.runs).find((run) => run.request.requestId === wanted.requestId);
    const entry = {
      operation: 'request-plan',
      object: 'plan',
      key: (wanted.demandIds ?? []).join(','),
      content: wanted as unknown as Json,
    };
    record({ ...entry, applied: known === undefined }, request.headers);
    if (known !== undefined) return json(202, known.answer);
    const planId = `plan-${Object.keys(state.runs).length + 1}-${Math.floor(host.random() * 1e9).toString(36)}`;
    const answer = { planId, requestId: wanted.requestId, mode: wanted.mode, status: 'waiting' as const, demands: [], displaced: [] };
    const runs = Object.fromEntries([...Object.entries(state.runs).slice(-KEPT_RUNS + 1), [planId, { request: wanted, answer }]]);
    state = { ...state, runs };
    host.after(planMs, () => finishPlan(planId));
    return json(202, answer);
  }

  function finishPlan(planId: string): void {
    const run = state.runs[planId];
    if (run === undefined || run.answer.status !== 'waiting') return;
    const outcome = runPlan(factory, state, planId, run.request, host.now());
    state = outcome.state;
    const { answer } = outcome;
    const body = JSON.stringify(answer);
    const headers = { 'content-type': 'application/json' };
    const accepted = (status: number) => status >= 200 && status < 300;
    if (run.request.callbackUrl !== undefined) {
      host.deliver({
        topic: 'scheduler-callback',
        url: run.request.callbackUrl,
        headers,
        body,
        key: planId,
        accepted,
        expiresAfterMs: 86_400_000,
      });
    }
    if (run.request.mode === 'firm' && answer.status === 'done') publish(answer.planVersion!, answer.demands, answer.displaced);
  }

  /** Each changed commitment to whoever listens, in one message. */
  function publish(planVersion: number, demands: readonly DemandAnswer[], displaced: readonly DemandAnswer[]): void {
    const message: CommitmentMessage = {
      type: 'commitments-changed',
      planVersion,
      at: new Date(host.now()).toISOString(),
      commitments: [
        ...demands.map((answer) => ({ ...answer, displaced: false })),
        ...displaced.map((answer) => ({ ...answer, displaced: true })),
      ],
    };
    host.deliver({
      topic: 'scheduler-callback',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      key: demands[0]?.demandId ?? 'plan',
      accepted: (status) => status >= 200 && status < 300,
    });
  }

  function promise(request: SimulatorRequest): SimulatorResponse {
    const body = readBody(request);
    if (!validators.promise(body)) return problem(400, 'invalid-body', faultOf(validators.promise));
    const { material, plant, quantity, unit, requestedDate } = body as unknown as PromiseRequest;
    const line: DemandLine = { item: '000010', material, plant, quantity, unit, dueDate: requestedDate };
    const asked: Demand = { demandId: '(asked)', demandRevision: 0, customerClass: 'C', lines: [line] };
    const schedule = planSchedule(factory, [...Object.values(state.demands), asked], state.schedule, host.now());
    const answer = answerDemand(factory, asked, schedule, OPTIONS);
    const promiseDate = answer.outcome === 'committed' ? answer.committedDate : answer.earliestDate;
    const promised: PromiseAnswer = {
      binding: false,
      asOf: new Date(host.now()).toISOString(),
      available: answer.outcome === 'committed',
      lines: [],
      ...(promiseDate === undefined ? {} : { promiseDate }),
      ...(answer.reason === undefined ? {} : { reason: answer.reason }),
      ...(answer.blocking === undefined ? {} : { blocking: answer.blocking }),
    };
    return json(200, promised);
  }

  function addDowntime(request: SimulatorRequest): SimulatorResponse {
    const body = readBody(request);
    if (!validators.downtime(body)) return problem(400, 'invalid-body', faultOf(validators.downtime));
    const { resource, from, to } = body as unknown as Omit<Downtime, 'id'>;
    if (!landscape.workCentres.some(({ workCentre }) => workCentre === resource || resource.startsWith(`${workCentre}/`)))
      return problem(404, 'unknown-resource', `There is no resource ${resource}.`);
    if (!(Date.parse(to) > Date.parse(from))) return problem(400, 'invalid-body', 'The downtime ends before it begins.');
    const downtime = { id: `down-${state.downtimes.length + 1}`, resource, from, to };
    record({ operation: 'add-downtime', object: 'resource', key: resource, content: downtime, applied: true }, request.headers);
    state = { ...state, downtimes: [...state.downtimes, downtime] };
    factory = createFactory(landscape, state.downtimes);
    const before = state.schedule;
    const schedule = planSchedule(factory, Object.values(state.demands));
    state = { ...state, schedule, planVersion: state.planVersion + 1 };
    const moved = Object.values(state.demands).flatMap((demand) => {
      const [was, is] = [answerDemand(factory, demand, before, OPTIONS), answerDemand(factory, demand, schedule, OPTIONS)];
      return was.committedDate === is.committedDate ? [] : [is];
    });
    publish(state.planVersion, [], moved);
    return json(201, { ...downtime, affected: moved.map(({ demandId }) => demandId) });
  }

  function commitmentOf(demand: Demand): DemandAnswer {
    return answerDemand(factory, demand, state.schedule, OPTIONS);
  }

  function ganttRows(): Json {
    return state.schedule.lines.flatMap(({ operations, line }) =>
      operations.map(({ demandId, item, operation, machine, start, end }) => ({
        resource: machine,
        demandId,
        item,
        operation,
        material: line.material,
        start: new Date(start).toISOString(),
        end: new Date(end).toISOString(),
      })),
    );
  }

  function handle(request: SimulatorRequest): SimulatorResponse {
    const { pathname, searchParams } = new URL(request.url, 'http://scheduler');
    if (request.headers['authorization'] !== `Bearer ${options.apiKey}`)
      return problem(401, 'unauthorized', 'The API key is missing or wrong.', {}, { 'www-authenticate': 'Bearer realm="scheduler"' });
    const [version, resource, id] = pathname.split('/').slice(1).map(decodeURIComponent);
    if (version !== 'v1') return problem(404, 'not-found', `There is no ${pathname}.`);
    switch (`${request.method} ${resource}${id === undefined ? '' : '/{id}'}`) {
      case 'PUT demands/{id}':
        return /^\d{10}$/.test(id!)
          ? upsertDemand(id!, request)
          : problem(400, 'invalid-demand-id', 'A demand id is a sales order of ten digits.');
      case 'GET demands/{id}':
        return state.demands[id!] === undefined
          ? problem(404, 'unknown-demand', `There is no demand ${id}.`)
          : json(200, { ...state.demands[id!], commitment: commitmentOf(state.demands[id!]!) });
      case 'GET demands':
        return listDemands(searchParams);
      case 'POST plans':
        return requestPlan(request);
      case 'GET plans/{id}':
        return state.runs[id!] === undefined
          ? problem(404, 'unknown-plan', `There is no plan run ${id}.`)
          : json(200, state.runs[id!]!.answer);
      case 'GET plans': {
        const found = Object.values(state.runs).filter((run) => run.request.requestId === searchParams.get('requestId'));
        return json(200, { items: found.map(({ answer }) => answer) });
      }
      case 'POST promises':
        return promise(request);
      case 'GET resources':
        return json(200, { items: factory.machines.map(({ name, workCentre, plant }) => ({ resource: name, workCentre, plant })) });
      case 'GET schedule':
        return json(200, { planVersion: state.planVersion, operations: ganttRows() });
      case 'POST downtimes':
        return addDowntime(request);
      default:
        return problem(405, 'method-not-allowed', `${request.method} ${pathname} is not part of the contract.`);
    }
  }

  function listDemands(query: URLSearchParams): SimulatorResponse {
    const limit = Math.min(200, Math.max(1, Number(query.get('limit') ?? 50) || 50));
    const after = query.get('cursor') ?? '';
    const ids = Object.keys(state.demands)
      .sort()
      .filter((demandId) => demandId > after);
    const items = ids.slice(0, limit).map((demandId) => state.demands[demandId]!);
    return json(200, { items, ...(ids.length > limit ? { next: items.at(-1)!.demandId } : {}) });
  }

  return {
    system: 'scheduler',
    handle(request) {
      try {
        return handle(request);
      } catch (error) {
        if (error instanceof SyntaxError) return problem(400, 'malformed-json', 'The body is not JSON.');
        throw error;
      }
    },
    operationsOf({ method, url }) {
      const [, resource, id] = new URL(url, 'http://scheduler').pathname.split('/').slice(1);
      if (method === 'PUT' && resource === 'demands') return [{ operation: 'upsert-demand', ...(id === undefined ? {} : { key: id }) }];
      if (method === 'POST' && resource === 'plans') return [{ operation: 'request-plan' }];
      return resource === undefined ? [] : [{ operation: `${method.toLowerCase()}-${resource}`, ...(id === undefined ? {} : { key: id }) }];
    },
    faultResponse(kind, fault) {
      if (kind === 'throttled')
        return problem(429, 'too-many-requests', 'Too many requests.', {}, { 'retry-after': fault.retryAfter ?? '1' });
      if (kind === 'unavailable')
        return problem(
          503,
          'planning-server-down',
          'The planning server is not available.',
          {},
          fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter },
        );
      return {
        status: 500,
        headers: { 'content-type': 'text/html' },
        body: '<html><body><h1>500 Internal Server Error</h1></body></html>',
      };
    },
    view(path) {
      if (path === '/demands') return Object.values(state.demands) as unknown as Json;
      if (path === '/commitments') return Object.values(state.demands).map(commitmentOf) as unknown as Json;
      if (path === '/schedule') return { planVersion: state.planVersion, operations: ganttRows() };
      if (path === '/resources') return factory.machines.map(({ name, workCentre, plant }) => ({ resource: name, workCentre, plant }));
      return undefined;
    },
    snapshot: () => state as unknown as Json,
    restore(snapshot) {
      state = snapshot as unknown as SchedulerState;
      factory = createFactory(landscape, state.downtimes);
      for (const [planId, { answer }] of Object.entries(state.runs))
        if (answer.status === 'waiting') host.after(planMs, () => finishPlan(planId));
    },
    reset() {
      landscape = createLandscape(host.seed, host.landscapeDay);
      factory = createFactory(landscape, []);
      state = seededState(landscape, factory);
    },
  };
}

function readBody(request: SimulatorRequest): unknown {
  return JSON.parse(request.body.toString('utf8'));
}

function json(status: number, body: object): SimulatorResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function problem(
  status: number,
  code: string,
  detail: string,
  more: JsonObject = {},
  headers: { readonly [name: string]: string } = {},
): SimulatorResponse {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: JSON.stringify({ type: `urn:scheduler:${code}`, title: code, status, code, detail, ...more }),
  };
}
