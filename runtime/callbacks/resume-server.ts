/** `/resume/{signed token}`: GET shows what waits, POST answers it. For machines; people decide approvals on a page. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Json } from '#flows/json.ts';
import { readToken, tokenHash } from '../embedded/callback-address.ts';
import type { Engine } from '../engine/engine.ts';
import { ApiError, refusals } from '../http/api-error.ts';
import { BODY_BYTES, parseJsonBody } from '../http/json-body.ts';
import { readBody } from '../http/read-body.ts';
import { HOOK_HEADERS } from '../http/security-headers.ts';
import type { EngineReads, WaitRow } from '../store/engine-rows.ts';

export interface ResumeServerParts {
  readonly engine: Pick<Engine, 'signal'>;
  readonly reads: Pick<EngineReads, 'findWait'>;
  readonly callbackKey: Uint8Array;
  /** Why nothing is taken just now (RES-6). */
  readonly standsStill: () => string | undefined;
  logError(error: unknown): void;
}

export function createResumeServer(parts: ResumeServerParts): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    resume(parts, request).then(
      ({ status, body }) => send(response, status, body, { 'Content-Type': 'application/json' }),
      (error: unknown) => {
        if (!(error instanceof ApiError)) parts.logError(error);
        const problem =
          error instanceof ApiError ? error : new ApiError(500, 'internal', 'Something went wrong on our side. Send the answer again.');
        send(response, problem.status, problem.toProblem(), { ...problem.headers, 'Content-Type': 'application/problem+json' });
      },
    );
  };
}

async function resume(
  { engine, reads, callbackKey, standsStill }: ResumeServerParts,
  request: IncomingMessage,
): Promise<{ status: number; body: unknown }> {
  const token = (request.url ?? '').split('?')[0]!.slice('/resume/'.length);
  if (readToken(callbackKey, token) === undefined) throw new ApiError(404, 'no-such-callback', 'This address is none of ours.');
  if (request.method === 'GET') return { status: 200, body: showWait(reads.findWait(tokenHash(token))) };
  if (request.method !== 'POST')
    throw new ApiError(405, 'method-not-allowed', 'GET shows, POST answers.', undefined, {}, { Allow: 'GET, POST' });
  const why = standsStill();
  if (why !== undefined) throw refusals.standsStill(why);
  const answer = parseJsonBody(await readBody(request, BODY_BYTES)) as Json | undefined;
  // Also when nobody waits yet: an answer may overtake the step that asks, and the engine keeps it. 410 ends the sender's repeats.
  if (!(await engine.signal(token, answer ?? null)))
    throw new ApiError(410, 'callback-over', 'This address was answered already, or what waited for it has ended.');
  return { status: 202, body: { accepted: true } };
}

function showWait(row: WaitRow | undefined): unknown {
  if (row === undefined) return { waiting: false };
  const { wait, openedAt } = row;
  return { waiting: true, since: openedAt, ...('dueAt' in wait && wait.dueAt !== undefined ? { until: wait.dueAt } : {}) };
}

function send(response: ServerResponse, status: number, body: unknown, headers: { readonly [name: string]: string }): void {
  response.writeHead(status, { ...HOOK_HEADERS, ...headers });
  response.end(JSON.stringify(body));
}
