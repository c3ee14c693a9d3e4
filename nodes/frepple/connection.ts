import type { CheckRung, ConnectionManifest } from '#flows/connection-manifest.ts';
import type { ConnectionAccess, ConnectionType } from '../connection.ts';
import { toStepError } from '../errors.ts';
import { NETWORK_SECRETS, NETWORK_SETTINGS } from '../http/network-settings.ts';
import { climbReach, failedRung } from '../http/reach-rungs.ts';
import { callFrepple } from './client.ts';
import { FREPPLE_ICON } from './icon.ts';
import { freppleSettingsOf } from './settings.ts';

const manifest: ConnectionManifest = {
  type: 'frepple',
  version: 1,
  label: 'frePPLe',
  summary: 'Production planning with frePPLe by its REST interface.',
  icon: FREPPLE_ICON,
  settings: {
    type: 'object',
    additionalProperties: false,
    required: ['baseUrl'],
    properties: {
      baseUrl: { type: 'string', format: 'uri', title: 'Address', description: 'e.g. https://plan.example.com', pattern: '^https?://' },
      scenario: {
        type: 'string',
        title: 'Scenario',
        description: 'Left out: the production database.',
        pattern: '^[A-Za-z0-9_-]*$',
        default: '',
      },
      authentication: { type: 'string', title: 'Signs in with', enum: ['basic', 'bearer'], default: 'basic' },
      user: { type: 'string', title: 'User', 'x-when': { authentication: ['basic'] } },
      revisionField: {
        type: 'string',
        title: 'Field for the revision',
        description: 'Of a demand; subcategory, or an attribute of your own. It must not be used for anything else.',
        pattern: '^[a-z][a-z0-9_]*$',
        default: 'subcategory',
      },
      constraint: {
        type: 'string',
        title: 'Constraints of the plan',
        description: 'capa, mfg_lt, po_lt, fence: those that the plan keeps.',
        pattern: '^[a-z_]+(,[a-z_]+)*$|^[0-9]+$',
        default: 'capa,mfg_lt,po_lt',
      },
      environment: { type: 'string', title: 'Steps of the plan', pattern: '^[a-z_]+(,[a-z_]+)*$', default: 'supply' },
      ...NETWORK_SETTINGS,
    },
  },
  secrets: [
    { name: 'password', label: 'Password', required: false, when: { authentication: ['basic'] } },
    { name: 'token', label: 'Web token (JWT)', required: false, when: { authentication: ['bearer'] } },
    ...NETWORK_SECRETS,
  ],
  help: 'The user needs the rights to view and change demands, to view manufacturing orders, and to run the plan in this scenario. Set the parameter plan.webservice to false: with true the plan stays in memory, and the interface shows none of it.',
};

async function check(connection: ConnectionAccess, signal: AbortSignal): Promise<readonly CheckRung[]> {
  const { scenario } = freppleSettingsOf(connection);
  const path = '/api/input/demand/?name=0&format=json';
  const reach = await climbReach(connection.http, {
    method: 'GET',
    url: `${scenario === '' ? '' : `/${scenario}`}${path}`,
    headers: { accept: 'application/json' },
    signal,
    timeoutMs: 15_000,
  });
  if (reach.answer === undefined) return reach.rungs;
  const startedAt = performance.now();
  const rung = (name: string, message: string): CheckRung => ({
    name,
    state: 'passed',
    message,
    durationMs: Math.round(performance.now() - startedAt),
  });
  const context = { signal, correlationId: 'connection-check', traceparent: '00-00000000000000000000000000000001-0000000000000001-00' };
  const rungs = [...reach.rungs];
  try {
    await callFrepple(connection, context, { method: 'GET', path });
    rungs.push(rung('sign in', 'frePPLe takes the user.'), rung('read', 'Demands can be read.'));
    await callFrepple(connection, context, { method: 'GET', path: '/execute/api/status/' });
    return [...rungs, rung('tasks', 'Tasks can be asked for.')];
  } catch (error) {
    const name = rungs.length > reach.rungs.length ? 'tasks' : toStepError(error).class === 'denied' ? 'sign in' : 'read';
    return [...rungs, failedRung(name, error, startedAt)];
  }
}

export const freppleConnection: ConnectionType = { manifest, check };
