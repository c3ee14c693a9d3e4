/**
 * Holds every answer of the API that a test gets against what /api/openapi.json says of it: status, kind and shape. Loaded before the
 * tests of the project `api`; what differs fails the test that asked.
 */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonObject, JsonSchema } from '#flows/json.ts';
import { listRoutes, type RouteParts } from '#runtime/http/list-routes.ts';
import { describeApi } from '#runtime/http/openapi.ts';

/** Routes are data: nothing of what they are made from is used before a request comes. */
const nothing: unknown = new Proxy(() => undefined, { get: (_target, name) => (name === Symbol.toPrimitive ? () => '' : nothing) });

interface Operation {
  readonly responses: { readonly [status: string]: { readonly content?: { readonly [type: string]: { readonly schema: JsonSchema } } } };
}
interface Described {
  readonly pattern: RegExp;
  readonly operations: { readonly [method: string]: Operation };
}

const description = describeApi(listRoutes(nothing as RouteParts), 'test');
const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true, logger: false });
(addFormats as unknown as (instance: Ajv2020, formats: readonly string[]) => void)(ajv, ['date-time']);
ajv.addSchema({ $id: 'api:description', components: description['components'] as JsonObject });

const described: readonly Described[] = Object.entries(description['paths'] as unknown as { [path: string]: Described['operations'] }).map(
  ([path, operations]) => ({ pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`), operations }),
);
const validators = new Map<JsonSchema, ValidateFunction>();

function findFault(method: string, path: string, status: number, type: string, text: string): string | undefined {
  const operation = described.find(({ pattern, operations }) => pattern.test(path) && operations[method] !== undefined)?.operations[method];
  // What is none of the API is refused; how, is the business of the tests.
  if (operation === undefined) return status < 400 ? 'it is not described' : undefined;
  const { responses } = operation;
  const answer = responses[status] ?? responses[`${Math.floor(status / 100)}XX`] ?? (status >= 400 ? responses['default'] : undefined);
  if (answer === undefined) return `the status is not among ${Object.keys(responses).join(', ')}`;
  if (answer.content === undefined) return text === '' ? undefined : 'it should be empty';
  const schema = answer.content[type]?.schema;
  if (schema === undefined) return `"${type}" is not among ${Object.keys(answer.content).join(', ')}`;
  let validate = validators.get(schema);
  if (validate === undefined) validators.set(schema, (validate = ajv.compile(absolute(schema))));
  return validate(JSON.parse(text)) ? undefined : ajv.errorsText(validate.errors);
}

function absolute(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api:description#/components/')) as JsonSchema;
}

const plainFetch = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const answer = await plainFetch(input, init);
  const { pathname } = new URL(input instanceof Request ? input.url : input);
  const type = (answer.headers.get('content-type') ?? '').split(';')[0]!;
  if (!pathname.startsWith('/api/') || type === 'text/event-stream') return answer;
  const method = (init?.method ?? 'GET').toLowerCase();
  const text = await answer.clone().text();
  const fault = findFault(method, pathname, answer.status, type, text);
  if (fault === undefined) return answer;
  throw new Error(`${method} ${pathname} answered ${answer.status} otherwise than described: ${fault}\n${text.slice(0, 2_000)}`);
};
