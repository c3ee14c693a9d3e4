import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SALESFORCE_ICON } from '../icon.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['object', 'id', 'fields'],
  properties: {
    object: { type: 'string', title: 'Object', pattern: '^[A-Za-z][A-Za-z0-9_]{0,79}$', 'x-options': { list: 'objects' } },
    id: { type: 'string', format: 'expression', title: 'Record id', pattern: '^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$' },
    fields: {
      type: 'object',
      format: 'expression',
      title: 'Fields',
      maxProperties: 500,
      propertyNames: { type: 'string', 'x-options': { list: 'fields', with: ['object'] } },
    },
    unmodifiedSince: {
      type: ['string', 'null'],
      format: 'expression',
      title: 'Only when unchanged since',
      description:
        'LastModifiedDate of the state that the new values were worked out from. Left out: the state that this step reads just before it writes.',
    },
    lostUpdates: {
      type: 'string',
      title: "Somebody's change meanwhile",
      description:
        'refuse: where it touched the fields that are set here, the run stands still with both values; where it touched others, ours are set all the same. overwrite: the fields are set whatever happened.',
      enum: ['refuse', 'overwrite'],
      default: 'refuse',
    },
  },
} as const;

export type UpdateConfig = FromSchema<typeof config>;

export const updateManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'salesforce/update',
  version: 1,
  label: 'Update in Salesforce',
  summary: 'Changes fields of one record by its id.',
  category: 'crm',
  icon: SALESFORCE_ICON,
  kind: 'step',
  effects: 'write',
  connection: 'salesforce',
  idempotency: 'probe',
  config,
  ports: [
    { name: 'updated', label: 'Updated', kind: 'out' },
    { name: 'missing', label: 'No such record', kind: 'business', optional: true },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: { type: 'object', required: ['id'], properties: { id: { type: 'string', description: '18 characters.' } } },
  help: `The record's *SystemModstamp* and the fields are read before the write and kept: after a lost answer they tell whether our change arrived, did not, or somebody else changed the record meanwhile (then a person decides).

The write goes out under \`If-Unmodified-Since\`: when somebody changed the record between the reading and the write, Salesforce refuses it (412), and it is read afresh. Do the fields that are set here still have their old values, they are set on the fresh state; have they the new ones, there is nothing to do; have they others, the run stands still as *changed by somebody else* and shows both values: a person decides. Salesforce compares whole seconds. Where the new values were worked out from an earlier reading, give its \`LastModifiedDate\` as *Only when unchanged since*: then any change since is a *conflict*, also in a retry, until the flow has read again.

Example: object \`Order\`, id \`= trigger.body.id\`, fields \`{ "ERP_Status__c": "In ERP" }\`.`,
  example: {
    config: { object: 'Order', id: '801000000000001AAA', fields: { ERP_Status__c: 'In ERP' } },
    output: { id: '801000000000001AAA' },
  },
};
