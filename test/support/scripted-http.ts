/** An HttpClient that answers from a function and remembers what was asked: for tests of connectors without a simulator. */
import type { HttpAnswer, HttpClient, HttpRequest } from '#nodes/http/http-client.ts';

export interface ScriptedHttp extends HttpClient {
  readonly requests: HttpRequest[];
}

export function scriptedHttp(answer: (request: HttpRequest, index: number) => Partial<HttpAnswer> | Error): ScriptedHttp {
  const requests: HttpRequest[] = [];
  return {
    requests,
    async request(request) {
      requests.push(request);
      const given = answer(request, requests.length - 1);
      if (given instanceof Error) throw given;
      return { status: 200, headers: {}, cookies: [], text: '', ...given };
    },
  };
}

export function jsonAnswer(body: unknown, status = 200, headers: { readonly [name: string]: string } = {}): Partial<HttpAnswer> {
  return { status, headers: { 'content-type': 'application/json', ...headers }, text: JSON.stringify(body) };
}
