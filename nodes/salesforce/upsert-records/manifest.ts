import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SALESFORCE_ICON } from '../icon.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['object', 'externalIdField', 'records'],
  properties: {
    object: { type: 'string', title: 'Object', pattern: '^[A-Za-z][A-Za-z0-9_]{0,79}$', 'x-options': { list: 'objects' } },
    externalIdField: {
      type: 'string',
      title: 'External id field',
      pattern: '^[A-Za-z][A-Za-z0-9_]{0,79}$',
      'x-options': { list: 'external-ids', with: ['object'] },
    },
    records: {
      type: 'array',
      title: 'Records',
      format: 'expression',
      minItems: 1,
      maxItems: 1000,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['externalId', 'fields'],
        properties: {
          externalId: { type: 'string', title: 'External id', minLength: 1, maxLength: 255 },
          fields: { type: 'object', title: 'Fields', maxProperties: 500 },
        },
      },
    },
  },
} as const;

export type UpsertRecordsConfig = FromSchema<typeof config>;

export const upsertRecordsManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'salesforce/upsert-records',
  version: 1,
  label: 'Upsert several in Salesforce',
  summary: 'Creates or changes records of one kind by their external ids: all of them or none.',
  category: 'crm',
  icon: SALESFORCE_ICON,
  kind: 'step',
  effects: 'write',
  connection: 'salesforce',
  idempotency: 'probe',
  config,
  ports: [
    { name: 'out', label: 'Done', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['records'],
    properties: {
      records: {
        type: 'array',
        description: 'In the order given.',
        items: {
          type: 'object',
          required: ['id', 'created'],
          properties: { id: { type: 'string', description: '18 characters.' }, created: { type: 'boolean' } },
        },
      },
    },
  },
  help: `One call for up to 200 records, with all-or-none: when Salesforce refuses one of them, none is written, and the refusal of that one is the error. More records go in calls of 200, one after the other. After a lost answer the records are read, and when all of them hold their fields the write counts as done.

Example: object \`Order_Commitment__c\`, external id field \`External_Id__c\`, records \`= trigger.body.items.{ "externalId": item, "fields": { "Committed_Date__c": date } }\`.`,
  example: {
    config: {
      object: 'Order_Commitment__c',
      externalIdField: 'External_Id__c',
      records: [{ externalId: '0000004711-000010', fields: { Committed_Date__c: '2026-12-15' } }],
    },
    output: { records: [{ id: 'a03000000000001AAA', created: true }] },
  },
};
