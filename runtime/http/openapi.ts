/** OpenAPI 3.1 of the API, made from the routes that serve it: it cannot say what is not so. */
import type { Json, JsonObject } from '#flows/json.ts';
import { SHAPES, schemaOfAnswer } from './answers/answers.ts';
import { BODY_BYTES } from './json-body.ts';
import { OUTSIDE_PATHS } from './outside-paths.ts';
import type { Route } from './route.ts';

export function describeApi(routes: readonly Route[], version: string): JsonObject {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: describeRoute(route) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Millrace',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Errors are RFC 9457 problems with a stable `code` and, in `help`, what to do. Lists page by `cursor`. Documents carry their revision as ETag; their changes want it as If-Match: 428 without, 412 when somebody was faster. `x-right` names the right that is asked for (`open`: nobody need be signed in), `x-most-bytes` how large a body may be. Shapes may get more members; programs ignore what they do not know.',
    },
    servers: [{ url: '/' }],
    paths: { ...paths, ...OUTSIDE_PATHS },
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token, from POST /api/tokens.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-millrace',
          description: 'From POST /api/session; changes must come from our own origin.',
        },
      },
      schemas: Object.fromEntries(Object.entries(SHAPES).map(([name, { schema }]) => [name, schema])),
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
    schema: { type: 'string', ...(pattern === undefined ? {} : { pattern: `^(?:${pattern})$` }) },
  }));
  const revision = {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'The revision that the change was made from, as the ETag gave it; 0 for a new one.',
    schema: { type: 'string' },
  };
  return {
    operationId: nameOperation(route),
    tags: [tagOf(route.path)],
    summary: route.summary,
    security: route.right === 'open' ? [] : [{ token: [] }, { session: [] }],
    'x-right': route.right,
    parameters: [...pathParameters, ...queryParameters, ...(route.ifMatch === undefined ? [] : [revision])],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: { required: true, content: { 'application/json': { schema: route.body } } },
          'x-most-bytes': route.mostBytes ?? BODY_BYTES,
        }),
    responses: {
      ...describeAnswer(route),
      default: { description: 'A problem', content: { 'application/problem+json': { schema: schemaOfAnswer('ApiProblem') } } },
    },
  };
}

function describeAnswer({ answer, status }: Route): JsonObject {
  if (answer === undefined) return { '204': { description: 'Done.' } };
  if (answer === 'text/event-stream') {
    return { '200': { description: 'Messages of the stream.', content: { [answer]: { schema: { type: 'string' } } } } };
  }
  // What the sandbox answers is passed on with its status.
  const code = answer === 'Json' ? '2XX' : String(status ?? 200);
  return { [code]: { description: answer, content: { 'application/json': { schema: schemaOfAnswer(answer) } } } };
}

/** `GET /api/flows/{flowId}/drafts` is `getFlowsByFlowIdDrafts`: as unique as method and path. */
function nameOperation({ method, path }: Pick<Route, 'method' | 'path'>): string {
  const words = path
    .slice('/api/'.length)
    .replaceAll('{', 'by-')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  return method.toLowerCase() + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
}

/** What the resource is about: of what belongs to an environment, the resource in it. */
function tagOf(path: string): string {
  const [first, , inEnvironment] = path.slice('/api/'.length).split('/');
  return first === 'environments' ? (inEnvironment ?? first) : first!;
}
