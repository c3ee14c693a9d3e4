/** People, their grants, sessions, invitations and tokens. */

export const ROLES = ['viewer', 'operator', 'analyst', 'approver', 'admin'] as const;

export type Role = (typeof ROLES)[number];

export interface RoleGrant {
  readonly role: Role;
  /** `*` = every environment. */
  readonly environment: string;
  /** Folder = a flow's `owner`; `*` = all. */
  readonly folder: string;
  readonly plants?: readonly string[];
}

export interface UserView {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly disabled: boolean;
  readonly grants: readonly RoleGrant[];
  readonly createdAt: string;
}

/** GET /api/invitations → Page<InvitationView>. */
export interface InvitationView {
  readonly invitationId: string;
  readonly email: string;
  readonly grants: readonly RoleGrant[];
  readonly invitedBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** POST /api/invitations: the link is `/invitation#<token>`, shown once. */
export interface InvitationCreated {
  readonly invitation: InvitationView;
  readonly token: string;
}

/** GET /api/session. */
export interface SessionView {
  readonly user: UserView;
  readonly via: 'session' | 'token';
  readonly expiresAt: string;
}

/** GET /api/setup: open only until the first admin exists. */
export interface SetupState {
  readonly needed: boolean;
}

/** POST /api/setup: the token is shown once. */
export interface SetupDone {
  readonly user: UserView;
  readonly apiToken: string;
}

/** POST /api/tokens: the secret is shown once. */
export interface TokenCreated {
  readonly token: TokenView;
  readonly secret: string;
}

export interface TokenView {
  readonly tokenId: string;
  readonly name: string;
  readonly prefix: string;
  readonly grants: readonly RoleGrant[];
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly lastUsedAt?: string;
}
