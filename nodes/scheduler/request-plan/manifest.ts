import type { FromSchema } from 'json-schema-to-ts';
import type { JsonSchema } from '#flows/json.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SCHEDULER_ICON } from '../icon.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['requestId', 'mode', 'demandIds'],
  properties: {
    requestId: {
      type: 'string',
      format: 'expression',
      title: 'Request id',
      description: 'The same id is the same plan run, however often it is asked: order, item and revision.',
      minLength: 1,
      maxLength: 200,
    },
    mode: { type: 'string', title: 'Mode', enum: ['what-if', 'firm'] },
    demandIds: { type: 'array', format: 'expression', title: 'Sales orders', minItems: 1, maxItems: 1_000, items: { type: 'string' } },
    frozenFenceDays: { type: 'integer', title: 'Frozen fence in days', minimum: 0, maximum: 90, default: 0 },
    allowSplit: { type: 'boolean', title: 'Offer splits', default: true },
    alternativePlants: { type: 'boolean', title: 'Offer other plants', default: true },
    pollMs: {
      type: 'integer',
      format: 'duration-ms',
      title: 'Ask every',
      description: 'Beside the callback, whichever comes first.',
      minimum: 500,
      default: 5_000,
    },
    planTimeoutMs: { type: 'integer', format: 'duration-ms', title: 'Give up after', minimum: 1_000, default: 900_000 },
  },
} as const;

export type RequestPlanConfig = FromSchema<typeof config>;

const reason = { type: 'string', enum: ['capacity', 'material', 'calendar', 'invalid-data'] } as const;
const day = { type: 'string', format: 'date' } as const;

const parts: JsonSchema = {
  type: 'array',
  minItems: 1,
  description: 'So much on this day from this plant.',
  items: {
    type: 'object',
    required: ['quantity', 'date', 'plant'],
    properties: { quantity: { type: 'string', 'x-unit': './unit' }, date: day, plant: { type: 'string' } },
  },
};

const line: JsonSchema = {
  type: 'object',
  required: ['item', 'quantity', 'unit', 'requestedDate', 'committedDate', 'onTime', 'parts', 'operations'],
  properties: {
    item: { type: 'string' },
    quantity: { type: 'string', 'x-unit': './unit' },
    unit: { type: 'string' },
    requestedDate: day,
    committedDate: day,
    onTime: { type: 'boolean' },
    parts,
    operations: {
      type: 'array',
      items: {
        type: 'object',
        required: ['operation', 'resource', 'workCentre', 'start', 'end'],
        properties: {
          operation: { type: 'string' },
          resource: { type: 'string' },
          workCentre: { type: 'string' },
          start: { type: 'string' },
          end: { type: 'string' },
        },
      },
    },
    reason,
    blocking: { type: 'string' },
  },
};

const demandAnswer: JsonSchema = {
  type: 'object',
  required: ['demandId', 'demandRevision', 'outcome', 'lines', 'offers'],
  properties: {
    demandId: { type: 'string' },
    demandRevision: { type: 'integer' },
    outcome: { type: 'string', enum: ['committed', 'offers', 'infeasible'] },
    committedDate: day,
    previousDate: day,
    earliestDate: day,
    reason,
    blocking: { type: 'string' },
    lines: { type: 'array', items: line },
    offers: {
      type: 'array',
      items: {
        type: 'object',
        required: ['kind', 'item', 'parts'],
        properties: { kind: { type: 'string', enum: ['later-full', 'split', 'other-plant'] }, item: { type: 'string' }, parts },
      },
    },
  },
};

const plan: { readonly [name: string]: JsonSchema } = {
  planId: { type: 'string' },
  requestId: { type: 'string' },
  mode: { type: 'string', enum: ['what-if', 'firm'] },
  status: { type: 'string', enum: ['waiting', 'running', 'done', 'failed'] },
  planVersion: { type: 'integer', description: 'Of the plan; a what-if names the one that it was held against.' },
  demands: { type: 'array', items: demandAnswer },
  displaced: { type: 'array', items: demandAnswer },
  error: { type: 'string' },
  released: { type: 'object', required: ['by', 'at'], properties: { by: { type: 'string' }, at: { type: 'string' } } },
};

/** The plan is made: it answers for every demand that was asked about. */
const PLANNED: JsonSchema = {
  type: 'object',
  required: ['planId', 'status', 'planVersion', 'demands', 'displaced'],
  properties: { ...plan, status: { const: 'done' }, demands: { type: 'array', minItems: 1, items: demandAnswer } },
};

/** Nothing was planned, or there is no way. */
const FAILED: JsonSchema = {
  anyOf: [{ type: 'object', required: ['planId', 'status', 'demands'], properties: { ...plan, status: { const: 'failed' } } }, PLANNED],
  type: 'object',
};

export const requestPlanManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'scheduler/request-plan',
  version: 1,
  label: 'Request plan',
  summary: 'Has the scheduler plan orders, what-if or firm, and waits for its answer without taking memory.',
  category: 'scheduling',
  icon: SCHEDULER_ICON,
  kind: 'step',
  effects: 'write',
  connection: 'scheduler',
  idempotency: 'receiver-honours-key',
  config,
  ports: [
    { name: 'feasible', label: 'In time', kind: 'out', output: PLANNED },
    { name: 'offers', label: 'Offers', kind: 'business', output: PLANNED },
    { name: 'failed', label: 'Not possible', kind: 'business', output: FAILED },
    {
      name: 'timed-out',
      label: 'No answer',
      kind: 'business',
      output: { type: 'object', required: ['planId', 'status'], properties: { planId: { type: 'string' }, status: { const: 'waiting' } } },
    },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: { type: 'object', required: ['planId', 'status'], properties: plan },
  help: `The plan runs in the scheduler; the step waits for its callback and asks by itself as well. **feasible**: every order in time. **offers**: later, split or from another plant, with the reason and what stands in the way. **failed**: no way, or the run failed. **timed-out**: no answer in time.

The same request id is the same plan, so a what-if and the firm plan after it need ids of their own.

Example: request id \`= trigger.body.salesOrder & "/" & trigger.body.revision\`, mode \`firm\`, sales orders \`= [trigger.body.salesOrder]\`.`,
  example: {
    config: { requestId: '0000004711/3', mode: 'firm', demandIds: ['0000004711'] },
    output: { planId: 'plan-7', status: 'done', planVersion: 12, demands: [], displaced: [] },
  },
};
