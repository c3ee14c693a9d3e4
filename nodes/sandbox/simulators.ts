/** Which simulator stands for which system. */
import { createSalesforceSimulator } from '../salesforce/simulator/salesforce-simulator.ts';
import { createSapSimulator } from '../sap/simulator/sap-simulator.ts';
import { createSchedulerSimulator } from '../scheduler/simulator/scheduler-simulator.ts';
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

export const createSimulators: SimulatorFactories = {
  // Cookie jars keep back `secure` cookies on plain HTTP, and the sandbox speaks nothing else.
  sap: (host, { sap }) => createSapSimulator(host, { users: [{ name: sap.user, password: sap.password }], secureCookies: false }),
  crm: (host, { credentials, clients }) => createSalesforceSimulator(host, { clients: () => [credentials.crm, ...clients()] }),
  scheduler: (host, { scheduler }) => createSchedulerSimulator(host, { apiKey: scheduler.apiKey }),
};
