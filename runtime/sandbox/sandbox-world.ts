/** The sandbox as the runtime sees it: process, connections, examples, and who sends where. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { exampleFlows } from '#flows/examples/examples.ts';
import type { ConnectionService } from '../connections/connection-service.ts';
import { deployExamples } from '../first-start/example-flows.ts';
import { connectSandbox } from '../first-start/sandbox-connections.ts';
import { registerSandboxSenders } from '../first-start/sandbox-senders.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Definitions } from '../store/definitions.ts';
import type { LiveFlow } from '../versions/deployed-flow-registry.ts';
import type { FlowService } from '../versions/flow-service.ts';
import { loadSandboxCredentials } from './credentials.ts';
import { createSandboxControl, type SandboxControl } from './sandbox-control.ts';
import { startSandbox } from './sandbox-process.ts';

export interface SandboxWorld {
  /** Loopback ports that its connections may reach. */
  readonly ports: readonly number[];
  readonly control: SandboxControl;
  readonly adopted: boolean;
  deploymentsChanged(live: readonly LiveFlow[]): Promise<void>;
}

export interface SandboxWorldParts {
  readonly folder: string;
  readonly firstPort: number;
  readonly definitions: Definitions;
  readonly connectionService: ConnectionService;
  readonly flowService: FlowService;
  readonly vault: SecretStore;
  readonly examples: boolean;
  readonly url: () => string;
  readonly live: () => readonly LiveFlow[];
}

/** The same landscape on every machine: what a colleague sees is what one sees oneself. */
const SEED = 4711;

export async function startSandboxWorld(parts: SandboxWorldParts): Promise<SandboxWorld> {
  mkdirSync(parts.folder, { recursive: true });
  const credentialsFile = join(parts.folder, 'credentials.json');
  const credentials = loadSandboxCredentials(credentialsFile);
  const { ports, adopted } = await startSandbox({
    folder: parts.folder,
    firstPort: parts.firstPort,
    seed: SEED,
    credentialsFile,
    credentials,
  });
  await connectSandbox(parts.connectionService, parts.definitions, ports, credentials);
  if (parts.examples) await deployExamples(exampleFlows, parts.flowService, parts.definitions);
  const control = createSandboxControl(ports.control, credentials.control.token);
  const { definitions, vault } = parts;
  const world: SandboxWorld = {
    ports: [ports.sap, ports.crm, ports.scheduler],
    control,
    adopted,
    deploymentsChanged: (live) => registerSandboxSenders({ definitions, vault, control, credentials, url: parts.url(), live }),
  };
  await world.deploymentsChanged(parts.live());
  return world;
}
