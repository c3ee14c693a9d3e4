/** OAuth 2.0 client credentials at the organisation's own host. Salesforce gives no `expires_in`: a token is used until a 401 says otherwise. */
import type { JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '../connection.ts';
import { asNotApplied, DeniedError, InvalidError, toStepError } from '../errors.ts';
import { classifyStatus } from '../http/classify-status.ts';
import { readJson } from '../http/read-json.ts';

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
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: String(connection.settings['clientId']),
    client_secret: connection.secret('clientSecret'),
  });
  try {
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
    if (answer.status === 400 || answer.status === 401) {
      throw new DeniedError(
        `Salesforce refuses this client (${String(body['error'] ?? answer.status)}: ${String(body['error_description'] ?? 'no reason given')})`,
        {
          code: `oauth-${String(body['error'] ?? answer.status)}`,
          signInRefused: true,
          help: 'Check client id and secret, and that the connected app allows the client credentials flow with a run-as user.',
        },
      );
    }
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
