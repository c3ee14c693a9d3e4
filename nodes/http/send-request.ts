/** A prepared request over a connection: signed in, classified, its answer read. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '../connection.ts';
import { InvalidError, NetworkError, RejectedError, type StepError } from '../errors.ts';
import type { Exchange, StepContext } from '../step.ts';
import { authorizationHeaders, forgetAuthorization } from './authorization.ts';
import { classifyStatus, isSuccess } from './classify-status.ts';
import type { HttpAnswer } from './http-client.ts';
import { readJson } from './read-json.ts';
import type { PreparedRequest } from './request/prepare-request.ts';
import { saysThereAlready } from './there-already.ts';

export interface Sending {
  /** Header that carries the key of the step, for writes whose receiver honours it. */
  readonly keyHeader?: string;
  readonly maxAnswerBytes: number;
  /** Statuses that are outcomes of the business, not failures: they are thrown as OutcomeError, for nothing was applied. */
  readonly outcomes?: ReadonlySet<number>;
}

export interface ReadAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  /** JSON where the answer says JSON, else text; null when empty. */
  readonly body: Json;
}

/** The system refuses in a way that its description names; the ledger keeps it as refused. */
export class OutcomeError extends RejectedError {
  readonly answer: ReadAnswer;

  constructor(answer: ReadAnswer, perhapsOurOwn: boolean) {
    super(`The system answered with status ${answer.status}`, {
      code: `http-${answer.status}`,
      details: [{ ...answer }],
      ...(perhapsOurOwn ? { perhapsOurOwn } : {}),
    });
    this.answer = answer;
  }
}

export function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/** Gives the answer of a success; throws what the status means. */
export async function sendRequest(
  connection: ConnectionAccess,
  request: PreparedRequest,
  sending: Sending,
  exchange: Exchange,
): Promise<ReadAnswer> {
  let answer = await sendOnce(connection, request, sending, exchange);
  // A 401 was not processed: one fresh token is no second attempt at the work.
  if (answer.status === 401 && forgetAuthorization(connection)) answer = await sendOnce(connection, request, sending, exchange);
  if (sending.outcomes?.has(answer.status) === true)
    throw new OutcomeError({ status: answer.status, headers: answer.headers, body: readBody(answer) }, isPerhapsOurs(answer));
  // The words of a refusal are only looked for where there is one.
  if (!isSuccess(answer.status)) throw refusalOf(answer);
  return { status: answer.status, headers: answer.headers, body: readBody(answer) };
}

/** A description that names 409 means by it that something is there; without one it may as well be a lock, which is worth another try. */
function isPerhapsOurs(answer: HttpAnswer): boolean {
  return answer.status === 409 || saysThereAlready(answer);
}

async function sendOnce(
  connection: ConnectionAccess,
  request: PreparedRequest,
  { keyHeader, maxAnswerBytes }: Sending,
  exchange: Exchange,
): Promise<HttpAnswer> {
  const headers: { [name: string]: string } = { traceparent: exchange.traceparent, 'x-correlation-id': exchange.correlationId };
  for (const name in request.headers) headers[name] = request.headers[name]!;
  if (keyHeader !== undefined && !isRead(request.method)) headers[keyHeader.toLowerCase()] = exchange.idempotencyKey;
  const authorization = authorizationHeaders(connection);
  const signed = authorization instanceof Promise ? await authorization : authorization;
  for (const name in signed) headers[name] = signed[name]!;
  return connection.http.request({
    method: request.method,
    url: request.path,
    headers,
    ...(request.body === undefined ? {} : { body: request.body }),
    signal: exchange.stopSignal ?? exchange.signal,
    maxAnswerBytes,
    // The step's own time-out stops the exchange through its signal; this is only the fence behind it.
    timeoutMs: FENCE_MS,
  });
}

const FENCE_MS = 15 * 60_000;

function readBody(answer: HttpAnswer): Json {
  if (answer.text === '') return null;
  if (!isJson(answer)) return answer.text;
  const reading = readJson(answer.text);
  if (reading.ok) return reading.value;
  throw toReadingError(reading.code, reading.message);
}

function toReadingError(code: string, message: string): StepError {
  if (code === 'json-malformed') {
    // Something between the system and us damaged it: worth another try, and a write may have been carried out.
    return new NetworkError(`The answer says that it is JSON, but it is not: ${message}`, { code: 'answer-malformed' });
  }
  return new InvalidError(`The answer is ${message}`, { code: `answer-${code}`, maybeApplied: true });
}

function refusalOf(answer: HttpAnswer): StepError {
  const details = [{ status: answer.status, body: excerptOf(answer) }];
  return classifyStatus(answer, { system: 'The system', ...wordsOf(answer), details, perhapsOurOwn: saysThereAlready(answer) })!;
}

function isJson(answer: HttpAnswer): boolean {
  return /^[^;]*[/+]json\b/i.test(answer.headers['content-type'] ?? '');
}

const EXCERPT_LENGTH = 2000;

function excerptOf(answer: HttpAnswer): Json {
  if (answer.text.length > EXCERPT_LENGTH) return `${answer.text.slice(0, EXCERPT_LENGTH)}…`;
  const reading = isJson(answer) ? readJson(answer.text) : undefined;
  return reading?.ok === true ? reading.value : answer.text;
}

/** The sentence of `application/problem+json` and of the usual `{ error, message, code }`. */
function wordsOf(answer: HttpAnswer): { readonly message?: string; readonly code?: string } {
  if (!isJson(answer)) return {};
  const reading = readJson(answer.text);
  if (!reading.ok || typeof reading.value !== 'object' || reading.value === null || Array.isArray(reading.value)) return {};
  const body = reading.value as JsonObject;
  const message = [body['detail'], body['message'], body['title'], body['error']].find((text) => typeof text === 'string');
  const code = [body['code'], body['error']].find((text) => typeof text === 'string');
  return {
    ...(message === undefined ? {} : { message: `${message as string} (status ${answer.status})` }),
    ...(code === undefined ? {} : { code: code as string }),
  };
}

/** After the write is in the ledger: another attempt finds its answer there and sends nothing. */
export function requireDeclared(
  validate: StepContext['lookup']['validate'],
  declared: JsonObject | undefined,
  body: Json,
  mend: string,
): void {
  if (declared === undefined) return;
  const [first, ...others] = validate(declared, body);
  if (first === undefined) return;
  throw new InvalidError(`The answer is not what was declared: ${first.path || '/'} ${first.message}`, {
    code: 'answer-unfit',
    help: `${mend}, or talk to those who run the system.`,
    details: [first, ...others].slice(0, 10).map(({ path, message }) => ({ path, message })),
  });
}
