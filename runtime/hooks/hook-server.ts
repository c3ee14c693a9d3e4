/**
 * Webhooks, served on node:http itself: this is the hot path. Find the route, authenticate, read the body, let the trigger read the
 * message, start its runs in one commit, answer. Nothing answers 2xx before the engine has committed (INT-1).
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Accepted, HookAnswer, InboundEvent, InboundRequest } from '#nodes/trigger.ts';
import type { EchoFilter } from '../echoes/echo-filter.ts';
import type { Engine, KeptMessage, Reply, StartRequest, StartResult } from '../engine/engine.ts';
import { ApiError, refusals } from '../http/api-error.ts';
import { findExcess } from '../http/json-body.ts';
import { readBody } from '../http/read-body.ts';
import { createIsoNow } from '../iso-now.ts';
import type { ValidateValue } from '../schema-validation.ts';
import type { FindUsedMessage } from '../store/used-message-reads.ts';
import { authenticateByToken, authenticateHook, type FindKeys, type HookConsumer, type HookVerdict } from './authenticate-hook.ts';
import { answerAsIs, answerJson, answerProblem, hookRefusals } from './hook-answers.ts';
import type { HookMatch, HookRoute, HookTable } from './hook-table.ts';
import type { Quotas } from './quotas.ts';
import { sunsetHeaders } from './sunset.ts';
import { createUsedMessages, type RunIds, type TakenMessage, type UsedMessages } from './used-messages.ts';
import type { VendorScheme } from './vendor-signatures.ts';

/** What we read for a sender that has proved who it is; for others it is a tenth. */
export const HOOK_BODY_BYTES = 10_485_760;

export interface HookServerParts {
  readonly engine: Pick<Engine, 'startMany'>;
  /** Why nothing is taken just now (RES-6). */
  readonly standsStill: () => string | undefined;
  table(): HookTable;
  consumers(environment: string, flow: string): readonly HookConsumer[];
  readonly findKeys: FindKeys;
  readonly quotas: Quotas;
  readonly validate: ValidateValue;
  readonly echoes: EchoFilter;
  readonly findUsedMessage: FindUsedMessage;
  /** Address as the sender sees it, for signatures over the URL. */
  readonly publicUrl: () => string;
  now(): number;
  newId(): string;
  logError(error: unknown, context: { readonly path: string; readonly id: string }): void;
}

export type HookHandler = (request: IncomingMessage, response: ServerResponse) => void;

export function createHookServer(parts: HookServerParts): HookHandler {
  const used = createUsedMessages(parts.now, parts.findUsedMessage);
  const nowIso = createIsoNow(() => parts.now());
  return (request, response) => {
    handle(parts, used, nowIso, request, response).catch((error: unknown) => {
      if (response.headersSent) return void response.destroy();
      if (error instanceof ApiError) return answerProblem(response, error);
      const id = parts.newId();
      parts.logError(error, { path: pathWithoutSecret(request.url ?? ''), id });
      answerProblem(response, new ApiError(500, 'internal', `Something went wrong on our side (${id}).`, 'Send the message again.'));
    });
  };
}

async function handle(
  parts: HookServerParts,
  used: UsedMessages,
  nowIso: () => string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = request.url ?? '';
  const queryAt = url.indexOf('?');
  const path = queryAt === -1 ? url : url.slice(0, queryAt);
  const match = parts.table().find(request.method ?? '', path);
  if ('refused' in match) throw match.refused === 405 ? hookRefusals.wrongMethod(match.allow) : hookRefusals.noWebhook();
  const { route } = match;
  const { authentication, open = [] } = route.trigger.route(route.config);
  const isOpen = open.includes(request.method ?? '');
  // Only a signature needs the body: everybody else is known, or sent away, before a byte of it is taken.
  const early = isOpen ? OPEN : authentication === 'signed' ? undefined : await authenticate(parts, match, request, '');
  if (early?.ok === false) throw refusalOf(early, authentication);
  const body = await readBody(request, HOOK_BODY_BYTES);
  const verdict = early ?? (await authenticate(parts, match, request, body));
  if (!verdict.ok) throw refusalOf(verdict, authentication);
  const { consumer, messageId } = verdict;
  const waitMs = consumer === undefined ? 0 : parts.quotas.take(consumer.consumerId);
  if (waitMs > 0) throw hookRefusals.later(429, 'quota-used-up', `The quota of "${consumer!.name}" is used up.`, waitMs);
  const headers = request.headers as { readonly [name: string]: string };
  const inbound: InboundRequest = {
    method: request.method ?? '',
    path: match.pathSecret === undefined ? path : path.slice(0, path.lastIndexOf('/')),
    headers: withoutCredentials(headers),
    query: queryAt === -1 ? NO_QUERY : Object.fromEntries(new URLSearchParams(url.slice(queryAt + 1))),
    params: match.params,
    body,
    receivedAt: nowIso(),
  };
  const received = route.trigger.receive(inbound, route.config);
  if (received.kind === 'handshake') return answerAsIs(response, received.answer);
  if (received.kind === 'invalid') throw new ApiError(400, received.code, received.message, received.help);
  if (isOpen) throw hookRefusals.notAuthenticated('Without credentials only a handshake is answered.', undefined);
  requireFit(parts, route, received.events);
  // Before anything is judged: to know an echo is to write it down.
  const why = parts.standsStill();
  if (why !== undefined) throw refusals.standsStill(why);
  const claim = consumer === undefined || messageId === undefined ? undefined : used.claim(consumer.consumerId, messageId, body);
  if (claim?.kind === 'other')
    throw new ApiError(
      422,
      'message-id-reused',
      `The message id "${messageId}" came before with another body.`,
      'Give each message an id of its own.',
    );
  const earlier = claim?.kind === 'again' ? await claim.outcome : undefined;
  try {
    const echoes = received.events.some(({ shows }) => shows !== undefined) ? await parts.echoes.judge(route, received.events) : NONE;
    const kept: KeptMessage = {
      ...(claim?.kind === 'first' ? { signed: toSigned(claim.taken, received.events, echoes) } : {}),
      shown: parts.echoes.shownStates(route, received.events, echoes),
    };
    const mayWait = received.acknowledge === undefined;
    const results = await start(parts, match, received.events, echoes, { messageId, earlier, kept }, headers, mayWait);
    const accepted = toAccepted(received.events, echoes, results);
    if (claim?.kind === 'first') claim.settle(runIdsOf(accepted));
    await answer(response, route, accepted, results, received.acknowledge);
  } catch (error) {
    if (claim?.kind === 'first') claim.settle(undefined);
    throw error;
  }
}

