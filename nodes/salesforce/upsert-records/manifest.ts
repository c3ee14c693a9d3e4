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
          whenFound: {
            type: 'array',
            title: 'When it holds',
            description: 'Looked at just before the record is written; the first that fits counts.',
            maxItems: 20,
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['where'],
              properties: {
                where: {
                  type: 'object',
                  title: 'Holds',
                  description: 'By field: is, above or atLeast.',
                  minProperties: 1,
                  maxProperties: 20,
                  propertyNames: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]{0,79}$' },
                  additionalProperties: {
                    type: 'object',
                    additionalProperties: false,
                    minProperties: 1,
                    properties: {
                      is: { type: ['string', 'number', 'boolean', 'null'] },
                      above: { type: ['number', 'string'], pattern: '^-?[0-9]+(\\.[0-9]+)?$' },
                      atLeast: { type: ['number', 'string'], pattern: '^-?[0-9]+(\\.[0-9]+)?$' },
                    },
                  },
                },
                fields: {
                  type: 'object',
                  title: 'Fields then',
                  description: 'Over the fields above. Left out: the record stays as it is.',
                  maxProperties: 500,
                },
              },
            },
          },
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
          properties: {
            id: { type: 'string', description: '18 characters.' },
            created: { type: 'boolean' },
            left: { type: 'boolean', description: 'True where the record stayed as it was.' },
          },
        },
      },
    },
  },
  help: `One call for up to 200 records, with all-or-none: when Salesforce refuses one of them, none is written, and the refusal of that one is the error. More records go in calls of 200, one after the other. After a lost answer the records are read, and when all of them hold their fields the write counts as done.

Where others write the same records, too, and what is right depends on what a record holds by then, say so with *When it holds*: the records are read just before the write, the first case that fits sets its fields over the others (without fields the record is left alone), and the write goes out under \`If-Unmodified-Since\`. When somebody was quicker, Salesforce refuses it (412), and it is read and decided anew, up to five times; then it is a *conflict*. Every attempt reads anew, also a retry days later. Such records go in transactions of 25. Salesforce compares whole seconds. Example: \`"whenFound": [{ "where": { "Revision__c": { "above": 3 } } }, { "where": { "Shipped_Quantity__c": { "above": 0 } }, "fields": { "Status__c": "Partly_Shipped" } }]\`.

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
