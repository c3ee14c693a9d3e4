import type { Migration } from '../migrate.ts';

/** Circuits that a person opened, until a person closes them; `plant` is empty for the one of all plants. */
export const openCircuits: Migration = {
  version: 18,
  name: 'open-circuits',
  statements: [
    `CREATE TABLE open_circuit (
      environment TEXT NOT NULL,
      connection TEXT NOT NULL,
      plant TEXT NOT NULL,
      by TEXT NOT NULL,
      reason TEXT NOT NULL,
      since TEXT NOT NULL,
      PRIMARY KEY (environment, connection, plant)
    ) STRICT, WITHOUT ROWID`,
  ],
};
