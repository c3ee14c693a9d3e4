import type { CheckRung, ConnectionManifest } from '#flows/connection-manifest.ts';
import type { ConnectionAccess, ConnectionType } from '../connection.ts';
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
    },
  },
  secrets: [{ name: 'apiKey', label: 'API key', required: true }],
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
  const context = { signal, correlationId: 'connection-check', traceparent: '00-00000000000000000000000000000001-0000000000000001-00' };
  try {
    const resources = await callScheduler(connection, context, { method: 'GET', path: '/v1/resources' });
    const count = Array.isArray(resources?.['items']) ? resources['items'].length : 0;
    const took = Math.round(performance.now() - startedAt);
    return [
      ...reach.rungs,
      { name: 'sign in', state: 'passed', message: 'The API key is accepted.', durationMs: took },
      { name: 'read', state: 'passed', message: `It plans ${count} resources.`, durationMs: took },
    ];
  } catch (error) {
    return [...reach.rungs, failedRung('sign in', error, startedAt)];
  }
}

export const schedulerConnection: ConnectionType = { manifest, check };