/** Nobody has shown who he is. */
const OPEN: HookVerdict = { ok: true };

async function authenticate(parts: HookServerParts, match: HookMatch, request: IncomingMessage, body: string): Promise<HookVerdict> {
  const { route } = match;
  const { authentication } = route.trigger.route(route.config);
  if (authentication === 'public') return { ok: true };
  const nowSeconds = Math.floor(parts.now() / 1000);
  const consumers = parts.consumers(route.environment, route.flow);
  if (authentication === 'jwt') return authenticateByToken(request.headers.authorization, consumers, parts.findKeys, nowSeconds);
  const certificateSha256 = authentication === 'certificate' ? readCertificate(request) : undefined;
  const shown = {
    method: request.method ?? '',
    url: parts.publicUrl() + (request.url ?? ''),
    headers: request.headers as { readonly [name: string]: string | undefined },
    body,
    ...(match.pathSecret === undefined ? {} : { pathSecret: match.pathSecret }),
    ...(certificateSha256 === undefined ? {} : { certificateSha256 }),
  };
  const scheme = (route.config['scheme'] as VendorScheme | undefined) ?? 'standard-webhooks';
  return authenticateHook(authentication, scheme, shown, consumers, nowSeconds);
}

/** Only one that TLS has verified against the authorities we were given. */
function readCertificate({ socket }: IncomingMessage): string | undefined {
  const secure = socket as TLSSocket;
  if (secure.authorized !== true) return undefined;
  return secure.getPeerCertificate().fingerprint256?.replaceAll(':', '').toLowerCase();
}

function refusalOf(verdict: HookVerdict & { readonly ok: false }, authentication: string): ApiError {
  if (verdict.unavailable === true) return hookRefusals.later(503, 'keys-unreachable', verdict.reason, 30_000);
  const challenge = authentication === 'basic' ? 'Basic realm="millrace"' : authentication === 'jwt' ? 'Bearer' : undefined;
  return hookRefusals.notAuthenticated(verdict.reason, challenge);
}

const MOST_ERRORS = 20;

/** Depth and size first (S18), then what the flow says about its input. */
function requireFit(parts: HookServerParts, { body }: HookRoute, events: readonly InboundEvent[]): void {
  for (const { scope } of events) {
    const excess = findExcess(scope.body);
    if (excess !== undefined) throw new ApiError(400, 'body-too-complex', excess, 'Send less at once, or flatten it.');
    if (body === undefined) continue;
    const errors = parts.validate(body.schema, body.schemas, scope.body).slice(0, MOST_ERRORS);
    const [first] = errors;
    if (first === undefined) continue;
    const detail = `The body does not fit what this webhook takes: ${first.path || '/'} ${first.message}.`;
    throw new ApiError(400, 'body-invalid', detail, 'Correct the body and send it again.', { errors });
  }
}

/** What is known of a message as a whole: its signed id, the runs of the first one that had it, what is kept of this one. */
interface Identity {
  readonly messageId: string | undefined;
  readonly earlier: RunIds | undefined;
  readonly kept: KeptMessage;
}

function toSigned(message: TakenMessage, events: readonly InboundEvent[], echoes: readonly boolean[]): NonNullable<KeptMessage['signed']> {
  return { message, runIds: (results) => runIdsOf(toAccepted(events, echoes, results)) };
}

