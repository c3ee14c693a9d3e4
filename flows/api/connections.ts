/** Connections, their circuits, checks and maintenance. */
import type { CheckRung, MetadataComparison, OfferedOption, OfferedService } from '../connection-manifest.ts';
import type { JsonObject } from '../json.ts';
import type { RunError } from '../run.ts';

export interface ConnectionView {
  readonly name: string;
  readonly type: string;
  readonly environment: string;
  readonly plant?: string;
  readonly settings: JsonObject;
  /** Names of the secret fields that are set; values never leave. */
  readonly secretsSet: readonly string[];
  readonly hosts: readonly string[];
  readonly limits: JsonObject;
  readonly revision: number;
  readonly sandbox: boolean;
  /** Announced and not over, by time. */
  readonly maintenance: readonly MaintenanceWindow[];
  readonly circuit?: CircuitState;
  readonly lastCheck?: ConnectionCheckView;
}

export interface CircuitState {
  readonly connection: string;
  /** The plant that has the connection, and so the circuit, to itself. */
  readonly plant?: string;
  readonly state: 'closed' | 'open' | 'half-open' | 'maintenance';
  readonly since: string;
  readonly failures: number;
  readonly nextTrialAt?: string;
  /** In maintenance: when calls go on by themselves. */
  readonly maintenanceUntil?: string;
  readonly lastError?: RunError;
  readonly held: number;
  readonly inFlight: number;
}

/** POST …/connections/{name}/metadata-comparison. */
export interface MetadataComparisonView extends MetadataComparison {
  /** Live flows that go through the connection. */
  readonly flows: readonly string[];
}

/** GET …/connections/{name}/services/description: what importing a service takes. */
export interface ServiceTextView extends Pick<OfferedService, 'service' | 'protocol'> {
  readonly text: string;
}

/** POST …/connections/{name}/options. */
export interface OptionsView {
  /** At most 100. */
  readonly options: readonly OfferedOption[];
  /** There are others that fit the search. */
  readonly more: boolean;
  /** When the system was asked. */
  readonly askedAt: string;
}

/** GET …/connections/{name}/maintenance → Page<MaintenanceWindow>; POST makes one, DELETE …/maintenance/{windowId} ends it. */
export interface MaintenanceWindow {
  readonly windowId: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly by: string;
}

export interface ConnectionCheckView {
  readonly at: string;
  readonly ok: boolean;
  readonly rungs: readonly CheckRung[];
}
