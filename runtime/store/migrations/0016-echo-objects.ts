import type { Migration } from '../migrate.ts';

/** One write may leave states of several objects, and each of them comes back by itself (STP-5). What was known before is of all its objects. */
export const echoObjects: Migration = {
  version: 16,
  name: 'echo-objects',
  statements: [
    'ALTER TABLE echo RENAME TO echo_of_write',
    `CREATE TABLE echo (
      environment TEXT NOT NULL,
      flow TEXT NOT NULL,
      effect_key TEXT NOT NULL,
      object_key TEXT NOT NULL,
      message TEXT NOT NULL,
      run INTEGER NOT NULL,
      dropped INTEGER NOT NULL,
      at TEXT NOT NULL,
      PRIMARY KEY (environment, flow, effect_key, object_key)
    ) STRICT, WITHOUT ROWID`,
    "INSERT INTO echo SELECT environment, flow, effect_key, '', message, run, dropped, at FROM echo_of_write",
    'DROP TABLE echo_of_write',
    'CREATE INDEX echo_by_message ON echo (environment, flow, message)',
    'CREATE INDEX echo_by_run ON echo (run)',
  ],
};
