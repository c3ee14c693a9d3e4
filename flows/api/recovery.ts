/** How Millrace stands after a loss, and its sample history. */

/** GET /api/recovery: `read-only` while nothing is taken because entries of the journal are lost or damaged (RES-6). */
export interface RecoveryView {
  /** `going-on`: the loss is accepted and work has not begun yet. */
  readonly state: 'working' | 'read-only' | 'going-on';
  /** Why it could not begin when it was last tried. */
  readonly problem?: string;
  readonly missing?: { readonly entries: number; readonly since: string };
  readonly damagedRuns: readonly string[];
  /** Sentences of the last start, also those about single runs, which are parked. */
  readonly findings: readonly string[];
}

/** GET and POST /api/sample-history. */
export interface SampleHistoryView {
  /** `none`: this installation never had one; `coming`: it is being written; `removed`: for good. */
  readonly state: 'none' | 'coming' | 'there' | 'removed';
  readonly runs: number;
}
