/** `POST /services/oauth2/token`: client credentials and JWT bearer. Both give a token without an end and no refresh token. */
import { createHmac, createPublicKey, verify } from 'node:crypto';
import type { JsonObject } from '#flows/json.ts';
import type { SimulatorRequest, SimulatorResponse } from '../../sandbox/simulator.ts';
import { INTEGRATION_USER, ORGANIZATION_ID, type SalesforceClient, USERS } from './options.ts';
import { jsonAnswer } from './refusal.ts';
import type { Sessions } from './sessions.ts';

export interface SignInParts {
  readonly clients: () => readonly SalesforceClient[];
  readonly sessions: Sessions;
  readonly now: () => number;
}

type SignedIn = { readonly client: SalesforceClient; readonly userId: string };
type Denied = { readonly status: number; readonly error: string; readonly description: string };

/** An assertion may be valid for three minutes at most. */
const LONGEST_ASSERTION_MS = 3 * 60_000;

export function signIn({ clients, sessions, now }: SignInParts, request: SimulatorRequest): SimulatorResponse {
  if (request.method !== 'POST') return denied({ status: 405, error: 'invalid_request', description: 'HTTP method not allowed' });
  const form = new URLSearchParams(request.body.toString('utf8'));
  const grant = form.get('grant_type');
  const outcome =
    grant === 'client_credentials'
      ? byClientCredentials(clients(), form, request.headers['authorization'])
      : grant === 'urn:ietf:params:oauth:grant-type:jwt-bearer'
        ? byAssertion(clients(), form.get('assertion') ?? '', now())
        : { status: 400, error: 'unsupported_grant_type', description: 'grant type not supported' };
  if ('error' in outcome) return denied(outcome);
  const { client, userId } = outcome;
  const session = sessions.open(userId, client.clientId, now());
  const instanceUrl = `http://${request.headers['host'] ?? '127.0.0.1'}`;
  const id = `${instanceUrl}/id/${ORGANIZATION_ID}/${userId}`;
  const issuedAt = String(now());
  return jsonAnswer(
    200,
    {
      access_token: session.token,
      signature: createHmac('sha256', client.clientSecret ?? client.clientId)
        .update(id + issuedAt)
        .digest('base64'),
      scope: 'api',
      instance_url: instanceUrl,
      id,
      token_type: 'Bearer',
      issued_at: issuedAt,
    },
    { 'cache-control': 'no-store' },
  );
}

function byClientCredentials(
  clients: readonly SalesforceClient[],
  form: URLSearchParams,
  authorization: string | undefined,
): SignedIn | Denied {
  const [basicId, basicSecret] = readBasic(authorization);
  const id = form.get('client_id') ?? basicId;
  const secret = form.get('client_secret') ?? basicSecret;
  const client = clients.find(({ clientId }) => clientId === id);
  if (client === undefined) return { status: 400, error: 'invalid_client_id', description: 'client identifier invalid' };
  if (client.clientSecret === undefined || client.clientSecret !== secret)
    return { status: 400, error: 'invalid_client', description: 'invalid client credentials' };
  return runAs(client, client.username ?? INTEGRATION_USER.username);
}

function readBasic(authorization: string | undefined): readonly [string | null, string | null] {
  const encoded = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return [null, null];
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return [id, secret.join(':')];
}

/** `iss` = client id, `sub` = user, `aud` = login host, `exp` at most three minutes ahead, signed with RS256. */
function byAssertion(clients: readonly SalesforceClient[], assertion: string, now: number): SignedIn | Denied {
  const [header = '', payload = '', signature = '', ...more] = assertion.split('.');
  const [algorithm, claims] = [readPart(header), readPart(payload)];
  if (algorithm === undefined || claims === undefined || signature === '' || more.length > 0)
    return { status: 400, error: 'invalid_grant', description: 'invalid assertion' };
  const client = clients.find(({ clientId }) => clientId === claims['iss']);
  if (client?.publicKey === undefined) return { status: 400, error: 'invalid_client_id', description: 'client identifier invalid' };
  if (algorithm['alg'] !== 'RS256' || !isSigned(client.publicKey, `${header}.${payload}`, signature))
    return { status: 400, error: 'invalid_grant', description: 'invalid assertion' };
  if (!isLoginHost(claims['aud'])) return { status: 400, error: 'invalid_grant', description: 'audience is invalid' };
  const expiresAt = Number(claims['exp']) * 1_000;
  if (!(expiresAt > now && expiresAt <= now + LONGEST_ASSERTION_MS))
    return { status: 400, error: 'invalid_grant', description: 'expired authorization code' };
  return runAs(client, String(claims['sub']));
}

function readPart(part: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

function isSigned(publicKey: string, content: string, signature: string): boolean {
  try {
    return verify('RSA-SHA256', Buffer.from(content), createPublicKey(publicKey), Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

function isLoginHost(audience: unknown): boolean {
  if (typeof audience !== 'string' || !URL.canParse(audience)) return false;
  const { hostname } = new URL(audience);
  return (
    ['login.salesforce.com', 'test.salesforce.com', '127.0.0.1', 'localhost'].includes(hostname) || hostname.endsWith('.my.salesforce.com')
  );
}

function runAs(client: SalesforceClient, username: string): SignedIn | Denied {
  const user = USERS.find((candidate) => candidate.username === username);
  if (user === undefined) return { status: 400, error: 'invalid_grant', description: "user hasn't approved this consumer" };
  return { client, userId: user.id };
}

function denied({ status, error, description }: Denied): SimulatorResponse {
  return jsonAnswer(status, { error, error_description: description }, { 'cache-control': 'no-store' });
}
