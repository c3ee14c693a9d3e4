import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SALESFORCE_ICON } from '../icon.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['object', 'externalIdField', 'externalId', 'fields'],
  properties: {
    object: { type: 'string', title: 'Object', pattern: '^[A-Za-z][A-Za-z0-9_]{0,79}$', 'x-options': { list: 'objects' } },
    externalIdField: {
      type: 'string',
      title: 'External id field',
      pattern: '^[A-Za-z][A-Za-z0-9_]{0,79}$',
      'x-options': { list: 'external-ids', with: ['object'] },
    },
    externalId: { type: 'string', format: 'expression', title: 'External id', minLength: 1, maxLength: 255 },
    fields: {
      type: 'object',
      format: 'expression',
      title: 'Fields',
      maxProperties: 500,
      propertyNames: { type: 'string', 'x-options': { list: 'fields', with: ['object'] } },
    },
  },
} as const;

export type UpsertConfig = FromSchema<typeof config>;

export const upsertManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'salesforce/upsert',
  version: 1,
  label: 'Upsert in Salesforce',
  summary: 'Creates or changes the one record that has this external id.',
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
    required: ['id', 'created'],
    properties: { id: { type: 'string', description: '18 characters.' }, created: { type: 'boolean' } },
  },
  help: `The external id makes it safe to repeat: there is never a second record. After a lost answer the record is read back, and when it holds the fields the write counts as done.

Example: object \`Order_Commitment__c\`, external id field \`External_Id__c\`, external id \`= trigger.body.order & "-" & trigger.body.item\`.`,
  example: {
    config: {
      object: 'Order_Commitment__c',
      externalIdField: 'External_Id__c',
      externalId: '0000004711-000010',
      fields: { Promise_Date__c: '2026-12-15' },
    },
    output: { id: 'a01000000000001AAA', created: true },
  },
};
