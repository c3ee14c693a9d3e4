/** Speaks to the sandbox's control port; its problems are passed on as they are. */
import type { Json } from '#flows/json.ts';
import { ApiError } from '../http/api-error.ts';

/** Long, for a start on a loaded machine depends on it. */
const ANSWER_MS = 30_000;

export interface SandboxControl {
  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: Json): Promise<{ readonly status: number; readonly body: Json }>;
}

export function createSandboxControl(port: number, token: string): SandboxControl {
  return {
    async call(method, path, body) {
      let answer: Response;
      try {
        answer = await fetch(`http://127.0.0.1:${port}${path}`, {
          method,
          headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(ANSWER_MS),
        });
      } catch (error) {
        throw new ApiError(502, 'sandbox-unreachable', 'The sandbox does not answer.', 'Restart Millrace: it starts the sandbox again.', {
          cause: String(error),
        });
      }
      const text = await answer.text();
      const parsed = text === '' ? null : (JSON.parse(text) as Json);
      if (answer.ok) return { status: answer.status, body: parsed };
      const problem = (parsed ?? {}) as { code?: string; detail?: string; help?: string };
      throw new ApiError(
        answer.status === 401 ? 502 : answer.status,
        problem.code ?? 'sandbox-refused',
        problem.detail ?? 'The sandbox refused this.',
        problem.help,
      );
    },
  };
}
