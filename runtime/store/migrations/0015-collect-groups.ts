import type { Migration } from '../migrate.ts';

/** What is collected by key (WAI-5). `taken_at`: it has gone on; then it is kept for a while to know members that come again or late. */
export const collectGroups: Migration = {
  version: 15,
  name: 'collect-groups',
  statements: [
    `CREATE TABLE collect_group (
      group_id TEXT PRIMARY KEY,
      environment TEXT NOT NULL,
      flow TEXT NOT NULL,
      step TEXT NOT NULL,
      key TEXT NOT NULL,
      run_id TEXT NOT NULL,
      path TEXT NOT NULL,
      opened_at TEXT NOT NULL,
      last_at TEXT NOT NULL,
      due_at TEXT NOT NULL,
      members INTEGER NOT NULL,
      weight REAL NOT NULL,
      bytes INTEGER NOT NULL,
      expected INTEGER,
      closed_by TEXT,
      closer TEXT,
      taken_at TEXT
    ) STRICT, WITHOUT ROWID`,
    'CREATE UNIQUE INDEX collect_group_open ON collect_group (environment, flow, step, key) WHERE closed_by IS NULL',
    'CREATE INDEX collect_group_taken ON collect_group (environment, flow, step, key, taken_at) WHERE taken_at IS NOT NULL',
    'CREATE INDEX collect_group_run ON collect_group (run_id) WHERE taken_at IS NULL',
    'CREATE INDEX collect_group_forget ON collect_group (taken_at) WHERE taken_at IS NOT NULL',
    `CREATE TABLE collect_member (
      group_id TEXT NOT NULL,
      member_id TEXT NOT NULL,
      number INTEGER NOT NULL,
      sort TEXT,
      value TEXT,
      run_id TEXT NOT NULL,
      at TEXT NOT NULL,
      PRIMARY KEY (group_id, member_id)
    ) STRICT, WITHOUT ROWID`,
  ],
};
