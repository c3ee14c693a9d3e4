import type { Migration } from '../migrate.ts';

/** Ids of signed messages and the runs that came of them, so that a replay is known after a restart too (S17). */
export const usedMessages: Migration = {
  version: 8,
  name: 'used-messages',
  statements: [
    'CREATE TABLE used_message (sender TEXT NOT NULL, message_id TEXT NOT NULL, body_hash TEXT NOT NULL, runs TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (sender, message_id)) STRICT, WITHOUT ROWID',
    'CREATE INDEX used_message_by_time ON used_message (at)',
  ],
};
