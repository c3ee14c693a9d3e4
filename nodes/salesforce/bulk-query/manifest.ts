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
      description: 'SOQL without sub-queries and sums; values stand as :name and are given below.',
      minLength: 1,
      maxLength: 20_000,
    },
    parameters: { type: 'object', format: 'expression', title: 'Values', maxProperties: 50, default: {} },
    deletedToo: { type: 'boolean', title: 'Deleted records too', default: false },
    maxRecords: { type: 'integer', title: 'Records at most', minimum: 1, maximum: 100_000, default: 10_000 },
    waitAtMostMs: {
      type: 'integer',
      format: 'duration-ms',
      title: 'Waits at most',
      minimum: 1_000,
      maximum: 604_800_000,
      default: 3_600_000,
    },
  },
} as const;

export type BulkQueryConfig = FromSchema<typeof config>;

export const bulkQueryManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'salesforce/bulk-query',
  version: 1,
  label: 'Bulk query Salesforce',
  summary: 'Reads up to 100,000 records as one job of Bulk API 2.0.',
  category: 'crm',
  icon: SALESFORCE_ICON,
  kind: 'step',
  effects: 'read',
  connection: 'salesforce',
  config,
  ports: [
    { name: 'found', label: 'Found', kind: 'out' },
    { name: 'none', label: 'Nothing found', kind: 'business', optional: true },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['jobId', 'total', 'complete', 'records'],
    properties: {
      jobId: { type: 'string' },
      total: { type: 'integer', description: 'Records that the job found.' },
      complete: { type: 'boolean', description: 'False: there are more than were read.' },
      records: { type: 'array', items: { type: 'object' }, description: 'Every value as text, null where there is none.' },
    },
  },
  help: `For more records than *Query Salesforce* should read, and without using up the calls of the day. Salesforce works the query out as a job; the step waits without holding a slot, over restarts, and reads the result page by page. When a place in the result has run out, reading begins anew: the result itself stands for seven days.

The result is CSV: every value is text (\`"12.5"\`, \`"true"\`), and fields of related records stand under their whole name (\`Account.Name\`).

Example: \`SELECT Id, Name, ERP_Customer_Number__c FROM Account WHERE SystemModstamp >= :since\` with \`since\` = \`= vars.lastSync\`.`,
  example: {
    config: { soql: 'SELECT Id, Name FROM Account' },
    output: {
      jobId: '750000000000001AAA',
      total: 1,
      complete: true,
      records: [{ Id: '001000000000001AAA', Name: 'Hafen AG' }],
    },
  },
};
