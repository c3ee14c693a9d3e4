/**
 * Webhooks, served on node:http itself: this is the hot path. Find the route, read the body, authenticate, let the trigger read
 * the message, start its runs in one commit, answer. Nothing answers 2xx before the engine has committed (INT-1).
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Accepted, HookAnswer, InboundEvent, InboundRequest } from '#nodes/node.ts';
import type { Engine, Reply, StartRequest, StartResult } from '../engine/engine.ts';
import { findExcess } from '../http/json-body.ts';
import { HOOK_HEADERS } from '../http/security-headers.ts';
import type { ValidateValue, ValueProblem } from '../schema-validation.ts';
import { authenticateHook, type HookConsumer } from './authenticate-hook.ts';
import type { HookMatch, HookTable } from './hook-table.ts';
import type { Quotas } from './quotas.ts';
import type { VendorScheme } from './vendor-signatures.ts';

export const HOOK_BODY_BYTES = 10_485_760;

export interface HookServerParts {
  readonly engine: Pick<Engine, 'startMany'>;
  table(): HookTable;
  consumers(environment: string, flow: string): readonly HookConsumer[];
  readonly quotas: Quotas;
  readonly validate: ValidateValue;
  countEcho(environment: string, flow: string): void;
  /** Address as the sender sees it, for signatures over the URL. */
  readonly publicUrl: () => string;
  now(): number;
  logError(error: unknown, path: string): void;
}

export type HookHandler = (request: IncomingMessage, response: ServerResponse) => void;

export function createHookServer(parts: HookServerParts): HookHandler {
  return (request, response) => {
    handle(parts, request, response).catch((error: unknown) => {
      parts.logError(error, pathWithoutSecret(request.url ?? ''));
      if (!response.headersSent) answerProblem(response, 500, 'internal', 'Something went wrong on our side. Send the message again.');
    });
  };
}

async function handle(parts: HookServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? '';
  const queryAt = url.indexOf('?');
  const path = queryAt === -1 ? url : url.slice(0, queryAt);
  const match = parts.table().find(request.method ?? '', path);
  if ('refused' in match) {
    request.resume();
    if (match.refused === 405)
      return answerProblem(response, 405, 'method-not-allowed', `This webhook takes ${match.allow.join(', ')}.`, {
        Allow: match.allow.join(', '),
      });
    return answerProblem(response, 404, 'no-such-webhook', 'No flow listens here.');
  }
  const body = await readBody(request, response);
  if (body === undefined) return;
  const headers = request.headers as { readonly [name: string]: string };
  const verdict = authenticate(parts, match, request, body);
  if (!verdict.ok) return answerProblem(response, 401, 'not-authenticated', verdict.reason);
  if (verdict.consumer !== undefined) {
    const retryAfterMs = parts.quotas.take(verdict.consumer.consumerId);
    if (retryAfterMs > 0)
      return answerOverloaded(response, 429, 'quota-used-up', `The quota of "${verdict.consumer.name}" is used up.`, retryAfterMs);
  }
  const inbound: InboundRequest = {
    method: request.method ?? '',
    path,
    headers: withoutCredentials(headers),
    query: queryAt === -1 ? NO_QUERY : Object.fromEntries(new URLSearchParams(url.slice(queryAt + 1))),
    params: match.params,
    body,
    receivedAt: new Date(parts.now()).toISOString(),
  };
  const received = match.route.trigger.receive(inbound, match.route.config);
  if (received.kind === 'handshake') return answer(response, received.answer);
  if (received.kind === 'invalid') return answerProblem(response, 400, received.code, received.message, {}, received.help);
  const excess = received.events.map(({ scope }) => findExcess(scope.body)).find((sentence) => sentence !== undefined);
  if (excess !== undefined) return answerProblem(response, 400, 'body-too-complex', excess);
  if (match.route.body !== undefined) {
    const { schema, schemas } = match.route.body;
    const problems = received.events.flatMap(({ scope }) => parts.validate(schema, schemas, scope.body));
    if (problems.length > 0) return answerInvalidBody(response, problems);
  }
  await start(parts, match, received.events, verdict.messageId, headers, response, received.acknowledge);
}

