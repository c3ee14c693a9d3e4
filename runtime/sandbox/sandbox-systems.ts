/** The systems of the sandbox as connections reach them: what whoever connects one would have to type, and the secrets that nobody types. */
import type { JsonObject } from '#flows/json.ts';
import type { SandboxCredentials } from './credentials.ts';
import type { SandboxPorts } from './sandbox-process.ts';

export interface SandboxSystem {
  /** The name that the example flows know it by. */
  readonly name: string;
  /** Of the connection. */
  readonly type: string;
  readonly settings: JsonObject;
  /** Which setting says where it is. */
  readonly place: 'baseUrl' | 'root';
  /** As a connection to it has them, and no connection to anything else. */
  readonly hosts: readonly string[];
  readonly secrets: { readonly [field: string]: string };
}

export function listSandboxSystems(ports: SandboxPorts, credentials: SandboxCredentials, plantShare: string): readonly SandboxSystem[] {
  const at = (port: number) => ({ place: 'baseUrl', hosts: [`127.0.0.1:${port}`] }) as const;
  const address = (port: number) => `http://127.0.0.1:${port}`;
  return [
    {
      name: 'sap',
      type: 'sap-odata',
      settings: { baseUrl: address(ports.sap), authentication: 'basic', user: credentials.sap.user, sapClient: '100' },
      ...at(ports.sap),
      secrets: { password: credentials.sap.password },
    },
    {
      name: 'crm',
      type: 'salesforce',
      settings: { baseUrl: address(ports.crm), clientId: credentials.crm.clientId },
      ...at(ports.crm),
      secrets: { clientSecret: credentials.crm.clientSecret },
    },
    {
      name: 'scheduler',
      type: 'scheduler',
      settings: { baseUrl: address(ports.scheduler) },
      ...at(ports.scheduler),
      secrets: { apiKey: credentials.scheduler.apiKey },
    },
    { name: 'plant-files', type: 'files', settings: { root: plantShare }, place: 'root', hosts: [plantShare], secrets: {} },
  ];
}
