import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { CLIENT, createSalesforce, errorCode } from './salesforce-fixture.ts';

const CREDENTIALS = { grant_type: 'client_credentials', client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret };

describe('sign-in', () => {
  test('CRM-1: client credentials give a token without an end and without a refresh token', () => {
    const { status, body } = createSalesforce().signIn();
    expect(status).toBe(200);
    expect(Object.keys(body as JsonObject).sort()).toEqual([
      'access_token',
      'id',
      'instance_url',
      'issued_at',
      'scope',
      'signature',
      'token_type',
    ]);
    expect(body).toMatchObject({ token_type: 'Bearer', instance_url: 'http://crm.test', issued_at: expect.stringMatching(/^\d{13}$/) });
  });

  test.each([
    [{ ...CREDENTIALS, client_secret: 'wrong' }, 'invalid_client'],
    [{ ...CREDENTIALS, client_id: 'nobody' }, 'invalid_client_id'],
    [{ ...CREDENTIALS, grant_type: 'password' }, 'unsupported_grant_type'],
    [{ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'no.jwt' }, 'invalid_grant'],
  ])('CRM-1: %j is refused in OAuth form', (form, error) => {
    const { status, body } = createSalesforce().signIn(form);
    expect([status, body]).toEqual([400, { error, error_description: expect.any(String) }]);
  });

  test('CRM-2: an assertion signs in a registered key, within three minutes, for the right host', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const salesforce = createSalesforce({ clients: () => [{ clientId: 'keyed-client', publicKey: pem }] });
    const now = Math.floor(salesforce.host.clock / 1000);
    const assert = (claims: JsonObject, key = privateKey) => {
      const part = (value: JsonObject) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const content = `${part({ alg: 'RS256' })}.${part({ iss: 'keyed-client', sub: 'integration@sandbox.example', aud: 'https://login.salesforce.com', exp: now + 120, ...claims })}`;
      const assertion = `${content}.${sign('RSA-SHA256', Buffer.from(content), key).toString('base64url')}`;
      const { status, body } = salesforce.signIn({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
      return status === 200 ? 'signed in' : (body as JsonObject)['error_description'];
    };
    expect(assert({})).toBe('signed in');
    expect(assert({ exp: now + 600 })).toBe('expired authorization code');
    expect(assert({ exp: now - 1 })).toBe('expired authorization code');
    expect(assert({ aud: 'https://elsewhere.example' })).toBe('audience is invalid');
    expect(assert({ iss: 'nobody' })).toBe('client identifier invalid');
    expect(assert({ sub: 'stranger@sandbox.example' })).toBe("user hasn't approved this consumer");
    expect(assert({}, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)).toBe('invalid assertion');
  });
});

describe('sessions', () => {
  test('CRM-3: without a living session everything but the list of versions is refused', () => {
    const { send, call } = createSalesforce();
    expect(send('GET', '/services/data').body).toContainEqual({ label: "Winter '25", url: '/services/data/v62.0', version: '62.0' });
    const refused = send('GET', '/services/data/v62.0/limits', undefined, { authorization: 'Bearer invented' });
    expect([refused.status, refused.body]).toEqual([401, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]]);
    expect(call('GET', 'limits').status).toBe(200);
  });

  test('CRM-3: a session ends by idleness, revocation or fault, and a new sign-in helps', () => {
    const { host, call, send, signIn, forgetToken } = createSalesforce({ sessionIdleMs: 60_000 });
    expect(call('GET', 'limits').status).toBe(200);
    host.clock += 60_001;
    expect(errorCode(call('GET', 'limits'))).toBe('INVALID_SESSION_ID');
    forgetToken();
    expect(call('GET', 'limits').status).toBe(200);
    host.faults.push({ id: 'f', system: 'crm', kind: 'session-lost' });
    expect(call('GET', 'limits').status).toBe(401);
    expect(call('GET', 'limits').status).toBe(401);
    forgetToken();
    expect(call('GET', 'limits').status).toBe(200);
    const token = String((signIn().body as JsonObject)['access_token']);
    expect(send('POST', '/services/oauth2/revoke', `token=${encodeURIComponent(token)}`).status).toBe(200);
    expect(send('GET', '/services/data/v62.0/limits', undefined, { authorization: `Bearer ${token}` }).status).toBe(401);
  });

  test('CRM-4: every answer says how many calls were used, and the last one of the day is refused', () => {
    const { host, call } = createSalesforce({ dailyApiRequests: 2 });
    expect(call('GET', 'limits').headers['sforce-limit-info']).toBe('api-usage=1/2');
    expect(call('GET', 'sobjects/Nothing').headers['sforce-limit-info']).toBe('api-usage=2/2');
    const refused = call('GET', 'limits');
    expect([refused.status, errorCode(refused)]).toEqual([403, 'REQUEST_LIMIT_EXCEEDED']);
    host.clock += 86_400_000;
    expect(errorCode(call('GET', 'limits'))).toBe('INVALID_SESSION_ID');
  });
});
