import type { Migration } from '../migrate.ts';

/** Runs and exceptions that a first start made up, so that pages have something to show; no real one is marked. */
export const sampleHistory: Migration = {
  version: 14,
  name: 'sample-history',
  statements: [
    'ALTER TABLE run ADD COLUMN sample INTEGER NOT NULL DEFAULT 0',
    'ALTER TABLE exception ADD COLUMN sample INTEGER NOT NULL DEFAULT 0',
    'CREATE INDEX run_sample ON run (environment, number) WHERE sample = 1',
  ],
};
