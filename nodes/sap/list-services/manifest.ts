import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { SAP_ICON } from '../icon.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: [],
  properties: {
    search: {
      type: ['string', 'null'],
      format: 'expression',
      title: 'Search',
      description: 'Words that name or title have; left out: all.',
      maxLength: 200,
    },
    protocol: {
      enum: ['V2', 'V4'],
      title: 'OData',
      description: 'Each has a catalogue of its own.',
      default: 'V2',
    },
    maxRows: {
      type: 'integer',
      title: 'Fail above',
      description: 'More services than this are a failure instead of half a list.',
      minimum: 1,
      maximum: 20_000,
      default: 5000,
    },
  },
} as const;

export type ListServicesConfig = FromSchema<typeof config>;

export const listServicesManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/list-services',
  version: 1,
  label: 'List services of SAP',
  summary: 'Lists the OData services that are active in the system, for a look at what there is.',
  category: 'sap',
  icon: SAP_ICON,
  kind: 'step',
  effects: 'read',
  connection: 'sap-odata',
  config,
  ports: [
    { name: 'found', label: 'Found', kind: 'out' },
    { name: 'none', label: 'None', kind: 'business' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['services', 'count'],
    properties: {
      services: {
        type: 'array',
        items: {
          type: 'object',
          required: ['service', 'version', 'title', 'address'],
          properties: {
            service: { type: 'string', description: 'As the other nodes take it; empty for one outside the path of the connection.' },
            version: { type: 'integer' },
            title: { type: 'string' },
            address: { type: 'string' },
          },
        },
      },
      count: { type: 'integer' },
    },
  },
  help: `Reads Gateway's catalogue: \`CATALOGSERVICE\` for OData V2, \`ServiceGroups\` for V4, which needs an authorization of its own. *Read from SAP*, *Write to SAP* and *Call function of SAP* take the name that stands in \`service\`; their entity sets and fields are in the service's \`$metadata\`.

Example: search \`production order\`.`,
  example: {
    config: { search: 'production order' },
    output: {
      services: [
        {
          service: 'API_PRODUCTION_ORDER_2_SRV',
          version: 1,
          title: 'Production Order (A2X, Version 2)',
          address: '/sap/opu/odata/sap/API_PRODUCTION_ORDER_2_SRV',
        },
      ],
      count: 1,
    },
  },
  defaultTimeoutMs: 60_000,
};
