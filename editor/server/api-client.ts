/** The one place that calls the API. Whatever goes wrong arrives as `ApiFailure` with the server's own problem. */
import type { ApiProblem } from '#flows/api/api-problem.ts';
import { spokenApiProblem } from '../spoken.ts';
import { t } from '../text.ts';

export class ApiFailure extends Error {
  readonly problem: ApiProblem;
  /** The whole answer: a 412 carries `current`. */
  readonly answer: { readonly current?: unknown };

  constructor(problem: ApiProblem, answer: object = {}) {
    const said = spokenApiProblem(problem);
    super(said.detail);
    this.name = 'ApiFailure';
    this.problem = said;
    this.answer = answer;
  }
}

export interface CallOptions {
  readonly body?: unknown;
  /** Revision that a change is based on. */
  readonly ifMatch?: number;
  readonly query?: { readonly [name: string]: string | number | undefined };
  readonly signal?: AbortSignal;
}

/** `apiPath\`/api/flows/${flowId}\`` with every value encoded as one path segment. */
export function apiPath(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return parts.reduce((path, part, i) => path + (i === 0 ? '' : encodeURIComponent(values[i - 1]!)) + part, '');
}

export async function callApi<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, options: CallOptions = {}): Promise<T> {
  const { body, ifMatch, query, signal } = options;
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (ifMatch !== undefined) headers['If-Match'] = `"${ifMatch}"`;
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal !== undefined) init.signal = signal;
  const response = await fetch(path + queryText(query), init).catch((error: unknown) => {
    if (signal?.aborted === true) throw error;
    throw new ApiFailure(unreachable());
  });
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  const answer = parse(text);
  if (response.ok && answer !== undefined) return answer as T;
  throw new ApiFailure(isProblem(answer) ? answer : notOurs(response.status), typeof answer === 'object' && answer !== null ? answer : {});
}

function queryText(query: CallOptions['query']): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined && value !== '') search.set(name, String(value));
  return search.size === 0 ? '' : `?${search}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProblem(value: unknown): value is ApiProblem {
  return typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;
}

function unreachable(): ApiProblem {
  return {
    type: 'urn:millrace:problem:unreachable',
    title: t('api.unreachable-title', 'Not reachable'),
    status: 0,
    code: 'unreachable',
    detail: t('api.unreachable', 'The runtime does not answer.'),
    help: t('api.unreachable-help', 'Check that it is running and that you are connected; what you see is kept.'),
  };
}

function notOurs(status: number): ApiProblem {
  return {
    type: 'urn:millrace:problem:unexpected-answer',
    title: t('api.unexpected-title', 'Unexpected answer'),
    status,
    code: 'unexpected-answer',
    detail: t('api.unexpected', 'Something between this page and the runtime answered with {status} and no JSON.', {
      status: String(status),
    }),
    help: t('api.unexpected-help', 'A proxy in between may have an error page of its own; its log tells.'),
  };
}

/** The problem behind anything that was thrown. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiFailure) return error.problem;
  return {
    type: 'urn:millrace:problem:page',
    title: t('api.page-failed-title', 'The page failed'),
    status: 0,
    code: 'page-failed',
    detail: error instanceof Error ? error.message : String(error),
    help: t('api.page-failed-help', 'Reload the page. If it happens again, report this text.'),
  };
}
