/**
 * SAP S/4HANA as far as order changes meet it: OData V2 services over one set of orders, stock and production orders.
 * SPEC.md numbers the rules; README.md says what is an assumption.
 */
import type { Json } from '#flows/json.ts';
import type { Fault, IntendedOperation, Simulator, SimulatorHost, SimulatorRequest, SimulatorResponse } from '../../sandbox/simulator.ts';
import { faultResponse } from './fault-response.ts';
import { type Answer, htmlAnswer, textAnswer } from './gateway/answer.ts';
import { clientOf, type Exchange, exchangeOf, isReading } from './gateway/exchange.ts';
import { hashOf } from './gateway/intended-writes.ts';
import { logOn } from './gateway/logon.ts';
import { type ServiceRequest, serveService, writesOf } from './gateway/serve-service.ts';
import type { ODataService } from './gateway/service.ts';
import { Sessions } from './gateway/sessions.ts';
import { DEFAULT_SAP_OPTIONS, type SapSimulatorOptions } from './options.ts';
import { recordRefusal } from './save-changeset.ts';
import { withChangedSchema } from './schema-change.ts';
import { createServices } from './services.ts';
import { SystemState } from './system-state.ts';
import { viewSystem } from './view.ts';

export function createSapSimulator(host: SimulatorHost, options: Partial<SapSimulatorOptions> = {}): Simulator {
  const settings = { ...DEFAULT_SAP_OPTIONS, ...options };
  const state = new SystemState(host, settings);
  const sessions = new Sessions(settings);
  const services = createServices(settings);
  const system: SapSystem = { host, state, sessions, services };
  return {
    system: 'sap',
    handle: (request) => toResponse(handle(system, exchangeOf(request)), request),
    operationsOf: (request) => operationsOf(system, exchangeOf(request)),
    faultResponse: (kind, fault: Fault) => faultResponse(kind, fault, settings, host),
    view: (path): Json | undefined => viewSystem(state, path),
    snapshot: () => state.snapshot(),
    restore: (snapshot) => {
      state.restore(snapshot);
      sessions.forgetAll();
    },
    reset: () => {
      state.reset();
      sessions.forgetAll();
    },
  };
}

interface SapSystem {
  readonly host: SimulatorHost;
  readonly state: SystemState;
  readonly sessions: Sessions;
  readonly services: readonly ODataService[];
}

/** What SAP Gateway takes in practice. */
const LONGEST_URL = 8192;

function handle(system: SapSystem, exchange: Exchange): Answer {
  const { host, state, sessions } = system;
  if (exchange.path.length + exchange.query.length > LONGEST_URL) return htmlAnswer(414, 'Request-URI Too Long', 'The URL is too long.');
  const request = route(system, exchange);
  const logon = logOn(state.options, exchange.headers['authorization'], clientOf(exchange));
  if ('refused' in logon) {
    refuse(request, host, '401 logon failed');
    return logon.refused;
  }
  if (request === undefined)
    return htmlAnswer(404, 'Not Found', 'Service cannot be reached: the resource does not exist or is not active.');
  const asked = afterUpgrade({ ...request, caller: { ...request.caller, user: logon.user } });
  return isReading(exchange.method) ? read(asked, sessions) : change(asked, sessions);
}

/** What a request asks for, before it is let in. */
function operationsOf(system: SapSystem, exchange: Exchange): readonly IntendedOperation[] {
  const request = route(system, exchange);
  if (request === undefined) return [];
  const writes = writesOf(request).map(({ operation, key }) => ({ operation, key }));
  if (writes.length > 0) return writes;
  const key = orderIn(request);
  return [{ operation: `read ${request.service.id}`, ...(key === undefined ? {} : { key }) }];
}

/** Undefined where no service stands at this path; case does not matter. */
function route({ host, state, services }: SapSystem, exchange: Exchange): ServiceRequest | undefined {
  const path = exchange.path.toLowerCase();
  const service = services.find((one) => path === one.path.toLowerCase() || path.startsWith(`${one.path.toLowerCase()}/`));
  if (service === undefined) return undefined;
  const below = exchange.path.slice(service.path.length + 1);
  const key = exchange.headers['requestid'] ?? exchange.headers['x-request-id'];
  return {
    host,
    state,
    service,
    exchange,
    caller: { user: '', path: exchange.path, ...(key === undefined ? {} : { idempotencyKey: key }) },
    target: exchange.query === '' ? below : `${below}?${exchange.query}`,
  };
}

