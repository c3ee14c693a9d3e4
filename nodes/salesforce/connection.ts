import type { CheckRung, ConnectionManifest } from '#flows/connection-manifest.ts';
import type { JsonObject } from '#flows/json.ts';
import type { ConnectionAccess, ConnectionType } from '../connection.ts';
import { NETWORK_SECRETS, NETWORK_SETTINGS } from '../http/network-settings.ts';
import { climbReach, failedRung } from '../http/reach-rungs.ts';
import { callSalesforce, tokenKeeper } from './client.ts';
import { compareSalesforceObjects } from './compare-objects.ts';
import { SALESFORCE_ICON } from './icon.ts';
import { salesforceOptions } from './offered-options.ts';
import { DEFAULT_AUDIENCE } from './token.ts';

const manifest: ConnectionManifest = {
  type: 'salesforce',
  version: 1,
  label: 'Salesforce',
  summary: 'A Salesforce organisation by its REST API, as an integration user.',
  icon: SALESFORCE_ICON,
  settings: {
    type: 'object',
    additionalProperties: false,
    required: ['baseUrl', 'clientId'],
    properties: {
      baseUrl: {
        type: 'string',
        format: 'uri',
        title: 'My Domain address',
        description: 'e.g. https://plant.my.salesforce.example',
        pattern: '^https?://',
      },
      clientId: { type: 'string', title: 'Consumer key', minLength: 1, maxLength: 300 },
      authentication: {
        type: 'string',
        title: 'Signs in with',
        description: 'client-credentials: consumer secret and a run-as user of the app. jwt-bearer: a private key, as the user named here.',
        enum: ['client-credentials', 'jwt-bearer'],
        default: 'client-credentials',
      },
      username: {
        type: 'string',
        title: 'User name',
        description: 'Of the integration user: it looks like an e-mail address.',
        maxLength: 200,
        'x-when': { authentication: ['jwt-bearer'] },
      },
      audience: {
        type: 'string',
        title: 'Audience',
        description: 'Login host: https://login.salesforce.com, for a sandbox https://test.salesforce.com, or your My Domain address.',
        pattern: '^https?://',
        'x-called': false,
        default: DEFAULT_AUDIENCE,
        'x-when': { authentication: ['jwt-bearer'] },
      },
      apiVersion: { type: 'string', title: 'API version', pattern: '^\\d{2}\\.0$', default: '62.0' },
      clientTag: {
        type: 'string',
        title: 'Client tag',
        description: 'Sent with every write; change events name it as their origin.',
        pattern: '^[A-Za-z0-9_/-]{1,60}$',
        default: 'millrace',
      },
      organizationId: {
        type: 'string',
        title: 'Organisation id',
        description: 'Outbound messages of another organisation are refused.',
        pattern: '^00D[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$',
      },
      ...NETWORK_SETTINGS,
    },
  },
  secrets: [
    { name: 'clientSecret', label: 'Consumer secret', required: false, when: { authentication: ['client-credentials'] } },
    { name: 'privateKey', label: 'Private key (PEM)', required: false, multiline: true, when: { authentication: ['jwt-bearer'] } },
    ...NETWORK_SECRETS,
  ],
  fieldTags: {
    UnitPrice: 'price',
    ListPrice: 'price',
    TotalPrice: 'price',
    TotalAmount: 'price',
    FirstName: 'personal',
    LastName: 'personal',
    Email: 'personal',
    Phone: 'personal',
    MobilePhone: 'personal',
    Contact_Name__c: 'personal',
    Contact_Email__c: 'personal',
    Requested_By__c: 'personal',
    Requested_By_Email__c: 'personal',
  },
  comparesMetadata: true,
  help: 'Either the connected app allows the OAuth *client credentials* flow and names a run-as user, or it uses *digital signatures*: then its certificate belongs to the private key given here, and its users are pre-authorised. The user needs *API Enabled* and access to the objects. Every call says `Sforce-Call-Options: client=<tag>`, so that our own changes can be told from others.',
};

async function check(connection: ConnectionAccess, signal: AbortSignal): Promise<readonly CheckRung[]> {
  const reach = await climbReach(connection.http, {
    method: 'GET',
    url: '/services/data/',
    headers: { accept: 'application/json' },
    signal,
    timeoutMs: 15_000,
  });
  const rungs = [...reach.rungs];
  if (reach.answer === undefined) return rungs;
  const startedAt = performance.now();
  const passed = (name: string, message: string): CheckRung => ({
    name,
    state: 'passed',
    message,
    durationMs: Math.round(performance.now() - startedAt),
  });
  const version = String(connection.settings['apiVersion']);
  const context = { signal, correlationId: 'connection-check', traceparent: '00-00000000000000000000000000000001-0000000000000001-00' };
  try {
    const { userId } = await tokenKeeper(connection).get(connection);
    rungs.push(passed('sign in', `Signed in${userId === undefined ? '' : ` as user ${userId}`}.`));
  } catch (error) {
    return [...rungs, failedRung('sign in', error, startedAt)];
  }
  try {
    const { body, usage } = await callSalesforce(connection, context, { method: 'GET', path: '/sobjects' });
    const objects = ((body as JsonObject | null)?.['sobjects'] ?? []) as readonly JsonObject[];
    rungs.push(
      passed(
        'read',
        `API version ${version} answers with ${objects.length} objects${usage === undefined ? '' : `; ${usage.used} of ${usage.allowed} calls used today`}.`,
      ),
    );
    const writable = objects
      .filter((object) => object['createable'] === true && object['updateable'] === true)
      .map((object) => String(object['name']));
    rungs.push(
      writable.length > 0
        ? passed('write permission', `The user may change ${writable.slice(0, 6).join(', ')}${writable.length > 6 ? ' …' : ''}.`)
        : {
            name: 'write permission',
            state: 'failed',
            message: 'The user may change none of the objects.',
            fix: 'Give the integration user a permission set with Edit on the objects that your flows change.',
            durationMs: 0,
          },
    );
    return rungs;
  } catch (error) {
    return [...rungs, failedRung('read', error, startedAt)];
  }
}

export const salesforceConnection: ConnectionType = {
  manifest,
  check,
  compareMetadata: compareSalesforceObjects,
  options: salesforceOptions,
};
