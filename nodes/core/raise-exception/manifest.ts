import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['title', 'owner'],
  properties: {
    title: { type: 'string', format: 'expression', title: 'Title', minLength: 1, maxLength: 300 },
    owner: { type: 'string', title: 'Owner', description: 'The role that works on it, e.g. finance.', minLength: 1, maxLength: 100 },
    detail: { format: 'expression', title: 'Detail', description: "What they need to decide; the other system's own words first." },
    key: { type: 'string', format: 'expression', title: 'Business key', maxLength: 300 },
    dueInMs: { type: 'integer', format: 'duration-ms', title: 'Due in', minimum: 0 },
    runbook: { type: 'string', title: 'Runbook', description: 'Address of the page that says what to do.', maxLength: 1000 },
  },
} as const;

export type RaiseExceptionConfig = FromSchema<typeof config>;

export const raiseExceptionManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/raise-exception',
  version: 1,
  label: 'Raise exception',
  summary: 'Hands a case to the people who own it, with due time and runbook.',
  category: 'people',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M12 4 3 19h18z"/><path d="M12 10v4m0 2.5v.01"/></svg>',
  kind: 'step',
  effects: 'pure',
  config,
  ports: [
    { name: 'out', label: 'Done', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['title', 'owner'],
    properties: { title: { type: 'string' }, owner: { type: 'string' } },
  },
  help: `The exception is committed with this step and appears on the board of its owner; the flow goes on.

Example: title \`= "Credit block on order " & trigger.body.erpOrderNumber\`, owner \`finance\`, due in four hours.`,
  example: {
    config: { title: 'Credit block on order 4711', owner: 'finance', dueInMs: 14_400_000 },
    output: { title: 'Credit block on order 4711', owner: 'finance' },
  },
};
