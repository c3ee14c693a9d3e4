/** Sealed values (TRC-3): the ciphertext behind a token, and whether a run has it. */
import type { Database } from 'better-sqlite3';

export interface SealedValueReads {
  find(token: string): { readonly token: string; readonly keyId: string; readonly ciphertext: string } | undefined;
  /** A token is no key to what other runs hold: only what the run itself has may be asked for through it. */
  isOfRun(runId: string, token: string): boolean;
}

export function createSealedValueReads(database: Database): SealedValueReads {
  const find = database.prepare<[string], { token: string; key_id: string; ciphertext: string }>(
    'SELECT token, key_id, ciphertext FROM sealed_value WHERE token = ?',
  );
  const use = database
    .prepare<[string, string], number>('SELECT 1 FROM sealed_use WHERE run = (SELECT number FROM run WHERE run_id = ?) AND token = ?')
    .pluck();
  return {
    find(token) {
      const row = find.get(token);
      return row === undefined ? undefined : { token: row.token, keyId: row.key_id, ciphertext: row.ciphertext };
    },
    isOfRun: (runId, token) => use.get(runId, token) !== undefined,
  };
}
