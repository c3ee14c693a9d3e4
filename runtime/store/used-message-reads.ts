/** Signed messages that were taken (S17, API-53). */
import type { Database } from 'better-sqlite3';

export interface UsedMessage {
  readonly bodyHash: string;
  /** Of each event of the message, in order; null where it became no run. */
  readonly runIds: readonly (string | null)[];
}

export type FindUsedMessage = (sender: string, messageId: string, notBefore: string) => UsedMessage | undefined;

export function createUsedMessageReads(database: Database): FindUsedMessage {
  const find = database.prepare<[string, string, string], { body_hash: string; runs: string }>(
    'SELECT body_hash, runs FROM used_message WHERE sender = ? AND message_id = ? AND at >= ?',
  );
  return (sender, messageId, notBefore) => {
    const row = find.get(sender, messageId, notBefore);
    return row === undefined ? undefined : { bodyHash: row.body_hash, runIds: JSON.parse(row.runs) as UsedMessage['runIds'] };
  };
}
