/** Finds the route of a control request and checks its body before the route sees it. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import { ControlProblem } from './control-problem.ts';
import type { SimulatorRequest } from './simulator.ts';

export interface ControlCall {
  /** The variable segments of the path, decoded. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  /** Checked against the route's schema; `{}` where it has none. */
  readonly body: JsonObject;
}

export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `:` takes one segment, `*` all the rest. */
  readonly path: string;
  readonly body?: JsonSchema;
  readonly query?: readonly string[];
  /** `null`: 204. */
  readonly handle: (call: ControlCall) => Promise<ControlAnswer> | ControlAnswer;
}

export type ControlAnswer = { readonly status?: number; readonly body: Json } | null;

/** Only to read a path by. */
const BASE = 'http://127.0.0.1';

/** Answers with what the route says; throws a `ControlProblem` for whatever it does not take. */
export function createControlRouter(routes: readonly ControlRoute[]): (request: SimulatorRequest) => Promise<ControlAnswer> {
  const ajv = new Ajv2020({ allErrors: false, strict: true, allowUnionTypes: true });
  addFormats.default(ajv, ['date']);
  const compiled = routes.map((route) => ({
    route,
    pattern: new RegExp(`^${route.path.replaceAll('/:', '/([^/]+)').replaceAll('/*', '/(.+)')}$`),
    validate: route.body === undefined ? undefined : ajv.compile(route.body),
  }));
  return async (request) => {
    if (!URL.canParse(request.url, BASE)) throw new ControlProblem(400, 'malformed-path', 'The address cannot be read.');
    const { pathname, searchParams } = new URL(request.url, BASE);
    const candidates = compiled.flatMap((entry) => {
      const match = entry.pattern.exec(pathname);
      return match === null ? [] : [{ ...entry, params: match.slice(1) }];
    });
    if (candidates.length === 0) throw new ControlProblem(404, 'unknown-route', `The sandbox has no ${pathname}.`);
    const found = candidates.find(({ route }) => route.method === request.method);
    if (found === undefined) {
      const allowed = candidates.map(({ route }) => route.method).join(', ');
      throw new ControlProblem(405, 'method-not-allowed', `${pathname} takes ${allowed}, not ${request.method}.`);
    }
    const known = found.route.query ?? [];
    const unknown = [...searchParams.keys()].find((name) => !known.includes(name));
    if (unknown !== undefined) throw new ControlProblem(400, 'unknown-query', `${pathname} knows no query parameter "${unknown}".`);
    return found.route.handle({
      params: found.params.map(decodeSegment),
      query: searchParams,
      body: found.validate === undefined ? {} : readBody(request, found.validate),
    });
  };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ControlProblem(400, 'malformed-path', `"${segment}" is not well encoded.`);
  }
}

function readBody(request: SimulatorRequest, validate: ValidateFunction): JsonObject {
  let body: unknown;
  try {
    body = request.body.length === 0 ? {} : JSON.parse(request.body.toString('utf8'));
  } catch (error) {
    throw new ControlProblem(400, 'malformed-json', `The body is not JSON: ${(error as Error).message}.`);
  }
  if (!validate(body)) throw new ControlProblem(400, 'invalid-body', sentence(validate.errors![0]!));
  return body as JsonObject;
}

function sentence({ instancePath, keyword, params, message }: ErrorObject): string {
  const place = instancePath === '' ? 'The body' : `"${instancePath.slice(1).replaceAll('/', '.')}"`;
  if (keyword === 'additionalProperties') return `${place} has no member "${params['additionalProperty']}".`;
  if (keyword === 'required') return `${place} lacks "${params['missingProperty']}".`;
  if (keyword === 'enum') return `${place} is one of ${(params['allowedValues'] as readonly unknown[]).join(', ')}.`;
  return `${place} ${message ?? 'is not valid'}.`;
}
