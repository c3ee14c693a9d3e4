/** An HttpClient that speaks to a simulator in this process, with a place to act out what goes wrong on the way. */
import { NetworkError, TimeoutError } from '#nodes/errors.ts';
import type { HttpAnswer, HttpClient, HttpRequest } from '#nodes/http/http-client.ts';
import type { Simulator } from '#nodes/sandbox/simulator.ts';

/** What happens to one exchange; `next` carries it out. */
export type Disturbance = (request: HttpRequest, next: () => Promise<HttpAnswer>) => Promise<HttpAnswer>;

export interface SimulatorHttpClient extends HttpClient {
  readonly requests: readonly HttpRequest[];
  /** Applied to the next request that `when` accepts, once. */
  disturbNext(when: (request: HttpRequest) => boolean, disturbance: Disturbance): void;
}

export function createSimulatorHttpClient(simulator: Pick<Simulator, 'handle'>, host = 'sap.test'): SimulatorHttpClient {
  const requests: HttpRequest[] = [];
  const pending: { readonly when: (request: HttpRequest) => boolean; readonly disturbance: Disturbance }[] = [];
  const carryOut = async (request: HttpRequest): Promise<HttpAnswer> => {
    const answer = await simulator.handle({
      method: request.method,
      url: request.url.replace(/^https?:\/\/[^/]+/, ''),
      headers: { host, ...request.headers },
      body: Buffer.from(request.body ?? ''),
    });
    const headers: { [name: string]: string } = {};
    let cookies: readonly string[] = [];
    for (const [name, value] of Object.entries(answer.headers)) {
      if (name.toLowerCase() === 'set-cookie') cookies = typeof value === 'string' ? [value] : value;
      else headers[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ');
    }
    return { status: answer.status, headers, cookies, text: answer.body.toString() };
  };
  return {
    requests,
    disturbNext: (when, disturbance) => void pending.push({ when, disturbance }),
    request: async (request) => {
      requests.push(request);
      const at = pending.findIndex(({ when }) => when(request));
      const [struck] = at < 0 ? [] : pending.splice(at, 1);
      return struck === undefined ? carryOut(request) : struck.disturbance(request, () => carryOut(request));
    },
  };
}

/** The request is carried out, its answer never arrives. */
export const loseAnswer: Disturbance = async (_request, next) => {
  await next();
  throw new TimeoutError('the answer was lost', { code: 'deadline' });
};

/** The request never arrives, and nobody can know. */
export const loseRequest: Disturbance = () => Promise.reject(new NetworkError('the connection broke', { code: 'connection-reset' }));

export const answerWith =
  (answer: Partial<HttpAnswer>): Disturbance =>
  () =>
    Promise.resolve({ status: 200, headers: {}, cookies: [], text: '', ...answer });
