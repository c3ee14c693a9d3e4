import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type IssuerKey, type JwtSettings, verifyJwt } from './verify-jwt.ts';

const NOW = 1_770_000_000;
const settings: JwtSettings = { issuer: 'https://login.plant.example', audience: 'millrace', subject: 'mes', scope: 'orders.write' };
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');
const jwk = (key: KeyObject, kid: string) => ({ ...key.export({ format: 'jwk' }), kid }) as IssuerKey;
const keys = [jwk(rsa.publicKey, 'r1'), jwk(ec.publicKey, 'e1'), jwk(ed.publicKey, 'd1')];
const claims = {
  iss: settings.issuer,
  aud: ['other', 'millrace'],
  sub: 'mes',
  exp: NOW + 300,
  nbf: NOW,
  scope: 'orders.read orders.write',
};

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
function token(
  payload: object = claims,
  header: object = { alg: 'RS256', kid: 'r1' },
  key: KeyObject = rsa.privateKey,
  hash: string | null = 'sha256',
): string {
  const text = `${part(header)}.${part(payload)}`;
  const options = key.asymmetricKeyType === 'ec' ? ({ key, dsaEncoding: 'ieee-p1363' } as const) : key;
  return `${text}.${sign(hash, Buffer.from(text), options).toString('base64url')}`;
}

describe('tokens of other issuers', () => {
  test.each([
    ['RSA', token()],
    ['an elliptic curve', token(claims, { alg: 'ES256', kid: 'e1' }, ec.privateKey)],
    ['Ed25519', token(claims, { alg: 'EdDSA', kid: 'd1' }, ed.privateKey, null)],
    ['RSA without a key id', token(claims, { alg: 'RS256' })],
    [
      'RSA with the sender in azp and the scope in roles',
      token({ ...claims, sub: 'x', azp: 'mes', scope: undefined, roles: ['orders.write'] }),
    ],
  ])('signed by %s are taken', (_name, text) => {
    expect(verifyJwt(text, settings, keys, NOW)).toEqual({ ok: true });
  });

  test.each([
    ['nothing', '', /no JWT/],
    ['two parts', 'a.b', /no JWT/],
    ['no algorithm', `${part({ alg: 'none' })}.${part(claims)}.`, /signed by none/],
    [
      'the public key as a shared secret',
      (() => {
        const text = `${part({ alg: 'HS256', kid: 'r1' })}.${part(claims)}`;
        const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' });
        return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`;
      })(),
      /signed by HS256/,
    ],
    [
      'a key of its own',
      token(
        claims,
        { alg: 'RS256', kid: 'r1', jwk: jwk(rsa.publicKey, 'r1') },
        generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
      ),
      /none of the keys/,
    ],
    ["another key's algorithm", token(claims, { alg: 'ES256', kid: 'r1' }, ec.privateKey), /none of the keys/],
    ['an unknown key', token(claims, { alg: 'RS256', kid: 'r9' }), /none of the keys/],
    ['a changed claim', token().replace(/\.[^.]+\./, `.${part({ ...claims, sub: 'mes', exp: NOW + 9_999 })}.`), /none of the keys/],
    ['another issuer', token({ ...claims, iss: 'https://login.attacker.example' }), /another issuer/],
    ['another audience', token({ ...claims, aud: 'erp' }), /somebody else/],
    ['an end in the past', token({ ...claims, exp: NOW - 61 }), /expired/],
    ['no end', token({ ...claims, exp: undefined }), /expired/],
    ['a beginning in the future', token({ ...claims, nbf: NOW + 61 }), /not valid yet/],
    ['another sender', token({ ...claims, sub: 'crm' }), /another sender/],
    ['too small a scope', token({ ...claims, scope: 'orders.read' }), /lacks the scope/],
    ['an extension', token(claims, { alg: 'RS256', kid: 'r1', crit: ['exp'] }), /extension/],
  ])('with %s are refused', (_name, text, reason) => {
    const verdict = verifyJwt(text, settings, keys, NOW);
    expect(verdict).toMatchObject({ ok: false });
    expect(verdict.ok === false && verdict.reason).toMatch(reason);
  });
});
