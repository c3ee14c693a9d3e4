import type { Migration } from '../migrate.ts';

/** Flows that begin nothing for a while, by a person's decision. */
export const flowPauses: Migration = {
  version: 11,
  name: 'flow-pauses',
  statements: [
    `CREATE TABLE flow_pause (
      environment TEXT NOT NULL,
      flow_id TEXT NOT NULL,
      by TEXT NOT NULL,
      reason TEXT NOT NULL,
      since TEXT NOT NULL,
      PRIMARY KEY (environment, flow_id)
    ) STRICT, WITHOUT ROWID`,
  ],
};
