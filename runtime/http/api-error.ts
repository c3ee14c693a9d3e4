/** A refusal of the API: RFC 9457 on the wire. `detail` says what is wrong, `help` what to do. */
import type { ApiProblem } from '#flows/api/api-problem.ts';
import type { Problem } from '#flows/problem.ts';

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly help: string | undefined;
  readonly extra: { readonly problems?: readonly Problem[]; readonly [name: string]: unknown };
  readonly headers: { readonly [name: string]: string };

  constructor(
    status: number,
    code: string,
    detail: string,
    help?: string,
    extra: ApiError['extra'] = {},
    headers: ApiError['headers'] = {},
  ) {
    super(detail);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.help = help;
    this.extra = extra;
    this.headers = headers;
  }

  toProblem(instance?: string): ApiProblem {
    return {
      type: `urn:millrace:problem:${this.code}`,
      title: TITLES[this.status] ?? 'Error',
      status: this.status,
      code: this.code,
      detail: this.message,
      ...(this.help === undefined ? {} : { help: this.help }),
      ...this.extra,
      ...(instance === undefined ? {} : { instance }),
    };
  }
}

const TITLES: { readonly [status: number]: string } = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'Conflict',
  412: 'Changed in the meantime',
  413: 'Too large',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  422: 'Not valid',
  428: 'Revision missing',
  429: 'Too many requests',
  431: 'Header too large',
  500: 'Internal error',
  502: 'The other system failed',
  503: 'Not available now',
  507: 'Disk full',
};

/** The refusals that several resources share; each resource keeps its own beside itself. */
export const refusals = {
  notSignedIn: () =>
    new ApiError(
      401,
      'not-signed-in',
      'You are not signed in, or your session has ended.',
      'Sign in, or send an API token as "Authorization: Bearer …".',
    ),
  notAllowed: (right: string, scope: string) =>
    new ApiError(
      403,
      'not-allowed',
      `You do not have the right "${right}"${scope}.`,
      'Ask an administrator to grant you a role that has it.',
    ),
  notFound: (what: string, id: string) => new ApiError(404, 'not-found', `There is no ${what} "${id}".`),
  wrongMethod: (method: string, allowed: readonly string[]) =>
    new ApiError(
      405,
      'method-not-allowed',
      `${method} is not possible here.`,
      `Possible: ${allowed.join(', ')}.`,
      {},
      { Allow: allowed.join(', ') },
    ),
  tooFast: (waitMs: number) =>
    new ApiError(
      429,
      'too-many-requests',
      'You ask faster than this installation allows.',
      'Wait as long as Retry-After says; watch runs over /live instead of asking again and again.',
      {},
      { 'Retry-After': String(Math.max(1, Math.ceil(waitMs / 1_000))) },
    ),
  foreignOrigin: () =>
    new ApiError(403, 'foreign-origin', 'This change was sent from another site.', 'Use the pages of this installation, or an API token.'),
  foreignHost: () =>
    new ApiError(
      421,
      'unknown-host',
      'This installation is not known by the name that you asked for.',
      'Use its own address; behind a proxy set MILLRACE_PUBLIC_URL to the name that people use.',
    ),
  unknownRoute: (method: string, path: string) =>
    new ApiError(404, 'unknown-route', `The API has no ${method} ${path}.`, 'See /api/openapi.json.'),
  standsStill: (why: string) =>
    new ApiError(
      503,
      'read-only-recovery',
      why,
      'GET /api/recovery says what was found. Put a backup back, or let an administrator accept the loss (POST /api/recovery/acceptance).',
      {},
      { 'Retry-After': '60' },
    ),
  invalidBody: (detail: string, help = 'See /api/openapi.json for the shape of the body.') =>
    new ApiError(400, 'invalid-body', detail, help),
  invalidSlug: (what: string, id: string) =>
    new ApiError(
      400,
      'invalid-name',
      `"${id.slice(0, 100)}" is no ${what}.`,
      'Use lower-case letters, digits and single hyphens, e.g. order-change.',
    ),
  revisionMissing: () =>
    new ApiError(428, 'revision-missing', 'This change needs the revision that it is based on.', 'Send it as If-Match.'),
  changedMeanwhile: (current: unknown) =>
    new ApiError(
      412,
      'changed-meanwhile',
      'Somebody else has changed this since you read it.',
      'Read it again, merge, and send your change with the new revision.',
      { current },
    ),
};
