import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import { readOpenApi } from '#flows/services/read-openapi.ts';
import { type ReceivedRequest, startLocalServer } from '../../../test/support/local-server.ts';
import { MemoryLedger, RunParked } from '../../../test/support/memory-ledger.ts';
import { ORDERS_OPENAPI } from '../../../test/support/orders-openapi.ts';
import { createConnection, createStep, runAttempts } from '../../../test/support/step-context.ts';
import { createHttpClient } from '../undici-client.ts';
import { httpOperation } from './execute.ts';
import type { OperationConfig } from './manifest.ts';
import { prepareOperation } from './prepare-operation.ts';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close();
});

async function serve(handler: (request: ReceivedRequest, response: ServerResponse) => unknown) {
  const server = await startLocalServer(handler);
  const http = createHttpClient({ baseUrl: server.url, allowedHosts: [`127.0.0.1:${server.port}`], allowedLoopbackPorts: [server.port] });
  cleanUp.push(
    () => server.close(),
    () => http.close(),
  );
  const connection = createConnection({ http, settings: { baseUrl: server.url, authentication: 'bearer' }, secrets: { token: 't-1' } });
  return { server, connection };
}

const DEFAULTS = { checked: true, idempotency: 'none', idempotencyHeader: 'Idempotency-Key', maxAnswerBytes: 100_000 };

function configOf(id: string, input: JsonObject, more: JsonObject = {}): Json {
  const operation = readOpenApi(ORDERS_OPENAPI).description!.operations.find((one) => one.id === id)!;
  return { ...DEFAULTS, ...operation.config, ...more, input };
}

const json = (response: ServerResponse, status: number, body: Json): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const ORDER = { orderId: '7', customer: 'Mia', items: [] };

