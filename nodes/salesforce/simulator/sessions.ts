/** Access tokens: handed out without an end, ended by idleness, by an administrator or by a fault. */
import type { Json } from '#flows/json.ts';
import { ORGANIZATION_ID } from './options.ts';

export interface Session {
  readonly token: string;
  readonly userId: string;
  readonly clientId: string;
  readonly usedAt: number;
}

const TOKEN_SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._';
/** More than a run-away client can leave behind. */
const MOST_SESSIONS = 2_000;

export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #idleMs: number;
  readonly #random: () => number;

  constructor(idleMs: number, random: () => number) {
    this.#idleMs = idleMs;
    this.#random = random;
  }

  open(userId: string, clientId: string, now: number): Session {
    let secret = '';
    while (secret.length < 80) secret += TOKEN_SIGNS[Math.floor(this.#random() * TOKEN_SIGNS.length)];
    const session: Session = { token: `${ORGANIZATION_ID.slice(0, 15)}!AQ${secret}`, userId, clientId, usedAt: now };
    this.#sessions.set(session.token, session);
    if (this.#sessions.size > MOST_SESSIONS) this.#sessions.delete(this.#sessions.keys().next().value!);
    return session;
  }

  /** The session of an `Authorization` header, used now; undefined when it ended or never was. */
  use(authorization: string | undefined, now: number): Session | undefined {
    const token = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(authorization ?? '')?.[1];
    const session = token === undefined ? undefined : this.#sessions.get(token);
    if (session === undefined) return undefined;
    if (now - session.usedAt > this.#idleMs) {
      this.#sessions.delete(session.token);
      return undefined;
    }
    const used = { ...session, usedAt: now };
    this.#sessions.set(session.token, used);
    return used;
  }

  end(token: string): boolean {
    return this.#sessions.delete(token);
  }

  clear(): void {
    this.#sessions.clear();
  }

  snapshot(): Json {
    return [...this.#sessions.values()] as unknown as Json;
  }

  restore(snapshot: Json): void {
    this.clear();
    for (const session of snapshot as unknown as readonly Session[]) this.#sessions.set(session.token, session);
  }
}
