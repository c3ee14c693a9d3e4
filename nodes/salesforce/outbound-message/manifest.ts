import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SALESFORCE_ICON } from '../icon.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['path', 'object'],
  properties: {
    path: {
      type: 'string',
      title: 'Path',
      description: 'Below /hooks/{environment}/v{major}/; the secret segment follows it.',
      pattern: '^[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*$',
      maxLength: 200,
    },
    object: {
      type: 'string',
      title: 'Object',
      description: 'Messages about other objects are refused.',
      pattern: '^[A-Za-z][A-Za-z0-9_]{0,79}$',
    },
    organizationId: {
      type: 'string',
      title: 'Organisation id',
      description: 'Messages of another organisation are refused.',
      pattern: '^00D[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$',
    },
    types: {
      type: 'object',
      title: 'Types of fields',
      description: 'SOAP carries text only; fields named here become numbers, booleans or JSON.',
      additionalProperties: { enum: ['number', 'boolean', 'json'] },
      maxProperties: 200,
      default: {},
    },
    ownChanges: {
      type: 'string',
      title: 'Our own changes',
      description: 'skip: what only our own writes changed starts nothing. take: they start a run, too; see that no flow starts itself.',
      enum: ['skip', 'take'],
      default: 'skip',
    },
    derivedFields: {
      type: 'array',
      title: 'Derived fields',
      description: 'Formulas, roll-ups and the like, which change with a write of ours although it does not name them.',
      items: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]{0,79}$' },
      maxItems: 200,
      default: [],
    },
  },
} as const;

export type OutboundMessageConfig = FromSchema<typeof config>;

export const outboundMessageManifest: NodeManifest & { readonly kind: 'trigger' } = {
  type: 'salesforce/outbound-message',
  version: 1,
  label: 'Salesforce outbound message',
  summary: 'Starts a run for every record in an outbound message of Salesforce.',
  category: 'trigger',
  icon: SALESFORCE_ICON,
  kind: 'trigger',
  effects: 'pure',
  config,
  ports: [{ name: 'out', label: 'Received', kind: 'out' }],
  output: { derive: 'trigger-body' },
  help: `Salesforce cannot sign what it sends: the address ends in a secret segment that is shown once when the consumer is registered, and the organisation id is checked. Each record of the message becomes a run of its own, all in one commit, and only then the message is acknowledged. Salesforce repeats what was not acknowledged, sends in any order and only the latest state, so give the flow an idempotency key and a lane sequence.

A message tells of a change and names no author of it. Let it carry \`SystemModstamp\` and \`LastModifiedById\` (both can be chosen among its fields): then a message that shows nothing but what our own writes left, field by field, starts nothing (*Our own changes*). Without them every message starts a run. Fields that Salesforce works out itself belong into *Derived fields*.

\`trigger.body\` holds \`Id\` and the fields of the record; \`notificationId\` and \`organizationId\` beside them.

Example: object \`Order_Change_Request__c\`, path \`crm/change-requests\`, types \`{ "Revision__c": "number", "Items__c": "json" }\`.`,
  example: {
    config: { object: 'Order_Change_Request__c', path: 'crm/change-requests', types: { Revision__c: 'number', Items__c: 'json' } },
    output: {
      Id: 'a02000000000001AAA',
      notificationId: '04l000000000001AAA',
      organizationId: '00D000000000001AAA',
      ERP_Order_Number__c: '0000004711',
      Revision__c: 3,
      Items__c: [{ number: '10', quantity: '25' }],
    },
  },
};