describe('http/operation', () => {
  test('SVC-4 calls what is described, over its connection, and gives the answer', async () => {
    const { server, connection } = await serve((_request, response) => json(response, 200, ORDER));
    const ledger = new MemoryLedger();
    const config = configOf('getOrder', { path: { orderId: 'a/b?c' }, query: { expand: ['x', 'y'] } });
    const outcome = await httpOperation.execute(createStep({ config, connection, ledger }));
    expect(outcome).toMatchObject({ kind: 'done', port: 'out', output: { status: 200, body: ORDER } });
    expect(server.requests[0]?.url).toBe('/orders/a%2Fb%3Fc?expand=x%2Cy');
    expect(server.requests[0]?.headers['authorization']).toBe('Bearer t-1');
    expect(ledger.effects).toMatchObject([{ kind: 'read', state: 'read' }]);
  });

  test('SVC-2 an outcome that the description names is a way out; nothing was applied', async () => {
    const { connection } = await serve((request, response) =>
      json(response, request.method === 'GET' ? 404 : 409, { detail: request.method }),
    );
    const missing = await httpOperation.execute(createStep({ config: configOf('getOrder', { path: { orderId: '7' } }), connection }));
    expect(missing).toMatchObject({ kind: 'done', port: 'not-found', output: { status: 404, body: { detail: 'GET' } } });
    const ledger = new MemoryLedger();
    const there = await runAttempts(httpOperation, { config: configOf('createOrder', { body: ORDER }), connection, ledger });
    expect(there).toMatchObject({ port: 'conflict', output: { status: 409, body: { detail: 'POST' } } });
    expect(ledger.writes.map(({ state }) => state)).not.toContain('confirmed');
  });

  test('SVC-4 every other status is a failure, by its class', async () => {
    const { connection } = await serve((_request, response) => json(response, 422, { detail: 'no' }));
    const config = configOf('getOrder', { path: { orderId: '7' } });
    await expect(httpOperation.execute(createStep({ config, connection }))).rejects.toMatchObject({ class: 'rejected' });
  });

  test('STP-3 the key of the step goes where the description wants it, the same over attempts', async () => {
    let calls = 0;
    const { server, connection } = await serve((_request, response) => (++calls === 1 ? response.destroy() : json(response, 201, ORDER)));
    const outcome = await runAttempts(httpOperation, {
      config: configOf('createOrder', { body: { customer: 'Mia', items: [] } }),
      connection,
    });
    expect(outcome).toMatchObject({ port: 'out', output: { status: 201 } });
    const keys = server.requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(server.requests[0]?.body).toBe('{"customer":"Mia","items":[]}');
  });

  test('STP-4 what a service that ignores the key refuses as there already, after a lost answer, is a question and not an outcome', async () => {
    let created = 0;
    const { server, connection } = await serve((_request, response) => {
      created += 1;
      if (created === 1) response.destroy();
      else json(response, 409, { detail: 'There is such an order.' });
    });
    const ledger = new MemoryLedger();
    const config = configOf('createOrder', { body: ORDER });
    await expect(runAttempts(httpOperation, { config, connection, ledger })).rejects.toMatchObject({ reason: 'unknown-effect' });
    expect(server.requests).toHaveLength(2);
    expect(ledger.writes).toMatchObject([{ state: 'unknown' }]);
  });

  test('STP-4 without a key a lost answer parks the run', async () => {
    const { server, connection } = await serve((_request, response) => response.destroy());
    const config = configOf('createOrder', { body: ORDER }, { idempotency: 'none' });
    await expect(runAttempts(httpOperation, { config, connection })).rejects.toBeInstanceOf(RunParked);
    expect(server.requests).toHaveLength(1);
  });

  test('STP-4 a delete whose answer was lost is asked for by deleting again: what is gone is done', async () => {
    const described = readOpenApi({
      openapi: '3.0.3',
      info: { title: 'Orders', version: '1' },
      paths: {
        '/orders/{id}': {
          delete: {
            operationId: 'deleteOrder',
            parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
            responses: { '204': { description: 'Gone' }, '404': { description: 'No such order' } },
          },
        },
      },
    }).description!.operations[0]!;
    const config = { ...DEFAULTS, ...described.config, input: { path: { id: '7' } } };
    let calls = 0;
    const { connection } = await serve((_request, response) => (++calls === 1 ? response.destroy() : response.writeHead(404).end()));
    const ledger = new MemoryLedger();
    expect(await runAttempts(httpOperation, { config, connection, ledger })).toMatchObject({ port: 'out', output: { status: 404 } });
    expect(ledger.writes.map(({ state }) => state)).toEqual(['confirmed']);
    // Without a lost answer it is an order that never was.
    expect(await runAttempts(httpOperation, { config, connection })).toMatchObject({ port: 'not-found' });
  });

  test('SVC-4 an input that does not fit is said before anything is sent, an answer that does not after', async () => {
    const { server, connection } = await serve((_request, response) => json(response, 200, { orderId: 7 }));
    const asked: JsonObject[] = [];
    const lookup = {
      validate: (schema: JsonObject, value: Json) => {
        asked.push(schema);
        return JSON.stringify(value).includes('wrong') || JSON.stringify(value).includes('7') ? [{ path: '/x', message: 'must fit' }] : [];
      },
    };
    const execute = (config: Json) => httpOperation.execute(createStep({ config, connection, lookup }));
    await expect(execute(configOf('getOrder', { path: { orderId: 'wrong' } }))).rejects.toMatchObject({ options: { code: 'input-unfit' } });
    expect(server.requests).toHaveLength(0);
    await expect(execute(configOf('getOrder', { path: { orderId: 'a' } }))).rejects.toMatchObject({ options: { code: 'answer-unfit' } });
    expect(asked.at(-1)).toMatchObject({ $ref: '#/$defs/Order', $defs: { Order: { type: 'object' } } });
    expect(await execute(configOf('getOrder', { path: { orderId: 'a' } }, { checked: false }))).toMatchObject({ port: 'out' });
  });
});

describe('how an operation is written', () => {
  const pathOf = (config: Partial<OperationConfig>) =>
    prepareOperation({ ...DEFAULTS, method: 'GET', path: '/x', request: {}, answers: {}, input: {}, ...config } as OperationConfig).path;

  test.each([
    [undefined, '/x?a=1&a=2'],
    ['comma', '/x?a=1%2C2'],
    ['pipe', '/x?a=1%7C2'],
    ['space', '/x?a=1+2'],
    ['json', '/x?a=%5B%221%22%2C2%5D'],
  ] as const)('SVC-4 a list as %s', (style, expected) => {
    expect(pathOf({ input: { query: { a: ['1', 2], none: null } }, styles: style === undefined ? {} : { 'query.a': style } })).toBe(
      expected,
    );
  });

  test('SVC-4 fields of an object stand in brackets where it is deep', () => {
    expect(pathOf({ input: { query: { f: { from: 1, to: '2' } } }, styles: { 'query.f': 'deep' } })).toBe('/x?f%5Bfrom%5D=1&f%5Bto%5D=2');
  });

  test.each(['', '.', '..', null])('SVC-4 %j is no part of a path', (id) => {
    expect(() => pathOf({ path: '/x/{id}', input: { path: { id } } })).toThrow(/cannot stand/);
  });
});
