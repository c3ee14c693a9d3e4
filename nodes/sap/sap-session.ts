/**
 * The session that writes need: CSRF token and cookies, kept and replaced as one pair, because SAP refuses a token that comes with
 * the cookies of another session. One fetch at a time; everybody who needs the pair meanwhile waits for the same one.
 */
import { parseSetCookie } from 'cookie';
import { DeniedError } from '../errors.ts';
import { classifySapAnswer, type SapAnswer } from './classify-sap-answer.ts';

export interface SessionPair {
  readonly token: string;
  /** Ready for the `cookie` header. */
  readonly cookie: string;
}

export type FetchAnswer = SapAnswer & { readonly cookies: readonly string[] };

export class SapSession {
  #pair: SessionPair | undefined;
  #fetching: Promise<SessionPair> | undefined;

  /** The pair in use, for reads that should not open another session; undefined before the first write. */
  get current(): SessionPair | undefined {
    return this.#pair;
  }

  /** @param fetch sends `GET <service root>/` with `x-csrf-token: Fetch` and without cookies */
  get(fetch: () => Promise<FetchAnswer>): Promise<SessionPair> {
    if (this.#pair !== undefined) return Promise.resolve(this.#pair);
    this.#fetching ??= fetch()
      .then((answer) => (this.#pair = readPair(answer)))
      .finally(() => {
        this.#fetching = undefined;
      });
    return this.#fetching;
  }

  /** SAP refused this pair. Nothing happens when somebody has already replaced it. */
  drop(pair: SessionPair): void {
    if (this.#pair === pair) this.#pair = undefined;
  }
}

function readPair(answer: FetchAnswer): SessionPair {
  const refusal = classifySapAnswer(answer);
  if (refusal !== undefined) throw refusal;
  const token = answer.headers['x-csrf-token'];
  if (token === undefined || token === '' || token.toLowerCase() === 'required') {
    throw new DeniedError('SAP gave no CSRF token', {
      code: 'csrf-missing',
      help: 'Check that CSRF protection is active for the service and that no proxy removes the header x-csrf-token.',
    });
  }
  return { token, cookie: joinCookies(answer.cookies) };
}

/** `secure` and `path` are not obeyed: the pair only ever goes back to the service that gave it. */
function joinCookies(setCookies: readonly string[]): string {
  const jar = new Map<string, string>();
  for (const line of setCookies) {
    const { name, value = '', maxAge, expires } = parseSetCookie(line, { decode: (text) => text });
    if ((maxAge !== undefined && maxAge <= 0) || (expires !== undefined && expires.getTime() < Date.now())) jar.delete(name);
    else jar.set(name, value);
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}