function authenticate(parts: HookServerParts, match: HookMatch, request: IncomingMessage, body: string) {
  const { route } = match;
  const { authentication } = route.trigger.route(route.config);
  if (authentication === 'public') return { ok: true } as const;
  const scheme = (route.config['scheme'] as VendorScheme | undefined) ?? 'standard-webhooks';
  const signed = {
    method: request.method ?? '',
    url: parts.publicUrl() + (request.url ?? ''),
    headers: request.headers as { readonly [name: string]: string | undefined },
    body,
  };
  return authenticateHook(
    authentication,
    scheme,
    match.pathSecret === undefined ? signed : { ...signed, pathSecret: match.pathSecret },
    parts.consumers(route.environment, route.flow),
    Math.floor(parts.now() / 1000),
  );
}

async function start(
  parts: HookServerParts,
  { route }: HookMatch,
  events: readonly InboundEvent[],
  messageId: string | undefined,
  headers: { readonly [name: string]: string | undefined },
  response: ServerResponse,
  acknowledge: ((results: readonly Accepted[]) => HookAnswer) | undefined,
): Promise<void> {
  const synchronous = route.trigger.route(route.config).synchronous && acknowledge === undefined && events.length === 1;
  const requests: StartRequest[] = [];
  for (const [index, event] of events.entries()) {
    if (event.echo === true) {
      parts.countEcho(route.environment, route.flow);
      continue;
    }
    const identity = event.messageId ?? (messageId === undefined ? undefined : events.length === 1 ? messageId : `${messageId}/${index}`);
    requests.push({
      environment: route.environment,
      flow: route.flow,
      major: route.major,
      trigger: event.scope,
      source: 'http',
      ...(headers['traceparent'] === undefined ? {} : { traceparent: headers['traceparent'] }),
      ...(headers['x-correlation-id'] === undefined ? {} : { correlationId: headers['x-correlation-id'].slice(0, 128) }),
      ...(identity === undefined ? {} : { messageId: identity }),
      ...(synchronous ? { synchronous: true } : {}),
      ...(event.bodyMayDiffer === true ? { bodyMayDiffer: true } : {}),
    });
  }
  const results = requests.length === 0 ? [] : await parts.engine.startMany(requests);
  const refusal = results.find((result) => result.kind === 'refused');
  if (refusal !== undefined) {
    if (refusal.retryAfterMs !== undefined)
      return answerOverloaded(response, refusal.status, refusal.code, refusal.message, refusal.retryAfterMs);
    return answerProblem(response, refusal.status, refusal.code, refusal.message);
  }
  if (acknowledge !== undefined) return answer(response, acknowledge(toAccepted(events, results)));
  if (results.length === 0) return answerJson(response, 202, { echo: true });
  if (results.length > 1) return answerJson(response, 202, { runs: toAccepted(events, results) });
  await answerSingle(response, results[0]!, route.superseded);
}

async function answerSingle(response: ServerResponse, result: StartResult, superseded: boolean): Promise<void> {
  const headers: Record<string, string> = superseded ? { Sunset: 'true', Deprecation: 'true' } : {};
  if (result.kind === 'exception') return answerJson(response, 202, { exceptionId: result.exceptionId, message: result.message }, headers);
  if (result.kind === 'refused') return;
  const reply: Reply | undefined = await result.answer;
  if (reply !== undefined) {
    const replayed = result.replayed === true || result.duplicate ? { 'Idempotent-Replayed': 'true' } : {};
    return answerJson(response, reply.status, reply.body, { ...headers, ...reply.headers, ...replayed, 'Millrace-Run': result.runId });
  }
  answerJson(
    response,
    202,
    { runId: result.runId, correlationId: result.correlationId, duplicate: result.duplicate },
    { ...headers, Location: `/api/runs/${result.runId}` },
  );
}

