/** Signing in: sessions for people, bearer tokens for machines (S2–S5). Everything is looked up per request, so revoking works at once. */
import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { parse as parseCookies, serialize as serializeCookie } from 'cookie';
import type { RoleGrant, TokenView, UserView } from '#flows/api/people.ts';
import { isWithin } from '#flows/policy.ts';
import { sha256 } from '../hooks/authenticate-hook.ts';
import { ApiError } from '../http/api-error.ts';
import type { Caller } from '../http/route.ts';
import type { AuditDraft } from '../store/audit-definitions.ts';
import type { PeopleDefinitions, SessionRow, TokenRow, UserRow } from '../store/people-definitions.ts';
import { makeUser, type NewUser } from './new-user.ts';
import { hashPassword, isPassword, passwordProblem } from './passwords.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';

export const SESSION_COOKIE = '__Host-millrace';
const IDLE_MS = 30 * 60_000;
const ABSOLUTE_MS = 12 * 3_600_000;
/** A session's last use is written at most this often. */
const TOUCH_MS = 60_000;
const SETUP_MS = 30 * 60_000;
const ADMIN_EVERYWHERE: readonly RoleGrant[] = [{ role: 'admin', environment: '*', folder: '*' }];

export interface AccountsParts {
  readonly people: PeopleDefinitions;
  readonly throttle: SignInThrottle;
  now(): number;
  /** Of new password hashes; old ones keep theirs. */
  readonly passwordCost?: number;
  /** A session or token ended (its sockets must too), or a person's rights changed. */
  credentialEnded(credentialId: string): void;
  rightsChanged(userId: string): void;
}

export interface Accounts {
  /** Who asks; using a session keeps it from idling out. */
  authenticate(headers: IncomingHttpHeaders): Caller | undefined;
  /** The same without being a use: an open socket alone keeps no session alive. */
  peek(headers: IncomingHttpHeaders): Caller | undefined;
  needsSetup(): boolean;
  /** Gives the token in plain text, once. */
  openSetup(token?: string): Promise<string>;
  completeSetup(input: {
    token: string;
    email: string;
    name: string;
    password: string;
  }): Promise<{ readonly user: UserView; readonly apiToken: string }>;
  signIn(
    email: string,
    password: string,
    address: string,
  ): Promise<{ readonly user: UserView; readonly cookie: string; readonly expiresAt: string }>;
  signOut(caller: Caller): Promise<void>;
  addUser(input: { email: string; name: string; password: string; grants: readonly RoleGrant[] }, by: string): Promise<UserView>;
  changeUser(
    userId: string,
    change: { name?: string; disabled?: boolean; grants?: readonly RoleGrant[]; password?: string },
    by: string,
  ): Promise<UserView>;
  addToken(
    input: { name: string; grants: readonly RoleGrant[]; expiresAt?: string },
    caller: Caller,
  ): Promise<{ readonly token: TokenView; readonly secret: string }>;
  revokeToken(tokenId: string, by: string): Promise<void>;
}

