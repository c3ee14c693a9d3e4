import type { Migration } from '../migrate.ts';

/** Which runs a sealed value belongs to: who may ask for it, and when it goes. What was sealed before this stays (run 0). */
export const sealedUse: Migration = {
  version: 6,
  name: 'sealed-use',
  statements: [
    'CREATE TABLE sealed_use (run INTEGER NOT NULL, token TEXT NOT NULL, PRIMARY KEY (run, token)) STRICT, WITHOUT ROWID',
    'CREATE INDEX sealed_use_by_token ON sealed_use (token)',
    'INSERT INTO sealed_use (run, token) SELECT 0, token FROM sealed_value',
  ],
};
