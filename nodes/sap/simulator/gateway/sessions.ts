/** HTTP sessions and the CSRF token that belongs to each. Both die with the process, as a restarted SAP system forgets them. */
import { randomBytes } from 'node:crypto';
import type { SapSimulatorOptions } from '../options.ts';

interface Session {
  readonly token: string;
  readonly user: string;
  usedAt: number;
}

const MOST_SESSIONS = 2000;

export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #options: SapSimulatorOptions;
  readonly cookieName: string;

  constructor(options: SapSimulatorOptions) {
    this.#options = options;
    this.cookieName = `SAP_SESSIONID_${options.systemId}_${options.client}`;
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** The token of the caller's session; without a living one a new session is opened and its cookies come along. */
  fetchToken(cookieHeader: string | undefined, user: string, now: number): { readonly token: string; readonly cookies: readonly string[] } {
    const known = this.#find(cookieHeader, user, now);
    if (known !== undefined) return { token: known.token, cookies: [] };
    const id = randomBytes(24).toString('base64url');
    const session: Session = { token: randomBytes(16).toString('base64'), user, usedAt: now };
    this.#sessions.set(id, session);
    // The oldest goes first: a map keeps the order of insertion.
    if (this.#sessions.size > MOST_SESSIONS) this.#sessions.delete(this.#sessions.keys().next().value!);
    const secure = this.#options.secureCookies ? '; secure' : '';
    return {
      token: session.token,
      cookies: [`${this.cookieName}=${id}; path=/${secure}; HttpOnly`, `sap-usercontext=sap-client=${this.#options.client}; path=/`],
    };
  }

  /** Token and session must belong together; the token of another session is as good as none. */
  isValid(cookieHeader: string | undefined, token: string | undefined, user: string, now: number): boolean {
    const session = this.#find(cookieHeader, user, now);
    return session !== undefined && token !== undefined && session.token === token;
  }

  forget(cookieHeader: string | undefined): void {
    const id = this.#idOf(cookieHeader);
    if (id !== undefined) this.#sessions.delete(id);
  }

  forgetAll(): void {
    this.#sessions.clear();
  }

  #find(cookieHeader: string | undefined, user: string, now: number): Session | undefined {
    const id = this.#idOf(cookieHeader);
    const session = id === undefined ? undefined : this.#sessions.get(id);
    if (session === undefined || session.user !== user) return undefined;
    if (now - session.usedAt > this.#options.sessionIdleMs) {
      this.#sessions.delete(id!);
      return undefined;
    }
    session.usedAt = now;
    return session;
  }

  /** Clients join cookies with `; ` or with `;` alone. */
  #idOf(cookieHeader: string | undefined): string | undefined {
    for (const pair of (cookieHeader ?? '').split(';')) {
      const equals = pair.indexOf('=');
      if (pair.slice(0, equals).trim() === this.cookieName) return pair.slice(equals + 1).trim();
    }
    return undefined;
  }
}
