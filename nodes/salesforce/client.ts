/**
 * Speaks Salesforce's REST API: token renewed once when the session ended, our client tag on every call (so that change events
 * name us as their origin), the limits header read, errors classified by their own codes.
 */
import type { Json, JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '../connection.ts';
import { InvalidError, NetworkError } from '../errors.ts';
import { readJson } from '../http/read-json.ts';
import type { Exchange } from '../step.ts';
import { classifySalesforce, isSessionEnded } from './classify-errors.ts';
import { type SalesforceToken, TokenKeeper } from './token.ts';

export interface SalesforceRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/services/data/vNN.0`; each segment already encoded. */
  readonly path: string;
  readonly body?: JsonObject;
  /** Sent instead of a body. */
  readonly csv?: string;
  /** The answer is CSV: its body is the text. */
  readonly wantsCsv?: boolean;
  /** ISO: refused with 412 when the record was changed later. Whole seconds, by `LastModifiedDate`. */
  readonly unmodifiedSince?: string;
}

export interface SalesforceAnswer {
  readonly status: number;
  /** `null` for 204. */
  readonly body: Json;
  /** Calls used and allowed in 24 hours, from `Sforce-Limit-Info`. */
  readonly headers: { readonly [name: string]: string };
  readonly usage?: { readonly used: number; readonly allowed: number };
}

/** Of a bulk upload. */
const UPLOAD_MS = 120_000;
const MOST_CSV_BYTES = 50_000_000;

type CallContext = Pick<Exchange, 'signal' | 'correlationId' | 'traceparent'> & { readonly idempotencyKey?: string };

/** A not-found answer to these is data, not an error: `undefined` body. */
export async function callSalesforce(
  connection: ConnectionAccess,
  context: CallContext,
  request: SalesforceRequest,
  options: { readonly missing?: boolean } = {},
): Promise<SalesforceAnswer> {
  const keeper = tokenKeeper(connection);
  let token = await keeper.get(connection);
  let answer = await send(connection, context, request, token);
  if (isSessionEnded(answer)) {
    // A refused session was not processed: a fresh token is no second attempt at the work.
    keeper.forget(token);
    token = await keeper.get(connection);
    answer = await send(connection, context, request, token);
  }
  if (options.missing === true && answer.status === 404) return { status: 404, body: null, headers: answer.headers };
  const refusal = classifySalesforce(answer);
  if (refusal !== undefined) throw refusal;
  const usage = /api-usage=(\d+)\/(\d+)/.exec(answer.headers['sforce-limit-info'] ?? '');
  return {
    status: answer.status,
    body: request.wantsCsv === true ? answer.text : readBody(answer.text),
    headers: answer.headers,
    ...(usage === null ? {} : { usage: { used: Number(usage[1]), allowed: Number(usage[2]) } }),
  };
}

export function tokenKeeper(connection: ConnectionAccess): TokenKeeper {
  return connection.session('salesforce-token', () => new TokenKeeper());
}

function send(connection: ConnectionAccess, context: CallContext, request: SalesforceRequest, token: SalesforceToken) {
  const { apiVersion, clientTag } = connection.settings;
  return connection.http.request({
    method: request.method,
    url: `/services/data/v${String(apiVersion)}${request.path}`,
    headers: {
      authorization: `Bearer ${token.accessToken}`,
      accept: request.wantsCsv === true ? 'text/csv' : 'application/json',
      'sforce-call-options': `client=${String(clientTag)}`,
      traceparent: context.traceparent,
      'x-correlation-id': context.correlationId,
      ...(context.idempotencyKey === undefined ? {} : { 'x-request-id': context.idempotencyKey }),
      ...(request.unmodifiedSince === undefined ? {} : { 'if-unmodified-since': new Date(request.unmodifiedSince).toUTCString() }),
      ...(request.csv === undefined ? {} : { 'content-type': 'text/csv' }),
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(request.csv === undefined ? {} : { body: request.csv, timeoutMs: UPLOAD_MS }),
    ...(request.wantsCsv === true ? { maxAnswerBytes: MOST_CSV_BYTES } : {}),
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    signal: context.signal,
  });
}

function readBody(text: string): Json {
  if (text === '') return null;
  const reading = readJson(text);
  if (reading.ok) return reading.value;
  if (reading.code === 'json-malformed')
    throw new NetworkError(`The answer of Salesforce is not JSON: ${reading.message}`, { code: 'answer-malformed' });
  throw new InvalidError(`The answer of Salesforce is ${reading.message}`, { code: `answer-${reading.code}`, maybeApplied: true });
}

/** One path segment, with `/` encoded too: external ids may hold any character. */
export function segment(value: string): string {
  return encodeURIComponent(value);
}

/** 15-character ids are case-sensitive and short; the 18-character form adds a checksum and is what we keep and compare. */
export function toLongId(id: string): string {
  if (id.length !== 15) return id;
  const suffix = [0, 5, 10].map((start) => {
    let bits = 0;
    for (let at = 0; at < 5; at += 1) if (/[A-Z]/.test(id[start + at]!)) bits |= 1 << at;
    return 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[bits];
  });
  return id + suffix.join('');
}
