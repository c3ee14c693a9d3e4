/** Who may send to webhooks. */
import type { JsonObject } from '../json.ts';

/** GET …/consumers → Page<ConsumerView>: who may send to a webhook. */
export interface ConsumerView {
  readonly consumerId: string;
  readonly environment: string;
  readonly flowId: string;
  readonly name: string;
  readonly owner: string;
  readonly kind: 'signed' | 'api-key' | 'basic' | 'secret-path' | 'jwt' | 'certificate';
  readonly quotaPerMinute?: number;
  readonly createdAt: string;
  /** Until when the credential before the last rotation is taken. */
  readonly previousUntil?: string;
  /** Issuer and keys, or the certificate's fingerprint. */
  readonly settings?: JsonObject;
}

/** POST …/consumers and …/rotate: the credential is shown once. */
export interface ConsumerCreated {
  readonly consumer: ConsumerView;
  readonly credential?: string;
  readonly address: string;
}
