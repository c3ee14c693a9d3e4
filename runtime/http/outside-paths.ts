/** What listens beside the API, for its description: webhooks, callbacks, the live stream, probes. */
import type { JsonObject } from '#flows/json.ts';
import { schemaOfAnswer } from './answers/answers.ts';

const problem = { description: 'A problem', content: { 'application/problem+json': { schema: schemaOfAnswer('ApiProblem') } } };
const text = (description: string) => ({ description, content: { 'text/plain': { schema: { type: 'string' } } } });
const inPath = (name: string, description: string) => ({ name, in: 'path', required: true, description, schema: { type: 'string' } });
const json = (schema: JsonObject) => ({ content: { 'application/json': { schema } } });

export const OUTSIDE_PATHS: JsonObject = {
  '/hooks/{environment}/{address}': {
    post: {
      operationId: 'sendToWebhook',
      tags: ['hooks'],
      summary:
        'Hands a message to the flow that listens there, by whatever method its trigger names. The address is `v{major}/{path}`, or `{path}` for the newest contract; senders with a secret path segment add it. Who is asked for what stands at the trigger.',
      security: [],
      parameters: [inPath('environment', 'Where the flow is deployed.'), inPath('address', 'May contain slashes.')],
      requestBody: { required: false, content: { '*/*': { schema: {} } } },
      responses: {
        '202': {
          description: 'Taken and stored; a repeated message answers with the run it made first.',
          ...json(schemaOfAnswer('RunAccepted')),
        },
        '2XX': { description: "The flow's own answer, when it is synchronous.", content: { '*/*': { schema: {} } } },
        '422': problem,
        '429': { ...problem, description: 'Above the quota; Retry-After says when to come back.' },
        '503': { ...problem, description: 'Too much waits, or we are stopping; Retry-After says when to come back.' },
        default: problem,
      },
    },
  },
  '/resume/{token}': {
    parameters: [inPath('token', 'Signed; the flow gave the whole address to who answers.')],
    get: {
      operationId: 'showCallback',
      tags: ['resume'],
      summary: 'Does somebody wait for this answer?',
      security: [],
      responses: {
        '200': {
          description: 'How it stands.',
          ...json({
            type: 'object',
            additionalProperties: false,
            required: ['waiting'],
            properties: {
              waiting: { type: 'boolean' },
              since: { type: 'string', format: 'date-time' },
              until: { type: 'string', format: 'date-time' },
            },
          }),
        },
        default: problem,
      },
    },
    post: {
      operationId: 'answerCallback',
      tags: ['resume'],
      summary: 'Answers, once.',
      security: [],
      requestBody: { required: false, ...json({}) },
      responses: {
        '202': {
          description: 'Taken.',
          ...json({ type: 'object', additionalProperties: false, required: ['accepted'], properties: { accepted: { const: true } } }),
        },
        '410': { ...problem, description: 'Answered already, or nobody waits any more.' },
        default: problem,
      },
    },
  },
  '/live': {
    get: {
      operationId: 'openLive',
      tags: ['live'],
      summary: 'The live stream as a websocket of JSON texts; GET /api/live is the same as server-sent events.',
      security: [{ token: [] }, { session: [] }],
      responses: { '101': { description: 'Speaks websocket from here on.' }, default: problem },
    },
  },
  '/metrics': {
    get: {
      operationId: 'getPrometheusMetrics',
      tags: ['probes'],
      summary: 'Figures for Prometheus.',
      security: [{ token: [] }],
      responses: { '200': text('Text exposition format.'), default: problem },
    },
  },
  '/healthz': {
    get: {
      operationId: 'isAlive',
      tags: ['probes'],
      summary: 'Does the process answer?',
      security: [],
      responses: { '200': text('It does.') },
    },
  },
  '/readyz': {
    get: {
      operationId: 'isReady',
      tags: ['probes'],
      summary: 'Is the store open and everything recovered?',
      security: [],
      responses: { '200': text('Ready.'), '503': text('Not yet, or no more.') },
    },
  },
};
