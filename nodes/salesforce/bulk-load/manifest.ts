import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SALESFORCE_ICON } from '../icon.ts';

const name = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]{0,79}$' } as const;

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['object', 'operation', 'records'],
  properties: {
    object: { ...name, title: 'Object', 'x-options': { list: 'objects' } },
    operation: { type: 'string', title: 'Does', enum: ['upsert', 'insert', 'update', 'delete'] },
    externalIdField: {
      ...name,
      title: 'External id field',
      'x-when': { operation: ['upsert'] },
      'x-options': { list: 'external-ids', with: ['object'] },
    },
    records: {
      type: 'array',
      title: 'Records',
      description: 'Fields by their names: upsert with the external id among them, update and delete with Id.',
      format: 'expression',
      minItems: 1,
      maxItems: 50_000,
      items: { type: 'object', minProperties: 1, maxProperties: 500 },
    },
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

export type BulkLoadConfig = FromSchema<typeof config>;

export const bulkLoadManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'salesforce/bulk-load',
  version: 1,
  label: 'Bulk load into Salesforce',
  summary: 'Writes up to 50,000 records as one job of Bulk API 2.0, and says of each row what became of it.',
  category: 'crm',
  icon: SALESFORCE_ICON,
  kind: 'step',
  effects: 'write',
  connection: 'salesforce',
  idempotency: 'probe',
  config,
  ports: [
    { name: 'out', label: 'All written', kind: 'out' },
    { name: 'partly', label: 'Some refused', kind: 'business' },
    { name: 'stopped', label: 'Job failed or aborted', kind: 'business' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['jobId', 'state', 'succeeded', 'failures', 'unprocessed'],
    properties: {
      jobId: { type: 'string' },
      state: { type: 'string', enum: ['JobComplete', 'Failed', 'Aborted'] },
      message: { type: 'string', description: 'Why the job failed, in the words of Salesforce.' },
      succeeded: {
        type: 'array',
        items: {
          type: 'object',
          required: ['id', 'created'],
          properties: {
            id: { type: 'string', description: '18 characters.' },
            created: { type: 'boolean' },
            externalId: { type: 'string' },
          },
        },
      },
      failures: {
        type: 'array',
        items: {
          type: 'object',
          required: ['code', 'message', 'row'],
          properties: {
            code: { type: 'string', description: 'e.g. REQUIRED_FIELD_MISSING' },
            message: { type: 'string' },
            fields: { type: 'array', items: { type: 'string' } },
            row: { type: 'object', description: 'As it was sent, every value as text.' },
          },
        },
      },
      unprocessed: { type: 'array', items: { type: 'object' }, description: 'Rows that were not looked at, every value as text.' },
    },
  },
  help: `For master data and other amounts: one job of many rows, each accepted or refused on its own (for *all or none* take *Upsert several* or *Several changes*). The records go up as one CSV, and nothing is written before the job is closed. Then the step waits without holding a slot, over restarts, and reads which rows were written, refused or not looked at.

A field that is null or empty takes the value away; a field that a row does not have is left as it is. After a crash or a lost answer the same job goes on: its id stands in the ledger, a second upload is refused by Salesforce, and whether it was closed can be asked. A job that was made and whose answer was lost holds nothing and runs out by itself.

Changes that are loaded so are not known as our own (*Our own changes*) when they come back by polling or outbound messages.

Example: object \`Account\`, upsert by \`ERP_Customer_Number__c\`, records \`= steps.map.customers\`.`,
  example: {
    config: {
      object: 'Account',
      operation: 'upsert',
      externalIdField: 'ERP_Customer_Number__c',
      records: [{ ERP_Customer_Number__c: '0017100001', Name: 'Hafen AG' }],
    },
    output: {
      jobId: '750000000000001AAA',
      state: 'JobComplete',
      succeeded: [{ id: '001000000000001AAA', created: false, externalId: '0017100001' }],
      failures: [],
      unprocessed: [],
    },
  },
};
