/** A whole, faultless flow and the few node types it is drawn with, for tests of the language. */
import type { FlowDocument } from '#flows/flow.ts';
import type { NodeManifest, Port } from '#flows/node-manifest.ts';

const out: Port = { name: 'out', label: 'Done', kind: 'out' };
const failed: Port = { name: 'error', label: 'Failed', kind: 'error' };

function manifest(part: Pick<NodeManifest, 'type' | 'config'> & Partial<NodeManifest>): NodeManifest {
  return {
    version: 1,
    label: part.type,
    summary: 'For tests.',
    category: 'logic',
    icon: '<svg/>',
    kind: 'step',
    effects: 'pure',
    ports: [out, failed],
    output: {},
    help: '',
    ...part,
  };
}

const anyObject = { type: 'object', additionalProperties: false };

export const sampleManifests: readonly NodeManifest[] = [
  manifest({
    type: 'test/webhook',
    kind: 'trigger',
    category: 'trigger',
    ports: [out],
    output: { derive: 'trigger-body' },
    config: {
      ...anyObject,
      required: ['path'],
      properties: { path: { type: 'string', title: 'Path', maxLength: 200 }, body: { type: 'object', format: 'json-schema' } },
    },
  }),
  manifest({
    type: 'test/change-order',
    version: 2,
    effects: 'write',
    connection: 'test-sap',
    ports: [
      out,
      { name: 'blocked', label: 'Blocked', kind: 'business' },
      { name: 'no-change', label: 'No change', kind: 'business', optional: true },
      failed,
    ],
    config: {
      ...anyObject,
      required: ['salesOrder'],
      properties: {
        salesOrder: { type: ['string', 'integer'], format: 'expression', title: 'Sales order' },
        mode: { type: 'string', enum: ['all', 'part'] },
        limit: { type: 'integer', minimum: 1, maximum: 10 },
        items: {
          type: 'array',
          maxItems: 3,
          items: {
            ...anyObject,
            required: ['item'],
            properties: { item: { type: 'string', pattern: '^[0-9]{6}$' }, quantity: { type: 'string' } },
          },
        },
      },
    },
  }),
  manifest({
    type: 'test/restore-order',
    effects: 'write',
    connection: 'test-sap',
    config: { ...anyObject, properties: { order: {}, was: {} } },
  }),
  manifest({
    type: 'core/switch',
    ports: { derive: 'switch-ports' },
    config: {
      ...anyObject,
      required: ['cases'],
      properties: {
        cases: {
          type: 'array',
          minItems: 1,
          items: {
            ...anyObject,
            required: ['port', 'when'],
            properties: { port: { type: 'string' }, when: { type: 'boolean', format: 'expression' } },
          },
        },
        otherwise: { type: 'string' },
      },
    },
  }),
  manifest({
    type: 'core/map',
    output: { derive: 'map-output' },
    config: {
      ...anyObject,
      required: ['rows'],
      properties: {
        rows: { type: 'array', format: 'map-rows', minItems: 1, items: { type: 'object', required: ['target', 'expression'] } },
        schema: { type: 'object', format: 'json-schema' },
        value: {},
      },
    },
  }),
  manifest({
    type: 'core/call-flow',
    effects: 'engine',
    ports: { derive: 'call-flow-ports' },
    output: { derive: 'call-flow-output' },
    config: {
      ...anyObject,
      required: ['flow', 'major'],
      properties: { flow: { type: 'string', format: 'flow' }, major: { type: 'integer' }, input: {} },
    },
  }),
  manifest({
    type: 'test/raise',
    config: {
      ...anyObject,
      required: ['title'],
      properties: { title: { type: 'string', minLength: 1 }, detail: {}, schema: { type: 'object', format: 'json-schema' } },
    },
  }),
  manifest({
    type: 'core/for-each',
    kind: 'container',
    config: { ...anyObject, required: ['items'], properties: { items: { type: 'array' } } },
  }),
  manifest({
    type: 'core/scope',
    kind: 'container',
    config: { ...anyObject, properties: { onFailure: { type: 'string', enum: ['leave', 'compensate'] } } },
  }),
  manifest({
    type: 'core/join',
    config: { ...anyObject, properties: { mode: { enum: ['all', 'any', 'count'] }, count: { type: 'integer' } } },
  }),
  manifest({ type: 'core/respond', config: { ...anyObject, properties: { body: {} } } }),
];

export function findSampleManifest(type: string): NodeManifest | undefined {
  return sampleManifests.find((one) => one.type === type);
}

export const sampleFlow: FlowDocument = {
  format: 1,
  id: 'order-change',
  name: 'Sales order change',
  description: 'Changes an order and says what became of it.',
  layer: 'process',
  owner: 'order-management',
  contract: {
    major: 1,
    input: { $ref: 'schemas/order-change.json' },
    output: { type: 'object', properties: { order: { type: 'string' } } },
  },
  plant: '= trigger.body.plant',
  object: { type: 'sales-order', keys: { sapOrder: '= trigger.body.erpOrderNumber' } },
  lane: { name: 'sales-order', key: '= trigger.body.erpOrderNumber', sequence: '= trigger.body.revision' },
  idempotency: { key: "= trigger.body.changeRequestId & '/' & trigger.body.revision" },
  respondWithinMs: 5000,
  nodes: {
    requested: { type: 'test/webhook', version: 1, label: 'Change requested', config: { path: 'crm/change-requests' } },
    change: {
      type: 'test/change-order',
      version: 2,
      label: 'Change order in SAP',
      connection: 'sap',
      config: { salesOrder: '= trigger.body.erpOrderNumber', items: [{ item: '000010', quantity: '= trigger.body.items[0].quantity' }] },
      retry: { attempts: 5, initialMs: 1000, factor: 2, maxMs: 60_000, jitter: 0.2, on: ['network', 'timeout'] },
      timeoutMs: 15_000,
      compensate: 'restore',
    },
    restore: {
      type: 'test/restore-order',
      version: 1,
      connection: 'sap',
      config: { order: '= compensated.output', was: '= steps.change.status' },
    },
    large: { type: 'core/switch', version: 1, config: { cases: [{ port: 'large', when: '= steps.change.amount > 10000' }] } },
    blocked: { type: 'test/raise', version: 1, config: { title: "= 'Order ' & trigger.body.erpOrderNumber & ' is blocked'" } },
    told: { type: 'test/raise', version: 1, config: { title: 'A large order changed' } },
    answer: { type: 'core/map', version: 1, config: { rows: [{ target: 'order', expression: 'trigger.body.erpOrderNumber' }] } },
    reply: { type: 'core/respond', version: 1, config: { body: '= steps.answer' } },
  },
  edges: [
    { from: 'requested', to: 'change' },
    { from: 'change', to: 'large' },
    { from: 'change', port: 'blocked', to: 'blocked' },
    { from: 'change', port: 'no-change', to: 'answer' },
    { from: 'large', port: 'large', to: 'told' },
    { from: 'large', port: 'otherwise', to: 'answer' },
    { from: 'told', to: 'answer' },
    { from: 'answer', to: 'reply' },
  ],
  layout: { requested: [0, 0], change: [260, 0] },
};
