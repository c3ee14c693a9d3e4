/** The CLI speaks the same API as everybody: address and token from flags or environment. */
import type { ApiProblem } from '#flows/api/api-problem.ts';
import type { Json } from '#flows/json.ts';

export interface ApiClient {
  readonly url: string;
  readonly token: string;
  get<T>(path: string): Promise<T>;
  send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, headers?: { readonly [name: string]: string }): Promise<T>;
}

/** A sentence for the terminal; exit code 1. */
export class CliError extends Error {}

/** The call itself is wrong; exit code 2. */
export class UsageError extends Error {}

const PATIENCE_MS = 60_000;

export function createApiClient(url: string, token: string): ApiClient {
  async function call<T>(method: string, path: string, body?: unknown, headers: { readonly [name: string]: string } = {}): Promise<T> {
    let answer: Response;
    try {
      answer = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(PATIENCE_MS),
        redirect: 'error',
      });
    } catch (error) {
      if ((error as Error).name === 'TimeoutError') throw new CliError(`${url} did not answer within ${PATIENCE_MS / 1000} seconds.`);
      throw new CliError(`Nothing answers at ${url}. Is Millrace running? (npm start; --url or MILLRACE_URL names another address)`);
    }
    const parsed = readAnswer(await answer.text());
    if (parsed === 'not-json') throw new CliError(`${url} answered ${answer.status}, but not as Millrace does. Is it the right address?`);
    if (answer.ok) return parsed as T;
    throw new CliError(describeProblem(parsed as unknown as ApiProblem));
  }
  return { url, token, get: (path) => call('GET', path), send: (method, path, body, headers) => call(method, path, body, headers) };
}

function readAnswer(text: string): Json | undefined {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return 'not-json';
  }
}

/** A path with its parts encoded: `` path`/api/flows/${flow}` ``. */
export function path(texts: TemplateStringsArray, ...parts: readonly (string | number)[]): string {
  return texts.map((text, index) => text + (index < parts.length ? encodeURIComponent(parts[index]!) : '')).join('');
}

export function describeProblem({ code, detail, help, problems }: ApiProblem): string {
  const lines = [`${detail} (${code})`];
  if (help !== undefined) lines.push(help);
  for (const problem of problems ?? [])
    lines.push(`  ${problem.severity}: ${problem.nodeId ?? problem.path}: ${problem.message} ${problem.help}`);
  return lines.join('\n');
}
