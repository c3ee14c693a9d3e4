import type { Migration } from '../migrate.ts';

/**
 * Senders that show an object as it is when they send, for each change apart (STP-5): what a flow was shown of an object, as digests of
 * its fields, and who made a state and what it set, where a write of ours left it.
 */
export const shownStates: Migration = {
  version: 13,
  name: 'shown-states',
  statements: [
    'ALTER TABLE own_change ADD COLUMN author TEXT',
    'ALTER TABLE own_change ADD COLUMN fields TEXT',
    `CREATE TABLE shown_state (
      environment TEXT NOT NULL,
      flow TEXT NOT NULL,
      object_type TEXT NOT NULL,
      object_key TEXT NOT NULL,
      message TEXT NOT NULL,
      version TEXT NOT NULL,
      author TEXT NOT NULL,
      content TEXT NOT NULL,
      at TEXT NOT NULL,
      PRIMARY KEY (environment, flow, object_type, object_key, message)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX shown_state_by_time ON shown_state (at)',
  ],
};
