import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SALESFORCE_ICON } from '../icon.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['soql'],
  properties: {
    soql: {
      type: 'string',
      format: 'multiline',
      title: 'Query',
      description: 'SOQL; values stand as :name and are given below, so nothing in them can change the query.',
      minLength: 1,
      maxLength: 20_000,
    },
    parameters: { type: 'object', format: 'expression', title: 'Values', maxProperties: 50, default: {} },
    maxRecords: { type: 'integer', title: 'Records at most', minimum: 1, maximum: 50_000, default: 2_000 },
    whenMore: {
      type: 'string',
      title: 'When there are more',
      description: 'cut: the first ones, and *complete* is false. fail: the step fails, where half a list would pass for a whole one.',
      enum: ['cut', 'fail'],
      default: 'cut',
    },
  },
} as const;

export type QueryConfig = FromSchema<typeof config>;

export const queryManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'salesforce/query',
  version: 1,
  label: 'Query Salesforce',
  summary: 'Reads records by a SOQL query.',
  category: 'crm',
  icon: SALESFORCE_ICON,
  kind: 'step',
  effects: 'read',
  connection: 'salesforce',
  config,
  ports: [
    { name: 'found', label: 'Found', kind: 'out', output: { properties: { records: { minItems: 1 } } } },
    { name: 'none', label: 'Nothing found', kind: 'business', optional: true, output: { properties: { records: { maxItems: 0 } } } },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: { derive: 'soql-records' },
  help: `All pages are read up to the limit; what happens when there are more you choose. When there are none the flow goes by **nothing found**.

Example: \`SELECT Id, Status FROM Order WHERE ERP_Order_Number__c = :order\` with \`order\` = \`= trigger.body.order\`.`,
  example: {
    config: { soql: 'SELECT Id, Status FROM Order WHERE ERP_Order_Number__c = :order', parameters: { order: '0000004711' } },
    output: { totalSize: 1, complete: true, records: [{ Id: '801000000000001AAA', Status: 'Activated' }] },
  },
};
