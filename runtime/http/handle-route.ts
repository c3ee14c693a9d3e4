/**
 * The gates of a request, in this order: who asks (401), how fast (429), may they at all (403), from where (403), with which
 * parameters (400), with which body (413, 415, 400). Only then the handler, which asks for the right at the object itself.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Request, Response } from 'express';
import { isAllowed, isAllowedSomewhere, type Right, type Scope } from '#flows/policy.ts';
import type { AuditOrigin } from '../store/audit-definitions.ts';
import { actFrom } from '../store/audit-origin.ts';
import { ApiError, refusals } from './api-error.ts';
import { createBodyValidator } from './body-validator.ts';
import { readClientAddress } from './client-address.ts';
import { BODY_BYTES, parseJsonBody } from './json-body.ts';
import { isOwnOrigin, readOriginCheck } from './origin.ts';
import { readBody } from './read-body.ts';
import type { RequestRate } from './request-rate.ts';
import type { ApiRequest, Caller, Route } from './route.ts';

export interface RouteHandlerParts {
  /** Undefined: nobody is signed in. */
  authenticate(headers: IncomingHttpHeaders): Caller | undefined;
  readonly rate: RequestRate;
  /** Why nothing may be changed just now (RES-6); undefined while everything works. */
  readonly standsStill: () => string | undefined;
  readonly publicUrl: string | undefined;
  /** Whether X-Forwarded-For is believed. */
  readonly behindProxy: boolean;
}

export function createRouteHandler(route: Route, parts: RouteHandlerParts) {
  const validateBody = route.body === undefined ? undefined : createBodyValidator(route.body);
  const patterns = new Map(
    Object.entries(route.query ?? {}).map(([name, { pattern }]) => [
      name,
      pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`, 'u'),
    ]),
  );
  return async (request: Request, response: Response): Promise<void> => {
    const caller = parts.authenticate(request.headers);
    if (caller === undefined && route.right !== 'open') throw refusals.notSignedIn();
    const waitMs = parts.rate.take(caller?.credentialId ?? `address ${readClientAddress(request, parts.behindProxy)}`);
    if (waitMs > 0) throw refusals.tooFast(waitMs);
    if (route.right !== 'open' && route.right !== 'signed-in' && !isAllowed(caller!.grants, route.right))
      throw refusals.notAllowed(route.right, '');
    if (route.method !== 'GET') requireSafeOrigin(request, caller, parts.publicUrl);
    const why = route.method === 'GET' || route.whileReadOnly === true ? undefined : parts.standsStill();
    if (why !== undefined) throw refusals.standsStill(why);
    const query = readQuery(request, patterns);
    const text = await readBody(request, route.mostBytes ?? BODY_BYTES);
    const body = readJson(request, text, validateBody !== undefined);
    validateBody?.(body);
    const asked = toApiRequest(route, request, caller, query, body, parts.behindProxy);
    const answer = await actFrom(originOf(asked, caller), async () => route.handle(asked));
    for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
    if (answer.stream !== undefined) return answer.stream(response);
    if (answer.body === undefined) response.status(answer.status ?? 204).end();
    else response.status(answer.status ?? route.status ?? 200).json(answer.body);
  };
}

/** A bearer token proves itself; a cookie, or nobody at all (sign-in, set-up), must come from our own pages when a browser sends it. */
function requireSafeOrigin(request: Request, caller: Caller | undefined, publicUrl: string | undefined): void {
  if (caller?.kind === 'token') return;
  const check = readOriginCheck(request.headers);
  const isBrowser = check.origin !== undefined || check.fetchSite !== undefined;
  if (caller === undefined && !isBrowser) return;
  if (!isOwnOrigin(check, publicUrl)) throw refusals.foreignOrigin();
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

function readJson(request: Request, text: string, wanted: boolean): unknown {
  if (text === '') return undefined;
  if (!wanted) throw new ApiError(400, 'unexpected-body', 'Nothing is sent along with this request.', 'Leave the body out.');
  if (!request.is(['json', '+json'])) throw new ApiError(415, 'not-json', 'The body must be sent as application/json.');
  return parseJsonBody(text);
}

function toApiRequest(
  route: Route,
  request: Request,
  caller: Caller | undefined,
  query: Record<string, string>,
  body: unknown,
  behindProxy: boolean,
): ApiRequest {
  const may = (right: Right, scope: Scope) => caller !== undefined && isAllowed(caller.grants, right, scope);
  return {
    // Open routes do not look at the caller; all others have been refused without one.
    caller: caller as Caller,
    params: request.params as Record<string, string>,
    query,
    body,
    headers: request.headers as Record<string, string | undefined>,
    remoteAddress: readClientAddress(request, behindProxy),
    may,
    require(right, scope) {
      if (caller === undefined) throw refusals.notSignedIn();
      if (!may(right, scope)) throw refusals.notAllowed(right, describeScope(scope));
    },
    requireSomewhere(right, environment) {
      if (caller === undefined) throw refusals.notSignedIn();
      if (!isAllowedSomewhere(caller.grants, right, environment)) throw refusals.notAllowed(right, describeScope({ environment }));
    },
    revision() {
      if (route.ifMatch === undefined) throw new Error(`${route.method} ${route.path} does not say that it wants If-Match.`);
      const given = request.headers['if-match'];
      if (given === undefined) throw refusals.revisionMissing();
      const value = /^(?:W\/)?"?(\d{1,15})"?$/.exec(given.trim())?.[1];
      // A tag that we never gave out fits nothing: the change is refused as one that is out of date.
      return value === undefined ? -1 : Number(value);
    },
  };
}

const LONGEST_CLIENT = 200;

function originOf({ remoteAddress: address, headers }: ApiRequest, caller: Caller | undefined): AuditOrigin {
  const client = headers['user-agent']?.slice(0, LONGEST_CLIENT);
  return { address, through: caller?.kind ?? 'nobody', ...(client === undefined ? {} : { client }) };
}

function describeScope({ environment, folder, plant }: Scope): string {
  const places = [
    environment === undefined ? '' : environment === '*' ? 'in every environment' : `in ${environment}`,
    folder === undefined ? '' : folder === '*' ? 'for all folders' : `for ${folder}`,
    plant === undefined ? '' : `at plant ${plant}`,
  ];
  return places
    .filter((place) => place !== '')
    .map((place) => ` ${place}`)
    .join('');
}
