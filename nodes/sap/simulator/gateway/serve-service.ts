/** One request to one OData service, after logon and token: a read, a change, or a batch of both. */
import type { SimulatorHost } from '../../../sandbox/simulator.ts';
import type { BatchRequest } from '../../odata/batch.ts';
import { readBatchRequest } from '../../odata/batch.ts';
import { changesInBatch, serveV4Batch } from '../gateway-v4/batch-v4.ts';
import { serveV4, v4Operation } from '../gateway-v4/serve-v4.ts';
import { hexId } from '../random-ids.ts';
import { type Caller, saveChangeset } from '../save-changeset.ts';
import type { SystemState } from '../system-state.ts';
import { type Answer, refusalAnswer, type WireFormat } from './answer.ts';
import { runBatch } from './batch.ts';
import { type Exchange, isReading, meantMethod, wireFormat } from './exchange.ts';
import { type IntendedWrite, intendedWrites } from './intended-writes.ts';
import { type ReadContext, readResource } from './read-resource.ts';
import { badRequest, methodNotAllowed, SapRefusal } from './refusal.ts';
import type { ODataService } from './service.ts';
import type { Operation } from './write-resource.ts';

export interface ServiceRequest {
  readonly host: SimulatorHost;
  readonly state: SystemState;
  readonly service: ODataService;
  readonly exchange: Exchange;
  readonly caller: Caller;
  /** Path below the service root, with query. */
  readonly target: string;
}

/** The answer, and whether every change in it was applied (only then may it be kept for a repeated request). */
export interface Served {
  readonly answer: Answer;
  readonly allApplied: boolean;
}

const isBatch = (target: string): boolean => /^\/?\$batch\/?(?:\?|$)/.test(target);

/** What the request would write, if it were let in. */
export function writesOf({ service, state, exchange, target }: ServiceRequest): readonly IntendedWrite[] {
  if (isReading(exchange.method)) return [];
  if (service.protocol === 'v4') {
    const groups = isBatch(target)
      ? changesInBatch({ service, exchange })
      : [[v4Operation(service, exchange.method, target, exchange.headers, exchange.body)]];
    return groups.flatMap((operations) => intendedWrites(service, state, operations));
  }
  if (!isBatch(target))
    return intendedWrites(service, state, [
      operationOf(exchange.method, target, exchange.headers, exchange.body, wireFormat(exchange.headers, exchange.query)),
    ]);
  const parts = readBatchRequest(exchange.headers['content-type'] ?? '', exchange.body);
  if (typeof parts === 'string') return [];
  return parts.flatMap((part) => {
    const requests = part.kind === 'changeset' ? part.requests : isReading(part.request.method) ? [] : [part.request];
    return intendedWrites(
      service,
      state,
      requests.map((request) => batchOperation(service, request)),
    );
  });
}

export function serveService(request: ServiceRequest): Served {
  const { exchange, service, target } = request;
  if (service.protocol === 'v4') return isBatch(target) && exchange.method === 'POST' ? serveV4Batch(request) : serveV4(request);
  const format = wireFormat(exchange.headers, exchange.query);
  return guarded(request, format, () => {
    if (isBatch(target)) {
      if (exchange.method !== 'POST') throw methodNotAllowed(exchange.verb, '$batch');
      return serveBatch(request);
    }
    if (exchange.method === 'GET' || exchange.method === 'HEAD') {
      return { answer: readResource(readContext(request, format, exchange.headers), target), allApplied: false };
    }
    if (!['POST', 'PATCH', 'PUT', 'DELETE'].includes(exchange.method)) throw methodNotAllowed(exchange.verb, service.id);
    const operation = operationOf(exchange.method, target, exchange.headers, exchange.body, format);
    return { answer: changeAnswers(request, [operation])[0]!, allApplied: true };
  });
}

function serveBatch(request: ServiceRequest): Served {
  const { exchange, host, service } = request;
  return runBatch(exchange.headers['content-type'] ?? '', exchange.body, `ejjeeffe${hexId(host.random, 12)}`, {
    operationOf: (part) => batchOperation(service, part),
    read: (operation) =>
      guarded(request, operation.format, () => {
        if (operation.method !== 'GET') throw badRequest('Changing operations stand in a changeset; only GET may stand alone in a batch');
        return { answer: readResource(readContext(request, operation.format, operation.headers), operation.target), allApplied: false };
      }).answer,
    change: (operations) => {
      const format = operations[0]?.format ?? 'json';
      const outcome = guarded(request, format, () => {
        const reading = operations.find((operation) => isReading(operation.method));
        if (reading !== undefined) throw badRequest('A changeset contains changing operations only');
        return { answers: changeAnswers(request, operations) };
      });
      return 'answers' in outcome ? outcome : { error: outcome.answer };
    },
  });
}

/** Refusals become error answers here, and nowhere else. */
function guarded<T>(request: ServiceRequest, format: WireFormat, serve: () => T): T | Served {
  try {
    return serve();
  } catch (error) {
    if (!(error instanceof SapRefusal)) throw error;
    const facts = { transactionId: hexId(request.host.random, 32).toUpperCase(), at: new Date(request.host.now()).toISOString() };
    return { answer: refusalAnswer(error, format, request.service, facts), allApplied: false };
  }
}

function changeAnswers(request: ServiceRequest, operations: readonly Operation[]): readonly Answer[] {
  const { host, state, service, caller } = request;
  const { replies, sapMessage } = saveChangeset(host, state, service, operations, caller);
  return replies.map((reply, index) => {
    const answer = reply(readContext(request, operations[index]!.format, {}));
    if (sapMessage === undefined || index < replies.length - 1) return answer;
    return { ...answer, headers: { ...answer.headers, 'sap-message': sapMessage } };
  });
}

function readContext({ host, state, service, exchange }: ServiceRequest, format: WireFormat, headers: Exchange['headers']): ReadContext {
  const ifNoneMatch = headers['if-none-match'];
  return {
    service,
    data: state,
    root: `${exchange.origin}${service.path}`,
    pageSize: state.options.pageSize,
    format,
    at: new Date(host.now()).toISOString(),
    ...(ifNoneMatch === undefined ? {} : { ifNoneMatch }),
  };
}

/** Inner URLs are relative to the service, or absolute paths, or whole URLs. */
function batchOperation(service: ODataService, request: BatchRequest): Operation {
  const path = request.url.replace(/^https?:\/\/[^/]+/i, '');
  const inService = path.toLowerCase().startsWith(`${service.path.toLowerCase()}/`);
  const target = inService ? path.slice(service.path.length + 1) : path;
  const query = target.includes('?') ? target.slice(target.indexOf('?') + 1) : '';
  const operation = operationOf(
    meantMethod(request.method, request.headers),
    target,
    request.headers,
    request.body,
    wireFormat(request.headers, query),
  );
  return request.contentId === undefined ? operation : { ...operation, contentId: request.contentId };
}

function operationOf(
  method: string,
  target: string,
  headers: Exchange['headers'],
  body: string | undefined,
  format: WireFormat,
): Operation {
  return { method, target, headers, format, ...(body === undefined || body === '' ? {} : { body }) };
}
