import type { Migration } from '../migrate.ts';

/** Links by which somebody makes their own account: the address and the roles are given, the token is kept as its hash. */
export const invitations: Migration = {
  version: 10,
  name: 'invitations',
  statements: [
    'CREATE TABLE invitation (invitation_id TEXT PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, email TEXT NOT NULL, grants TEXT NOT NULL, invited_by TEXT NOT NULL, invited_by_id TEXT NOT NULL, created_at TEXT NOT NULL, expires_at TEXT NOT NULL) STRICT',
  ],
};
