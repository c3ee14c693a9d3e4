import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SALESFORCE_ICON } from '../icon.ts';

const name = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]{0,79}$' } as const;

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['requests'],
  properties: {
    requests: {
      type: 'array',
      title: 'Requests',
      description: 'One after the other, in one transaction.',
      format: 'expression',
      minItems: 1,
      maxItems: 25,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['ref', 'action'],
        properties: {
          ref: { ...name, title: 'Name', description: 'Later requests say @{name.id} for the record that this one made or found.' },
          action: { type: 'string', title: 'Does', enum: ['create', 'update', 'upsert', 'delete', 'read', 'query'] },
          object: { ...name, title: 'Object' },
          id: { type: 'string', title: 'Record id', minLength: 1, maxLength: 200 },
          externalIdField: { ...name, title: 'External id field' },
          externalId: { type: 'string', title: 'External id', minLength: 1, maxLength: 255 },
          fields: { type: 'object', title: 'Fields', maxProperties: 500 },
          names: {
            type: 'array',
            title: 'Fields to read',
            items: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_.]{0,119}$' },
            maxItems: 200,
          },
          soql: { type: 'string', title: 'Query', maxLength: 20_000 },
          parameters: { type: 'object', title: 'Values of the query', maxProperties: 50 },
        },
      },
    },
    lostUpdates: {
      type: 'string',
      title: "Somebody's change meanwhile",
      description:
        'refuse: where it touched the fields that an update sets, nothing is written and the run stands still with both values; where it touched others, or only earlier requests of the call did, ours are set all the same. overwrite: the fields are set.',
      enum: ['refuse', 'overwrite'],
      default: 'refuse',
    },
  },
} as const;

export type CompositeConfig = FromSchema<typeof config>;

export const compositeManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'salesforce/composite',
  version: 1,
  label: 'Several changes in Salesforce',
  summary: 'Up to 25 requests about different objects in one transaction, later ones referring to earlier ones: all of them or none.',
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
    required: ['results', 'ids'],
    properties: {
      results: {
        type: 'array',
        description: 'In the order given.',
        items: {
          type: 'object',
          required: ['ref'],
          properties: {
            ref: { type: 'string' },
            id: { type: 'string', description: '18 characters; missing where only the lost answer had it.' },
            created: { type: 'boolean' },
            record: { type: 'object', description: 'Of read.' },
            records: { type: 'array', items: { type: 'object' }, description: 'Of query.' },
          },
        },
      },
      ids: { type: 'object', additionalProperties: { type: 'string' }, description: 'By the names of the requests.' },
    },
  },
  help: `One call and one effect: when Salesforce refuses one request, all are taken back, and the error is that one's, with its name and Salesforce's own words. A value \`@{name.id}\` stands for what an earlier request answered (\`@{found.records[0].Id}\` for a query). Salesforce knows no way to write these signs otherwise: a text from outside that holds them is taken for a reference, too, and refused when it names no earlier request.

After a lost answer the records are read that can be told apart: those updated or deleted by a given id, and those upserted by an external id. As it is all or none, they speak for the rest. **Give at least one such request**: when all only create, nobody can find out what became of them, and the run waits for a person. Ids of created records are missing in the result then; an upsert by external id has them always.

An update goes out under \`If-Unmodified-Since\`, as in *Update in Salesforce*.

Example: \`[{ "ref": "customer", "action": "upsert", "object": "Account", "externalIdField": "ERP_Customer_Number__c", "externalId": "17100001", "fields": { "Name": "Hafen AG" } }, { "ref": "order", "action": "create", "object": "Order", "fields": { "AccountId": "@{customer.id}", "EffectiveDate": "2026-12-01" } }]\`.`,
  example: {
    config: {
      requests: [
        {
          ref: 'customer',
          action: 'upsert',
          object: 'Account',
          externalIdField: 'ERP_Customer_Number__c',
          externalId: '17100001',
          fields: { Name: 'Hafen AG' },
        },
        { ref: 'order', action: 'create', object: 'Order', fields: { AccountId: '@{customer.id}', EffectiveDate: '2026-12-01' } },
      ],
    },
    output: {
      results: [
        { ref: 'customer', id: '001000000000001AAA', created: false },
        { ref: 'order', id: '801000000000001AAA', created: true },
      ],
      ids: { customer: '001000000000001AAA', order: '801000000000001AAA' },
    },
  },
};
