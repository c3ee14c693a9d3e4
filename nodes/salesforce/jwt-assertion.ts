/** The signed assertion of the OAuth 2.0 JWT bearer flow (RFC 7523), as Salesforce wants it: RS256, three minutes at most. */
import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { DeniedError } from '../errors.ts';

export interface AssertionClaims {
  /** Consumer key of the connected app. */
  readonly issuer: string;
  /** User name as whom the flows work. */
  readonly subject: string;
  /** Login host: production, sandboxes and My Domain differ. */
  readonly audience: string;
}

/** Less than the three minutes that Salesforce allows, so that a clock that runs a little ahead does no harm. */
const VALID_SECONDS = 120;

/** @throws DeniedError `private-key-malformed` */
export function signAssertion({ issuer, subject, audience }: AssertionClaims, privateKey: string, nowMs: number): string {
  const key = readKey(privateKey);
  const claims = { iss: issuer, sub: subject, aud: audience, exp: Math.floor(nowMs / 1_000) + VALID_SECONDS };
  const content = [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part), 'utf8').toString('base64url'))
    .join('.');
  return `${content}.${sign('RSA-SHA256', Buffer.from(content, 'ascii'), key).toString('base64url')}`;
}

function readKey(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    // What was thrown may quote the key.
    throw unusable('The private key cannot be read');
  }
  if (key.asymmetricKeyType !== 'rsa') throw unusable(`The private key is of type ${key.asymmetricKeyType}`);
  return key;
}

function unusable(message: string): DeniedError {
  return new DeniedError(message, {
    code: 'private-key-malformed',
    signInRefused: true,
    help: 'Give the RSA private key that belongs to the certificate of the connected app, as PEM without a passphrase ("-----BEGIN PRIVATE KEY-----").',
  });
}
