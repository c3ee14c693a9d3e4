/** Answers of the scheduler: JSON, and problems after RFC 9457 with a code that programs decide by. */
import type { JsonObject } from '#flows/json.ts';
import type { Fault, SimulatorResponse } from '../../sandbox/simulator.ts';

export function jsonAnswer(status: number, body: object): SimulatorResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

export function problem(
  status: number,
  code: string,
  detail: string,
  more: JsonObject = {},
  headers: { readonly [name: string]: string } = {},
): SimulatorResponse {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: JSON.stringify({ type: `urn:scheduler:${code}`, title: code.replaceAll('-', ' '), status, code, detail, ...more }),
  };
}

/** What the planning server answers when it is not well. */
export function faultResponse(kind: 'throttled' | 'unavailable' | 'html-500', { retryAfter }: Fault): SimulatorResponse {
  const later = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  if (kind === 'throttled') return problem(429, 'too-many-requests', 'Too many requests.', {}, { 'retry-after': '1', ...later });
  if (kind === 'unavailable') return problem(503, 'planning-server-down', 'The planning server is not available.', {}, later);
  return {
    status: 500,
    headers: { 'content-type': 'text/html' },
    body: '<html><body><h1>500 Internal Server Error</h1></body></html>',
  };
}
