/** Config → what is sent, checked before anything leaves. Pure; the result is what ledger and exchange view show. */
import type { Json } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { RequestConfig } from './manifest.ts';

export interface PreparedRequest {
  readonly method: RequestConfig['method'];
  /** With query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
}

/** What of a config is sent. */
type Sent = Pick<RequestConfig, 'method' | 'path' | 'headers' | 'query' | 'body'>;

/** The client sets these itself, or they carry secrets that belong into the connection (S26, S15). */
const FORBIDDEN_HEADERS: { readonly [name: string]: 'transport' | 'secret' } = {
  host: 'transport',
  'content-length': 'transport',
  'transfer-encoding': 'transport',
  connection: 'transport',
  'keep-alive': 'transport',
  'proxy-connection': 'transport',
  upgrade: 'transport',
  te: 'transport',
  trailer: 'transport',
  expect: 'transport',
  'accept-encoding': 'transport',
  authorization: 'secret',
  'proxy-authorization': 'secret',
  cookie: 'secret',
};

/** Throws InvalidError `header-forbidden`, `header-malformed`, `path-malformed`, `body-not-allowed`. */
export function prepareRequest(config: Sent): PreparedRequest {
  const headers = prepareHeaders(config.headers ?? {});
  const body = prepareBody(config, headers);
  return {
    method: config.method,
    path: withQuery(checkPath(config.path), config.query ?? {}),
    headers,
    ...(body === undefined ? {} : { body }),
  };
}

function checkPath(path: string): string {
  if (!path.startsWith('/') || /[\s#]/.test(path)) {
    throw new InvalidError(`${JSON.stringify(path)} is not a path: it begins with "/" and has no spaces and no "#"`, {
      code: 'path-malformed',
      help: 'Encode values with $encodeUrlComponent before they become part of a path.',
    });
  }
  return path;
}

function prepareHeaders(given: { readonly [name: string]: string }): { [name: string]: string } {
  const headers: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(given)) {
    const lower = name.toLowerCase();
    const forbidden = Object.hasOwn(FORBIDDEN_HEADERS, lower) ? FORBIDDEN_HEADERS[lower] : undefined;
    if (forbidden !== undefined) {
      throw new InvalidError(`The header "${name}" cannot be set by a flow`, {
        code: 'header-forbidden',
        help: forbidden === 'secret' ? 'Put the credentials into the connection.' : 'The client sets it by itself.',
      });
    }
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(lower) || /[^\t\x20-\x7e\x80-\xff]/.test(value)) {
      throw new InvalidError(`The header ${JSON.stringify(name)} has a name or a value that HTTP does not allow`, {
        code: 'header-malformed',
        help: 'A value is one line of Latin text; encode everything else.',
      });
    }
    headers[lower] = value;
  }
  return headers;
}

function withQuery(path: string, query: NonNullable<RequestConfig['query']>): string {
  const entries = Object.entries(query);
  if (entries.length === 0) return path;
  const pairs = new URLSearchParams();
  for (const [name, value] of entries) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== '') pairs.append(name, String(one));
    }
  }
  const text = pairs.toString();
  return text === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${text}`;
}

/** Adds the content type to `headers` where the flow gave none. */
function prepareBody(config: Sent, headers: { [name: string]: string }): string | undefined {
  const body = config.body as Json | undefined;
  if (body === undefined) return undefined;
  if (config.method === 'GET' || config.method === 'HEAD') {
    throw new InvalidError(`${config.method} carries no body`, { code: 'body-not-allowed', help: 'Use the query, or another method.' });
  }
  const type = headers['content-type'];
  if (typeof body === 'string') {
    headers['content-type'] = type ?? 'text/plain; charset=utf-8';
    return body;
  }
  if (type?.startsWith('application/x-www-form-urlencoded') && typeof body === 'object' && body !== null && !Array.isArray(body)) {
    return new URLSearchParams(Object.entries(body).map(([name, value]): [string, string] => [name, String(value)])).toString();
  }
  headers['content-type'] = type ?? 'application/json';
  return JSON.stringify(body);
}
