/** People, sessions, API tokens and the one-time set-up token. Only hashes of what lets somebody in are kept. */
import type { RoleGrant } from '#flows/api/people.ts';
import { type DefinitionChanges, DONE, type RunStatement } from './definition-change.ts';
import type { PeopleDefinitions, SessionRow, TokenRow, UserRow } from './people-definitions.ts';

export function createPeopleStore({ database, now, change, prepare }: DefinitionChanges): PeopleDefinitions {
  const countUsers = database.prepare<[], number>('SELECT count(*) FROM user').pluck();
  const users = database.prepare<[], StoredUser>('SELECT * FROM user ORDER BY email');
  const userById = database.prepare<[string], StoredUser>('SELECT * FROM user WHERE user_id = ?');
  const userByEmail = database.prepare<[string], StoredUser>('SELECT * FROM user WHERE email = ?');
  const putUser = prepare(
    `INSERT INTO user (user_id, email, name, password_hash, disabled, grants, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, name = excluded.name, password_hash = excluded.password_hash,
       disabled = excluded.disabled, grants = excluded.grants`,
  );
  const sessionByHash = database.prepare<[string], StoredSession>('SELECT * FROM session WHERE id_hash = ?');
  const sessionsOfUser = database.prepare<[string], StoredSession>('SELECT * FROM session WHERE user_id = ? ORDER BY created_at');
  const putSession = prepare(
    `INSERT INTO session (id_hash, user_id, created_at, used_at, expires_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id_hash) DO UPDATE SET used_at = excluded.used_at, expires_at = excluded.expires_at`,
  );
  const deleteSession = prepare('DELETE FROM session WHERE id_hash = ?');
  const deleteSessionsOfUser = prepare('DELETE FROM session WHERE user_id = ?');
  const deleteExpiredSessions = prepare('DELETE FROM session WHERE expires_at <= ?');
  const tokens = database.prepare<[], StoredToken>('SELECT * FROM token ORDER BY created_at, token_id');
  const tokenBySha256 = database.prepare<[string], StoredToken>('SELECT * FROM token WHERE sha256 = ?');
  const putToken = prepare(
    `INSERT INTO token (token_id, name, prefix, sha256, user_id, grants, created_at, expires_at, last_used_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (token_id) DO UPDATE SET name = excluded.name, grants = excluded.grants, expires_at = excluded.expires_at, last_used_at = excluded.last_used_at`,
  );
  const deleteToken = prepare('DELETE FROM token WHERE token_id = ?');
  const setupToken = database.prepare<[], { sha256: string; expires_at: string }>('SELECT sha256, expires_at FROM setup_token');
  const putSetupToken = prepare('INSERT OR REPLACE INTO setup_token (only, sha256, expires_at) VALUES (1, ?, ?)');
  const deleteSetupToken = prepare('DELETE FROM setup_token WHERE sha256 = ?');

  const userValues = (user: UserRow) =>
    [user.userId, user.email, user.name, user.passwordHash, user.disabled ? 1 : 0, JSON.stringify(user.grants), user.createdAt] as const;
  const tokenValues = (token: TokenRow) =>
    [
      token.tokenId,
      token.name,
      token.prefix,
      token.sha256,
      token.userId,
      JSON.stringify(token.grants),
      token.createdAt,
      token.expiresAt ?? null,
      token.lastUsedAt ?? null,
    ] as const;

  function tokenOf(tokenId: string): unknown {
    const row = tokens.all().find((token) => token.token_id === tokenId);
    if (row === undefined) return undefined;
    const { last_used_at: _usedAt, ...token } = row;
    return token;
  }

  return {
    countUsers: () => countUsers.get() ?? 0,
    listUsers: () => users.all().map(toUserRow),
    findUser: (userId) => optional(userById.get(userId), toUserRow),
    findUserByEmail: (email) => optional(userByEmail.get(email.toLowerCase()), toUserRow),
    async putUser(user, audit) {
      const apply = (run: RunStatement) => {
        run(putUser, ...userValues(user));
        if (user.disabled) run(deleteSessionsOfUser, user.userId);
        return DONE;
      };
      await change(audit, apply, () => userById.get(user.userId));
    },

    findSession: (idHash) => optional(sessionByHash.get(idHash), toSessionRow),
    async putSession(session, audit) {
      await change(audit, (run) => {
        run(deleteExpiredSessions, now());
        return run(putSession, session.idHash, session.userId, session.createdAt, session.usedAt, session.expiresAt);
      });
    },
    async deleteSession(idHash, audit) {
      await change(audit, (run) => run(deleteSession, idHash).changes > 0);
    },
    listSessions: (userId) => sessionsOfUser.all(userId).map(toSessionRow),

    listTokens: () => tokens.all().map(toTokenRow),
    findTokenBySha256: (sha256) => optional(tokenBySha256.get(sha256), toTokenRow),
    async putToken(token, audit) {
      await change(
        audit,
        (run) => run(putToken, ...tokenValues(token)),
        () => tokenOf(token.tokenId),
      );
    },
    async deleteToken(tokenId, audit) {
      await change(
        audit,
        (run) => run(deleteToken, tokenId).changes > 0,
        () => tokenOf(tokenId),
      );
    },

    findSetupToken: () => optional(setupToken.get(), ({ sha256, expires_at }) => ({ sha256, expiresAt: expires_at })),
    async putSetupToken({ sha256, expiresAt }) {
      await change(undefined, (run) => run(putSetupToken, sha256, expiresAt));
    },
    completeSetup(tokenSha256, user, token, audit) {
      return change(audit, (run) => {
        const open = setupToken.get();
        if (open === undefined || open.sha256 !== tokenSha256 || open.expires_at <= now() || countUsers.get() !== 0) return false;
        run(deleteSetupToken, tokenSha256);
        run(putUser, ...userValues(user));
        run(putToken, ...tokenValues(token));
        return true;
      });
    },
  };
}

function optional<Row, View>(row: Row | undefined, toView: (row: Row) => View): View | undefined {
  return row === undefined ? undefined : toView(row);
}

interface StoredUser {
  readonly user_id: string;
  readonly email: string;
  readonly name: string;
  readonly password_hash: string;
  readonly disabled: number;
  readonly grants: string;
  readonly created_at: string;
}

function toUserRow(row: StoredUser): UserRow {
  return {
    userId: row.user_id,
    email: row.email,
    name: row.name,
    passwordHash: row.password_hash,
    disabled: row.disabled === 1,
    grants: JSON.parse(row.grants) as readonly RoleGrant[],
    createdAt: row.created_at,
  };
}

interface StoredSession {
  readonly id_hash: string;
  readonly user_id: string;
  readonly created_at: string;
  readonly used_at: string;
  readonly expires_at: string;
}

function toSessionRow(row: StoredSession): SessionRow {
  return { idHash: row.id_hash, userId: row.user_id, createdAt: row.created_at, usedAt: row.used_at, expiresAt: row.expires_at };
}

interface StoredToken {
  readonly token_id: string;
  readonly name: string;
  readonly prefix: string;
  readonly sha256: string;
  readonly user_id: string;
  readonly grants: string;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
}

function toTokenRow(row: StoredToken): TokenRow {
  return {
    tokenId: row.token_id,
    name: row.name,
    prefix: row.prefix,
    sha256: row.sha256,
    userId: row.user_id,
    grants: JSON.parse(row.grants) as readonly RoleGrant[],
    createdAt: row.created_at,
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
  };
}
