import type { Migration } from '../migrate.ts';

/** How far the work of a flow has come (WAI-4). `value` null: a person set it to nothing, so that the next run begins anew. */
export const flowWatermarks: Migration = {
  version: 12,
  name: 'flow-watermarks',
  statements: [
    `CREATE TABLE flow_watermark (
      environment TEXT NOT NULL,
      flow TEXT NOT NULL,
      name TEXT NOT NULL,
      key TEXT NOT NULL,
      value TEXT NOT NULL,
      seen TEXT NOT NULL,
      at TEXT NOT NULL,
      run_id TEXT,
      set_at TEXT,
      set_by TEXT,
      reason TEXT,
      PRIMARY KEY (environment, flow, name, key)
    ) STRICT, WITHOUT ROWID`,
  ],
};
