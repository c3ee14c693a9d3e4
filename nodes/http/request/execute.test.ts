import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import { type LocalServer, type ReceivedRequest, startLocalServer } from '../../../test/support/local-server.ts';
import { MemoryLedger, RunParked } from '../../../test/support/memory-ledger.ts';
import { createConnection, createStep, runAttempts } from '../../../test/support/step-context.ts';
import { StepError } from '../../errors.ts';
import { createHttpClient } from '../undici-client.ts';
import { httpRequest } from './execute.ts';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close();
});

async function serve(handler: (request: ReceivedRequest, response: ServerResponse) => unknown) {
  const server = await startLocalServer(handler);
  cleanUp.push(() => server.close());
  return server;
}

function connect(server: LocalServer, settings: JsonObject = {}, secrets: { [name: string]: string } = {}) {
  const http = createHttpClient({
    baseUrl: server.url,
    allowedHosts: [`127.0.0.1:${server.port}`],
    allowedLoopbackPorts: [server.port],
  });
  cleanUp.push(() => http.close());
  return createConnection({ http, settings: { baseUrl: server.url, authentication: 'none', ...settings }, secrets });
}

const configOf = (config: JsonObject): Json => ({
  idempotency: 'none',
  idempotencyHeader: 'Idempotency-Key',
  maxAnswerBytes: 100_000,
  ...config,
});

async function failureOf(outcome: unknown): Promise<StepError> {
  const failure = await Promise.resolve(outcome).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof StepError)) throw new Error(`expected a StepError, got ${String(failure)}`);
  return failure;
}

const json = (response: ServerResponse, status: number, body: Json, headers: { [name: string]: string } = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body));
};

describe('reads', () => {
  test('STP-2 a GET is recorded as a read, with query and headers, and gives status, headers and JSON body', async () => {
    const server = await serve((_request, response) => json(response, 200, { id: '0042' }));
    const ledger = new MemoryLedger();
    const config = configOf({
      method: 'GET',
      path: '/orders/7',
      query: { a: 'x y', b: ['1', '2'], c: '', d: null },
      headers: { Accept: 'application/json' },
    });

    const outcome = await httpRequest.execute(createStep({ config, connection: connect(server), ledger }));

    expect(outcome).toMatchObject({ kind: 'done', port: 'out', output: { status: 200, body: { id: '0042' } } });
    expect(server.requests[0]?.url).toBe('/orders/7?a=x+y&b=1&b=2');
    expect(server.requests[0]?.headers).toMatchObject({ accept: 'application/json', 'x-correlation-id': 'correlation-1' });
    expect(server.requests[0]?.headers['traceparent']).toMatch(/^00-/);
    expect(ledger.effects).toMatchObject([{ kind: 'read', operation: 'GET /orders/7', state: 'read' }]);
  });

  test('text stays text and an empty answer is null', async () => {
    const server = await serve((request, response) => (request.url === '/text' ? response.end('007') : response.writeHead(204).end()));
    const connection = connect(server);
    const bodyOf = async (path: string) => {
      const outcome = await httpRequest.execute(createStep({ config: configOf({ method: 'GET', path }), connection }));
      return outcome.kind === 'done' ? (outcome.output as JsonObject)['body'] : undefined;
    };
    expect(await bodyOf('/text')).toBe('007');
    expect(await bodyOf('/empty')).toBeNull();
  });
});

