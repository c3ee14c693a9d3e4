/** The simulated systems. */
import type { JsonObject } from '../json.ts';

/** What connects a system of the sandbox; its secrets are filled in by the server. */
export interface SandboxConnection {
  /** The name that the example flows know it by. */
  readonly name: string;
  readonly type: string;
  readonly settings: JsonObject;
  /** Names of the secrets that are filled in. */
  readonly secrets: readonly string[];
}

/** /api/sandbox/*: what the control port says, passed on. */
export interface SandboxState {
  readonly running: boolean;
  readonly systems: readonly { readonly system: 'sap' | 'crm' | 'scheduler'; readonly url: string; readonly listening: boolean }[];
  readonly faults: readonly JsonObject[];
  readonly traffic?: JsonObject;
  readonly deliveries?: JsonObject;
  readonly recordSeq?: number;
}
