/**
 * The first rungs of every connection check: name, connection, secure connection, first answer; with a proxy, the proxy stands for
 * the first two. One request tells them all; the code of its failure says on which rung it stopped.
 */
import type { CheckRung } from '#flows/connection-manifest.ts';
import { toStepError } from '../errors.ts';
import type { HttpAnswer, HttpClient, HttpRequest } from './http-client.ts';

export interface Reach {
  readonly rungs: readonly CheckRung[];
  /** Undefined when the ladder ended before an answer. */
  readonly answer?: HttpAnswer;
}

const STOPS: { readonly [code: string]: string } = {
  'address-not-found': 'address',
  'host-not-bound': 'address',
  'address-forbidden': 'address',
  'connection-refused': 'connect',
  'host-unreachable': 'connect',
  'connect-timeout': 'connect',
  'proxy-refused': 'proxy',
  'tls-failed': 'secure connection',
};

/** Through a proxy these happen between us and it. */
const AT_THE_PROXY = new Set(['address', 'connect']);
const PROXY_FIX =
  'Check host and port of MILLRACE_OUTBOUND_PROXY and that this machine may reach the proxy; or reach the system without it ("Without the outbound proxy", MILLRACE_NO_PROXY).';

export async function climbReach(http: HttpClient, request: HttpRequest): Promise<Reach> {
  const startedAt = performance.now();
  const proxy = http.way?.proxy;
  const secure = (request.url.startsWith('/') ? (http.way?.baseUrl ?? '') : request.url).startsWith('https:');
  const names = [...(proxy === undefined ? ['address', 'connect'] : ['proxy']), ...(secure ? ['secure connection'] : []), 'answer'];
  const passed = (name: string, message: string): CheckRung => ({ name, state: 'passed', message, durationMs: since(startedAt) });
  const said: { readonly [name: string]: string } = {
    address: 'The host is known and may be reached.',
    connect: 'The system takes connections.',
    proxy: `The proxy ${proxy} lets us through.`,
    'secure connection': 'Its certificate is trusted.',
  };
  try {
    const answer = await http.request(request);
    const rungs = names.map((name) => passed(name, said[name] ?? `It answers (status ${answer.status}).`));
    return { rungs, answer };
  } catch (thrown) {
    const error = toStepError(thrown);
    const own = STOPS[error.options.code] ?? 'answer';
    // What the rules of this installation forbid never came as far as the proxy.
    const isOurs = error.class === 'denied';
    const stop = proxy !== undefined && AT_THE_PROXY.has(own) && !isOurs ? 'proxy' : own;
    const below = names.slice(0, Math.max(0, names.indexOf(stop))).map((name) => passed(name, said[name] ?? ''));
    const rung = failedRung(stop, error, startedAt);
    return { rungs: [...below, stop === 'proxy' && own !== 'proxy' ? { ...rung, fix: PROXY_FIX } : rung] };
  }
}

/** A rung that failed with this error; the fix is the error's own help. */
export function failedRung(name: string, thrown: unknown, startedAtMs: number): CheckRung {
  const error = toStepError(thrown);
  return {
    name,
    state: 'failed',
    message: error.message,
    ...(error.options.help === undefined ? {} : { fix: error.options.help }),
    durationMs: since(startedAtMs),
  };
}

function since(startedAtMs: number): number {
  return Math.round(performance.now() - startedAtMs);
}
