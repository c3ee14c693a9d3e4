/** How webhooks are answered: what flows may say and what they may not (S26). */
import type { ServerResponse } from 'node:http';
import type { HookAnswer } from '#nodes/trigger.ts';
import { ApiError } from '../http/api-error.ts';
import { HOOK_HEADERS } from '../http/security-headers.ts';

/** A flow may set these, and names that begin with `x-` but steer no browser. */
const REPLY_HEADERS = new Set([
  'content-type',
  'content-language',
  'cache-control',
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
const OUR_HEADERS: { readonly [name: string]: string } = Object.fromEntries(
  Object.entries(HOOK_HEADERS).map(([name, value]) => [name.toLowerCase(), value]),
);

/** A trigger's own way of answering (a handshake, a SOAP acknowledgement). */
export function answerAsIs(response: ServerResponse, { status, headers, body }: HookAnswer): void {
  response.writeHead(status, { ...HOOK_HEADERS, ...headers });
  response.end(body);
}

export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: { readonly [name: string]: string } = {},
): void {
  let type = 'application/json; charset=utf-8';
  let caching: string | undefined;
  // Names and values in turn, as Node writes them.
  const sent: string[] = [];
  for (const name in headers) {
    const lower = name.toLowerCase();
    const isOpen = lower.startsWith('x-') && !lower.startsWith('x-frame-') && !lower.startsWith('x-xss-');
    if (lower === 'content-type') type = headers[name]!;
    else if (lower === 'cache-control') caching = headers[name]!;
    else if ((REPLY_HEADERS.has(lower) || isOpen) && OUR_HEADERS[lower] === undefined) put(sent, lower, headers[name]!);
  }
  for (const name in OUR_HEADERS) sent.push(name, name === 'cache-control' && caching !== undefined ? caching : OUR_HEADERS[name]!);
  const isJson = type.startsWith('application/json');
  const text = typeof body === 'string' && !isJson ? body : JSON.stringify(body ?? null);
  sent.push('content-type', type, 'content-length', String(Buffer.byteLength(text)));
  response.writeHead(status, sent);
  response.end(text);
}

/** The same name in another spelling is the same header: the last one counts. */
function put(sent: string[], name: string, value: string): void {
  for (let index = 0; index < sent.length; index += 2) {
    if (sent[index] !== name) continue;
    sent[index + 1] = value;
    return;
  }
  sent.push(name, value);
}

export function answerProblem(response: ServerResponse, error: ApiError): void {
  const text = JSON.stringify(error.toProblem());
  response.writeHead(error.status, {
    ...HOOK_HEADERS,
    ...error.headers,
    'Content-Type': 'application/problem+json',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

export const hookRefusals = {
  noWebhook: () =>
    new ApiError(404, 'no-such-webhook', 'No flow listens here.', 'Check the address, the environment and the contract version in it.'),
  wrongMethod: (allow: readonly string[]) =>
    new ApiError(405, 'method-not-allowed', `This webhook takes ${allow.join(', ')}.`, undefined, {}, { Allow: allow.join(', ') }),
  notAuthenticated: (reason: string, challenge: string | undefined) =>
    new ApiError(
      401,
      'not-authenticated',
      reason,
      'Whoever runs this installation registers senders under Connections.',
      {},
      challenge === undefined ? {} : { 'WWW-Authenticate': challenge },
    ),
  later: (status: number, code: string, detail: string, retryAfterMs: number) =>
    new ApiError(status, code, detail, 'Send it again after the time in Retry-After.', {}, { 'Retry-After': seconds(retryAfterMs) }),
};

function seconds(ms: number): string {
  return String(Math.max(1, Math.ceil(ms / 1_000)));
}