describe('writes', () => {
  test('an answer that is not what was declared is an invalid one, and what a write has done is not done again', async () => {
    const server = await serve((_request, response) => json(response, 200, { number: 4711 }));
    const declared = { type: 'object', properties: { number: { type: 'string' } } };
    const asked: JsonObject[] = [];
    const lookup = {
      validate: (schema: JsonObject) => {
        asked.push(schema);
        return [{ path: '/number', message: 'must be string' }];
      },
    };
    const ledger = new MemoryLedger();
    const options = {
      config: configOf({ method: 'POST', path: '/orders', answer: declared }),
      connection: connect(server),
      lookup,
      ledger,
    };
    const failure = await failureOf(httpRequest.execute(createStep(options)));
    expect(failure).toMatchObject({ class: 'invalid', message: 'The answer is not what was declared: /number must be string' });
    expect(failure.options).toMatchObject({ code: 'answer-unfit', details: [{ path: '/number', message: 'must be string' }] });
    expect(asked).toEqual([declared]);
    await failureOf(httpRequest.execute(createStep({ ...options, attempt: 2 })));
    expect(server.requests).toHaveLength(1);
  });

  test('STP-3 the key of the step goes into the header and stays the same over attempts', async () => {
    let calls = 0;
    const server = await serve((_request, response) => (++calls === 1 ? response.destroy() : json(response, 201, { ok: true })));
    const ledger = new MemoryLedger();
    const config = configOf({ method: 'POST', path: '/x', body: { a: '01' }, idempotency: 'receiver-honours-key' });

    const outcome = await runAttempts(httpRequest, { config, connection: connect(server), ledger });

    expect(outcome).toMatchObject({ port: 'out', output: { status: 201 } });
    const keys = server.requests.map((request) => request.headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(server.requests[0]).toMatchObject({ body: '{"a":"01"}' });
    expect(server.requests[0]?.headers['content-type']).toBe('application/json');
    expect(ledger.writes).toMatchObject([{ state: 'confirmed', sendings: 2 }]);
  });

  test('STP-4 with idempotency "none" a lost answer is unknown and the run parks: nothing is sent twice', async () => {
    const server = await serve((_request, response) => response.destroy());
    const ledger = new MemoryLedger();
    const config = configOf({ method: 'POST', path: '/x', body: 'once' });

    await expect(runAttempts(httpRequest, { config, connection: connect(server), ledger })).rejects.toBeInstanceOf(RunParked);

    expect(server.requests).toHaveLength(1);
    expect(ledger.writes).toMatchObject([{ state: 'unknown' }]);
  });

  test('STP-4 with a path to ask at, a lost answer is asked for: what was carried out is not sent again, what was not is', async () => {
    for (const applied of [true, false]) {
      let orders = 0;
      const server = await serve((request, response) => {
        if (request.method === 'GET') return orders > 0 && applied ? json(response, 200, { order: '4711' }) : json(response, 404, {});
        orders += 1;
        return orders === 1 ? response.destroy() : json(response, 201, { order: '4712' });
      });
      const ledger = new MemoryLedger();
      const config = configOf({ method: 'POST', path: '/orders', body: { id: 7 }, idempotency: 'probe', probePath: '/orders/by-id/7' });
      const outcome = await runAttempts(httpRequest, { config, connection: connect(server), ledger });
      expect(outcome).toMatchObject({ port: 'out', output: { body: { order: applied ? '4711' : '4712' } } });
      expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
        'POST /orders',
        'GET /orders/by-id/7',
        ...(applied ? [] : ['POST /orders']),
      ]);
      expect(server.requests[1]?.body).toBe('');
      expect(ledger.writes).toMatchObject([{ state: 'confirmed' }]);
    }
  });

  test('STP-4 who cannot be asked leaves it unknown: nothing is sent twice', async () => {
    const server = await serve((request, response) => (request.method === 'GET' ? json(response, 500, {}) : response.destroy()));
    const config = configOf({ method: 'POST', path: '/orders', idempotency: 'probe', probePath: '/orders/by-id/7' });
    const ledger = new MemoryLedger();
    await failureOf(runAttempts(httpRequest, { config, connection: connect(server), ledger }, 3));
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(ledger.writes).toMatchObject([{ state: 'unknown' }]);
    expect(httpRequest.checkConfig?.({ idempotency: 'probe' })).toMatchObject([{ path: ['probePath'] }]);
    expect(httpRequest.checkConfig?.(config as JsonObject)).toEqual([]);
  });

  test('STP-4 a 503 was not carried out: it is sent again even with idempotency "none"', async () => {
    let calls = 0;
    const server = await serve((_request, response) => (++calls === 1 ? response.writeHead(503).end() : response.writeHead(200).end()));
    const outcome = await runAttempts(httpRequest, { config: configOf({ method: 'POST', path: '/x' }), connection: connect(server) });
    expect(outcome).toMatchObject({ port: 'out' });
    expect(server.requests).toHaveLength(2);
  });

  test('a form is encoded as a form, text goes as it is', async () => {
    const server = await serve((_request, response) => response.end());
    const connection = connect(server);
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    await httpRequest.execute(
      createStep({ config: configOf({ method: 'POST', path: '/f', headers: form, body: { a: 'b c' } }), connection }),
    );
    await httpRequest.execute(createStep({ config: configOf({ method: 'PUT', path: '/t', body: 'plain' }), connection }));
    expect(server.requests.map((request) => request.body)).toEqual(['a=b+c', 'plain']);
    expect(server.requests[1]?.headers['content-type']).toContain('text/plain');
  });
});

