import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['path', 'authentication'],
  properties: {
    path: {
      type: 'string',
      title: 'Path',
      description: 'Below /hooks/{environment}/v{major}/; a segment {name} becomes trigger.params.name.',
      pattern: '^(?:[A-Za-z0-9._~-]+|\\{[A-Za-z_][A-Za-z0-9_]*\\})(?:/(?:[A-Za-z0-9._~-]+|\\{[A-Za-z_][A-Za-z0-9_]*\\}))*$',
      maxLength: 200,
    },
    method: { type: 'string', title: 'Method', enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], default: 'POST' },
    authentication: {
      type: 'string',
      title: 'Who may send',
      description: 'Senders are registered as consumers; "public" lets anybody in and must be said.',
      enum: ['signed', 'api-key', 'basic', 'secret-path', 'jwt', 'certificate', 'public'],
    },
    scheme: {
      type: 'string',
      title: 'Signature scheme',
      description: 'For "signed" senders.',
      enum: ['standard-webhooks', 'github', 'stripe', 'hubspot-v3'],
      default: 'standard-webhooks',
    },
    synchronous: {
      type: 'boolean',
      title: 'Answer with the result',
      description: "The sender waits for the flow's respond node; else it gets 202 with the run's id.",
      default: false,
    },
    body: {
      type: 'object',
      format: 'json-schema',
      title: 'Schema of the body',
      description: "Left out: the flow's contract says what comes in.",
    },
  },
} as const;

export type WebhookConfig = FromSchema<typeof config>;

export const webhookManifest: NodeManifest & { readonly kind: 'trigger' } = {
  type: 'core/webhook',
  version: 1,
  label: 'Webhook',
  summary: 'Starts a run for every request that another system sends to an address of ours.',
  category: 'trigger',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M12 3v9m0 0-3-3m3 3 3-3"/><path d="M5 12v5a3 3 0 0 0 3 3h8a3 3 0 0 0 3-3v-5"/></svg>',
  kind: 'trigger',
  effects: 'pure',
  config,
  ports: [{ name: 'out', label: 'Received', kind: 'out' }],
  output: { derive: 'trigger-body' },
  help: `Listens below \`/hooks/{environment}/v{major}/\`. What is sent is committed before the sender gets its 2xx.

JSON and forms become \`trigger.body\` as objects, other text stays text, and a request without a body gives \`null\`. \`trigger.headers\` (names in lower case), \`trigger.query\` and \`trigger.params\` hold the rest. The flow's \`idempotency\` key drops repeated deliveries; without one, the id of a signed message does.

Example: path \`orders/{orderId}\`, who may send \`api-key\`: \`POST /hooks/production/v1/orders/4711\` starts a run with \`trigger.params.orderId = "4711"\`.`,
  example: { config: { path: 'orders/{orderId}', authentication: 'api-key' }, output: { quantity: '5' } },
};
