import type { Migration } from '../migrate.ts';

/**
 * How our writes come back (STP-5): which state of an object a confirmed write left in the other system, and which message was
 * recognised as showing it. Both leave with the run that wrote.
 */
export const echoes: Migration = {
  version: 5,
  name: 'echoes',
  statements: [
    `CREATE TABLE own_change (
      environment TEXT NOT NULL,
      object_type TEXT NOT NULL,
      object_key TEXT NOT NULL,
      version TEXT NOT NULL,
      effect_key TEXT NOT NULL,
      run INTEGER NOT NULL,
      before TEXT,
      at TEXT NOT NULL,
      PRIMARY KEY (environment, object_type, object_key, version, effect_key)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX own_change_by_run ON own_change (run)',
    // What one write was to one flow: `dropped` = 1 when the message showed nothing else, 0 when it was let through before anybody could say.
    `CREATE TABLE echo (
      environment TEXT NOT NULL,
      flow TEXT NOT NULL,
      effect_key TEXT NOT NULL,
      message TEXT NOT NULL,
      run INTEGER NOT NULL,
      dropped INTEGER NOT NULL,
      at TEXT NOT NULL,
      PRIMARY KEY (environment, flow, effect_key)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX echo_by_message ON echo (environment, flow, message)',
    'CREATE INDEX echo_by_run ON echo (run)',
    "CREATE INDEX effect_in_flight ON effect (environment, object_type, object_key) WHERE state = 'intended' AND object_type IS NOT NULL",
  ],
};
