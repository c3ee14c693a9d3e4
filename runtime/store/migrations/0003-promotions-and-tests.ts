import type { Migration } from '../migrate.ts';

/** Four eyes need to know who wrote what; promotions, flow tests, and two valid credentials while one is replaced. */
export const promotionsAndTests: Migration = {
  version: 3,
  name: 'promotions-and-tests',
  statements: [
    // Ids of people, beside the names that the outside sees: names change and repeat.
    'ALTER TABLE draft ADD COLUMN edited_by TEXT',
    'ALTER TABLE version ADD COLUMN published_by_id TEXT',
    'ALTER TABLE version ADD COLUMN author_id TEXT',
    'ALTER TABLE version ADD COLUMN edited_by_id TEXT',

    `CREATE TABLE promotion (
      promotion_id TEXT PRIMARY KEY,
      flow_id TEXT NOT NULL,
      version INTEGER NOT NULL,
      major INTEGER NOT NULL,
      meaning_hash TEXT NOT NULL,
      from_environment TEXT NOT NULL,
      to_environment TEXT NOT NULL,
      note TEXT NOT NULL,
      state TEXT NOT NULL,
      requested_by TEXT NOT NULL,
      requested_by_id TEXT NOT NULL,
      requested_at TEXT NOT NULL,
      decided_by TEXT,
      decided_at TEXT,
      decision_reason TEXT,
      applied_by TEXT,
      applied_at TEXT,
      emergency_reason TEXT,
      replaced_version INTEGER,
      FOREIGN KEY (flow_id, version) REFERENCES version (flow_id, version)
    ) STRICT`,
    'CREATE INDEX promotion_by_time ON promotion (requested_at, promotion_id)',
    // One open request for the same step at a time.
    `CREATE UNIQUE INDEX promotion_open ON promotion (flow_id, version, to_environment) WHERE state IN ('requested', 'approved')`,

    `CREATE TABLE flow_test (
      flow_id TEXT NOT NULL,
      name TEXT NOT NULL,
      test TEXT NOT NULL,
      revision INTEGER NOT NULL,
      changed_by TEXT NOT NULL,
      changed_at TEXT NOT NULL,
      PRIMARY KEY (flow_id, name)
    ) STRICT, WITHOUT ROWID`,

    'ALTER TABLE consumer ADD COLUMN previous_sha256 TEXT',
    'ALTER TABLE consumer ADD COLUMN previous_until TEXT',
  ],
};
