/** The audit: what was done by whom, chained (S13). */
import type { Json } from '#flows/json.ts';

export interface AuditDraft {
  /** Name of the person, token or `system`. */
  readonly by: string;
  /** Past participle: `connection-changed`. */
  readonly action: string;
  /** `connection development/sap`. */
  readonly object: string;
  readonly reason?: string;
  readonly detail?: Json;
}

/** Address and client as the server saw them; who reads the audit decides what they are worth. */
export interface AuditOrigin {
  readonly address: string;
  readonly through: 'session' | 'token' | 'nobody';
  /** User-Agent, cut. */
  readonly client?: string;
}

export interface AuditRow extends AuditDraft {
  readonly seq: number;
  readonly at: string;
  /** Left out: the runtime acted by itself. */
  readonly where?: AuditOrigin;
  /** SHA-256 of the object's canonical JSON before and after the change; left out where it was not there. */
  readonly before?: string;
  readonly after?: string;
  readonly hash: string;
}

export interface AuditDefinitions {
  append(audit: AuditDraft): Promise<void>;
  /** Newest first. */
  listAudit(beforeSeq: number | undefined, limit: number): readonly AuditRow[];
  /** Seq of the first row whose hash does not follow from the one before. */
  verifyAudit(): { readonly ok: boolean; readonly rows: number; readonly brokenAt?: number };
}
