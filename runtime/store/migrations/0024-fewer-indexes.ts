import type { Migration } from '../migrate.ts';

/**
 * Indexes that every run pays for and few readers ask (decision 0025). A run that made its own correlation id is found by its id; effects
 * of a run by their keys, which begin with it; events of a flow by the blocks of the journal that it has any in.
 */
export const fewerIndexes: Migration = {
  version: 24,
  name: 'fewer-indexes',
  statements: [
    'DROP INDEX run_by_correlation',
    'CREATE INDEX run_by_correlation ON run (correlation_id, number) WHERE correlation_id <> run_id',
    'DROP INDEX effect_by_run',
    'CREATE TABLE stream_block (stream INTEGER NOT NULL, block INTEGER NOT NULL, PRIMARY KEY (stream, block)) STRICT, WITHOUT ROWID',
    'INSERT INTO stream_block (stream, block) SELECT DISTINCT stream, first_seq / 1024 FROM journal',
    'DROP INDEX journal_by_stream',
  ],
};
