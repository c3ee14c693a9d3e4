import type { Migration } from '../migrate.ts';

/** Who may go past a system API, asked for and decided by people. */
export const waivers: Migration = {
  version: 20,
  name: 'waivers',
  statements: [
    `CREATE TABLE waiver (
      waiver_id TEXT PRIMARY KEY,
      flow_id TEXT NOT NULL,
      node_type TEXT NOT NULL,
      reason TEXT NOT NULL,
      until TEXT NOT NULL,
      state TEXT NOT NULL,
      requested_by TEXT NOT NULL,
      requested_by_id TEXT NOT NULL,
      requested_at TEXT NOT NULL,
      decided_by TEXT,
      decided_at TEXT,
      decision_reason TEXT,
      ended_by TEXT,
      ended_at TEXT,
      end_reason TEXT
    ) STRICT`,
    'CREATE INDEX waiver_by_flow ON waiver (flow_id, state)',
  ],
};
