import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SALESFORCE_ICON } from '../icon.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['object', 'fields'],
  properties: {
    object: { type: 'string', title: 'Object', pattern: '^[A-Za-z][A-Za-z0-9_]{0,79}$', 'x-options': { list: 'objects' } },
    fields: {
      type: 'array',
      title: 'Fields',
      minItems: 1,
      maxItems: 200,
      items: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_.]{0,119}$', 'x-options': { list: 'fields', with: ['object'] } },
    },
    condition: { type: 'string', title: 'Only where', description: "A SOQL condition, e.g. Status__c = 'New'", maxLength: 2_000 },
    intervalMs: { type: 'integer', format: 'duration-ms', title: 'Every', minimum: 1_000, maximum: 86_400_000, default: 15_000 },
    overlapMs: {
      type: 'integer',
      format: 'duration-ms',
      title: 'Look back',
      description: 'Records that were committed late still carry an earlier time.',
      minimum: 0,
      maximum: 3_600_000,
      default: 60_000,
    },
    ownChanges: {
      type: 'string',
      title: 'Our own changes',
      description: 'skip: what only our own writes changed starts nothing. take: they start a run, too; see that no flow starts itself.',
      enum: ['skip', 'take'],
      default: 'skip',
    },
  },
} as const;

export type PollChangesConfig = FromSchema<typeof config>;

export const pollChangesManifest: NodeManifest & { readonly kind: 'trigger' } = {
  type: 'salesforce/poll-changes',
  version: 1,
  label: 'Poll changes in Salesforce',
  summary: 'Starts a run for every record that was created or changed.',
  category: 'trigger',
  icon: SALESFORCE_ICON,
  kind: 'trigger',
  effects: 'read',
  connection: 'salesforce',
  config,
  ports: [
    { name: 'out', label: 'Changed', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: { derive: 'trigger-body' },
  help: `Asks by \`SystemModstamp\` from where the last poll ended, with an overlap; what was seen is remembered with the watermark, and both are committed together with the runs. A record that only our own writes changed since it was seen last is counted as an echo and starts nothing (*Our own changes*); one that somebody else changed in between starts a run, whoever wrote last. The first poll begins at the time of the deployment.

Example: object \`Order_Change_Request__c\`, fields \`ERP_Order_Number__c, Revision__c, Items__c\`, every 15 seconds.`,
  example: {
    config: { object: 'Order_Change_Request__c', fields: ['ERP_Order_Number__c', 'Revision__c'] },
    output: { Id: 'a02000000000001AAA', SystemModstamp: '2026-11-24T08:00:00.000+0000', Revision__c: 3 },
  },
};
