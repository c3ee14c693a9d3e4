import { describe, expect, test } from 'vitest';
import { ORDERS_OPENAPI } from '../../test/support/orders-openapi.ts';
import { outputAt } from '../derive.ts';
import { portsOf } from '../derive-ports.ts';
import type { Json, JsonObject } from '../json.ts';
import { findAt, fromPointer } from '../json-pointer.ts';
import type { NodeManifest } from '../node-manifest.ts';
import { readOpenApi } from './read-openapi.ts';
import type { ServiceOperation } from './service.ts';

function operation(document: Json, id: string): ServiceOperation {
  const { description, problems } = readOpenApi(document);
  const found = description?.operations.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}: ${JSON.stringify(problems)}`);
  return found;
}

/** One operation with this said of it. */
function describing(said: JsonObject, components: JsonObject = {}, version = '3.1.0'): JsonObject {
  return { openapi: version, info: { title: 'T', version: '1' }, paths: { '/x': { post: { operationId: 'x', ...said } } }, components };
}

const taking = (schema: Json): JsonObject => ({ requestBody: { required: true, content: { 'application/json': { schema } } } });
const bodyOf = (found: ServiceOperation) => findAt(found.config, ['request', 'properties', 'body']);

describe('an OpenAPI description', () => {
  test('SVC-1 gives each operation with the config that its node begins with', () => {
    const { description, problems } = readOpenApi(ORDERS_OPENAPI);
    expect(problems).toEqual([]);
    expect(description).toMatchObject({ title: 'Orders of the shop', version: '1.4.0', server: 'https://shop.example.com/api/v2' });
    expect(description?.operations.map(({ id, label, type }) => [id, label, type])).toEqual([
      ['getOrder', 'Read an order', 'http/operation'],
      ['createOrder', 'Create an order', 'http/operation'],
    ]);
    const get = operation(ORDERS_OPENAPI, 'getOrder').config;
    expect(get).toMatchObject({ method: 'GET', path: '/orders/{orderId}', operation: 'getOrder', styles: { 'query.expand': 'comma' } });
    expect(get['request']).toEqual({
      type: 'object',
      required: ['path'],
      additionalProperties: false,
      properties: {
        path: {
          type: 'object',
          title: 'Path',
          required: ['orderId'],
          properties: { orderId: { type: 'string' } },
          additionalProperties: false,
        },
        query: {
          type: 'object',
          title: 'Query',
          properties: { expand: { type: 'array', items: { type: 'string' } } },
          additionalProperties: false,
        },
      },
    });
  });

  test('SVC-1 what only the service fills in is not asked for, and the key of the step is no field', () => {
    const { config } = operation(ORDERS_OPENAPI, 'createOrder');
    expect(config).toMatchObject({ idempotency: 'receiver-honours-key', idempotencyHeader: 'Idempotency-Key' });
    expect(findAt(config, ['request', 'properties', 'headers'])).toBeUndefined();
    expect(findAt(config, ['request', '$defs', 'Order', 'required'])).toEqual(['customer', 'items']);
    expect(findAt(config, ['request', '$defs', 'Order', 'properties', 'orderId'])).toBeUndefined();
    expect(findAt(config, ['answers', '$defs', 'Order', 'required'])).toEqual(['orderId', 'customer', 'items']);
  });

  test('SVC-1 nullable, exclusive bounds and circles become JSON Schema of today', () => {
    const definitions = findAt(operation(ORDERS_OPENAPI, 'createOrder').config, ['request', '$defs']);
    expect(definitions).toMatchObject({
      Order: { properties: { note: { type: ['string', 'null'] }, items: { items: { $ref: '#/$defs/Item' } } } },
      Item: { properties: { quantity: { type: 'number', exclusiveMinimum: 0 }, parts: { items: { $ref: '#/$defs/Item' } } } },
    });
    expect(findAt(definitions, ['Item', 'properties', 'quantity', 'minimum'])).toBeUndefined();
  });

  test('SVC-2 outcomes that it names are ports of their own, each with its body', () => {
    const { config } = operation(ORDERS_OPENAPI, 'getOrder');
    const manifest = { ports: { derive: 'operation-ports' }, output: { derive: 'operation-answer' }, effects: 'write' } as NodeManifest;
    expect(portsOf(manifest, { config }).map(({ name, kind }) => [name, kind])).toEqual([
      ['out', 'out'],
      ['not-found', 'business'],
      ['error', 'error'],
    ]);
    const missing = outputAt(manifest, { config }, 'not-found', { contract: { major: 1 } });
    expect(findAt(missing, ['properties', 'status'])).toMatchObject({ const: 404 });
    expect(findAt(missing, ['properties', 'body'])).toEqual({ $ref: '#/$defs/Problem' });
    expect(findAt(missing, ['$defs', 'Problem', 'properties', 'detail'])).toEqual({ type: 'string' });
  });

  test('SVC-1 without an operationId it is named by method and path; two of one name stay two', () => {
    const get = { responses: { '200': { description: 'fine' } } };
    const document = {
      openapi: '3.1.1',
      paths: { '/a': { get, post: { ...get, operationId: 'same' } }, '/b': { post: { ...get, operationId: 'same' } } },
    };
    expect(readOpenApi(document).description?.operations.map(({ id }) => id)).toEqual(['GET /a', 'same', 'same 2']);
  });
});

describe('what is of no use is left out, named at its place', () => {
  test.each([
    ['a reference to elsewhere', taking({ $ref: 'https://evil.example/x.json' }), 'reference-external'],
    ['a file', taking({ $ref: 'other.yaml#/X' }), 'reference-external'],
    ['a reference to nothing', taking({ $ref: '#/components/schemas/None' }), 'reference-unknown'],
    ['a reference into what every object has', taking({ $ref: '#/constructor' }), 'reference-unknown'],
    ['a reference to itself', taking({ $ref: '#/components/schemas/Self' }), 'reference-circle'],
    ['a schema made of itself', taking({ $ref: '#/components/schemas/Made' }), 'reference-circle'],
    ['no type', taking({ type: 'record' }), 'schema-malformed'],
    ['files', { requestBody: { content: { 'multipart/form-data': {} } } }, 'body-unsupported'],
    ['a cookie that it needs', { parameters: [{ name: 'sid', in: 'cookie', required: true }] }, 'parameter-unsupported'],
    ['a way of writing', { parameters: [{ name: 'a', in: 'query', style: 'matrix' }] }, 'parameter-unsupported'],
    ['no name', { parameters: [{ in: 'query' }] }, 'parameter-malformed'],
  ])('SVC-3 %s', (_, said, code) => {
    const components = {
      schemas: { Self: { $ref: '#/components/schemas/Self' }, Made: { allOf: [{ $ref: '#/components/schemas/Made' }] } },
    };
    const document = describing(said, components);
    const { description, problems } = readOpenApi({ ...document, paths: { ...(document['paths'] as JsonObject), '/fine': { get: {} } } });
    expect(description?.operations.map(({ id }) => id)).toEqual(['GET /fine']);
    expect(problems).toMatchObject([{ code, severity: 'warning' }]);
    const place = problems[0]!.path;
    expect(findAt(document, fromPointer(place)) ?? findAt(document, fromPointer(place).slice(0, -1))).toBeDefined();
  });

  test('SVC-3 depth and size have an end', () => {
    let deep: Json = { type: 'string' };
    for (let level = 0; level < 40; level += 1) deep = { type: 'array', items: deep };
    expect(readOpenApi(describing(taking(deep))).problems.map(({ code }) => code)).toEqual(['description-empty', 'schema-too-deep']);
    const many = Object.fromEntries(Array.from({ length: 4_000 }, (_, at) => [`field${at}`, { type: 'string' }]));
    expect(readOpenApi(describing(taking({ type: 'object', properties: many }))).problems.map(({ code }) => code)).toEqual([
      'description-empty',
      'schema-too-large',
    ]);
  });

  test('SVC-3 a description never says how its values are treated here', () => {
    const found = operation(
      describing(
        taking({ type: 'object', properties: { a: { type: 'string', format: 'secret', 'x-language': 'javascript', readOnly: false } } }),
      ),
      'x',
    );
    expect(bodyOf(found)).toEqual({ title: 'Body', type: 'object', properties: { a: { type: 'string' } } });
  });

  test('SVC-3 an answer that cannot be described leaves the operation with any answer', () => {
    const said = { responses: { '200': { content: { 'application/json': { schema: { $ref: 'a.json' } } } } } };
    const { description, problems } = readOpenApi(describing(said));
    expect(findAt(description?.operations[0]?.config ?? {}, ['answers', 'properties', 'out'])).toEqual({});
    expect(problems).toMatchObject([{ code: 'reference-external', severity: 'warning' }]);
  });

  test.each([[null], [[]], [{ swagger: '2.0' }], [{ openapi: '4.0.0', paths: {} }], ['openapi: 3.1.0'], [{ openapi: '3.1.0', paths: {} }]])(
    'SVC-3 %j is no description',
    (document) => {
      const { description, problems } = readOpenApi(document);
      expect(description).toBeUndefined();
      expect(problems[0]).toMatchObject({ severity: 'error' });
    },
  );

  test('SVC-3 names that objects have by themselves are names like others', () => {
    const document = JSON.parse(
      JSON.stringify(describing(taking({ $ref: '#/components/schemas/__proto__' }))).replace(
        '"components":{}',
        '"components":{"schemas":{"__proto__":{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"integer"}}}}}',
      ),
    ) as Json;
    const found = operation(document, 'x');
    expect(JSON.stringify(bodyOf(found))).toContain('#/$defs/schema');
    expect(JSON.stringify(findAt(found.config, ['request', '$defs', 'schema', 'properties', 'constructor']))).toBe('{"type":"integer"}');
    expect(({} as { type?: string }).type).toBeUndefined();
  });
});
