/** OpenAPI 3.1 of the API, made from the routes that serve it: it cannot say what is not so. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { Route } from './route.ts';

export function describeApi(routes: readonly Route[], version: string): JsonObject {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: describeRoute(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Millrace',
      version,
      description:
        'Errors are RFC 9457 problems with a stable `code`. Lists page by `cursor`. Changes of documents carry their revision as If-Match.',
    },
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' }, session: { type: 'apiKey', in: 'cookie', name: '__Host-millrace' } },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'code', 'detail'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            code: { type: 'string' },
            detail: { type: 'string' },
            help: { type: 'string' },
          },
        },
      },
    },
  };
}

function describeRoute(route: Route): JsonObject {
  const pathParameters = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name: name!,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const queryParameters = Object.entries(route.query ?? {}).map(([name, { description, pattern }]) => ({
    name,
    in: 'query',
    required: false,
    description,
    schema: { type: 'string', ...(pattern === undefined ? {} : { pattern }) },
  }));
  return {
    summary: route.summary,
    ...(route.right === 'open' ? { security: [] } : { security: [{ token: [] }, { session: [] }] }),
    'x-right': route.right,
    parameters: [...pathParameters, ...queryParameters],
    ...(route.body === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } }),
    responses: {
      '2XX': { description: route.answer ?? 'Done' },
      default: { description: 'A problem', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  };
}
