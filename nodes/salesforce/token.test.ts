import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createCrmSystem } from '../../test/support/crm-system.ts';
import { answerWith } from '../../test/support/simulator-http-client.ts';
import { salesforceConnection } from './connection.ts';

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const { publicKey, privateKey } = rsa();
const pem = (key: typeof privateKey) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const USER = 'integration@sandbox.example';

function keyed(settings: JsonObject = {}, key: string = pem(privateKey)) {
  const client = { clientId: '3MVG9test', publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
  const system = createCrmSystem({
    options: { clients: () => [client] },
    settings: { authentication: 'jwt-bearer', username: USER, ...settings },
    secrets: { privateKey: key },
  });
  system.host.tick(Date.now() - system.host.now());
  return system;
}

async function climb({ connection }: ReturnType<typeof keyed>) {
  const rungs = await salesforceConnection.check(connection, new AbortController().signal);
  return rungs.at(-1)!;
}

test('a private key signs in, without a secret of the app, and the check climbs to the top', async () => {
  const system = keyed();
  expect(await climb(system)).toMatchObject({ name: 'write permission', state: 'passed' });
  const [form] = system.http.requests.filter(({ url }) => url.endsWith('/token')).map(({ body }) => new URLSearchParams(String(body)));
  expect([...form!.keys()]).toEqual(['grant_type', 'assertion']);
  const [header, claims] = form!
    .get('assertion')!
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as JsonObject);
  expect(header).toEqual({ alg: 'RS256', typ: 'JWT' });
  expect(claims).toMatchObject({ iss: '3MVG9test', sub: USER, aud: 'https://login.salesforce.com' });
  const left = Number(claims!['exp']) - Date.now() / 1_000;
  expect(left).toBeGreaterThan(60);
  expect(left).toBeLessThanOrEqual(180);
});

test.each([
  ['a user whom the app does not know', { username: 'stranger@sandbox.example' }, undefined, 'pre-authorised'],
  ['another login host', { audience: 'https://elsewhere.example' }, undefined, 'Set the audience'],
  ['another consumer key', { clientId: '3MVG9other' }, undefined, 'consumer key'],
  ['a key that is not the certificate’s', {}, pem(rsa().privateKey), 'does not belong to the certificate'],
  ['a key that is none', {}, '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----', 'RSA private key'],
  ['a key of another kind', {}, pem(generateKeyPairSync('ed25519').privateKey), 'RSA private key'],
  ['no user', { username: '' }, undefined, 'integration user'],
])('%s stops the ladder at the sign-in and says what to do', async (_what, settings, key, words) => {
  const rung = await climb(keyed(settings, key));
  expect(rung).toMatchObject({ name: 'sign in', state: 'failed', fix: expect.stringContaining(words) });
  expect(JSON.stringify(rung)).not.toContain('PRIVATE KEY-----\n');
});

test('clocks that are apart are named', async () => {
  const system = keyed();
  const body = { error: 'invalid_grant', error_description: 'expired authorization code' };
  system.http.disturbNext(
    ({ url }) => url.endsWith('/token'),
    answerWith({ status: 400, headers: { date: new Date(Date.now() - 600_000).toUTCString() }, text: JSON.stringify(body) }),
  );
  expect((await climb(system)).fix).toMatch(/NTP.*(599|600|601) seconds behind ours/);
});

test('a session that ended is renewed by a new assertion', async () => {
  const system = keyed();
  await climb(system);
  system.http.disturbNext(
    ({ url }) => url.endsWith('/sobjects'),
    answerWith({ status: 401, text: JSON.stringify([{ errorCode: 'INVALID_SESSION_ID', message: 'ended' }]) }),
  );
  expect(await climb(system)).toMatchObject({ state: 'passed' });
  expect(system.http.requests.filter(({ url }) => url.endsWith('/token'))).toHaveLength(2);
});
