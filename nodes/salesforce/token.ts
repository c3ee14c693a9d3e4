/** OAuth 2.0 client credentials or JWT bearer at the organisation's own host. Salesforce gives no `expires_in`: a token is used until a 401 says otherwise. */
import type { JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '../connection.ts';
import { asNotApplied, DeniedError, InvalidError, toStepError } from '../errors.ts';
import { classifyStatus } from '../http/classify-status.ts';
import type { HttpAnswer } from '../http/http-client.ts';
import { readJson } from '../http/read-json.ts';
import { signAssertion } from './jwt-assertion.ts';
import { explainRefusal } from './oauth-refusals.ts';

export const DEFAULT_AUDIENCE = 'https://login.salesforce.com';

export interface SalesforceToken {
  readonly accessToken: string;
  /** Id of the integration user: whose changes are ours (STP-5). */
  readonly userId: string | undefined;
}

/** One token for all calls of a connection, one fetch at a time. */
export class TokenKeeper {
  #token: SalesforceToken | undefined;
  #fetching: Promise<SalesforceToken> | undefined;

  get(connection: ConnectionAccess): SalesforceToken | Promise<SalesforceToken> {
    if (this.#token !== undefined) return this.#token;
    this.#fetching ??= fetchToken(connection)
      .then((token) => (this.#token = token))
      .finally(() => {
        this.#fetching = undefined;
      });
    return this.#fetching;
  }

  /** Only the token that was refused is forgotten: another call may have fetched a new one since. */
  forget(refused: SalesforceToken): void {
    if (this.#token === refused) this.#token = undefined;
  }
}

async function fetchToken(connection: ConnectionAccess): Promise<SalesforceToken> {
  try {
    const form = tokenRequest(connection, Date.now());
    const answer = await connection.http.request({
      method: 'POST',
      url: '/services/oauth2/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form.toString(),
      // It belongs to all callers that wait for it: no single caller may cancel it.
      signal: new AbortController().signal,
      timeoutMs: 15_000,
      maxAnswerBytes: 100_000,
    });
    const reading = readJson(answer.text);
    const body = (reading.ok && typeof reading.value === 'object' && reading.value !== null ? reading.value : {}) as JsonObject;
    if (answer.status === 400 || answer.status === 401) throw refusedBy(answer, body);
    const refusal = classifyStatus(answer, { system: 'Salesforce' });
    if (refusal !== undefined) throw refusal;
    const accessToken = body['access_token'];
    if (typeof accessToken !== 'string') {
      throw new InvalidError('Salesforce answered without an access token', {
        code: 'oauth-answer-malformed',
        help: 'Check that the base address is your My Domain host.',
      });
    }
    const id = typeof body['id'] === 'string' ? body['id'].split('/').pop() : undefined;
    return { accessToken, userId: id };
  } catch (error) {
    throw asNotApplied(toStepError(error));
  }
}

/** Salesforce keeps assertions for three minutes: a clock further away than this explains a refusal. */
const CLOCK_APART_MS = 60_000;

function tokenRequest(connection: ConnectionAccess, nowMs: number): URLSearchParams {
  const { clientId, authentication, username, audience } = connection.settings;
  if (authentication !== 'jwt-bearer') {
    return new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: String(clientId),
      client_secret: connection.secret('clientSecret'),
    });
  }
  if (typeof username !== 'string' || username === '')
    throw new DeniedError('The connection names no user to sign in as', {
      code: 'user-missing',
      signInRefused: true,
      help: "Enter the integration user's user name: it looks like an e-mail address.",
    });
  const claims = { issuer: String(clientId), subject: username, audience: String(audience ?? DEFAULT_AUDIENCE) };
  return new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: signAssertion(claims, connection.secret('privateKey'), nowMs),
  });
}

function refusedBy({ status, headers }: HttpAnswer, body: JsonObject): DeniedError {
  const error = String(body['error'] ?? status);
  const description = String(body['error_description'] ?? 'no reason given');
  const apartMs = Date.parse(headers['date'] ?? '') - Date.now();
  const clock =
    Math.abs(apartMs) > CLOCK_APART_MS
      ? ` The clock of Salesforce is ${Math.round(Math.abs(apartMs) / 1_000)} seconds ${apartMs > 0 ? 'ahead of' : 'behind'} ours.`
      : '';
  return new DeniedError(`Salesforce refuses this client (${error}: ${description})`, {
    code: `oauth-${error}`,
    signInRefused: true,
    help: explainRefusal(error, description) + clock,
  });
}
