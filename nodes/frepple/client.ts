/** Speaks the REST interface of frePPLe: Django REST framework for the data, a small one of its own for tasks. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '../connection.ts';
import { DeniedError, InvalidError, NetworkError, type StepError } from '../errors.ts';
import { authorizationHeaders, forgetAuthorization } from '../http/authorization.ts';
import { classifyStatus } from '../http/classify-status.ts';
import type { HttpAnswer } from '../http/http-client.ts';
import { readJson } from '../http/read-json.ts';
import type { Exchange } from '../step.ts';
import { freppleSettingsOf } from './settings.ts';

export type CallContext = Pick<Exchange, 'signal' | 'correlationId' | 'traceparent'>;

export interface FreppleRequest {
  readonly method: 'GET' | 'POST';
  /** Below the scenario, with query, e.g. `/api/input/demand/?format=json`. */
  readonly path: string;
  readonly body?: Json;
}

/** Throws one of the nine classes, in frePPLe's words. */
export async function callFrepple(connection: ConnectionAccess, context: CallContext, request: FreppleRequest): Promise<Json> {
  const answer = await send(connection, context, request);
  // A 401 was not processed: one fresh token is no second attempt at the work.
  const final = answer.status === 401 && forgetAuthorization(connection) ? await send(connection, context, request) : answer;
  const refusal = classifyFreppleAnswer(final);
  if (refusal !== undefined) throw refusal;
  const reading = readJson(final.text);
  if (reading.ok) return reading.value;
  if (reading.code !== 'json-malformed')
    throw new InvalidError(`The answer of frePPLe is ${reading.message}`, { code: `answer-${reading.code}`, maybeApplied: true });
  throw new NetworkError('The answer of frePPLe is not JSON', { code: 'answer-malformed' });
}

/** All rows that a filter gives. Throws InvalidError `too-many-rows` above `maxRows`, and where no list comes back. */
export async function listFrepple(
  connection: ConnectionAccess,
  context: CallContext,
  table: string,
  filter: { readonly [name: string]: string },
  maxRows: number,
): Promise<readonly JsonObject[]> {
  const query = new URLSearchParams({ ...filter, format: 'json' });
  const rows = await callFrepple(connection, context, { method: 'GET', path: `/api/input/${table}/?${query}` });
  if (!Array.isArray(rows)) throw new NetworkError(`The answer of frePPLe about ${table} is no list`, { code: 'answer-malformed' });
  if (rows.length <= maxRows) return rows as readonly JsonObject[];
  throw new InvalidError(`frePPLe has more than ${maxRows} rows of ${table} for this question`, { code: 'too-many-rows' });
}

async function send(connection: ConnectionAccess, context: CallContext, { method, path, body }: FreppleRequest): Promise<HttpAnswer> {
  const settings = freppleSettingsOf(connection);
  const scenario = settings.scenario === '' ? '' : `/${settings.scenario}`;
  return connection.http.request({
    method,
    url: `${scenario}${path}`,
    headers: {
      accept: 'application/json',
      ...(await authorizationHeaders(connection, settings)),
      traceparent: context.traceparent,
      'x-correlation-id': context.correlationId,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: context.signal,
  });
}

/** Undefined for a good answer. */
export function classifyFreppleAnswer(answer: HttpAnswer): StepError | undefined {
  const { status, headers, text } = answer;
  // Whoever is not known is sent to the page where people sign in.
  const isPage = /^\s*<(?:!doctype html|html)/i.test(text) || /\bhtml\b/i.test(headers['content-type'] ?? '');
  if ((status >= 300 && status < 400 && status !== 304) || (status < 300 && isPage))
    return new DeniedError('frePPLe answers with its sign-in page instead of data', {
      code: 'sign-in-page',
      help: 'Check user and password (or token), that the user may use the API in this scenario, and the address.',
      maybeApplied: false,
      signInRefused: true,
    });
  if (status < 400) return undefined;
  const reading = isPage ? undefined : readJson(text);
  const problem = reading?.ok === true ? wordsOf(reading.value) : undefined;
  return classifyStatus(answer, {
    system: 'frePPLe',
    ...(problem === undefined ? {} : { message: problem.message, ...(problem.target === undefined ? {} : { target: problem.target }) }),
    ...(reading?.ok === true ? { details: Array.isArray(reading.value) ? (reading.value as readonly Json[]) : [reading.value] } : {}),
  });
}

/**
 * What Django REST framework says of a refusal: `{"detail": "…"}`, `{"field": ["…"]}`, `{"non_field_errors": ["…"]}`, or for a list
 * of rows a list of those, in which an empty object is a row that is fine.
 */
function wordsOf(body: Json): { readonly message: string; readonly target?: string } | undefined {
  if (Array.isArray(body)) {
    const rows = body as readonly Json[];
    const at = rows.findIndex((row) => wordsOf(row) !== undefined);
    const words = at < 0 ? undefined : wordsOf(rows[at]!);
    return words === undefined || rows.length === 1 ? words : { ...words, message: `Row ${at + 1}: ${words.message}` };
  }
  if (typeof body === 'string') return { message: body };
  if (typeof body !== 'object' || body === null) return undefined;
  const fields = body as JsonObject;
  if (typeof fields['detail'] === 'string') return { message: fields['detail'] };
  const [name, value] = Object.entries(fields)[0] ?? [];
  if (name === undefined || value === undefined) return undefined;
  const said = (Array.isArray(value) ? (value as readonly Json[]) : [value]).map(String).join(' ');
  return name === 'non_field_errors' ? { message: said } : { message: `${name}: ${said}`, target: name };
}
