/** A request as the gateway sees it: names in lower case, verb untunnelled, query at hand. */
import type { SimulatorRequest } from '../../../sandbox/simulator.ts';
import type { WireFormat } from './answer.ts';

export interface Exchange {
  /** As sent: `GET`, `HEAD`, `POST` … */
  readonly verb: string;
  /** What is meant: `MERGE` is `PATCH`, and a POST may carry another verb in `X-HTTP-Method`. */
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly query: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
  /** Scheme, host and port. */
  readonly origin: string;
}

export function exchangeOf(request: SimulatorRequest): Exchange {
  const headers: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value;
  const mark = request.url.indexOf('?');
  return {
    verb: request.method.toUpperCase(),
    method: meantMethod(request.method, headers),
    path: mark < 0 ? request.url : request.url.slice(0, mark),
    query: mark < 0 ? '' : request.url.slice(mark + 1),
    headers,
    body: request.body.toString('utf8'),
    origin: `http://${headers['host'] ?? 'localhost'}`,
  };
}

export function meantMethod(verb: string, headers: { readonly [name: string]: string }): string {
  const tunnelled = verb.toUpperCase() === 'POST' ? (headers['x-http-method'] ?? headers['x-http-method-override']) : undefined;
  const method = (tunnelled ?? verb).toUpperCase();
  return method === 'MERGE' ? 'PATCH' : method;
}

export const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD' || method === 'OPTIONS';

/** JSON only where it is asked for; a body that comes in JSON asks for it too. */
export function wireFormat(headers: { readonly [name: string]: string }, query: string): WireFormat {
  const format = /(?:^|&)(?:\$|%24)format=([^&]*)/i.exec(query)?.[1];
  if (format !== undefined) return /^json/i.test(format) ? 'json' : 'atom';
  const accept = headers['accept'];
  if (accept !== undefined && accept !== '*/*') return /\bjson\b/i.test(accept) ? 'json' : 'atom';
  return /^application\/json\b/i.test(headers['content-type'] ?? '') ? 'json' : 'atom';
}

/** From the header or `?sap-client=`. */
export function clientOf({ headers, query }: Exchange): string | undefined {
  return headers['sap-client'] ?? /(?:^|&)sap-client=(\d*)/.exec(query)?.[1];
}
