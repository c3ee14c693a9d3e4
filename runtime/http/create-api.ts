/** Turns the list of routes into an express app: signs in, checks origin, right, query and body, then calls the handler. */
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { isAllowed, type Right, type Scope } from '../accounts/policy.ts';
import { ApiError, refusals } from './api-error.ts';
import { createBodyValidator } from './body-validator.ts';
import { BIG_BODY_BYTES, parseJsonBody } from './json-body.ts';
import { isOwnOrigin } from './origin.ts';
import type { ApiRequest, Caller, Route } from './route.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

export interface ApiParts {
  readonly routes: readonly Route[];
  /** Undefined: nobody is signed in. */
  authenticate(headers: { readonly [name: string]: string | string[] | undefined }): Caller | undefined;
  readonly publicUrl: string | undefined;
  /** An error that is our bug: logged with an id, which is all the caller sees. */
  logError(error: unknown, context: { readonly method: string; readonly path: string; readonly id: string }): void;
  newId(): string;
}

export function createApi(parts: ApiParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((_request, response, next) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    next();
  });
  app.use('/api', (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use('/api', express.text({ type: () => true, limit: BIG_BODY_BYTES, defaultCharset: 'utf-8' }));
  for (const route of parts.routes) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1');
    app[route.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete'](path, createHandler(route, parts));
  }
  app.use('/api', (request, _response) => {
    if (parts.authenticate(request.headers) === undefined) throw refusals.notSignedIn();
    throw refusals.unknownRoute(request.method, request.originalUrl.split('?')[0]!);
  });
  return app;
}

/** Last in the chain: whatever was thrown becomes a problem, and what we did not foresee is logged and not shown. */
export function answerErrors(parts: Pick<ApiParts, 'logError' | 'newId'>) {
  return (thrown: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) return next(thrown);
    const error = toApiError(thrown, request, parts);
    for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value);
    response.status(error.status).type('application/problem+json').send(JSON.stringify(error.toProblem()));
  };
}

function toApiError(thrown: unknown, request: Request, parts: Pick<ApiParts, 'logError' | 'newId'>): ApiError {
  if (thrown instanceof ApiError) return thrown;
  const { status, type } = (thrown ?? {}) as { status?: number; type?: string };
  if (type === 'entity.too.large') return new ApiError(413, 'body-too-large', `The body is larger than ${BIG_BODY_BYTES} bytes.`);
  if (status !== undefined && status >= 400 && status < 500) return new ApiError(status, 'bad-request', (thrown as Error).message);
  const id = parts.newId();
  parts.logError(thrown, { method: request.method, path: request.path, id });
  return new ApiError(500, 'internal', `Something went wrong on our side (${id}).`, 'The log has the details under this id.');
}

function createHandler(route: Route, parts: ApiParts) {
  const validateBody = route.body === undefined ? undefined : createBodyValidator(route.body);
  const patterns = new Map(
    Object.entries(route.query ?? {}).map(([name, { pattern }]) => [
      name,
      pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`, 'u'),
    ]),
  );
  return async (request: Request, response: Response): Promise<void> => {
    const caller = parts.authenticate(request.headers);
    if (route.right !== 'open') {
      if (caller === undefined) throw refusals.notSignedIn();
      if (route.right !== 'signed-in' && !isAllowed(caller.grants, route.right)) throw refusals.notAllowed(route.right, '');
    }
    if (route.method !== 'GET') requireSafeOrigin(request, caller, parts.publicUrl);
    const query = readQuery(request, patterns);
    const text = typeof request.body === 'string' ? request.body : '';
    if (text !== '' && validateBody !== undefined && !request.is('json'))
      throw new ApiError(415, 'not-json', 'The body must be sent as application/json.');
    const body = validateBody === undefined ? undefined : parseJsonBody(text);
    validateBody?.(body);
    const answer = await route.handle(toApiRequest(request, caller, query, body));
    for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
    if (answer.body === undefined) response.status(answer.status ?? 204).end();
    else response.status(answer.status ?? 200).json(answer.body);
  };
}

/** A bearer token proves itself; a cookie, or nobody at all (sign-in, set-up), must come from our own pages when a browser sends it. */
function requireSafeOrigin(request: Request, caller: Caller | undefined, publicUrl: string | undefined): void {
  if (caller?.kind === 'token') return;
  const isBrowser = request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined;
  if (caller === undefined && !isBrowser) return;
  const fetchSite = request.headers['sec-fetch-site'];
  if (
    isOwnOrigin(
      { origin: request.headers.origin, host: request.headers.host, fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined },
      publicUrl,
    )
  )
    return;
  throw new ApiError(
    403,
    'foreign-origin',
    'This change was sent from another site.',
    'Use the pages of this installation, or an API token.',
  );
}

function readQuery(request: Request, patterns: ReadonlyMap<string, RegExp | undefined>): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.query)) {
    if (!patterns.has(name))
      throw new ApiError(
        400,
        'unknown-parameter',
        `"${name}" is not a parameter here.`,
        `Known: ${[...patterns.keys()].join(', ') || 'none'}.`,
      );
    if (typeof value !== 'string') throw new ApiError(400, 'repeated-parameter', `"${name}" may be given once.`);
    if (patterns.get(name)?.test(value) === false)
      throw new ApiError(400, 'invalid-parameter', `"${name}" is "${value}", which has not the form that is wanted here.`);
    query[name] = value;
  }
  return query;
}

function toApiRequest(request: Request, caller: Caller | undefined, query: Record<string, string>, body: unknown): ApiRequest {
  const may = (right: Right, scope: Scope) => caller !== undefined && isAllowed(caller.grants, right, scope);
  return {
    // Open routes do not look at the caller; all others have been refused without one.
    caller: caller as Caller,
    params: request.params as Record<string, string>,
    query,
    body,
    headers: request.headers as Record<string, string | undefined>,
    remoteAddress: request.socket.remoteAddress ?? '',
    may,
    require(right, scope) {
      if (caller === undefined) throw refusals.notSignedIn();
      if (!may(right, scope)) throw refusals.notAllowed(right, describeScope(scope));
    },
    revision() {
      const value = /^(?:W\/)?"?(\d+)"?$/.exec(request.headers['if-match'] ?? '')?.[1];
      if (value === undefined) throw refusals.revisionMissing();
      return Number(value);
    },
  };
}

function describeScope({ environment, folder, plant }: Scope): string {
  const places = [
    environment === undefined ? '' : `in ${environment}`,
    folder === undefined ? '' : `for ${folder}`,
    plant === undefined ? '' : `at plant ${plant}`,
  ];
  return places
    .filter((place) => place !== '')
    .map((place) => ` ${place}`)
    .join('');
}