function toAccepted(events: readonly InboundEvent[], results: readonly StartResult[]): readonly Accepted[] {
  let next = 0;
  return events.map((event): Accepted => {
    if (event.echo === true) return { kind: 'echo' };
    const result = results[next++]!;
    if (result.kind === 'accepted')
      return { kind: 'accepted', runId: result.runId, correlationId: result.correlationId, duplicate: result.duplicate };
    return result.kind === 'exception' ? result : { kind: 'overloaded', retryAfterMs: result.retryAfterMs ?? 1000 };
  });
}

/** Undefined when the body was too large or broke off; the answer has then been given. */
function readBody(request: IncomingMessage, response: ServerResponse): Promise<string | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= HOOK_BODY_BYTES) return void chunks.push(chunk);
      request.removeAllListeners('data');
      request.resume();
      answerProblem(response, 413, 'body-too-large', `The body is larger than ${HOOK_BODY_BYTES} bytes.`, { Connection: 'close' });
      resolve(undefined);
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]!.toString('utf8') : Buffer.concat(chunks).toString('utf8')));
    request.on('error', () => resolve(undefined));
  });
}

const NO_QUERY: { readonly [name: string]: string } = {};
const CREDENTIAL_HEADERS = [
  'authorization',
  'cookie',
  'x-api-key',
  'proxy-authorization',
  'webhook-signature',
  'stripe-signature',
  'x-hub-signature-256',
  'x-hubspot-signature-v3',
];

/** What flows see of the headers: never what authenticates the sender. */
function withoutCredentials(headers: { readonly [name: string]: string }): { readonly [name: string]: string } {
  const copy: Record<string, string> = { ...headers };
  for (const name of CREDENTIAL_HEADERS) delete copy[name];
  return copy;
}

/** For logs: a secret path segment must not stand in them. */
export function pathWithoutSecret(url: string): string {
  return url.split('?')[0]!.replace(/\/[A-Za-z0-9_-]{22,}(?=\/|$)/g, '/…');
}

function answer(response: ServerResponse, { status, headers, body }: HookAnswer): void {
  response.writeHead(status, { ...HOOK_HEADERS, ...headers });
  response.end(body);
}

/** A flow may set these and no others (S26). */
const REPLY_HEADERS = new Set([
  'content-type',
  'location',
  'retry-after',
  'link',
  'etag',
  'last-modified',
  'millrace-run',
  'sunset',
  'deprecation',
  'idempotent-replayed',
]);

function answerJson(response: ServerResponse, status: number, body: unknown, headers: { readonly [name: string]: string } = {}): void {
  const allowed = Object.fromEntries(
    Object.entries(headers).filter(([name]) => REPLY_HEADERS.has(name.toLowerCase()) || name.toLowerCase().startsWith('x-')),
  );
  const contentType =
    Object.entries(allowed).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'application/json; charset=utf-8';
  const text = typeof body === 'string' && !contentType.startsWith('application/json') ? body : JSON.stringify(body ?? null);
  response.writeHead(status, { ...HOOK_HEADERS, ...allowed, 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}

const MOST_ERRORS = 20;

function answerInvalidBody(response: ServerResponse, problems: readonly ValueProblem[]): void {
  const [first] = problems;
  const detail = `The body does not fit what this webhook takes: ${first!.path || '/'} ${first!.message}.`;
  const errors = problems.slice(0, MOST_ERRORS).map(({ path, message }) => ({ path, message }));
  answerProblem(response, 400, 'body-invalid', detail, {}, 'Correct the body and send it again.', { errors });
}

function answerProblem(
  response: ServerResponse,
  status: number,
  code: string,
  detail: string,
  headers: { readonly [name: string]: string } = {},
  help?: string,
  more: { readonly [member: string]: unknown } = {},
): void {
  const text = JSON.stringify({
    type: `urn:millrace:problem:${code}`,
    title: 'Refused',
    status,
    code,
    detail,
    ...(help === undefined ? {} : { help }),
    ...more,
  });
  response.writeHead(status, {
    ...HOOK_HEADERS,
    ...headers,
    'Content-Type': 'application/problem+json',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

function answerOverloaded(response: ServerResponse, status: number, code: string, detail: string, retryAfterMs: number): void {
  answerProblem(response, status, code, detail, { 'Retry-After': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) });
}
