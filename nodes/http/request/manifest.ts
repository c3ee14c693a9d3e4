import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['method', 'path'],
  properties: {
    method: { type: 'string', title: 'Method', enum: ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'] },
    path: {
      type: 'string',
      format: 'expression',
      title: 'Path',
      description: 'Below the base address, begins with "/". Encode values: = "/orders/" & $encodeUrlComponent(trigger.body.id)',
    },
    headers: { type: 'object', title: 'Headers', additionalProperties: { type: 'string', format: 'expression' } },
    query: {
      type: 'object',
      title: 'Query',
      description: 'Empty values are left out; a list repeats the name.',
      additionalProperties: {
        anyOf: [{ type: ['string', 'number', 'boolean', 'null'] }, { type: 'array', items: { type: ['string', 'number', 'boolean'] } }],
      },
    },
    body: { title: 'Body', description: 'Text goes as it is, everything else as JSON.', format: 'expression' },
    answer: {
      type: 'object',
      format: 'json-schema',
      title: 'Schema of the answer',
      description: 'What the body of an answer looks like, inline or { "$ref": "schemas/stock.json" }. One that does not fit is a failure.',
    },
    idempotency: {
      type: 'string',
      title: 'When an answer is lost',
      description: 'May the same request be sent again without harm?',
      enum: ['receiver-honours-key', 'naturally-idempotent', 'probe', 'none'],
      default: 'none',
    },
    idempotencyHeader: { type: 'string', title: 'Header of the key', pattern: '^[A-Za-z0-9-]+$', default: 'Idempotency-Key' },
    probePath: {
      type: 'string',
      format: 'expression',
      title: 'Path to ask at',
      description: 'After a lost answer it is asked with GET: 200 is the answer that was lost, 404 says that nothing was carried out.',
      'x-when': { idempotency: ['probe'] },
    },
    maxAnswerBytes: { type: 'integer', title: 'Largest answer in bytes', minimum: 1, maximum: 10_000_000, default: 10_000_000 },
  },
} as const;

export type RequestConfig = FromSchema<typeof config>;

export const requestManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'http/request',
  version: 1,
  label: 'HTTP request',
  summary: 'Calls a path of an HTTP service and gives back status, headers and body.',
  category: 'http',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M4 8h14l-4-4M20 16H6l4 4"/></svg>',
  kind: 'step',
  effects: 'write',
  connection: 'http',
  config,
  ports: [
    { name: 'out', label: 'Answered', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: { derive: 'declared-answer' },
  help: `Calls a path below the connection's base address.

\`GET\`, \`HEAD\` and \`OPTIONS\` count as reads and may be made again at any time. Everything else is a **write**: tell in *When an answer is lost* what a repetition does.

- *receiver-honours-key*: the key of this step goes into the header named below it and stays the same in every attempt.
- *naturally-idempotent*: the same request twice leaves the same state, e.g. a \`PUT\` of a whole object.
- *probe*: after a lost answer the system is asked with \`GET\` at *Path to ask at*. 200: it was carried out, and this is the answer. 404 or 410: it was not, and the request goes out again. Anything else says nothing, and it is asked again by the node's policy.
- *none*: after a lost answer nobody knows whether the request was carried out; the run is parked and a person decides.

A status of 2xx leaves by **out**. 408, 425, 429 and 5xx are retried by the node's policy and keep to \`Retry-After\`; 409, 412 and 423 count as conflict; 401 and 403 as denied; 402 and 422 as rejected by the business; the other 4xx and redirects as invalid. A write that went out again after a lost answer and is refused as there already may be our own: a person is asked. What is left after the retries leaves by **error** with the system's answer in \`details\`.

\`body\` is JSON where the answer says JSON, else text, and null when it is empty. With *Schema of the answer* later steps know its fields, and an answer that does not fit is an invalid one; what a write has done stays done.

Example: \`method\` GET, \`path\` \`= "/orders/" & $encodeUrlComponent(trigger.body.orderId)\`.`,
  example: {
    config: { method: 'GET', path: '/orders/4711', headers: { accept: 'application/json' } },
    output: { status: 200, headers: { 'content-type': 'application/json' }, body: { orderId: '4711' } },
  },
  idempotency: 'by-config',
  defaultTimeoutMs: 30_000,
};
