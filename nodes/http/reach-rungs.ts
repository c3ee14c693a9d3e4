/**
 * The first rungs of every connection check: name, connection, secure connection, first answer. One request tells them all; the
 * code of its failure says on which rung it stopped.
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

export async function climbReach(http: HttpClient, request: HttpRequest): Promise<Reach> {
  const startedAt = performance.now();
  const secure = request.url.startsWith('https:');
  const names = ['address', 'connect', ...(secure ? ['secure connection'] : []), 'answer'];
  const passed = (name: string, message: string): CheckRung => ({ name, state: 'passed', message, durationMs: since(startedAt) });
  const said: { readonly [name: string]: string } = {
    address: 'The host is known and may be reached.',
    connect: 'The system takes connections.',
    'secure connection': 'Its certificate is trusted.',
  };
  try {
    const answer = await http.request(request);
    const rungs = names.map((name) => passed(name, said[name] ?? `It answers (status ${answer.status}).`));
    return { rungs, answer };
  } catch (thrown) {
    const error = toStepError(thrown);
    const stop = STOPS[error.options.code] ?? 'answer';
    const below = names.slice(0, Math.max(0, names.indexOf(stop))).map((name) => passed(name, said[name] ?? ''));
    const rung = failedRung(stop, error, startedAt);
    return { rungs: [...below, rung] };
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
