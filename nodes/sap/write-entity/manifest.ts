import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { describedField } from '../described.ts';
import { ANY_SERVICE } from '../entity-service.ts';
import { SAP_ICON } from '../icon.ts';
import { refusalSchema } from '../sales-order/sales-order-schema.ts';

const fields = { list: 'fields', with: ['service', 'entitySet'] } as const;
const values = { type: ['string', 'number', 'boolean', 'null'] } as const;

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['service', 'entitySet', 'operation'],
  properties: {
    service: {
      type: 'string',
      title: 'Service',
      description: 'e.g. API_PLANNED_ORDERS; of OData V4 its path, e.g. api_salesorder/srvd_a2x/sap/salesorder/0001',
      pattern: ANY_SERVICE,
      'x-options': { list: 'services' },
    },
    entitySet: {
      type: 'string',
      title: 'Entity set',
      pattern: '^[A-Za-z0-9_]+$',
      'x-options': { list: 'entity-sets', with: ['service'] },
    },
    operation: { type: 'string', title: 'What to do', enum: ['create', 'change', 'delete'] },
    key: {
      type: 'object',
      title: 'Key',
      description: "All key fields by SAP's names.",
      propertyNames: { type: 'string', 'x-options': { list: 'key-fields', with: ['service', 'entitySet'] } },
      additionalProperties: { type: ['string', 'number', 'boolean'] },
      default: {},
      'x-when': { operation: ['change', 'delete'] },
    },
    values: {
      type: 'object',
      title: 'Values',
      description: "By SAP's names: days YYYY-MM-DD, decimals as text, times HH:MM:SS.",
      propertyNames: { type: 'string', 'x-options': fields },
      additionalProperties: values,
      default: {},
      'x-when': { operation: ['create', 'change'] },
    },
    described: describedField,
    knownBy: {
      type: 'array',
      title: 'Known again by',
      description:
        'Fields of the values that no other row has alike: by them a row that is there already is found, also after a lost answer.',
      items: { type: 'string', pattern: '^[A-Za-z0-9_]+$', 'x-options': fields },
      maxItems: 20,
      default: [],
      'x-when': { operation: ['create'] },
    },
  },
} as const;

export type WriteEntityConfig = FromSchema<typeof config>;

export const writeEntityManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/write-entity',
  version: 1,
  label: 'Write to SAP',
  summary: 'Creates, changes or deletes a row of any OData service of SAP, V2 or V4.',
  category: 'sap',
  icon: SAP_ICON,
  kind: 'step',
  effects: 'write',
  connection: 'sap-odata',
  config,
  ports: [
    { name: 'done', label: 'Done', kind: 'out' },
    { name: 'no-change', label: 'No change', kind: 'business', optional: true },
    { name: 'existing', label: 'There already', kind: 'business', optional: true },
    { name: 'refused', label: 'Refused', kind: 'business' },
    { name: 'not-found', label: 'Not found', kind: 'business', optional: true },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    properties: {
      before: { description: "The row before, by SAP's names." },
      row: { description: "The row as SAP has it then, by SAP's names." },
      refusal: refusalSchema,
    },
  },
  help: `For services that have no node of their own. The service's own \`$metadata\` say whether the set and the fields may be written and of which types they are; what does not fit is said before anything is sent. A row with an entity tag is changed and deleted under it.

- **no-change**: the row has these values already (or is gone already). **existing**: a row that is known by these fields is there; none was created. **refused**: SAP does not take it, in its own words. **not-found**: there is no row with this key.

After a lost answer: *change* and *delete* read the row again (the wanted state means done, an unchanged entity tag means not applied, else a person decides). *create* looks for a row by *Known again by*; without such fields the run is parked, for nobody can know.

A sales order is better changed by *Change sales order*: it sends header, items and schedule lines as one effect.

Example: service \`api_salesorder/srvd_a2x/sap/salesorder/0001\`, entity set \`SalesOrder\`, change, key \`{ "SalesOrder": "4711" }\`, values \`{ "ShippingCondition": "02" }\`.`,
  example: {
    config: {
      service: 'api_salesorder/srvd_a2x/sap/salesorder/0001',
      entitySet: 'SalesOrder',
      operation: 'change',
      key: { SalesOrder: '4711' },
      values: { ShippingCondition: '02' },
    },
    output: { row: { SalesOrder: '4711', ShippingCondition: '02' } },
  },
  idempotency: 'probe',
  defaultTimeoutMs: 60_000,
};
