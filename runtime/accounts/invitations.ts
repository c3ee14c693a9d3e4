/** Invitations: who is invited chooses name and password; address and roles are what the inviter gave and may still give. */
import { randomBytes } from 'node:crypto';
import type { InvitationView, RoleGrant, UserView } from '#flows/api/people.ts';
import { isWithin } from '#flows/policy.ts';
import { sha256 } from '../hooks/authenticate-hook.ts';
import { ApiError } from '../http/api-error.ts';
import type { Caller } from '../http/route.ts';
import type { InvitationDefinitions, InvitationRow, PeopleDefinitions } from '../store/people-definitions.ts';
import { toUserView } from './accounts.ts';
import { makeUser, requireFree } from './new-user.ts';

export interface InvitationsParts {
  readonly people: PeopleDefinitions & InvitationDefinitions;
  now(): number;
  readonly passwordCost?: number;
}

export interface Invitations {
  list(): readonly InvitationRow[];
  /** Gives the token in plain text, once. */
  invite(
    input: { readonly email: string; readonly grants: readonly RoleGrant[]; readonly days?: number },
    caller: Caller,
  ): Promise<{ readonly invitation: InvitationView; readonly token: string }>;
  withdraw(invitation: InvitationRow, by: string): Promise<void>;
  accept(input: { readonly token: string; readonly name: string; readonly password: string }): Promise<UserView>;
}

const DAY_MS = 86_400_000;
const DAYS = 7;

export function createInvitations({ people, now, passwordCost }: InvitationsParts): Invitations {
  const iso = (at: number) => new Date(at).toISOString();

  /** What an inviter may not give any more, their links do not give either. */
  function isGood({ invitedById, grants, expiresAt }: InvitationRow): boolean {
    if (Date.parse(expiresAt) <= now()) return false;
    const inviter = people.findUser(invitedById);
    return inviter !== undefined && !inviter.disabled && isWithin(grants, inviter.grants);
  }

  return {
    list: () => people.listInvitations().filter(({ expiresAt }) => Date.parse(expiresAt) > now()),
    async invite({ email: given, grants, days = DAYS }, caller) {
      const email = given.trim().toLowerCase();
      requireFree(email, people);
      const token = randomBytes(24).toString('base64url');
      const row: InvitationRow = {
        invitationId: `inv_${randomBytes(9).toString('base64url')}`,
        sha256: sha256(token),
        email,
        grants,
        invitedBy: caller.name,
        invitedById: caller.userId,
        createdAt: iso(now()),
        expiresAt: iso(now() + days * DAY_MS),
      };
      const detail = { grants: grants as never, until: row.expiresAt };
      await people.putInvitation(row, { by: caller.name, action: 'person-invited', object: `user ${email}`, detail });
      return { invitation: toInvitationView(row), token };
    },
    async withdraw({ invitationId, email }, by) {
      await people.deleteInvitation(invitationId, { by, action: 'invitation-withdrawn', object: `user ${email}` });
    },
    async accept({ token, name, password }) {
      const hash = sha256(token);
      const invitation = people.findInvitation(hash);
      const refusal = new ApiError(
        403,
        'invitation-invalid',
        'This invitation was used, taken back, or is too old.',
        'Ask whoever invited you for a new link.',
      );
      if (invitation === undefined || !isGood(invitation)) throw refusal;
      const { email, grants, invitedBy } = invitation;
      const user = await makeUser({ email, name, password, grants }, people, now, passwordCost);
      const audit = {
        by: user.name,
        action: 'invitation-accepted',
        object: `user ${email}`,
        detail: { invitedBy, grants: grants as never },
      };
      if (!(await people.acceptInvitation(hash, user, audit))) throw refusal;
      return toUserView(user);
    },
  };
}

export function toInvitationView({ invitationId, email, grants, invitedBy, createdAt, expiresAt }: InvitationRow): InvitationView {
  return { invitationId, email, grants, invitedBy, createdAt, expiresAt };
}
