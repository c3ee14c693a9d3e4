/**
 * The flow document, format 1, as JSON Schema 2020-12: the only definition of its shape. The types in `flow.ts` agree with it
 * (flow-schema.test.ts proves it) and `flow-validator.generated.ts` is made from it by `node flows/build/generate-validators.mjs`.
 * Local `$ref`s are written out, so that the types can be drawn from the literal.
 */

import { FLOW_LIMITS } from './flow-limits.ts';

/** Lower case letters, digits and single hyphens, a letter first: flow, node and lane names, owners. */
const SLUG = '^[a-z][a-z0-9]*(-[a-z0-9]+)*$';

const slug = { type: 'string', pattern: SLUG, maxLength: FLOW_LIMITS.idLength } as const;
/** Switch cases and approval choices name ports, a little more freely. */
const port = { type: 'string', pattern: '^[a-z][a-z0-9-]*$', maxLength: FLOW_LIMITS.idLength } as const;
const name = { type: 'string', minLength: 1, maxLength: FLOW_LIMITS.nameLength } as const;
const text = { type: 'string', maxLength: FLOW_LIMITS.textLength } as const;
const expression = { type: 'string', minLength: 1, maxLength: FLOW_LIMITS.expressionLength, format: 'expression' } as const;
const durationMs = { type: 'integer', minimum: 1, maximum: FLOW_LIMITS.durationMs, format: 'duration-ms' } as const;
const schemaOrRef = { type: 'object' } as const;

const retry = {
  type: 'object',
  additionalProperties: false,
  required: ['attempts'],
  properties: {
    attempts: { type: 'integer', minimum: 1, maximum: 100 },
    initialMs: { type: 'integer', minimum: 0, maximum: FLOW_LIMITS.durationMs },
    factor: { type: 'number', minimum: 1, maximum: 100 },
    maxMs: { type: 'integer', minimum: 0, maximum: FLOW_LIMITS.durationMs },
    jitter: { type: 'number', minimum: 0, maximum: 1 },
    on: { type: 'array', items: { type: 'string', enum: ['network', 'timeout', 'throttled', 'unavailable', 'conflict'] } },
  },
} as const;

const node = {
  type: 'object',
  additionalProperties: false,
  required: ['type', 'version', 'config'],
  properties: {
    type: { type: 'string', pattern: '^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$', maxLength: 2 * FLOW_LIMITS.idLength },
    version: { type: 'integer', minimum: 1 },
    label: name,
    connection: slug,
    config: { type: 'object' },
    retry,
    timeoutMs: durationMs,
    compensate: slug,
    note: text,
    parent: slug,
  },
} as const;

const edge = {
  type: 'object',
  additionalProperties: false,
  required: ['from', 'to'],
  properties: { from: slug, port, to: slug },
} as const;

/** Free text on the drawing; what the flow does has nothing to do with it. In points of the drawing. */
const canvasNote = {
  type: 'object',
  additionalProperties: false,
  required: ['text', 'at', 'size'],
  properties: {
    text,
    at: { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 },
    size: { type: 'array', items: { type: 'number', minimum: 20, maximum: 4_000 }, minItems: 2, maxItems: 2 },
  },
} as const;

const lane = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'key'],
  properties: {
    name: slug,
    key: expression,
    sequence: expression,
    onFailure: { type: 'string', enum: ['park', 'compensate', 'continue'] },
    whileWaiting: { type: 'string', enum: ['hold', 'release'] },
    whenNewer: { type: 'string', enum: ['queue', 'supersede', 'coalesce'] },
    debounceMs: durationMs,
    merge: expression,
  },
} as const;

export const flowSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:millrace:flow:1',
  title: 'Millrace flow, format 1',
  type: 'object',
  additionalProperties: false,
  required: ['format', 'id', 'name', 'layer', 'owner', 'contract', 'nodes', 'edges'],
  properties: {
    format: { type: 'integer', const: 1 },
    id: slug,
    name,
    description: text,
    layer: { type: 'string', enum: ['system', 'process', 'experience'] },
    owner: slug,
    contract: {
      type: 'object',
      additionalProperties: false,
      required: ['major'],
      properties: { major: { type: 'integer', minimum: 1, maximum: 9999 }, input: schemaOrRef, output: schemaOrRef },
    },
    plant: expression,
    object: {
      type: 'object',
      additionalProperties: false,
      required: ['type', 'keys'],
      properties: { type: slug, keys: { type: 'object', maxProperties: 10, additionalProperties: expression } },
    },
    lane,
    idempotency: {
      type: 'object',
      additionalProperties: false,
      required: ['key'],
      properties: { key: expression, windowMs: durationMs },
    },
    respondWithinMs: durationMs,
    deadlineMs: durationMs,
    concurrency: { type: 'integer', minimum: 1, maximum: 10_000 },
    nodes: { type: 'object', maxProperties: FLOW_LIMITS.nodes, propertyNames: slug, additionalProperties: node },
    edges: { type: 'array', maxItems: FLOW_LIMITS.edges, items: edge },
    notes: { type: 'object', maxProperties: FLOW_LIMITS.notes, propertyNames: slug, additionalProperties: canvasNote },
    layout: {
      type: 'object',
      propertyNames: slug,
      additionalProperties: { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 },
    },
  },
} as const;
