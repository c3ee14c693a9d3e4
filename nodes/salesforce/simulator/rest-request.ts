/** A request below `/services/data/vNN.0/`, whether it came by itself or inside a composite. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { Caller } from './organization.ts';
import { Refusal } from './refusal.ts';

export interface RestRequest {
  readonly method: string;
  /** Segments below the version, decoded one by one: an encoded `/` stays inside its segment. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** Undefined: none was sent. */
  readonly body: Json | undefined;
  /** What was uploaded, where it is no JSON. */
  readonly raw?: string;
  readonly caller: Caller;
  /** Rows of a page that the caller wants, from `Sforce-Query-Options`. */
  readonly batchSize: number | undefined;
}

export interface RestAnswer {
  readonly status: number;
  /** Undefined: an empty body. */
  readonly body?: Json;
  /** CSV instead of a body. */
  readonly text?: string;
  readonly headers?: { readonly [name: string]: string };
}

/** `path` with query; undefined where it is no path of the REST API. */
export function splitPath(
  url: string,
): { readonly version: string; readonly path: readonly string[]; readonly query: URLSearchParams } | undefined {
  const [path = '', query = ''] = url.split('?', 2);
  const match = /^\/services\/data\/(v\d{2}\.0)(?:\/(.*))?$/.exec(path);
  if (match === null) return undefined;
  try {
    const segments = (match[2] ?? '').split('/').filter((segment, index, all) => segment !== '' || index < all.length - 1);
    return { version: match[1]!, path: segments.map(decodeURIComponent), query: new URLSearchParams(query) };
  } catch {
    return undefined;
  }
}

export function parseJsonBody(text: string): Json | undefined {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new Refusal(400, 'JSON_PARSER_ERROR', `${(error as Error).message} at [line:1, column:1]`);
  }
}

export function requireObject(body: Json | undefined): JsonObject {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as JsonObject;
  throw new Refusal(400, 'JSON_PARSER_ERROR', 'The HTTP entity body is required, but this request has no entity body.');
}

export function methodNotAllowed(method: string, allowed: string): Refusal {
  return new Refusal(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${allowed}`);
}
