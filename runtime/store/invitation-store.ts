/** Open invitations. One that is taken, taken back or too old is gone. */
import type { RoleGrant } from '#flows/api/people.ts';
import type { DefinitionChanges } from './definition-change.ts';
import type { InvitationDefinitions, InvitationRow } from './people-definitions.ts';

export function createInvitationStore({ database, now, change, prepare }: DefinitionChanges): InvitationDefinitions {
  const all = database.prepare<[string], StoredInvitation>(
    'SELECT * FROM invitation WHERE expires_at > ? ORDER BY created_at, invitation_id',
  );
  const byHash = database.prepare<[string, string], StoredInvitation>('SELECT * FROM invitation WHERE sha256 = ? AND expires_at > ?');
  const one = database.prepare<[string], StoredInvitation>('SELECT * FROM invitation WHERE invitation_id = ?');
  const insert = prepare(
    'INSERT INTO invitation (invitation_id, sha256, email, grants, invited_by, invited_by_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const remove = prepare('DELETE FROM invitation WHERE invitation_id = ?');
  const removeHash = prepare('DELETE FROM invitation WHERE sha256 = ? AND expires_at > ?');
  const removeOld = prepare('DELETE FROM invitation WHERE expires_at <= ? OR email = ?');
  const insertUser = prepare(
    'INSERT INTO user (user_id, email, name, password_hash, disabled, grants, created_at) VALUES (?, ?, ?, ?, 0, ?, ?)',
  );

  return {
    listInvitations: () => all.all(now()).map(toRow),
    findInvitation(sha256) {
      const row = byHash.get(sha256, now());
      return row === undefined ? undefined : toRow(row);
    },
    async putInvitation({ invitationId, sha256, email, grants, invitedBy, invitedById, createdAt, expiresAt }, audit) {
      await change(
        audit,
        (run) => {
          // The newest link to an address is the only one.
          run(removeOld, now(), email);
          return run(insert, invitationId, sha256, email, JSON.stringify(grants), invitedBy, invitedById, createdAt, expiresAt);
        },
        () => one.get(invitationId),
      );
    },
    async deleteInvitation(invitationId, audit) {
      await change(
        audit,
        (run) => run(remove, invitationId).changes > 0,
        () => one.get(invitationId),
      );
    },
    acceptInvitation(sha256, user, audit) {
      return change(audit, (run) => {
        if (run(removeHash, sha256, now()).changes === 0) return false;
        run(insertUser, user.userId, user.email, user.name, user.passwordHash, JSON.stringify(user.grants), user.createdAt);
        return true;
      });
    },
  };
}

interface StoredInvitation {
  readonly invitation_id: string;
  readonly sha256: string;
  readonly email: string;
  readonly grants: string;
  readonly invited_by: string;
  readonly invited_by_id: string;
  readonly created_at: string;
  readonly expires_at: string;
}

function toRow(row: StoredInvitation): InvitationRow {
  return {
    invitationId: row.invitation_id,
    sha256: row.sha256,
    email: row.email,
    grants: JSON.parse(row.grants) as readonly RoleGrant[],
    invitedBy: row.invited_by,
    invitedById: row.invited_by_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
