/** A Salesforce connection for connector tests: sign-in answered, the rest by the test's own function. */
import type { HttpAnswer, HttpRequest } from '#nodes/http/http-client.ts';
import { jsonAnswer, scriptedHttp } from './scripted-http.ts';
import { createConnection } from './step-context.ts';

export const USER_ID = '005000000000001AAA';

export function salesforceConnection(answer: (path: string, request: HttpRequest) => Partial<HttpAnswer> | Error) {
  const http = scriptedHttp((request) =>
    request.url === '/services/oauth2/token'
      ? jsonAnswer({
          access_token: `token-${http.requests.length}`,
          id: `https://login.example.com/id/00D000000000001AAA/${USER_ID}`,
          token_type: 'Bearer',
        })
      : answer(decodeURIComponent(request.url.replace('/services/data/v62.0', '')), request),
  );
  const settings = { baseUrl: 'https://plant.example.com', clientId: 'client', apiVersion: '62.0', clientTag: 'millrace' };
  return { http, connection: createConnection({ type: 'salesforce', http, settings, secrets: { clientSecret: 'secret' } }) };
}
