import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';

const fixed = { readOnly: true, 'x-fixed': true } as const;

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['method', 'path', 'request', 'answers', 'input'],
  properties: {
    service: { type: 'string', title: 'Service', maxLength: 64, ...fixed },
    operation: { type: 'string', title: 'Operation', maxLength: 200, ...fixed },
    method: { type: 'string', title: 'Method', enum: ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'], ...fixed },
    path: { type: 'string', title: 'Path', pattern: '^/', maxLength: 2000, ...fixed },
    styles: {
      type: 'object',
      title: 'How parameters are written',
      additionalProperties: { type: 'string', enum: ['comma', 'space', 'pipe', 'deep', 'json'] },
      ...fixed,
    },
    mediaType: { type: 'string', title: 'Written as', pattern: '^[A-Za-z0-9.+*/;= -]+$', maxLength: 200, ...fixed },
    request: { type: 'object', format: 'json-schema', title: 'What it is asked', ...fixed },
    answers: { type: 'object', format: 'json-schema', title: 'What it answers', ...fixed },
    input: {
      type: 'object',
      title: 'Input',
      description: 'Path, query, headers and body, as the service describes them.',
      additionalProperties: false,
      properties: {
        path: { type: 'object', title: 'Path', additionalProperties: {} },
        query: { type: 'object', title: 'Query', additionalProperties: {} },
        headers: { type: 'object', title: 'Headers', additionalProperties: {} },
        body: { title: 'Body', format: 'expression' },
      },
    },
    checked: {
      type: 'boolean',
      title: 'Take only answers as described',
      description: 'An answer that is not what the service describes is a failure; else it goes on as it is.',
      default: true,
    },
    idempotency: {
      type: 'string',
      title: 'When an answer is lost',
      description: 'May the same request be sent again without harm?',
      enum: ['receiver-honours-key', 'naturally-idempotent', 'none'],
      default: 'none',
    },
    idempotencyHeader: { type: 'string', title: 'Header of the key', pattern: '^[A-Za-z0-9-]+$', default: 'Idempotency-Key' },
    maxAnswerBytes: { type: 'integer', title: 'Largest answer in bytes', minimum: 1, maximum: 10_000_000, default: 10_000_000 },
  },
} as const;

export type OperationConfig = FromSchema<typeof config>;

export const operationManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'http/operation',
  version: 1,
  label: 'Operation of a service',
  summary: 'Calls what an imported service description offers, with its fields and its outcomes.',
  category: 'http',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M4 5h16v14H4zM4 10h16M8 14h3m2 0h3"/></svg>',
  kind: 'step',
  effects: 'write',
  connection: 'http',
  config,
  ports: { derive: 'operation-ports' },
  output: { derive: 'operation-answer' },
  help: `Comes from *Services*: import an OpenAPI description there, and each of its operations stands in the palette with the fields that it is asked and the outcomes that it names. A flow holds the operation as it was when it was drawn: a newer description changes no flow by itself, and *Services* shows which flows it would break.

Path, query, headers and body are fields of *Input*; what is not as described is said while you draw, and before anything is sent.

Any 2xx leaves by **out**. Where the description names them, 404 leaves by **not-found**, 409 by **conflict**, 410 by **gone** and 422 by **refused**, with what the service says in \`body\`; nothing was done then. Everything else is a failure and treated as by *HTTP request*.

\`GET\`, \`HEAD\` and \`OPTIONS\` are reads. Everything else is a **write**: tell in *When an answer is lost* what a repetition does.

Example: \`GET /orders/{id}\` with \`path.id\` \`= trigger.body.orderId\`.`,
  example: {
    config: {
      service: 'orders',
      operation: 'getOrder',
      method: 'GET',
      path: '/orders/{id}',
      request: {
        type: 'object',
        required: ['path'],
        properties: { path: { type: 'object', required: ['id'], properties: { id: { type: 'string' } }, additionalProperties: false } },
        additionalProperties: false,
      },
      answers: {
        type: 'object',
        properties: { out: { type: 'object', required: ['orderId'], properties: { orderId: { type: 'string' } } }, 'not-found': {} },
      },
      input: { path: { id: '4711' } },
    },
    output: { status: 200, headers: { 'content-type': 'application/json' }, body: { orderId: '4711' } },
  },
  idempotency: 'by-config',
  defaultTimeoutMs: 30_000,
};