/** While the fault is armed the service is the one after the upgrade. */
function afterUpgrade(request: ServiceRequest): ServiceRequest {
  const { host, exchange, service } = request;
  const [write] = writesOf(request);
  const fault = host.takeFault('schema-change', `${write?.operation ?? 'read'} ${exchange.path}`, write?.key ?? orderIn(request));
  return fault === undefined ? request : { ...request, service: withChangedSchema(service) };
}

/** The order in a read's URL, for faults that are meant for one order. */
function orderIn({ target }: ServiceRequest): string | undefined {
  const number = /^A_SalesOrder\w*\((?:SalesOrder=)?'(\d{1,10})'/.exec(decodeURIComponentSafely(target))?.[1];
  return number?.padStart(10, '0');
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A token is handed out with whatever the request is answered, also with an error: clients ask on URLs of their own choice. */
function read(request: ServiceRequest, sessions: Sessions): Answer {
  const { exchange, host, state, caller } = request;
  const { answer } = serveService(request);
  const repeatable =
    state.options.repeatability && exchange.headers['requestid'] !== undefined ? { 'repeatability-result': 'accepted' } : {};
  if (exchange.headers['x-csrf-token']?.toLowerCase() !== 'fetch') return { ...answer, headers: { ...answer.headers, ...repeatable } };
  const { token, cookies } = sessions.fetchToken(exchange.headers['cookie'], caller.user, host.now());
  const set = cookies.length === 0 ? {} : { 'set-cookie': cookies };
  return { ...answer, headers: { ...answer.headers, ...repeatable, 'x-csrf-token': token, ...set } };
}

function change(request: ServiceRequest, sessions: Sessions): Answer {
  const { exchange, host, caller } = request;
  const writes = writesOf(request);
  if (host.takeFault('session-lost', `${writes[0]?.operation ?? ''} ${exchange.path}`, writes[0]?.key) !== undefined) {
    sessions.forget(exchange.headers['cookie']);
  }
  if (!sessions.isValid(exchange.headers['cookie'], exchange.headers['x-csrf-token'], caller.user, host.now())) {
    refuse(request, host, '403 CSRF token validation failed');
    const answer = textAnswer(403, 'CSRF token validation failed');
    return { ...answer, headers: { ...answer.headers, 'x-csrf-token': 'Required' } };
  }
  return repeatable(request);
}

/** With the option on, a RequestID that was answered before gets the same answer, and nothing is applied again. */
function repeatable(request: ServiceRequest): Answer {
  const { exchange, host, state } = request;
  const requestId = exchange.headers['requestid'];
  if (!state.options.repeatability || requestId === undefined) return serveService(request).answer;
  // By what is asked, not by the bytes: a client that repeats a batch may well choose another boundary.
  const hash = hashOf(writesOf(request).flatMap((write) => write.operations));
  const kept = state.keptAnswers.get(requestId);
  if (kept !== undefined) {
    const same = kept.hash === hash;
    refuse(request, host, same ? `RequestID ${requestId} was answered before` : `RequestID ${requestId} belongs to another request`);
    if (same) return kept.answer;
    return textAnswer(400, `RequestID ${requestId} was used for another request`);
  }
  const { answer, allApplied } = serveService(request);
  const marked = { ...answer, headers: { ...answer.headers, 'repeatability-result': 'accepted' } };
  if (allApplied && answer.status < 300) state.keepAnswer(requestId, { hash, answer: marked });
  return marked;
}

function refuse(request: ServiceRequest | undefined, host: SimulatorHost, refusal: string): void {
  if (request !== undefined) recordRefusal(host, writesOf(request), request.caller, refusal);
}

function toResponse(answer: Answer, request: SimulatorRequest): SimulatorResponse {
  const headers = {
    ...answer.headers,
    'sap-server': 'true',
    'sap-perf-fesrec': '12000.000000',
    ...(answer.headers['dataserviceversion'] === undefined
      ? {}
      : { 'sap-processing-info': 'ODataBEP=,crp=,RAL=,st=,MedCacheHub=Table,codeployed=X,softstate=' }),
  };
  return { status: answer.status, headers, body: request.method.toUpperCase() === 'HEAD' ? '' : answer.body };
}
