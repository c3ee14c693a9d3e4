/** What the sandbox's systems are connected by: made at first start, as actor `system`, and followed when the sandbox took other ports. */

import { sameHosts } from '../connections/bound-secrets.ts';
import type { ConnectionService } from '../connections/connection-service.ts';
import type { Log } from '../log.ts';
import type { SandboxSystem } from '../sandbox/sandbox-systems.ts';
import type { ConnectionDefinitions } from '../store/connection-definitions.ts';

export const SANDBOX_ENVIRONMENT = 'development';
const SYSTEM = 'system';

/** One that cannot follow is named in the log: the others do, and the start goes on. */
export async function connectSandbox(
  service: Pick<ConnectionService, 'put'>,
  definitions: ConnectionDefinitions,
  systems: readonly SandboxSystem[],
  log: Pick<Log, 'error'>,
): Promise<void> {
  for (const { name, type, settings, secrets } of systems) {
    // One that is there is somebody's own by now, or the sandbox's from an earlier start.
    if (definitions.findConnection(SANDBOX_ENVIRONMENT, name) !== undefined) continue;
    await service.put(SANDBOX_ENVIRONMENT, name, { type, settings, secrets }, 0, SYSTEM);
  }
  // Also those that people made, in whichever environment.
  for (const row of definitions.listConnections()) {
    const system = systems.find(({ type }) => type === row.type);
    if (!row.sandbox || system === undefined || sameHosts(row.hosts, system.hosts)) continue;
    const { environment, name, type, plant, revision } = row;
    const settings = { ...row.settings, [system.place]: system.settings[system.place]! };
    try {
      const input = { type, settings, secrets: system.secrets, ...(plant === undefined ? {} : { plant }) };
      await service.put(environment, name, input, revision, SYSTEM);
    } catch (error) {
      log.error('connection does not follow the sandbox', error, { environment, connection: name });
    }
  }
}
