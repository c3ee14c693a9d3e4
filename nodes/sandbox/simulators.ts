/** Which simulator stands for which system. */
import type { SandboxCredentials } from './credentials.ts';
import type { Simulator, SimulatorHost } from './simulator.ts';
import type { ChangeRequestDesk } from './traffic.ts';

/** An OAuth client of CRM beside the seeded one. */
export interface CrmClient {
  readonly clientId: string;
  readonly clientSecret?: string;
  /** PEM; signs in with the JWT bearer grant. */
  readonly publicKey?: string;
  /** Whom the client runs as; left out: the integration user. */
  readonly username?: string;
}

export interface SimulatorFactories {
  sap(host: SimulatorHost, credentials: SandboxCredentials): Simulator;
  crm(
    host: SimulatorHost,
    options: { readonly credentials: SandboxCredentials; readonly clients: () => readonly CrmClient[] },
  ): Simulator & ChangeRequestDesk;
  scheduler(host: SimulatorHost, credentials: SandboxCredentials): Simulator;
}
