import type { Migration } from '../migrate.ts';

/** What nodes give while a draft is tried. Under the empty draft lies what the draft that was published last had: the next one begins with it. */
export const draftPins: Migration = {
  version: 17,
  name: 'draft-pins',
  statements: [
    `CREATE TABLE draft_pin (
      flow_id TEXT NOT NULL,
      draft_id TEXT NOT NULL,
      node_id TEXT NOT NULL,
      port TEXT,
      output TEXT NOT NULL,
      pinned_by TEXT NOT NULL,
      pinned_at TEXT NOT NULL,
      PRIMARY KEY (flow_id, draft_id, node_id)
    ) STRICT, WITHOUT ROWID`,
  ],
};
