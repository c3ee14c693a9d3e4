import type { Migration } from '../migrate.ts';

/** Descriptions of services that people imported, each revision as it was given; the newest of a name is the one that is offered. */
export const services: Migration = {
  version: 19,
  name: 'services',
  statements: [
    `CREATE TABLE service (
      name TEXT NOT NULL,
      revision INTEGER NOT NULL,
      description TEXT NOT NULL,
      source TEXT NOT NULL,
      imported_by TEXT NOT NULL,
      imported_at TEXT NOT NULL,
      PRIMARY KEY (name, revision)
    ) STRICT, WITHOUT ROWID`,
  ],
};
