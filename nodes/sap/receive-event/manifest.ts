import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SAP_ICON } from '../icon.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['path', 'authentication'],
  properties: {
    path: {
      type: 'string',
      title: 'Path',
      description: 'Below /hooks/{environment}/v{major}/',
      pattern: '^[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*$',
      maxLength: 200,
    },
    authentication: {
      type: 'string',
      title: 'Who may send',
      description:
        'SAP Event Mesh signs in with a user (basic), by OAuth 2.0 with a token of an issuer that you name (jwt), or with a secret in the address (secret-path); Advanced Event Mesh also by client certificate. Neither signs what it sends; the sandbox does (signed).',
      enum: ['basic', 'jwt', 'certificate', 'api-key', 'secret-path', 'signed', 'public'],
    },
    origins: {
      type: 'array',
      title: 'Origins',
      description:
        'Hosts that may subscribe and send, e.g. *.hana.ondemand.com. With any named here the handshake needs no credentials; left out: whoever can sign in.',
      items: { type: 'string', pattern: '^(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?$', maxLength: 260 },
      maxItems: 50,
      default: [],
    },
    ratePerMinute: {
      type: ['integer', 'null'],
      title: 'At most, a minute',
      description: 'Told to the sender in the handshake; left out: as many as it asks for.',
      minimum: 1,
      maximum: 1_000_000,
    },
    eventTypes: {
      type: 'array',
      title: 'Event types',
      description: 'Others are acknowledged and start nothing; left out: all.',
      items: { type: 'string', minLength: 1, maxLength: 200 },
      maxItems: 100,
      default: [],
    },
    ownChanges: {
      type: 'string',
      title: 'Our own changes',
      description: 'skip: the event of a change that we made starts nothing. take: it starts a run, too; see that no flow starts itself.',
      enum: ['skip', 'take'],
      default: 'skip',
    },
  },
} as const;

export type ReceiveEventConfig = FromSchema<typeof config>;

export const receiveEventManifest: NodeManifest & { readonly kind: 'trigger' } = {
  type: 'sap/receive-event',
  version: 1,
  label: 'Event from SAP',
  summary: 'Starts a run for every business event that SAP sends.',
  category: 'trigger',
  icon: SAP_ICON,
  kind: 'trigger',
  effects: 'pure',
  config,
  ports: [{ name: 'out', label: 'Received', kind: 'out' }],
  output: {
    type: 'object',
    required: ['id', 'type', 'source', 'data'],
    properties: {
      id: { type: 'string' },
      type: { type: 'string', description: 'e.g. sap.s4.beh.salesorder.v1.SalesOrder.Changed.v1' },
      source: { type: 'string', description: 'System and client.' },
      subject: { type: 'string' },
      time: { type: 'string' },
      object: { type: 'string', description: 'Business object in the type, e.g. SalesOrder' },
      change: { type: 'string', description: 'What happened to it, e.g. Changed' },
      data: { description: 'Keys only: no items, no quantities, no author.' },
    },
  },
  help: `Takes CloudEvents 1.0 in structured, batched and binary form and answers the subscription handshake of SAP Event Mesh (\`OPTIONS\` with \`WebHook-Request-Origin\`, answered with the allowed origin and rate). Advanced Event Mesh makes none: its REST delivery points send at once, as text or binary, with attributes as \`Solace-User-Property-…\` where the event is in binary form.

An event says **that** something changed, never what or by whom: read the object back. The same event can come twice (its id drops the second) and out of order. An event of a change that we made ourselves is recognised by the ledger and starts nothing (*Our own changes*): sales orders and production orders that nodes of ours create or change. What *Call a function* did is not recognised: compare what you read with what the flow wants to reach.

Example: path \`sap/events\`, event types \`sap.s4.beh.salesorder.v1.SalesOrder.Changed.v1\`; then *Get sales order* with \`= trigger.body.data.SalesOrder\`.`,
  example: {
    config: { path: 'sap/events', authentication: 'basic', eventTypes: ['sap.s4.beh.salesorder.v1.SalesOrder.Changed.v1'] },
    output: {
      id: '0894ef45-7741-1eea-b7be-ce30f48e9a1d',
      type: 'sap.s4.beh.salesorder.v1.SalesOrder.Changed.v1',
      source: '/default/sap.s4.beh/ER9CLNT001',
      time: '2026-11-24T08:00:00Z',
      object: 'SalesOrder',
      change: 'Changed',
      data: { SalesOrder: '4711' },
    },
  },
};
