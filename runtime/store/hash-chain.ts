/** The hash chains of RES-4: one per run over its journal rows, one over all commits, one over the audit. */
import { hash } from 'node:crypto';

export interface ChainedRow {
  readonly run: number;
  readonly first_seq: number;
  readonly first_run_seq: number;
  readonly count: number;
  readonly at: string;
  readonly events: string;
  readonly blobs: string | null;
}

/** `previous` is the hash of the run's row before, for its first row the run's id. */
export function chainJournalRow(previous: string, row: ChainedRow): string {
  return sha256(`${previous}\n${row.run}|${row.first_seq}|${row.first_run_seq}|${row.count}|${row.at}|${row.blobs ?? ''}\n${row.events}`);
}

/** `rowHashes` in seq order: all rows of the commit. */
export function chainCommit(previous: string, rowHashes: readonly string[]): string {
  return sha256(`${previous}\n${rowHashes.join('\n')}`);
}

/** base64url: 43 characters instead of 64, twice a row. */
export function sha256(text: string): string {
  return hash('sha256', text, 'base64url');
}
