/** Connections and the sealed secrets of all owners. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { AuditDraft } from './audit-definitions.ts';

export interface ConnectionRow {
  readonly environment: string;
  /** The role that flows name. */
  readonly name: string;
  readonly type: string;
  readonly plant?: string;
  readonly settings: JsonObject;
  readonly limits: JsonObject;
  /** Hosts (`host:port`) that the secrets are bound to. */
  readonly hosts: readonly string[];
  readonly sandbox: boolean;
  readonly revision: number;
  readonly lastCheck?: Json;
}

export interface ConnectionDefinitions {
  listConnections(environment?: string): readonly ConnectionRow[];
  findConnection(environment: string, name: string, plant?: string): ConnectionRow | undefined;
  /**
   * `expected` 0 for a new one; undefined when the stored revision is another. Secrets are sealed by the caller; they replace all that
   * the connection had, so the ones to keep are given again.
   */
  putConnection(
    connection: Omit<ConnectionRow, 'revision' | 'lastCheck'>,
    expected: number,
    secrets: readonly SealedSecret[],
    audit: AuditDraft,
  ): Promise<ConnectionRow | undefined>;
  deleteConnection(environment: string, name: string, plant: string | undefined, audit: AuditDraft): Promise<void>;
  /**
   * Its maintenance windows, all of them; neither a revision nor a check ends with it. `toWindows` makes them of what stands when it is
   * written, undefined for no change; what it throws is what the caller gets. False when nothing was changed.
   */
  changeMaintenance(
    environment: string,
    name: string,
    plant: string | undefined,
    toWindows: (limits: JsonObject) => Json | undefined,
    audit: AuditDraft,
  ): Promise<boolean>;
  saveCheck(environment: string, name: string, plant: string | undefined, check: Json): Promise<void>;
  listSecrets(owner: string): readonly SealedSecret[];
}

/** Envelope of runtime/secrets/: opaque here. */
export interface SealedSecret {
  /** `connection/development/sap/` + plant, or `consumer/<id>`. */
  readonly owner: string;
  readonly field: string;
  readonly keyId: string;
  readonly envelope: string;
  readonly hosts: readonly string[];
}
