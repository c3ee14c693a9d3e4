/** The description of the API: complete, valid, and true (check-answers.ts holds every answer of these tests against it). */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import type { Api } from '../support/api.ts';
import { type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

interface Operation extends JsonObject {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: JsonObject } } };
  readonly responses: { readonly [status: string]: JsonObject };
}
interface Description extends JsonObject {
  readonly openapi: string;
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
  readonly components: { readonly schemas: { readonly [name: string]: JsonObject } };
}

describe('API-97 the description', () => {
  let runtime: InProcessRuntime;
  let admin: Api;
  let description: Description;
  let operations: readonly { readonly path: string; readonly method: string; readonly operation: Operation }[];

  beforeAll(async () => {
    ({ runtime, admin } = await startWithAdmin());
    description = await admin.get<Description>('/api/openapi.json');
    operations = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([method]) => ['get', 'post', 'put', 'delete'].includes(method))
        .map(([method, operation]) => ({ path, method, operation })),
    );
  });
  afterAll(() => runtime.close());

  test('is OpenAPI 3.1 and names every operation once, with a sentence, its parameters, its right and its answers', () => {
    expect(description.openapi).toMatch(/^3\.1\./);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, method, operation } of operations) {
      const place = `${method} ${path}`;
      expect(operation.summary, place).toMatch(/[.?]$/);
      expect(operation['security'], place).toBeInstanceOf(Array);
      if (!path.startsWith('/api/')) continue;
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(
        operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name),
        place,
      ).toEqual(inPath);
      expect(Object.keys(operation.responses), place).toContain('default');
      expect(Object.keys(operation.responses), place).toHaveLength(2);
    }
  });

  test('refers to nothing that is not there, and leaves no shape unused', () => {
    const text = JSON.stringify(description);
    const named = new Set([...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!));
    expect([...named].sort()).toEqual(Object.keys(description.components.schemas).sort());
  });

  test('holds schemas that a validator takes, with all bodies closed', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
    (addFormats as unknown as (instance: Ajv2020) => void)(ajv);
    ajv.addSchema({ $id: 'api:description', components: description.components });
    for (const name of Object.keys(description.components.schemas)) {
      expect(() => ajv.compile({ $ref: `api:description#/components/schemas/${name}` }), name).not.toThrow();
    }
    for (const { path, method, operation } of operations) {
      const schema = operation.requestBody?.content['application/json']?.schema;
      if (schema === undefined || !path.startsWith('/api/')) continue;
      expect(() => ajv.compile(schema), `${method} ${path}`).not.toThrow();
      // What the sandbox takes is judged by its own control port.
      if (!path.startsWith('/api/sandbox/')) expect(schema['additionalProperties'], `${method} ${path}`).toBe(false);
    }
  });

  test('asks for If-Match where documents are changed', () => {
    const withRevision = operations
      .filter(({ operation }) => operation.parameters?.some(({ name }) => name === 'If-Match'))
      .map(({ method, path }) => `${method} ${path}`);
    expect(withRevision.sort()).toEqual(
      [
        'put /api/environments/{environment}/calendars/{name}',
        'put /api/environments/{environment}/connections/{name}',
        'put /api/environments/{environment}/customers/{name}',
        'put /api/environments/{environment}/plants/{name}',
        'put /api/environments/{environment}/units/{name}',
        'put /api/environments/{environment}/value-maps/{name}',
        'put /api/environments/{environment}/variables/{name}',
        'put /api/environments/{environment}/work-centres/{name}',
        'put /api/flows/{flowId}/drafts/{draftId}',
        'put /api/flows/{flowId}/tests/{name}',
        'put /api/services/{name}',
      ].sort(),
    );
  });

  test('tells what listens beside the API too', () => {
    expect(Object.keys(description.paths).filter((path) => !path.startsWith('/api/'))).toEqual([
      '/hooks/{environment}/{address}',
      '/resume/{token}',
      '/live',
      '/metrics',
      '/healthz',
      '/readyz',
    ]);
  });
});

describe('API-98 an answer that is otherwise than described fails the test that asked', () => {
  const described = { userId: 'u1', email: 'a@b', name: 'Ada', disabled: false, grants: [], createdAt: '2026-11-24T08:00:00.000Z' };
  test.each([
    ['a member too much', 200, { user: { ...described, passwordHash: 'x' }, via: 'token', expiresAt: '2026-11-24T08:00:00.000Z' }],
    ['a member missing', 200, { user: described, via: 'token' }],
    ['another type', 200, { user: described, via: 'telegraph', expiresAt: '2026-11-24T08:00:00.000Z' }],
    ['a status that is not described', 202, { user: described, via: 'token', expiresAt: '2026-11-24T08:00:00.000Z' }],
    ['a refusal that is no problem', 403, { error: 'no' }],
  ])('%s', async (_name, status, body) => {
    const server = createServer((_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      await expect(fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/session`)).rejects.toThrow(
        /otherwise than described/,
      );
    } finally {
      server.close();
    }
  });
});
