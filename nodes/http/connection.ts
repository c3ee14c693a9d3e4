import type { CheckRung, ConnectionManifest } from '#flows/connection-manifest.ts';
import type { ConnectionAccess, ConnectionType } from '../connection.ts';
import { authorizationHeaders } from './authorization.ts';
import { classifyStatus } from './classify-status.ts';
import { NETWORK_SECRETS, NETWORK_SETTINGS } from './network-settings.ts';
import { climbReach, failedRung } from './reach-rungs.ts';

const manifest: ConnectionManifest = {
  type: 'http',
  version: 1,
  label: 'HTTP service',
  summary: 'Any system with an HTTP interface: base address and how to sign in.',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"><circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"/></svg>',
  settings: {
    type: 'object',
    additionalProperties: false,
    required: ['baseUrl'],
    properties: {
      baseUrl: {
        type: 'string',
        format: 'uri',
        title: 'Base address',
        description: 'Paths of the nodes go below it, e.g. https://api.example.com/v2',
        pattern: '^https?://',
      },
      authentication: {
        type: 'string',
        title: 'Signs in with',
        enum: ['none', 'basic', 'bearer', 'api-key', 'oauth2'],
        default: 'none',
      },
      user: { type: 'string', title: 'User', 'x-when': { authentication: ['basic'] } },
      apiKeyHeader: {
        type: 'string',
        title: 'Header of the API key',
        pattern: '^[A-Za-z0-9-]+$',
        default: 'X-API-Key',
        'x-when': { authentication: ['api-key'] },
      },
      tokenUrl: {
        type: 'string',
        format: 'uri',
        title: 'Token address',
        'x-when': { authentication: ['oauth2'] },
        description: 'OAuth 2.0 token endpoint, client credentials.',
        pattern: '^https?://',
      },
      clientId: { type: 'string', title: 'Client id', 'x-when': { authentication: ['oauth2'] } },
      scope: { type: 'string', title: 'Scope', 'x-when': { authentication: ['oauth2'] } },
      clientAuthentication: {
        type: 'string',
        title: 'Client id and secret travel in the',
        'x-when': { authentication: ['oauth2'] },
        enum: ['header', 'body'],
        default: 'header',
      },
      checkPath: {
        type: 'string',
        title: 'Path for the check',
        description: 'Read with GET when the connection is checked; choose one that wants the sign-in and changes nothing.',
        pattern: '^/',
        default: '/',
      },
      ...NETWORK_SETTINGS,
    },
  },
  secrets: [
    { name: 'password', label: 'Password', required: false, when: { authentication: ['basic'] } },
    { name: 'token', label: 'Token', required: false, when: { authentication: ['bearer'] } },
    { name: 'apiKey', label: 'API key', required: false, when: { authentication: ['api-key'] } },
    { name: 'clientSecret', label: 'Client secret', required: false, when: { authentication: ['oauth2'] } },
    ...NETWORK_SECRETS,
  ],
  help: 'Requests of this connection go to the host of the base address and to nowhere else, redirects are not followed. The check climbs from the name to the sign-in and reads "Path for the check" once.',
};

async function check(connection: ConnectionAccess, signal: AbortSignal): Promise<readonly CheckRung[]> {
  const startedAt = performance.now();
  const base = String(connection.settings['baseUrl']).replace(/\/+$/, '');
  const path = String(connection.settings['checkPath'] ?? '/');
  let headers: { readonly [name: string]: string };
  try {
    headers = await authorizationHeaders(connection);
  } catch (error) {
    return [failedRung('sign-in', error, startedAt)];
  }
  const reach = await climbReach(connection.http, { method: 'GET', url: base + path, headers, signal, timeoutMs: 15_000 });
  if (reach.answer === undefined) return reach.rungs;
  const refusal = classifyStatus(reach.answer, { system: 'The system' });
  if (refusal?.class === 'denied') return [...reach.rungs, failedRung('sign-in', refusal, startedAt)];
  const signIn: CheckRung = { name: 'sign-in', state: 'passed', message: 'The credentials were not refused.', durationMs: 0 };
  if (refusal !== undefined) return [...reach.rungs, signIn, failedRung('read', refusal, startedAt)];
  return [
    ...reach.rungs,
    signIn,
    { name: 'read', state: 'passed', message: `${path} was read (status ${reach.answer.status}).`, durationMs: 0 },
  ];
}

export const httpConnection: ConnectionType = { manifest, check };
