/** The CLI speaks the same API as everybody: address and token from flags or environment. */
import type { ApiProblem } from '#flows/api.ts';
import type { Json } from '#flows/json.ts';

export interface ApiClient {
  readonly url: string;
  readonly token: string;
  get<T>(path: string): Promise<T>;
  send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, headers?: { readonly [name: string]: string }): Promise<T>;
}

/** A sentence for the terminal; exit code 1. */
export class CliError extends Error {}

export function createApiClient(url: string, token: string): ApiClient {
  async function call<T>(method: string, path: string, body?: unknown, headers: { readonly [name: string]: string } = {}): Promise<T> {
    let answer: Response;
    try {
      answer = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw new CliError(`Nothing answers at ${url}. Is Millrace running? (npm start; --url or MILLRACE_URL names another address)`);
    }
    const text = await answer.text();
    const parsed = text === '' ? undefined : (JSON.parse(text) as Json);
    if (answer.ok) return parsed as T;
    throw new CliError(describeProblem(parsed as unknown as ApiProblem));
  }
  return { url, token, get: (path) => call('GET', path), send: (method, path, body, headers) => call(method, path, body, headers) };
}

export function describeProblem({ code, detail, help, problems }: ApiProblem): string {
  const lines = [`${detail} (${code})`];
  if (help !== undefined) lines.push(help);
  for (const problem of problems ?? [])
    lines.push(`  ${problem.severity}: ${problem.nodeId ?? problem.path}: ${problem.message} ${problem.help}`);
  return lines.join('\n');
}
