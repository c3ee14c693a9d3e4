/** People, their sessions and tokens, and who was invited. */
import type { RoleGrant } from '#flows/api/people.ts';
import type { AuditDraft } from './audit-definitions.ts';

export interface UserRow {
  readonly userId: string;
  /** Lower case. */
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly disabled: boolean;
  readonly grants: readonly RoleGrant[];
  readonly createdAt: string;
}

export interface SessionRow {
  /** SHA-256 of the cookie's id. */
  readonly idHash: string;
  readonly userId: string;
  readonly createdAt: string;
  readonly usedAt: string;
  readonly expiresAt: string;
}

export interface TokenRow {
  readonly tokenId: string;
  readonly name: string;
  readonly prefix: string;
  readonly sha256: string;
  readonly userId: string;
  readonly grants: readonly RoleGrant[];
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly lastUsedAt?: string;
}

export interface PeopleDefinitions {
  countUsers(): number;
  listUsers(): readonly UserRow[];
  findUser(userId: string): UserRow | undefined;
  findUserByEmail(email: string): UserRow | undefined;
  putUser(user: UserRow, audit: AuditDraft): Promise<void>;
  findSession(idHash: string): SessionRow | undefined;
  putSession(session: SessionRow, audit?: AuditDraft): Promise<void>;
  deleteSession(idHash: string, audit?: AuditDraft): Promise<void>;
  listSessions(userId: string): readonly SessionRow[];
  listTokens(): readonly TokenRow[];
  findTokenBySha256(sha256: string): TokenRow | undefined;
  putToken(token: TokenRow, audit?: AuditDraft): Promise<void>;
  deleteToken(tokenId: string, audit: AuditDraft): Promise<void>;
  /** The one open set-up token: hash and expiry. */
  findSetupToken(): { readonly sha256: string; readonly expiresAt: string } | undefined;
  putSetupToken(token: { readonly sha256: string; readonly expiresAt: string }): Promise<void>;
  /** First admin: consumes the token, inserts person and API token, all or nothing; false when somebody was faster. */
  completeSetup(tokenSha256: string, user: UserRow, token: TokenRow, audit: AuditDraft): Promise<boolean>;
}

export interface InvitationRow {
  readonly invitationId: string;
  readonly sha256: string;
  readonly email: string;
  readonly grants: readonly RoleGrant[];
  readonly invitedBy: string;
  readonly invitedById: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export interface InvitationDefinitions {
  /** Those that may still be taken. */
  listInvitations(): readonly InvitationRow[];
  findInvitation(sha256: string): InvitationRow | undefined;
  /** Replaces an older one to the same address. */
  putInvitation(invitation: InvitationRow, audit: AuditDraft): Promise<void>;
  deleteInvitation(invitationId: string, audit: AuditDraft): Promise<void>;
  /** Takes the invitation and adds the person, both or neither; false when somebody was faster. */
  acceptInvitation(sha256: string, user: UserRow, audit: AuditDraft): Promise<boolean>;
}