describe('what a status means', () => {
  test.each([
    [400, 'invalid', false],
    [401, 'denied', false],
    [403, 'denied', false],
    [404, 'invalid', false],
    [408, 'timeout', true],
    [409, 'conflict', false],
    [412, 'conflict', false],
    [422, 'rejected', false],
    [423, 'conflict', false],
    [429, 'throttled', false],
    [500, 'unavailable', true],
    [502, 'unavailable', true],
    [503, 'unavailable', false],
    [504, 'unavailable', true],
    [302, 'invalid', true],
    [307, 'invalid', false],
  ])('RTY-1 %i is %s (perhaps applied: %s)', async (status, errorClass, maybeApplied) => {
    const server = await serve((_request, response) => response.writeHead(status, { location: '/elsewhere' }).end('words'));
    const config = configOf({ method: 'POST', path: '/x', body: {} });
    const failure = await failureOf(httpRequest.execute(createStep({ config, connection: connect(server) })));
    expect(failure).toMatchObject({ class: errorClass, maybeApplied });
    expect(failure.options.details).toEqual([{ status, body: 'words' }]);
  });

  test("the system's own words and code come first", async () => {
    const server = await serve((_request, response) =>
      json(response, 422, { code: 'credit-limit', detail: 'The limit of 1,000 is used up.' }),
    );
    const config = configOf({ method: 'POST', path: '/x', body: {} });
    const failure = await failureOf(httpRequest.execute(createStep({ config, connection: connect(server) })));
    expect(failure.toRunError()).toMatchObject({
      class: 'rejected',
      code: 'credit-limit',
      message: 'The limit of 1,000 is used up. (status 422)',
    });
  });

  test.each([
    ['7', {}, 7000],
    ['Tue, 24 Nov 2026 08:00:30 GMT', { date: 'Tue, 24 Nov 2026 08:00:00 GMT' }, 30_000],
    ['999999', {}, 900_000],
  ])('RTY-2 Retry-After %s is read and capped', async (value, headers, expected) => {
    const server = await serve((_request, response) => response.writeHead(429, { 'retry-after': value, ...headers }).end());
    const failure = await failureOf(
      httpRequest.execute(createStep({ config: configOf({ method: 'GET', path: '/x' }), connection: connect(server) })),
    );
    expect(failure.options.retryAfterMs).toBe(expected);
  });

  test('S32 JSON that is not JSON, or deeper than anybody needs, is a failure of its own', async () => {
    const server = await serve((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(request.url === '/deep' ? '['.repeat(65) + ']'.repeat(65) : '{"half": ');
    });
    const connection = connect(server);
    const broken = await failureOf(httpRequest.execute(createStep({ config: configOf({ method: 'POST', path: '/half' }), connection })));
    expect(broken).toMatchObject({ class: 'network', maybeApplied: true, options: { code: 'answer-malformed' } });
    const deep = await failureOf(httpRequest.execute(createStep({ config: configOf({ method: 'GET', path: '/deep' }), connection })));
    expect(deep).toMatchObject({ class: 'invalid', options: { code: 'answer-json-too-deep' } });
  });
});

