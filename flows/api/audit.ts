/** Who did what. */
import type { Json } from '../json.ts';

/** GET /api/audit/verify. */
export interface AuditCheck {
  readonly ok: boolean;
  readonly rows: number;
  /** Seq of the first row that does not follow from the one before. */
  readonly brokenAt?: number;
}

export interface AuditView {
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  /** From where, as the server saw it; left out where the runtime acted by itself. */
  readonly where?: { readonly address: string; readonly through: 'session' | 'token' | 'nobody'; readonly client?: string };
  /** SHA-256 of what was changed, before and after; left out where it was not there, or is no stored object. */
  readonly before?: string;
  readonly after?: string;
  readonly action: string;
  readonly object: string;
  readonly reason?: string;
  readonly detail?: Json;
}
