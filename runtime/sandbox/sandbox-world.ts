/** The sandbox as the runtime sees it: process, connections, examples, and who sends where. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { deployExamples } from '../first-start/example-flows.ts';
import { addSandboxMasterData } from '../first-start/sandbox-master-data.ts';
import { registerSandboxSenders } from '../first-start/sandbox-senders.ts';
import type { Log } from '../log.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Definitions } from '../store/definitions.ts';
import type { LiveFlow } from '../versions/deployed-flow-registry.ts';
import type { FlowService } from '../versions/flow-service.ts';
import { loadSandboxCredentials, type SandboxCredentials } from './credentials.ts';
import { createSandboxControl, type SandboxControl } from './sandbox-control.ts';
import { type RunningSandbox, startSandbox } from './sandbox-process.ts';

export interface SandboxWorld {
  /** Loopback ports that its connections may reach. */
  readonly ports: readonly number[];
  readonly control: SandboxControl;
  readonly adopted: boolean;
  deploymentsChanged(live: readonly LiveFlow[]): Promise<void>;
}

export interface LaunchedSandbox extends RunningSandbox {
  readonly credentials: SandboxCredentials;
  /** Loopback ports that connections may reach. */
  readonly systemPorts: readonly number[];
}

export interface SandboxWorldParts {
  readonly launched: LaunchedSandbox;
  readonly definitions: Definitions;
  readonly flowService: FlowService;
  readonly vault: SecretStore;
  /** They come at first start: an installation that somebody administers gets none by an upgrade. */
  readonly examples: boolean;
  readonly url: () => string;
  readonly live: () => readonly LiveFlow[];
  readonly log: Log;
}

/** The same landscape on every machine: what a colleague sees is what one sees oneself. */
const SEED = 4711;

/** Before the engine: the runs that it recovers may reach the sandbox only when its ports are known. */
/** @param authoritiesFile PEM of whom it trusts when it calls us by HTTPS, beside the public authorities */
export async function launchSandbox(folder: string, firstPort: number, authoritiesFile: string | undefined): Promise<LaunchedSandbox> {
  mkdirSync(folder, { recursive: true });
  const credentialsFile = join(folder, 'credentials.json');
  const credentials = loadSandboxCredentials(credentialsFile);
  const running = await startSandbox({ folder, firstPort, seed: SEED, credentialsFile, credentials, authoritiesFile });
  const { sap, crm, scheduler } = running.ports;
  return { ...running, credentials, systemPorts: [sap, crm, scheduler] };
}

/** Fills it with what the examples need, and tells it where to send. The connections to it follow its ports before the engine begins. */
export async function startSandboxWorld(parts: SandboxWorldParts): Promise<SandboxWorld> {
  const { ports, adopted, credentials, systemPorts } = parts.launched;
  await addSandboxMasterData(parts.definitions, SEED);
  if (parts.examples) {
    // Half a megabyte of documents, which most starts do not need.
    const { exampleFlows } = await import('#flows/examples/examples.ts');
    const { allExampleTests } = await import('#flows/examples/tests/all-example-tests.ts');
    await deployExamples({
      examples: exampleFlows,
      tests: allExampleTests,
      service: parts.flowService,
      definitions: parts.definitions,
      now: Date.now,
      log: parts.log,
    });
  }
  const control = createSandboxControl(ports.control, credentials.control.token);
  const { definitions, vault } = parts;
  const world: SandboxWorld = {
    ports: systemPorts,
    control,
    adopted,
    deploymentsChanged: (live) => registerSandboxSenders({ definitions, vault, control, credentials, url: parts.url(), live }),
  };
  await world.deploymentsChanged(parts.live());
  return world;
}
