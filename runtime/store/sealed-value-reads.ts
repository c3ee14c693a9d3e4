import type { Database } from 'better-sqlite3';

/** Finds the ciphertext behind a sealed value's token (TRC-3). */
export function createSealedValueReads(database: Database) {
  const find = database.prepare<[string], { token: string; key_id: string; ciphertext: string }>(
    'SELECT token, key_id, ciphertext FROM sealed_value WHERE token = ?',
  );
  return (token: string) => {
    const row = find.get(token);
    return row === undefined ? undefined : { token: row.token, keyId: row.key_id, ciphertext: row.ciphertext };
  };
}
