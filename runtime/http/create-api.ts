/** Turns the list of routes into an express app. Each request passes the same gates in the same order: see handle-route.ts. */
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { ApiError, refusals } from './api-error.ts';
import { createRouteHandler, type RouteHandlerParts } from './handle-route.ts';
import type { Route } from './route.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

export interface ApiParts extends RouteHandlerParts {
  readonly routes: readonly Route[];
  /** Is this the name that we are asked by? */
  readonly isOwnHost: (host: string | undefined) => boolean;
}

export interface ErrorParts {
  /** An error that is our bug: logged with an id, which is all the caller sees. */
  logError(error: unknown, context: { readonly method: string; readonly path: string; readonly id: string }): void;
  newId(): string;
}

export function createApi(parts: ApiParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.use((request, response, next) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    if (!parts.isOwnHost(request.headers.host)) throw refusals.foreignHost();
    next();
  });
  app.use('/api', (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  for (const path of new Set(parts.routes.map((route) => route.path))) {
    const routes = parts.routes.filter((route) => route.path === path);
    const pattern = path.replace(/\{(\w+)\}/g, ':$1');
    const place = app.route(pattern);
    for (const route of routes) place[METHODS[route.method]](createRouteHandler(route, parts));
    // Of the route, not of the app: that one registers every method that HTTP knows, each with a pattern of its own.
    place.all((request) => {
      if (parts.authenticate(request.headers) === undefined) throw refusals.notSignedIn();
      const allowed = routes.map(({ method }) => method);
      throw refusals.wrongMethod(request.method, allowed);
    });
  }
  app.use('/api', (request) => {
    if (parts.authenticate(request.headers) === undefined) throw refusals.notSignedIn();
    throw refusals.unknownRoute(request.method, request.originalUrl.split('?')[0]!);
  });
  return app;
}

const METHODS = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const;

/** Last in the chain: whatever was thrown becomes a problem, and what we did not foresee is logged and not shown. */
export function answerErrors(parts: ErrorParts) {
  return (thrown: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) return next(thrown);
    const error = toApiError(thrown, request, parts);
    for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value);
    response.status(error.status).type('application/problem+json').send(JSON.stringify(error.toProblem()));
  };
}

/** What no page and no route has taken. */
export function answerNothingHere(request: Request): never {
  throw new ApiError(404, 'not-found', `There is nothing at ${request.path}.`);
}

function toApiError(thrown: unknown, request: Request, parts: ErrorParts): ApiError {
  if (thrown instanceof ApiError) return thrown;
  const { status } = (thrown ?? {}) as { status?: number };
  if (status !== undefined && status >= 400 && status < 500) return new ApiError(status, 'bad-request', (thrown as Error).message);
  const id = parts.newId();
  parts.logError(thrown, { method: request.method, path: request.path, id });
  return new ApiError(500, 'internal', `Something went wrong on our side (${id}).`, 'The log has the details under this id.');
}
