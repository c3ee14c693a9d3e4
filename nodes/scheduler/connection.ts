import type { CheckRung, ConnectionManifest } from '#flows/connection-manifest.ts';
import type { ConnectionAccess, ConnectionType } from '../connection.ts';
import { toStepError } from '../errors.ts';
import { NETWORK_SECRETS, NETWORK_SETTINGS } from '../http/network-settings.ts';
import { climbReach, failedRung } from '../http/reach-rungs.ts';
import { callScheduler } from './client.ts';
import { SCHEDULER_ICON } from './icon.ts';

const manifest: ConnectionManifest = {
  type: 'scheduler',
  version: 1,
  label: 'Production scheduler',
  summary: 'A scheduling system that speaks the generic contract of nodes/scheduler/openapi.json.',
  icon: SCHEDULER_ICON,
  settings: {
    type: 'object',
    additionalProperties: false,
    required: ['baseUrl'],
    properties: {
      baseUrl: {
        type: 'string',
        format: 'uri',
        title: 'Base address',
        description: 'Paths of the contract (/v1/…) go below it.',
        pattern: '^https?://',
      },
      ...NETWORK_SETTINGS,
    },
  },
  secrets: [{ name: 'apiKey', label: 'API key', required: true }, ...NETWORK_SECRETS],
  help: 'The scheduler takes demands with a revision, runs plans (what-if or firm) and calls back, and tells every commitment that changed. Register it as a consumer of the flow that receives commitments, with a signing secret.',
};

async function check(connection: ConnectionAccess, signal: AbortSignal): Promise<readonly CheckRung[]> {
  const reach = await climbReach(connection.http, {
    method: 'GET',
    url: '/v1/resources',
    headers: { accept: 'application/json' },
    signal,
    timeoutMs: 15_000,
  });
  if (reach.answer === undefined) return reach.rungs;
  const startedAt = performance.now();
  const passed = (name: string, message: string): CheckRung => ({
    name,
    state: 'passed',
    message,
    durationMs: Math.round(performance.now() - startedAt),
  });
  const context = { signal, correlationId: 'connection-check', traceparent: '00-00000000000000000000000000000001-0000000000000001-00' };
  try {
    const resources = (await callScheduler(connection, context, { method: 'GET', path: '/v1/resources' }))?.['items'];
    const signedIn = passed('sign in', 'The API key is accepted.');
    if (Array.isArray(resources)) {
      const demands = (await callScheduler(connection, context, { method: 'GET', path: '/v1/demands?limit=1' }))?.['items'];
      const known = Array.isArray(demands) && demands.length > 0 ? 'and knows demands' : 'and knows no demand yet';
      return [...reach.rungs, signedIn, passed('read', `It plans ${resources.length} resources ${known}.`)];
    }
    const rung: CheckRung = {
      ...passed('read', 'It answers /v1/resources, but not as the contract says.'),
      state: 'failed',
      fix: 'Correct the base address: /v1/demands and /v1/plans of the scheduler go below it.',
    };
    return [...reach.rungs, signedIn, rung];
  } catch (error) {
    const isRefused = toStepError(error).class === 'denied';
    const rungs = isRefused ? reach.rungs : [...reach.rungs, passed('sign in', 'The API key is not refused.')];
    return [...rungs, failedRung(isRefused ? 'sign in' : 'read', error, startedAt)];
  }
}

export const schedulerConnection: ConnectionType = { manifest, check };
