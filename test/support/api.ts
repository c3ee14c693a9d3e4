/** The API as a program uses it, for tests: throws with the problem's own words. */
import type { RunSummary, RunView } from '#flows/api/runs.ts';
import type { StartedRuntime } from './started-runtime.ts';

export interface Api {
  readonly url: string;
  readonly token: string;
  get<T>(path: string): Promise<T>;
  send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, headers?: { readonly [name: string]: string }): Promise<T>;
  /** Without throwing: status and body. */
  raw(
    method: string,
    path: string,
    body?: unknown,
    headers?: { readonly [name: string]: string },
  ): Promise<{ readonly status: number; readonly headers: Headers; readonly body: unknown }>;
}

export const ADMIN = { email: 'ada@plant.example', name: 'Ada Admin', password: 'seven mills by the river' } as const;

/** Signs the first administrator in by the set-up token. */
export async function setUp(runtime: Pick<StartedRuntime, 'url' | 'setupToken'>): Promise<Api> {
  const { apiToken } = await createApi(runtime.url, '').send<{ apiToken: string }>('POST', '/api/setup', {
    token: runtime.setupToken,
    ...ADMIN,
  });
  return createApi(runtime.url, apiToken);
}

export function createApi(url: string, token: string): Api {
  async function raw(method: string, path: string, body?: unknown, headers: { readonly [name: string]: string } = {}) {
    const answer = await fetch(url + path, {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: readBody(text) };
  }
  async function call<T>(method: string, path: string, body?: unknown, headers?: { readonly [name: string]: string }): Promise<T> {
    const answer = await raw(method, path, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  }
  return { url, token, raw, get: (path) => call('GET', path), send: call };
}

/** Text where it is no JSON: metrics, event streams. */
function readBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Asks again until it holds; the time-out is the test's patience, not a measure. */
export async function eventually<T>(ask: () => Promise<T | undefined | false>, what: string, patienceMs = 60_000): Promise<T> {
  const endAt = Date.now() + patienceMs;
  for (;;) {
    const found = await ask();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > endAt) throw new Error(`It did not happen in ${patienceMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function runReaches(api: Api, runId: string, ...states: readonly RunSummary['state'][]): Promise<RunView> {
  return eventually(
    async () => {
      const run = await api.get<RunView>(`/api/runs/${runId}`);
      return states.includes(run.state) ? run : undefined;
    },
    `run ${runId} reaches ${states.join(' or ')}`,
  );
}