describe('what a flow may not send', () => {
  test.each(['Host', 'content-length', 'Transfer-Encoding', 'connection', 'Authorization', 'Cookie'])(
    'S26 the header %s is refused',
    async (name) => {
      const server = await serve((_request, response) => response.end());
      const config = configOf({ method: 'GET', path: '/x', headers: { [name]: 'x' } });
      const failure = await failureOf(httpRequest.execute(createStep({ config, connection: connect(server) })));
      expect(failure).toMatchObject({ class: 'invalid', options: { code: 'header-forbidden' } });
      expect(server.requests).toHaveLength(0);
    },
  );

  test.each(['orders', '/a b', 'http://elsewhere/', '/a#b'])('the path %s is refused', async (path) => {
    const server = await serve((_request, response) => response.end());
    const failure = await failureOf(
      httpRequest.execute(createStep({ config: configOf({ method: 'GET', path }), connection: connect(server) })),
    );
    expect(failure.options.code).toBe('path-malformed');
  });
});

describe('signing in', () => {
  test.each([
    ['basic', { user: 'mia' }, { password: 'p:ß' }, 'authorization', `Basic ${Buffer.from('mia:p:ß').toString('base64')}`],
    ['bearer', {}, { token: 't-1' }, 'authorization', 'Bearer t-1'],
    ['api-key', { apiKeyHeader: 'X-Plant-Key' }, { apiKey: 'k-1' }, 'x-plant-key', 'k-1'],
  ])('%s', async (authentication, settings, secrets, header, expected) => {
    const server = await serve((_request, response) => response.end());
    const ledger = new MemoryLedger();
    const connection = connect(server, { authentication, ...settings }, secrets as { [name: string]: string });
    await httpRequest.execute(createStep({ config: configOf({ method: 'GET', path: '/x' }), connection, ledger }));
    expect(server.requests[0]?.headers[header]).toBe(expected);
    expect(JSON.stringify(ledger.effects)).not.toContain(expected);
  });

  test('oauth2: one token for all calls, a new one when the system refuses it', async () => {
    let valid = 0;
    const server = await serve((request, response) => {
      if (request.url === '/token') return json(response, 200, { access_token: `t-${++valid}`, expires_in: 3600 });
      return response.writeHead(request.headers.authorization === `Bearer t-${valid}` ? 200 : 401).end();
    });
    const connection = connect(
      server,
      { authentication: 'oauth2', tokenUrl: `${server.url}/token`, clientId: 'millrace', scope: 'orders' },
      { clientSecret: 's-1' },
    );
    const call = () => httpRequest.execute(createStep({ config: configOf({ method: 'POST', path: '/x' }), connection }));
    await Promise.all([call(), call(), call()]);
    expect(server.requests.filter((request) => request.url === '/token')).toHaveLength(1);
    expect(server.requests[0]?.body).toBe('grant_type=client_credentials&scope=orders');
    valid += 1;
    expect(await call()).toMatchObject({ port: 'out' });
    expect(server.requests.filter((request) => request.url === '/token')).toHaveLength(2);
  });

  test('oauth2: a refused client is denied and the write was certainly not applied', async () => {
    const server = await serve((_request, response) =>
      json(response, 401, { error: 'invalid_client', error_description: 'unknown client' }),
    );
    const connection = connect(
      server,
      { authentication: 'oauth2', tokenUrl: `${server.url}/token`, clientId: 'millrace' },
      { clientSecret: 's-1' },
    );
    const failure = await failureOf(httpRequest.execute(createStep({ config: configOf({ method: 'POST', path: '/x' }), connection })));
    expect(failure).toMatchObject({ class: 'denied', maybeApplied: false, options: { code: 'oauth-invalid_client' } });
  });
});
