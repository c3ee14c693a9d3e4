import type { Migration } from '../migrate.ts';

/** What people define: flows, connections, people, consumers, reference data; and the audit that every change of it writes. */
export const definitions: Migration = {
  version: 2,
  name: 'definitions',
  statements: [
    `CREATE TABLE draft (
      draft_id TEXT PRIMARY KEY,
      flow_id TEXT NOT NULL,
      owner_id TEXT NOT NULL,
      base_version INTEGER,
      revision INTEGER NOT NULL,
      document TEXT NOT NULL,
      updated_at TEXT NOT NULL
    ) STRICT`,
    'CREATE INDEX draft_by_flow ON draft (flow_id)',
    `CREATE TABLE version (
      flow_id TEXT NOT NULL,
      version INTEGER NOT NULL,
      major INTEGER NOT NULL,
      document TEXT NOT NULL,
      schemas TEXT NOT NULL,
      meaning_hash TEXT NOT NULL,
      note TEXT NOT NULL,
      published_by TEXT NOT NULL,
      published_at TEXT NOT NULL,
      PRIMARY KEY (flow_id, version)
    ) STRICT`,
    // A version is what was approved: nothing may change or remove one.
    `CREATE TRIGGER version_is_immutable BEFORE UPDATE ON version BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END`,
    `CREATE TRIGGER version_stays BEFORE DELETE ON version BEGIN SELECT RAISE(ABORT, 'a published version is never removed'); END`,
    `CREATE TABLE deployment (
      environment TEXT NOT NULL,
      flow_id TEXT NOT NULL,
      major INTEGER NOT NULL,
      version INTEGER NOT NULL,
      deployed_by TEXT NOT NULL,
      deployed_at TEXT NOT NULL,
      previous_version INTEGER,
      PRIMARY KEY (environment, flow_id, major),
      FOREIGN KEY (flow_id, version) REFERENCES version (flow_id, version)
    ) STRICT`,
    `CREATE TABLE deployment_history (
      id INTEGER PRIMARY KEY,
      environment TEXT NOT NULL,
      flow_id TEXT NOT NULL,
      major INTEGER NOT NULL,
      version INTEGER,
      by TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT`,
    'CREATE INDEX deployment_history_by_flow ON deployment_history (environment, flow_id, major, id)',
    `CREATE TABLE environment (
      name TEXT PRIMARY KEY,
      label TEXT NOT NULL,
      position INTEGER NOT NULL UNIQUE,
      production INTEGER NOT NULL
    ) STRICT`,
    `INSERT INTO environment (name, label, position, production) VALUES
      ('development', 'Development', 1, 0), ('test', 'Test', 2, 0), ('production', 'Production', 3, 1)`,
    `CREATE TABLE sample (
      sample_id TEXT PRIMARY KEY,
      flow_id TEXT NOT NULL,
      node_id TEXT,
      name TEXT NOT NULL,
      payload TEXT NOT NULL,
      created_by TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT`,
    'CREATE INDEX sample_by_flow ON sample (flow_id, name)',

    // plant '' = for every plant: NULL would make the key not unique.
    `CREATE TABLE connection (
      environment TEXT NOT NULL,
      name TEXT NOT NULL,
      plant TEXT NOT NULL DEFAULT '',
      type TEXT NOT NULL,
      settings TEXT NOT NULL,
      limits TEXT NOT NULL,
      hosts TEXT NOT NULL,
      sandbox INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      last_check TEXT,
      PRIMARY KEY (environment, name, plant)
    ) STRICT`,
    `CREATE TABLE sealed_secret (
      owner TEXT NOT NULL,
      field TEXT NOT NULL,
      key_id TEXT NOT NULL,
      envelope TEXT NOT NULL,
      hosts TEXT NOT NULL,
      PRIMARY KEY (owner, field)
    ) STRICT, WITHOUT ROWID`,

    `CREATE TABLE user (
      user_id TEXT PRIMARY KEY,
      email TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      password_hash TEXT NOT NULL,
      disabled INTEGER NOT NULL,
      grants TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE session (
      id_hash TEXT PRIMARY KEY,
      user_id TEXT NOT NULL REFERENCES user (user_id) ON DELETE CASCADE,
      created_at TEXT NOT NULL,
      used_at TEXT NOT NULL,
      expires_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX session_by_user ON session (user_id)',
    'CREATE INDEX session_by_expiry ON session (expires_at)',
    `CREATE TABLE token (
      token_id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      prefix TEXT NOT NULL,
      sha256 TEXT NOT NULL UNIQUE,
      user_id TEXT NOT NULL REFERENCES user (user_id) ON DELETE CASCADE,
      grants TEXT NOT NULL,
      created_at TEXT NOT NULL,
      expires_at TEXT,
      last_used_at TEXT
    ) STRICT`,
    'CREATE INDEX token_by_user ON token (user_id)',
    'CREATE TABLE setup_token (only INTEGER PRIMARY KEY CHECK (only = 1), sha256 TEXT NOT NULL, expires_at TEXT NOT NULL) STRICT',

    `CREATE TABLE consumer (
      consumer_id TEXT PRIMARY KEY,
      environment TEXT NOT NULL,
      flow_id TEXT NOT NULL,
      name TEXT NOT NULL,
      owner TEXT NOT NULL,
      kind TEXT NOT NULL,
      secret_sha256 TEXT,
      quota_per_minute INTEGER,
      created_at TEXT NOT NULL
    ) STRICT`,
    'CREATE INDEX consumer_by_flow ON consumer (environment, flow_id)',

    // kind: variable, value-map, plant, calendar, unit, work-centre, customer; publication: which set of a kind was published last.
    `CREATE TABLE reference (
      environment TEXT NOT NULL,
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      value TEXT NOT NULL,
      revision INTEGER NOT NULL,
      changed_at TEXT NOT NULL,
      PRIMARY KEY (environment, kind, name)
    ) STRICT`,
    // One number per environment that rises with every change; runs record it (RES-3) and read what was valid then. value NULL = removed.
    `CREATE TABLE reference_history (
      environment TEXT NOT NULL,
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      environment_revision INTEGER NOT NULL,
      value TEXT,
      PRIMARY KEY (environment, kind, name, environment_revision)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX reference_history_by_revision ON reference_history (environment, environment_revision)',

    `CREATE TABLE audit (
      seq INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      by TEXT NOT NULL,
      action TEXT NOT NULL,
      object TEXT NOT NULL,
      reason TEXT,
      detail TEXT,
      hash TEXT NOT NULL
    ) STRICT`,
    `CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows never change'); END`,
    `CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never removed'); END`,
  ],
};