export function createAccounts({ people, throttle, now, passwordCost, credentialEnded, rightsChanged }: AccountsParts): Accounts {
  const iso = (at: number) => new Date(at).toISOString();

  function findByBearer(secret: string, isUse: boolean): Caller | undefined {
    const token = people.findTokenBySha256(sha256(secret));
    if (token === undefined || (token.expiresAt !== undefined && Date.parse(token.expiresAt) <= now())) return undefined;
    const user = people.findUser(token.userId);
    if (user === undefined || user.disabled) return undefined;
    if (isUse && (token.lastUsedAt === undefined || now() - Date.parse(token.lastUsedAt) > TOUCH_MS))
      void people.putToken({ ...token, lastUsedAt: iso(now()) });
    return {
      kind: 'token',
      userId: user.userId,
      name: `${user.name} (${token.name})`,
      // Never more than its maker may now: what a person loses, their tokens lose.
      grants: token.grants.filter((grant) => isWithin([grant], user.grants)),
      credentialId: token.tokenId,
      expiresAt: token.expiresAt ?? iso(now() + 10 * 365 * 86_400_000),
    };
  }

  function findByCookie(id: string, isUse: boolean): Caller | undefined {
    const idHash = sha256(id);
    const session = people.findSession(idHash);
    if (session === undefined || Date.parse(session.expiresAt) <= now() || now() - Date.parse(session.usedAt) > IDLE_MS) return undefined;
    const user = people.findUser(session.userId);
    if (user === undefined || user.disabled) return undefined;
    if (isUse && now() - Date.parse(session.usedAt) > TOUCH_MS) void people.putSession({ ...session, usedAt: iso(now()) });
    return {
      kind: 'session',
      userId: user.userId,
      name: user.name,
      grants: user.grants,
      credentialId: idHash,
      expiresAt: session.expiresAt,
    };
  }

  function find(headers: IncomingHttpHeaders, isUse: boolean): Caller | undefined {
    const bearer = /^Bearer ([\w-]{8,200})$/i.exec(headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return findByBearer(bearer, isUse);
    const id = headers.cookie === undefined ? undefined : parseCookies(headers.cookie)[SESSION_COOKIE];
    return id === undefined ? undefined : findByCookie(id, isUse);
  }

  async function endSessions(userId: string, by: string): Promise<void> {
    for (const session of people.listSessions(userId)) {
      await people.deleteSession(session.idHash, { by, action: 'session-ended', object: `user ${userId}` });
      credentialEnded(session.idHash);
    }
  }

  const newUser = (input: NewUser) => makeUser(input, people, now, passwordCost);

  function newToken(
    input: { name: string; grants: readonly RoleGrant[]; expiresAt?: string },
    userId: string,
  ): { readonly row: TokenRow; readonly secret: string } {
    const secret = `mlr_${randomBytes(24).toString('base64url')}`;
    const row: TokenRow = {
      tokenId: newId('tok'),
      name: input.name,
      prefix: secret.slice(0, 8),
      sha256: sha256(secret),
      userId,
      grants: input.grants,
      createdAt: iso(now()),
      ...(input.expiresAt === undefined ? {} : { expiresAt: input.expiresAt }),
    };
    return { row, secret };
  }

  return {
    authenticate: (headers) => find(headers, true),
    peek: (headers) => find(headers, false),

    needsSetup: () => people.countUsers() === 0,

    async openSetup(token = randomBytes(16).toString('base64url')) {
      await people.putSetupToken({ sha256: sha256(token), expiresAt: iso(now() + SETUP_MS) });
      return token;
    },

    async completeSetup({ token, ...input }) {
      const open = people.findSetupToken();
      const refusal = new ApiError(
        403,
        'setup-token-invalid',
        'The set-up token is wrong, used or older than 30 minutes.',
        'Restart Millrace to get a new link in the terminal.',
      );
      if (people.countUsers() > 0 || open === undefined || open.sha256 !== sha256(token) || Date.parse(open.expiresAt) <= now())
        throw refusal;
      const user = await newUser({ ...input, grants: ADMIN_EVERYWHERE });
      const { row, secret } = newToken({ name: 'first token', grants: ADMIN_EVERYWHERE }, user.userId);
      const audit: AuditDraft = { by: user.name, action: 'setup-completed', object: `user ${user.email}` };
      if (!(await people.completeSetup(open.sha256, user, row, audit))) throw refusal;
      return { user: toUserView(user), apiToken: secret };
    },

    async signIn(emailGiven, password, address) {
      const email = emailGiven.trim().toLowerCase();
      const waitMs = throttle.waitMs(email, address);
      if (waitMs > 0)
        throw new ApiError(
          429,
          'too-many-attempts',
          'Too many failed attempts to sign in.',
          'Wait a little and try again.',
          {},
          { 'Retry-After': String(Math.ceil(waitMs / 1000)) },
        );
      // Counted before it is known to be wrong: a hundred guesses at once are a hundred guesses.
      throttle.attempted(email, address);
      const user = people.findUserByEmail(email);
      if (!(await isPassword(password, user?.passwordHash)) || user === undefined || user.disabled) {
        throw new ApiError(
          401,
          'wrong-credentials',
          'The address or the password is wrong.',
          'Try again, or ask an administrator for a new password.',
        );
      }
      throttle.succeeded(email, address);
      const id = randomBytes(24).toString('base64url');
      const session: SessionRow = {
        idHash: sha256(id),
        userId: user.userId,
        createdAt: iso(now()),
        usedAt: iso(now()),
        expiresAt: iso(now() + ABSOLUTE_MS),
      };
      await people.putSession(session, { by: user.name, action: 'signed-in', object: `user ${user.email}`, detail: { address } });
      const cookie = serializeCookie(SESSION_COOKIE, id, {
        httpOnly: true,
        secure: true,
        sameSite: 'lax',
        path: '/',
        maxAge: ABSOLUTE_MS / 1000,
      });
      return { user: toUserView(user), cookie, expiresAt: session.expiresAt };
    },

    async signOut(caller) {
      if (caller.kind !== 'session') return;
      await people.deleteSession(caller.credentialId, { by: caller.name, action: 'signed-out', object: `user ${caller.userId}` });
      credentialEnded(caller.credentialId);
    },

    async addUser(input, by) {
      const user = await newUser(input);
      await people.putUser(user, { by, action: 'user-added', object: `user ${user.email}`, detail: { grants: input.grants as never } });
      return toUserView(user);
    },

    async changeUser(userId, change, by) {
      const user = people.findUser(userId);
      if (user === undefined) throw new ApiError(404, 'not-found', `There is no user "${userId}".`);
      if (change.password !== undefined) {
        const problem = passwordProblem(change.password, user.email);
        if (problem !== undefined) throw new ApiError(400, 'weak-password', problem);
      }
      const changed: UserRow = {
        ...user,
        ...(change.name === undefined ? {} : { name: change.name.trim() }),
        ...(change.disabled === undefined ? {} : { disabled: change.disabled }),
        ...(change.grants === undefined ? {} : { grants: change.grants }),
        ...(change.password === undefined ? {} : { passwordHash: await hashPassword(change.password, passwordCost) }),
      };
      if (
        !people
          .listUsers()
          .some(
            (other) =>
              !(other.userId === userId ? changed : other).disabled &&
              isAdminEverywhere((other.userId === userId ? changed : other).grants),
          )
      ) {
        throw new ApiError(
          409,
          'last-administrator',
          'Nobody would be left who can administer this installation.',
          'Make somebody else administrator first.',
        );
      }
      await people.putUser(changed, { by, action: 'user-changed', object: `user ${user.email}`, detail: { fields: Object.keys(change) } });
      if (changed.disabled || change.password !== undefined) await endSessions(userId, by);
      rightsChanged(userId);
      return toUserView(changed);
    },

    async addToken(input, caller) {
      if (input.expiresAt !== undefined && !(Date.parse(input.expiresAt) > now()))
        throw new ApiError(400, 'expired', 'The expiry lies in the past.');
      const { row, secret } = newToken(input, caller.userId);
      await people.putToken(row, {
        by: caller.name,
        action: 'token-added',
        object: `token ${row.name}`,
        detail: { grants: input.grants as never },
      });
      return { token: toTokenView(row, caller.name), secret };
    },

    async revokeToken(tokenId, by) {
      await people.deleteToken(tokenId, { by, action: 'token-revoked', object: `token ${tokenId}` });
      credentialEnded(tokenId);
    },
  };
}

function isAdminEverywhere(grants: readonly RoleGrant[]): boolean {
  return grants.some(
    ({ role, environment, folder, plants }) => role === 'admin' && environment === '*' && folder === '*' && plants === undefined,
  );
}

function newId(prefix: string): string {
  return `${prefix}_${randomBytes(9).toString('base64url')}`;
}

export function toUserView({ userId, email, name, disabled, grants, createdAt }: UserRow): UserView {
  return { userId, email, name, disabled, grants, createdAt };
}

export function toTokenView({ tokenId, name, prefix, grants, createdAt, expiresAt, lastUsedAt }: TokenRow, createdBy: string): TokenView {
  return {
    tokenId,
    name,
    prefix,
    grants,
    createdBy,
    createdAt,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
  };
}
