/**
 * The `Authorization` of a connection: none, basic, bearer, API key header, or OAuth 2.0 client credentials (RFC 6749 section 4.4)
 * with one token shared by all calls and one fetch at a time.
 */
import type { JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '../connection.ts';
import { asNotApplied, DeniedError, InvalidError, toStepError } from '../errors.ts';
import { classifyStatus } from './classify-status.ts';
import { readJson } from './read-json.ts';

/** Members of a connection's settings that decide how it signs in; other connection types reuse them. */
export interface AuthorizationSettings {
  readonly authentication: 'none' | 'basic' | 'bearer' | 'api-key' | 'oauth2';
  readonly user?: string;
  readonly apiKeyHeader?: string;
  readonly tokenUrl?: string;
  readonly clientId?: string;
  readonly scope?: string;
  /** Where client id and secret go: `header` (basic, what the standard prefers) or `body`. */
  readonly clientAuthentication?: 'header' | 'body';
}

export type AuthorizationHeaders = { readonly [name: string]: string };

const NONE: AuthorizationHeaders = {};

/** Answers at once except when an OAuth token must be fetched; failures of the fetch say `maybeApplied: false`. */
export function authorizationHeaders(
  connection: ConnectionAccess,
  settings: AuthorizationSettings = connection.settings as unknown as AuthorizationSettings,
): AuthorizationHeaders | Promise<AuthorizationHeaders> {
  switch (settings.authentication) {
    case 'none':
      return NONE;
    case 'basic': {
      const pair = `${settings.user ?? ''}:${connection.secret('password')}`;
      return { authorization: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` };
    }
    case 'bearer':
      return { authorization: `Bearer ${connection.secret('token')}` };
    case 'api-key':
      return { [(settings.apiKeyHeader ?? 'x-api-key').toLowerCase()]: connection.secret('apiKey') };
    case 'oauth2':
      return oauthSession(connection).headers(connection, settings);
    default:
      // A connection that was stored before it could sign in.
      return NONE;
  }
}

/** The other system refused the token (401): the next call fetches a new one. True when there was a token to forget. */
export function forgetAuthorization(connection: ConnectionAccess): boolean {
  const settings = connection.settings as unknown as AuthorizationSettings;
  return settings.authentication === 'oauth2' && oauthSession(connection).forget();
}

function oauthSession(connection: ConnectionAccess): OAuthSession {
  return connection.session('oauth2-token', () => new OAuthSession());
}

interface Token {
  readonly headers: AuthorizationHeaders;
  readonly refreshAtMs: number;
}

/** Without `expires_in` a token is taken for this long; a 401 before that fetches a new one anyway. */
const ASSUMED_LIFE_SECONDS = 600;
/** Share of its life after which a token is replaced, so that none expires on the way. */
const USED_LIFE = 0.9;

class OAuthSession {
  #token: Token | undefined;
  #fetching: Promise<Token> | undefined;

  headers(connection: ConnectionAccess, settings: AuthorizationSettings): AuthorizationHeaders | Promise<AuthorizationHeaders> {
    if (this.#token !== undefined && performance.now() < this.#token.refreshAtMs) return this.#token.headers;
    this.#fetching ??= fetchToken(connection, settings)
      .then((token) => (this.#token = token))
      .finally(() => {
        this.#fetching = undefined;
      });
    return this.#fetching.then((token) => token.headers);
  }

  forget(): boolean {
    const had = this.#token !== undefined;
    this.#token = undefined;
    return had;
  }
}

/** Belongs to all callers that wait for it, so it has a deadline of its own and no caller's signal. */
async function fetchToken(connection: ConnectionAccess, settings: AuthorizationSettings): Promise<Token> {
  const { tokenUrl, clientId, scope } = settings;
  if (tokenUrl === undefined || clientId === undefined) {
    throw new InvalidError(`Connection "${connection.name}" lacks the token address or the client id`, {
      code: 'oauth-settings-missing',
      help: 'Fill in "Token address" and "Client id" of the connection.',
    });
  }
  const secret = connection.secret('clientSecret');
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) });
  const headers: { [name: string]: string } = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  if (settings.clientAuthentication === 'body') {
    form.set('client_id', clientId);
    form.set('client_secret', secret);
  } else {
    const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`;
    headers['authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
  }
  try {
    const answer = await connection.http.request({
      method: 'POST',
      url: tokenUrl,
      headers,
      body: form.toString(),
      signal: new AbortController().signal,
      timeoutMs: 15_000,
      maxAnswerBytes: 100_000,
    });
    return readToken(answer.status, answer.text, answer);
  } catch (error) {
    throw asNotApplied(toStepError(error));
  }
}

function readToken(status: number, text: string, answer: Parameters<typeof classifyStatus>[0]): Token {
  const reading = readJson(text);
  const body = (reading.ok && typeof reading.value === 'object' && reading.value !== null ? reading.value : {}) as JsonObject;
  if (status === 400 || status === 401) {
    const code = typeof body['error'] === 'string' ? body['error'] : `http-${status}`;
    const description = typeof body['error_description'] === 'string' ? `: ${body['error_description']}` : '';
    throw new DeniedError(`The token service refuses this client (${code}${description})`, {
      code: `oauth-${code}`,
      signInRefused: true,
      help: 'Check client id, client secret and scope of the connection.',
    });
  }
  const refusal = classifyStatus(answer, { system: 'The token service' });
  if (refusal !== undefined) throw refusal;
  const token = body['access_token'];
  if (typeof token !== 'string' || token === '') {
    throw new InvalidError('The token service answered without an access token', {
      code: 'oauth-answer-malformed',
      help: 'Check that "Token address" is the token endpoint, not a sign-in page.',
    });
  }
  const life = Number(body['expires_in'] ?? ASSUMED_LIFE_SECONDS);
  const lifeSeconds = Number.isFinite(life) && life > 0 ? life : ASSUMED_LIFE_SECONDS;
  return { headers: { authorization: `Bearer ${token}` }, refreshAtMs: performance.now() + lifeSeconds * 1000 * USED_LIFE };
}
