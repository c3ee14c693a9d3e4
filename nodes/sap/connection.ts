import type { ConnectionManifest } from '#flows/connection-manifest.ts';
import type { ConnectionType } from '../connection.ts';
import { NETWORK_SECRETS, NETWORK_SETTINGS } from '../http/network-settings.ts';
import { checkSapConnection } from './check-connection.ts';
import { SAP_ICON } from './icon.ts';
import { sapOptions } from './offered-options.ts';
import { sapCatalogue } from './read-catalogue.ts';
import { compareSapMetadata } from './read-comparison.ts';

const manifest: ConnectionManifest = {
  type: 'sap-odata',
  version: 1,
  label: 'SAP (OData)',
  summary: 'SAP S/4HANA over its OData services: address, client and a technical user.',
  icon: SAP_ICON,
  settings: {
    type: 'object',
    additionalProperties: false,
    required: ['baseUrl', 'sapClient'],
    properties: {
      baseUrl: {
        type: 'string',
        format: 'uri',
        title: 'Address',
        description: 'Host and port of SAP Gateway or of the reverse proxy before it, e.g. https://s4.example.com:44300',
        pattern: '^https?://',
      },
      sapClient: { type: 'string', title: 'Client', pattern: '^[0-9]{3}$' },
      language: { type: 'string', title: 'Language', description: "Of SAP's messages.", pattern: '^[A-Z]{2}$', default: 'EN' },
      servicePath: { type: 'string', title: 'Path of the services', pattern: '^/', default: '/sap/opu/odata/sap' },
      v4ServicePath: { type: 'string', title: 'Path of the V4 services', pattern: '^/', default: '/sap/opu/odata4/sap' },
      v4BatchFormat: {
        type: 'string',
        title: 'Changesets of V4 services as',
        description: 'multipart is what every release takes.',
        enum: ['multipart', 'json'],
        default: 'multipart',
      },
      authentication: { type: 'string', title: 'Signs in with', enum: ['basic', 'oauth2'], default: 'basic' },
      user: {
        type: 'string',
        title: 'User',
        description: 'A technical user (type System), never a person.',
        'x-when': { authentication: ['basic'] },
      },
      tokenUrl: {
        type: 'string',
        format: 'uri',
        title: 'Token address',
        'x-when': { authentication: ['oauth2'] },
        description: 'OAuth 2.0 client credentials, e.g. …/sap/bc/sec/oauth2/token',
        pattern: '^https?://',
      },
      clientId: { type: 'string', title: 'OAuth client id', 'x-when': { authentication: ['oauth2'] } },
      scope: { type: 'string', title: 'OAuth scope', 'x-when': { authentication: ['oauth2'] } },
      clientAuthentication: {
        type: 'string',
        title: 'OAuth id and secret travel in the',
        'x-when': { authentication: ['oauth2'] },
        enum: ['header', 'body'],
        default: 'header',
      },
      revisionField: {
        type: 'string',
        title: 'Field for the revision',
        description: 'Customer field of the order header that keeps the revision of the leading system; empty: none.',
        pattern: '^[A-Za-z0-9_]*$',
        default: 'YY1_CRMRevision_SDH',
      },
      fieldNames: {
        type: 'object',
        title: 'Fields under other names',
        description:
          'Of the services that flows read and write: entity type and field as the flows name it, e.g. A_SalesOrderItemType/YY1_PromisedDate_SDI, and the name that this system has for it. The comparison below fills it.',
        maxProperties: 200,
        propertyNames: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]{0,79}/[A-Za-z0-9_]{1,60}$' },
        additionalProperties: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]{0,59}$' },
      },
      rejectionReason: {
        type: 'string',
        title: 'Reason for rejection',
        description: 'Two-character code for items that are cancelled.',
        pattern: '^[A-Z0-9]{1,2}$',
        default: '10',
      },
      repeatableRequests: {
        type: 'boolean',
        title: 'Repeatable requests',
        description: 'Send RequestID and RepeatabilityCreation; the check says whether the system honours them.',
        default: false,
      },
      ...NETWORK_SETTINGS,
    },
  },
  secrets: [
    { name: 'password', label: 'Password', required: false, when: { authentication: ['basic'] } },
    { name: 'clientSecret', label: 'OAuth client secret', required: false, when: { authentication: ['oauth2'] } },
    ...NETWORK_SECRETS,
  ],
  fieldTags: {
    TotalNetAmount: 'price',
    NetAmount: 'price',
    NetPriceAmount: 'price',
    ConditionRateValue: 'price',
    ConditionAmount: 'price',
    PersonFullName: 'personal',
    EmailAddress: 'personal',
  },
  comparesMetadata: true,
  hasCatalogue: true,
  help: `The check climbs from the address to the rights: reach, sign-in, client, service, metadata, CSRF token, read, write, repeatable requests. It reads one order and writes nothing.

The user needs the authorisations of the communication scenario *Sales Order Integration* (SAP_COM_0109) or the same in its role. Which fields and schedule lines can be written is read from the system's own metadata.`,
};

export const sapODataConnection: ConnectionType = {
  manifest,
  check: checkSapConnection,
  compareMetadata: compareSapMetadata,
  catalogue: sapCatalogue,
  options: sapOptions,
};
