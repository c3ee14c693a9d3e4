/** What the sandbox's systems are connected by: made at first start, as actor `system`, and followed when the sandbox took other ports. */
import type { JsonObject } from '#flows/json.ts';
import type { ConnectionService } from '../connections/connection-service.ts';
import type { SandboxCredentials } from '../sandbox/credentials.ts';
import type { SandboxPorts } from '../sandbox/sandbox-process.ts';
import type { ConnectionDefinitions } from '../store/definitions.ts';

export const SANDBOX_ENVIRONMENT = 'development';

interface Wanted {
  readonly name: string;
  readonly type: string;
  readonly settings: JsonObject;
  readonly secrets: { readonly [field: string]: string };
}

export async function connectSandbox(
  service: ConnectionService,
  definitions: ConnectionDefinitions,
  ports: SandboxPorts,
  credentials: SandboxCredentials,
  plantShare: string,
): Promise<void> {
  for (const wanted of listWanted(ports, credentials, plantShare)) {
    const before = definitions.findConnection(SANDBOX_ENVIRONMENT, wanted.name);
    // Somebody pointed it at a system of their own: it is theirs now.
    if (before !== undefined && !before.sandbox) continue;
    const place = wanted.settings['root'] === undefined ? 'baseUrl' : 'root';
    if (before !== undefined && before.settings[place] === wanted.settings[place]) continue;
    const settings = before === undefined ? wanted.settings : { ...before.settings, [place]: wanted.settings[place]! };
    await service.put(
      SANDBOX_ENVIRONMENT,
      wanted.name,
      { type: wanted.type, settings, secrets: wanted.secrets },
      before?.revision ?? 0,
      'system',
      true,
    );
  }
}

function listWanted(ports: SandboxPorts, credentials: SandboxCredentials, plantShare: string): readonly Wanted[] {
  const address = (port: number) => `http://127.0.0.1:${port}`;
  return [
    {
      name: 'sap',
      type: 'sap-odata',
      settings: { baseUrl: address(ports.sap), authentication: 'basic', user: credentials.sap.user, sapClient: '100' },
      secrets: { password: credentials.sap.password },
    },
    {
      name: 'crm',
      type: 'salesforce',
      settings: { baseUrl: address(ports.crm), clientId: credentials.crm.clientId },
      secrets: { clientSecret: credentials.crm.clientSecret },
    },
    {
      name: 'scheduler',
      type: 'scheduler',
      settings: { baseUrl: address(ports.scheduler) },
      secrets: { apiKey: credentials.scheduler.apiKey },
    },
    { name: 'plant-files', type: 'files', settings: { root: plantShare }, secrets: {} },
  ];
}
