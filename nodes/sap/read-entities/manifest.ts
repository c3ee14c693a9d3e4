import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { describedField } from '../described.ts';
import { ANY_SERVICE } from '../entity-service.ts';
import { SAP_ICON } from '../icon.ts';

const name = { type: 'string', pattern: '^[A-Za-z0-9_/]+$' } as const;
const fields = { list: 'fields', with: ['service', 'entitySet'] } as const;

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['service', 'entitySet'],
  properties: {
    service: {
      type: 'string',
      title: 'Service',
      description: 'e.g. API_MATERIAL_STOCK_SRV; of OData V4 its path, e.g. api_salesorder/srvd_a2x/sap/salesorder/0001',
      pattern: ANY_SERVICE,
      'x-options': { list: 'services' },
    },
    entitySet: {
      type: 'string',
      title: 'Entity set',
      pattern: '^[A-Za-z0-9_]+$',
      'x-options': { list: 'entity-sets', with: ['service'] },
    },
    where: {
      type: 'object',
      title: 'Where',
      description: 'Fields that must equal these values; written as literals of the right type.',
      propertyNames: { type: 'string', 'x-options': fields },
      additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
      default: {},
    },
    filter: {
      type: 'string',
      format: 'expression',
      title: 'Filter',
      description: "Text of the service's own version; of V2 e.g. PlannedQuantity gt 5m and Plant eq '1010'",
      maxLength: 4000,
    },
    select: { type: 'array', title: 'Fields', items: { ...name, 'x-options': fields }, maxItems: 200 },
    expand: {
      type: 'array',
      title: 'With',
      items: { ...name, 'x-options': { list: 'navigations', with: ['service', 'entitySet'] } },
      maxItems: 200,
    },
    orderBy: { type: 'string', title: 'Sorted by', pattern: '^[A-Za-z0-9_/]+( (asc|desc))?(,[A-Za-z0-9_/]+( (asc|desc))?)*$' },
    top: { type: 'integer', format: 'expression', title: 'At most', minimum: 1, maximum: 100_000 },
    described: describedField,
    maxRows: {
      type: 'integer',
      title: 'Fail above',
      description: 'More rows than this are a failure instead of half a list.',
      minimum: 1,
      maximum: 100_000,
      default: 1000,
    },
  },
} as const;

export type ReadEntitiesConfig = FromSchema<typeof config>;

export const readEntitiesManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/read-entities',
  version: 1,
  label: 'Read from SAP',
  summary: 'Reads rows of any OData service of SAP, page by page.',
  category: 'sap',
  icon: SAP_ICON,
  kind: 'step',
  effects: 'read',
  connection: 'sap-odata',
  config,
  ports: [
    { name: 'out', label: 'Read', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: { derive: 'selected-rows' },
  help: `Reads an entity set with conditions. *Where* compares fields with values and writes the literals by itself (\`5m\`, \`datetime'…'\`, quotes doubled), so values from outside cannot change the question; *Filter* takes OData text for everything else. Pages that SAP makes are followed until the end or until *Fail above*.

Example: service \`API_MATERIAL_STOCK_SRV\`, entity set \`A_MatlStkInAcctMod\`, where \`{ "Material": "FG-1002", "Plant": "1010" }\`.`,
  example: {
    config: { service: 'API_MATERIAL_STOCK_SRV', entitySet: 'A_MatlStkInAcctMod', where: { Material: 'FG-1002', Plant: '1010' } },
    output: { rows: [{ Material: 'FG-1002', Plant: '1010', MatlWrhsStkQtyInMatlBaseUnit: '120.000' }], count: 1 },
  },
  defaultTimeoutMs: 60_000,
};
