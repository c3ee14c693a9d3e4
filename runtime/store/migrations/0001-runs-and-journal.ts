import type { Migration } from '../migrate.ts';

/**
 * Runs, their journal and everything a running engine writes. `run.number` is the order of acceptance and the key that other tables use;
 * the text `run_id` is what the outside sees. Partial indexes hold open runs only, so they stay small beside a million finished ones.
 */
export const runsAndJournal: Migration = {
  version: 1,
  name: 'runs-and-journal',
  statements: [
    `CREATE TABLE run (
      number INTEGER PRIMARY KEY,
      run_id TEXT NOT NULL UNIQUE,
      environment TEXT NOT NULL,
      flow TEXT NOT NULL,
      version INTEGER NOT NULL,
      state TEXT NOT NULL,
      is_open INTEGER NOT NULL DEFAULT 1,
      lane_name TEXT,
      lane_key TEXT,
      in_lane INTEGER NOT NULL DEFAULT 0,
      sequence INTEGER,
      idempotency_key TEXT,
      body_hash TEXT NOT NULL,
      correlation_id TEXT NOT NULL,
      origin_run_id TEXT,
      plant TEXT,
      keys TEXT NOT NULL,
      started_at TEXT NOT NULL,
      ended_at TEXT,
      run_seq INTEGER NOT NULL DEFAULT 0,
      chain TEXT NOT NULL,
      held_by TEXT,
      error TEXT,
      error_class TEXT,
      error_code TEXT,
      blocked_at TEXT,
      synchronous INTEGER NOT NULL DEFAULT 0,
      reply TEXT,
      duplicates INTEGER NOT NULL DEFAULT 0
    ) STRICT`,
    'CREATE INDEX run_by_environment ON run (environment, number)',
    'CREATE INDEX run_by_flow ON run (environment, flow, number)',
    'CREATE INDEX run_by_correlation ON run (correlation_id, number)',
    'CREATE INDEX run_by_idempotency ON run (environment, flow, idempotency_key, number) WHERE idempotency_key IS NOT NULL',
    // The states that every run passes through are left out: a run that goes well never touches this index.
    "CREATE INDEX run_by_state ON run (environment, state, number) WHERE state NOT IN ('accepted', 'running', 'completed')",
    'CREATE INDEX run_open ON run (number) WHERE is_open = 1',
    'CREATE INDEX run_in_lane ON run (environment, lane_name, lane_key, number) WHERE in_lane = 1',
    'CREATE INDEX run_held ON run (environment, held_by, number) WHERE held_by IS NOT NULL',
    'CREATE INDEX run_by_origin ON run (origin_run_id) WHERE origin_run_id IS NOT NULL',
    'CREATE INDEX run_by_error_class ON run (environment, error_class, number) WHERE error_class IS NOT NULL',
    'CREATE INDEX run_by_error_code ON run (environment, error_code, number) WHERE error_code IS NOT NULL',

    // One row per distinct business key value (the lane key among them) of a run.
    'CREATE TABLE run_key (environment TEXT NOT NULL, value TEXT NOT NULL, run INTEGER NOT NULL, PRIMARY KEY (environment, value, run DESC)) STRICT, WITHOUT ROWID',

    // Interned (environment, flow), so that journal rows name their stream by a small number.
    'CREATE TABLE stream (stream INTEGER PRIMARY KEY, environment TEXT NOT NULL, flow TEXT NOT NULL, UNIQUE (environment, flow)) STRICT',

    // The events that one commit appended to one run: bodies only, the header is computed from the columns.
    `CREATE TABLE journal (
      first_seq INTEGER PRIMARY KEY,
      run INTEGER NOT NULL,
      stream INTEGER NOT NULL,
      first_run_seq INTEGER NOT NULL,
      count INTEGER NOT NULL,
      at TEXT NOT NULL,
      events TEXT NOT NULL,
      blobs TEXT,
      hash TEXT NOT NULL
    ) STRICT`,
    'CREATE INDEX journal_by_run ON journal (run, first_run_seq)',
    'CREATE INDEX journal_by_stream ON journal (stream, first_seq)',

    // One row per commit that appended events; the last one is what the side file must not lead.
    'CREATE TABLE anchor (last_seq INTEGER PRIMARY KEY, hash TEXT NOT NULL, at TEXT NOT NULL) STRICT',

    // What the store knows about itself, by name.
    'CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID',

    'CREATE TABLE blob_use (sha256 TEXT NOT NULL, run INTEGER NOT NULL, PRIMARY KEY (sha256, run)) STRICT, WITHOUT ROWID',

    `CREATE TABLE effect (
      id INTEGER PRIMARY KEY,
      effect_key TEXT NOT NULL UNIQUE,
      run INTEGER NOT NULL,
      environment TEXT NOT NULL,
      path TEXT NOT NULL,
      ordinal INTEGER NOT NULL,
      epoch INTEGER NOT NULL,
      kind TEXT NOT NULL,
      operation TEXT NOT NULL,
      connection TEXT NOT NULL,
      state TEXT NOT NULL,
      request TEXT NOT NULL,
      answer TEXT,
      before TEXT,
      error TEXT,
      verdict TEXT,
      blobs INTEGER NOT NULL DEFAULT 0,
      intended_at TEXT NOT NULL,
      settled_at TEXT,
      attempt INTEGER NOT NULL,
      object_type TEXT,
      object_key TEXT
    ) STRICT`,
    'CREATE INDEX effect_by_run ON effect (run, id)',
    'CREATE INDEX effect_by_object ON effect (environment, object_key, id) WHERE object_key IS NOT NULL',

    'CREATE TABLE timer (run INTEGER NOT NULL, path TEXT NOT NULL, due_at TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (run, path)) STRICT, WITHOUT ROWID',
    'CREATE INDEX timer_due ON timer (due_at)',

    `CREATE TABLE wait (
      run INTEGER NOT NULL,
      path TEXT NOT NULL,
      environment TEXT NOT NULL,
      kind TEXT NOT NULL,
      token_hash TEXT,
      approval_id TEXT,
      event TEXT,
      correlation TEXT,
      wait TEXT NOT NULL,
      opened_at TEXT NOT NULL,
      PRIMARY KEY (run, path)
    ) STRICT`,
    'CREATE UNIQUE INDEX wait_by_token ON wait (token_hash) WHERE token_hash IS NOT NULL',
    'CREATE UNIQUE INDEX wait_by_approval ON wait (approval_id) WHERE approval_id IS NOT NULL',
    'CREATE INDEX wait_by_event ON wait (environment, event, correlation, run) WHERE event IS NOT NULL',

    'CREATE TABLE lane_sequence (environment TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (environment, name, key)) STRICT, WITHOUT ROWID',

    'CREATE TABLE kept_event (id INTEGER PRIMARY KEY, environment TEXT NOT NULL, event_id TEXT NOT NULL, type TEXT NOT NULL, correlation TEXT NOT NULL, event TEXT NOT NULL, expires_at TEXT NOT NULL, UNIQUE (environment, type, event_id)) STRICT',
    'CREATE INDEX kept_event_by_key ON kept_event (environment, type, correlation, id)',
    'CREATE INDEX kept_event_expiry ON kept_event (expires_at)',

    `CREATE TABLE exception (
      exception_id TEXT PRIMARY KEY,
      environment TEXT NOT NULL,
      flow TEXT NOT NULL,
      run_id TEXT,
      title TEXT NOT NULL,
      owner TEXT NOT NULL,
      detail TEXT,
      key TEXT,
      due_at TEXT,
      runbook TEXT,
      raised_at TEXT NOT NULL,
      state TEXT NOT NULL,
      taken_by TEXT
    ) STRICT`,
    'CREATE INDEX exception_by_environment ON exception (environment, raised_at, exception_id)',

    'CREATE TABLE watermark (environment TEXT NOT NULL, flow TEXT NOT NULL, watermark TEXT NOT NULL, PRIMARY KEY (environment, flow)) STRICT, WITHOUT ROWID',

    'CREATE TABLE milestone (environment TEXT NOT NULL, object_type TEXT NOT NULL, object_key TEXT NOT NULL, at TEXT NOT NULL, milestone TEXT NOT NULL, run_id TEXT NOT NULL, PRIMARY KEY (environment, object_type, object_key, milestone, run_id)) STRICT, WITHOUT ROWID',

    // What happened per flow and minute, added up in the commit itself: metrics never count a million rows.
    `CREATE TABLE flow_minute (
      environment TEXT NOT NULL,
      flow TEXT NOT NULL,
      minute TEXT NOT NULL,
      what TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (environment, minute, flow, what)
    ) STRICT, WITHOUT ROWID`,

    'CREATE TABLE sealed_value (token TEXT PRIMARY KEY, key_id TEXT NOT NULL, ciphertext TEXT NOT NULL, sealed_at TEXT NOT NULL) STRICT, WITHOUT ROWID',

    // Written to learn whether the disk takes commits again.
    'CREATE TABLE space_probe (id INTEGER PRIMARY KEY, filler BLOB NOT NULL) STRICT',
  ],
};