function runIdsOf(accepted: readonly Accepted[]): RunIds {
  return accepted.map((one) => (one.kind === 'accepted' ? one.runId : undefined));
}

async function start(
  parts: HookServerParts,
  { route }: HookMatch,
  events: readonly InboundEvent[],
  echoes: readonly boolean[],
  { messageId, earlier, kept }: Identity,
  headers: { readonly [name: string]: string | undefined },
  mayWait: boolean,
): Promise<readonly StartResult[]> {
  const synchronous = mayWait && events.length === 1 && route.trigger.route(route.config).synchronous;
  const requests: StartRequest[] = [];
  for (const [index, event] of events.entries()) {
    if (echoes[index] === true) continue;
    const identity = event.messageId ?? (messageId === undefined ? undefined : events.length === 1 ? messageId : `${messageId}/${index}`);
    const replayOf = earlier?.[index];
    requests.push({
      environment: route.environment,
      flow: route.flow,
      major: route.major,
      trigger: event.scope,
      source: 'http',
      ...(headers['traceparent'] === undefined ? {} : { traceparent: headers['traceparent'] }),
      ...(headers['x-correlation-id'] === undefined ? {} : { correlationId: headers['x-correlation-id'].slice(0, 128) }),
      ...(identity === undefined ? {} : { messageId: identity }),
      ...(replayOf === undefined ? {} : { replayOf }),
      ...(synchronous ? { synchronous: true } : {}),
      ...(event.bodyMayDiffer === true ? { bodyMayDiffer: true } : {}),
    });
  }
  const results = requests.length === 0 ? [] : await parts.engine.startMany(requests, kept);
  const refusal = results.find((result) => result.kind === 'refused');
  if (refusal === undefined) return results;
  const { status, code, message, retryAfterMs } = refusal;
  throw retryAfterMs === undefined
    ? new ApiError(status, code, message, 'Check the message; it was not taken.')
    : hookRefusals.later(status, code, message, retryAfterMs);
}

async function answer(
  response: ServerResponse,
  route: HookRoute,
  accepted: readonly Accepted[],
  results: readonly StartResult[],
  acknowledge: ((results: readonly Accepted[]) => HookAnswer) | undefined,
): Promise<void> {
  if (acknowledge !== undefined) return answerAsIs(response, acknowledge(accepted));
  const headers = sunsetHeaders(route);
  if (results.length === 0) return answerJson(response, 202, { echo: true }, headers);
  if (results.length > 1) return answerJson(response, 202, { runs: accepted }, headers);
  const [result] = results;
  if (result!.kind === 'exception')
    return answerJson(response, 202, { exceptionId: result!.exceptionId, message: result!.message }, headers);
  if (result!.kind === 'refused') return;
  const { runId, correlationId, duplicate, replayed } = result!;
  const reply: Reply | undefined = await result!.answer;
  if (reply === undefined)
    return answerJson(response, 202, { runId, correlationId, duplicate }, { ...headers, Location: `/api/runs/${runId}` });
  const all: { [name: string]: string } = {};
  for (const name in reply.headers) all[name] = reply.headers[name]!;
  for (const name in headers) all[name] = headers[name]!;
  if (replayed === true || duplicate) all['Idempotent-Replayed'] = 'true';
  all['Millrace-Run'] = runId;
  answerJson(response, reply.status, reply.body, all);
}

function toAccepted(events: readonly InboundEvent[], echoes: readonly boolean[], results: readonly StartResult[]): readonly Accepted[] {
  let next = 0;
  return events.map((_event, index): Accepted => {
    if (echoes[index] === true) return { kind: 'echo' };
    const result = results[next++]!;
    if (result.kind === 'accepted')
      return { kind: 'accepted', runId: result.runId, correlationId: result.correlationId, duplicate: result.duplicate };
    return result.kind === 'exception' ? result : { kind: 'overloaded', retryAfterMs: result.retryAfterMs ?? 1000 };
  });
}

const NONE: readonly boolean[] = [];
const NO_QUERY: { readonly [name: string]: string } = {};
const CREDENTIAL_HEADERS = new Set([
  'authorization',
  'cookie',
  'x-api-key',
  'proxy-authorization',
  'webhook-signature',
  'stripe-signature',
  'x-hub-signature',
  'x-hub-signature-256',
  'x-hubspot-signature',
  'x-hubspot-signature-v3',
]);

/** What flows see of the headers: never what authenticates the sender. */
function withoutCredentials(headers: { readonly [name: string]: string }): { readonly [name: string]: string } {
  const copy: Record<string, string> = {};
  for (const name in headers) if (!CREDENTIAL_HEADERS.has(name)) copy[name] = headers[name]!;
  return copy;
}

/** For logs: a secret path segment must not stand in them. */
export function pathWithoutSecret(url: string): string {
  return url.split('?')[0]!.replace(/\/[A-Za-z0-9_-]{22,}(?=\/|$)/g, '/…');
}
