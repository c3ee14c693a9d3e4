/** Who may send to a webhook, and how each proves it. */
import type { JsonObject } from '#flows/json.ts';
import type { AuditDraft } from './audit-definitions.ts';
import type { SealedSecret } from './connection-definitions.ts';

export interface ConsumerRow {
  readonly consumerId: string;
  readonly environment: string;
  readonly flowId: string;
  readonly name: string;
  readonly owner: string;
  readonly kind: 'signed' | 'api-key' | 'basic' | 'secret-path' | 'jwt' | 'certificate';
  readonly secretSha256?: string;
  /** What was valid before the last rotation, until then. Of signed ones the secret itself is sealed as `signing-previous`. */
  readonly previousSha256?: string;
  readonly previousUntil?: string;
  /** Public: issuer and keys (`jwt`), fingerprint (`certificate`). */
  readonly settings?: JsonObject;
  readonly quotaPerMinute?: number;
  readonly createdAt: string;
}

export interface ConsumerDefinitions {
  listConsumers(environment?: string, flowId?: string): readonly ConsumerRow[];
  findConsumer(consumerId: string): ConsumerRow | undefined;
  putConsumer(consumer: ConsumerRow, secrets: readonly SealedSecret[], audit: AuditDraft): Promise<void>;
  deleteConsumer(consumerId: string, audit: AuditDraft): Promise<void>;
}
