/** Speaks the generic scheduler contract and classifies its problems by their codes. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '../connection.ts';
import { InvalidError, NetworkError, RejectedError, type StepError } from '../errors.ts';
import { classifyStatus } from '../http/classify-status.ts';
import type { HttpAnswer } from '../http/http-client.ts';
import { readJson } from '../http/read-json.ts';
import type { Exchange } from '../step.ts';

export interface SchedulerRequest {
  readonly method: 'GET' | 'PUT' | 'POST';
  /** Below the base address, e.g. `/v1/demands/0000004711`. */
  readonly path: string;
  readonly body?: JsonObject;
}

type CallContext = Pick<Exchange, 'signal' | 'correlationId' | 'traceparent'> & { readonly idempotencyKey?: string };

/** What is not there is `undefined` where `missing` is allowed; a 404 that does not say so in the words of the contract is an error. */
export async function callScheduler(
  connection: ConnectionAccess,
  context: CallContext,
  request: SchedulerRequest,
  options: { readonly missing?: boolean } = {},
): Promise<JsonObject | undefined> {
  const answer = await connection.http.request({
    method: request.method,
    url: request.path,
    headers: {
      authorization: `Bearer ${connection.secret('apiKey')}`,
      accept: 'application/json',
      traceparent: context.traceparent,
      'x-correlation-id': context.correlationId,
      ...(context.idempotencyKey === undefined || request.method === 'GET' ? {} : { 'idempotency-key': context.idempotencyKey }),
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    signal: context.signal,
  });
  const problem = readProblem(answer);
  if (options.missing === true && answer.status === 404 && problem.code !== undefined && MISSING.has(problem.code)) return undefined;
  const refusal = classify(answer, problem);
  if (refusal !== undefined) throw refusal;
  const reading = readJson(answer.text);
  if (reading.ok && typeof reading.value === 'object' && reading.value !== null && !Array.isArray(reading.value))
    return reading.value as JsonObject;
  if (!reading.ok && reading.code !== 'json-malformed')
    throw new InvalidError(`The answer of the scheduler is ${reading.message}`, { code: `answer-${reading.code}`, maybeApplied: true });
  throw new NetworkError('The answer of the scheduler is not JSON', { code: 'answer-malformed' });
}

const MISSING = new Set(['unknown-demand', 'unknown-plan']);
/** The business speaks: not a clash to try again, and nothing was applied. */
const BUSINESS = new Set([...MISSING, 'older-revision', 'revision-taken', 'request-id-taken', 'older-shipment']);

interface Problem {
  readonly code?: string;
  readonly message?: string;
  readonly body: JsonObject;
}

function readProblem(answer: HttpAnswer): Problem {
  if (answer.status < 400) return { body: {} };
  const reading = readJson(answer.text);
  const body = (reading.ok && typeof reading.value === 'object' && reading.value !== null ? reading.value : {}) as JsonObject;
  const code = textOf(body['code']);
  const message = textOf(body['detail']) ?? textOf(body['title']);
  return { body, ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) };
}

/** By the codes of the contract, then by status. */
function classify(answer: HttpAnswer, { code, message, body }: Problem): StepError | undefined {
  if (code !== undefined && BUSINESS.has(code)) return new RejectedError(message ?? code, { code, details: [body] });
  const errors = body['errors'];
  return classifyStatus(answer, {
    system: 'The scheduler',
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { message }),
    ...(Array.isArray(errors) ? { details: errors } : {}),
  });
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
