import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { describedField } from '../described.ts';
import { ANY_SERVICE } from '../entity-service.ts';
import { SAP_ICON } from '../icon.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['service', 'function'],
  properties: {
    service: {
      type: 'string',
      title: 'Service',
      description: 'e.g. API_PRODUCTION_ORDER_2_SRV; of OData V4 its path, e.g. api_salesorder/srvd_a2x/sap/salesorder/0001',
      pattern: ANY_SERVICE,
      'x-options': { list: 'services' },
    },
    function: {
      type: 'string',
      title: 'Function or action',
      pattern: '^[A-Za-z0-9_]+$',
      'x-options': { list: 'functions', with: ['service'] },
    },
    on: {
      type: 'object',
      title: 'On',
      description: 'Key of the entity that an action or function of V4 is bound to; left out where it stands by itself, and in V2.',
      additionalProperties: { type: ['string', 'number', 'boolean'] },
      default: {},
    },
    etag: {
      type: ['string', 'null'],
      format: 'expression',
      title: 'Entity tag',
      description: 'Where the function wants one: what was read, or * for any. On an entity of V4 it is read when left out.',
    },
    parameters: {
      type: 'object',
      title: 'Parameters',
      description: "By SAP's names; written as literals of the right type.",
      propertyNames: { type: 'string', 'x-options': { list: 'parameters', with: ['service', 'function'] } },
      additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
      default: {},
    },
    described: describedField,
    repeatable: {
      type: 'boolean',
      title: 'May be called again after a lost answer',
      description: 'Only where calling it twice leaves the same state. Functions that only read may always.',
      default: false,
    },
  },
} as const;

export type CallFunctionConfig = FromSchema<typeof config>;

export const callFunctionManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'sap/call-function',
  version: 1,
  label: 'Call function of SAP',
  summary: 'Calls a function or an action of any OData service of SAP.',
  category: 'sap',
  icon: SAP_ICON,
  kind: 'step',
  effects: 'write',
  connection: 'sap-odata',
  config,
  ports: [
    { name: 'out', label: 'Answered', kind: 'out', output: { required: ['result'], properties: { refusal: false } } },
    { name: 'refused', label: 'Refused', kind: 'business', output: { required: ['refusal'], properties: { result: false } } },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    properties: {
      result: { description: "What the function gives, by SAP's names; of several rows a list." },
      refusal: { type: 'object', required: ['code', 'message'], properties: { code: { type: 'string' }, message: { type: 'string' } } },
    },
  },
  help: `The service's own \`$metadata\` says whether the function reads (GET) or changes something (POST), and of which types its parameters are; a parameter that it does not have, or that is missing, is said before anything is sent. **refused**: the business says no, in SAP's words. In OData V4 actions change something and functions read; many are bound to an entity, which *On* names. A function that changes something and whose answer was lost parks the run, unless it may be called again.

Example: service \`API_PRODUCTION_ORDER_2_SRV\`, function \`TechlyCmpltOrder\`, parameters \`{ "ManufacturingOrder": "1000101" }\`.`,
  example: {
    config: { service: 'API_PRODUCTION_ORDER_2_SRV', function: 'TechlyCmpltOrder', parameters: { ManufacturingOrder: '1000101' } },
    output: { result: { Success: true } },
  },
  idempotency: 'by-config',
  defaultTimeoutMs: 60_000,
};
