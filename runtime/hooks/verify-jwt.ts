/**
 * Bearer tokens of senders that sign in elsewhere (OAuth 2, client credentials): a JWT of the issuer that was registered, for us, still
 * valid, signed by one of the issuer's public keys. No `none`, no shared secrets, no keys that the token brings along.
 */
import { constants, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';

export interface JwtSettings {
  readonly issuer: string;
  /** What `aud` must be, or hold. */
  readonly audience: string;
  /** `sub`, `azp`, `appid` or `client_id`: this sender and no other that the issuer knows. */
  readonly subject: string;
  /** A word of `scope` or `scp`, or one of `roles`. */
  readonly scope?: string;
}

export interface IssuerKey extends JsonWebKey {
  readonly kid?: string;
}

export type JwtVerdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };

const LEEWAY_SECONDS = 60;
const MOST_BYTES = 8_192;

type Algorithm = { readonly hash: string | null; readonly type: string; readonly curve?: string; readonly options?: object };
const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
const RAW = { dsaEncoding: 'ieee-p1363' };
const ALGORITHMS: { readonly [name: string]: Algorithm | undefined } = {
  RS256: { hash: 'sha256', type: 'rsa' },
  RS384: { hash: 'sha384', type: 'rsa' },
  RS512: { hash: 'sha512', type: 'rsa' },
  PS256: { hash: 'sha256', type: 'rsa', options: PSS },
  PS384: { hash: 'sha384', type: 'rsa', options: PSS },
  PS512: { hash: 'sha512', type: 'rsa', options: PSS },
  ES256: { hash: 'sha256', type: 'ec', curve: 'prime256v1', options: RAW },
  ES384: { hash: 'sha384', type: 'ec', curve: 'secp384r1', options: RAW },
  EdDSA: { hash: null, type: 'ed25519' },
};

/** The key id that a token names, so that unknown keys can be fetched; undefined for what is no JWT. */
export function keyIdOf(token: string): string | undefined {
  return readPart(token.split('.')[0] ?? '')?.['kid'] as string | undefined;
}

export function verifyJwt(token: string, settings: JwtSettings, keys: readonly IssuerKey[], nowSeconds: number): JwtVerdict {
  const parts = token.split('.');
  const header = readPart(parts[0] ?? '');
  const claims = readPart(parts[1] ?? '');
  if (parts.length !== 3 || token.length > MOST_BYTES || header === undefined || claims === undefined) return no('The token is no JWT.');
  const algorithm = ALGORITHMS[String(header['alg'])];
  if (algorithm === undefined)
    return no(`The token is signed by ${String(header['alg'])}; taken are ${Object.keys(ALGORITHMS).join(', ')}.`);
  if (header['crit'] !== undefined) return no('The token demands an extension that is not known here.');
  const signed = Buffer.from(`${parts[0]}.${parts[1]}`);
  const signature = Buffer.from(parts[2]!, 'base64url');
  const candidates = keys.filter(({ kid }) => header['kid'] === undefined || kid === undefined || kid === header['kid']);
  if (!candidates.some((key) => isSignedBy(key, algorithm, signed, signature)))
    return no('The signature of the token fits none of the keys of its issuer.');
  if (claims['iss'] !== settings.issuer) return no('The token is of another issuer.');
  if (!listOf(claims['aud']).includes(settings.audience)) return no('The token was made for somebody else (aud).');
  const { exp, nbf } = claims;
  if (typeof exp !== 'number' || exp + LEEWAY_SECONDS < nowSeconds) return no('The token has expired.');
  if (nbf !== undefined && !(typeof nbf === 'number' && nbf - LEEWAY_SECONDS <= nowSeconds)) return no('The token is not valid yet.');
  if (!['sub', 'azp', 'appid', 'client_id'].some((claim) => claims[claim] === settings.subject))
    return no('The token is of another sender.');
  if (settings.scope !== undefined && !scopesOf(claims).includes(settings.scope))
    return no(`The token lacks the scope "${settings.scope}".`);
  return { ok: true };
}

function no(reason: string): JwtVerdict {
  return { ok: false, reason };
}

function isSignedBy(jwk: IssuerKey, { hash, type, curve, options }: Algorithm, signed: Buffer, signature: Buffer): boolean {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return false;
  }
  // The algorithm comes from the token: it must be one that this key is for.
  if (key.asymmetricKeyType !== type || (curve !== undefined && key.asymmetricKeyDetails?.namedCurve !== curve)) return false;
  try {
    return verify(hash, signed, { key, ...options }, signature);
  } catch {
    return false;
  }
}

function readPart(part: string): { readonly [claim: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { [claim: string]: unknown }) : undefined;
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function scopesOf(claims: { readonly [claim: string]: unknown }): readonly unknown[] {
  const words = [claims['scope'], claims['scp']].flatMap((value) => (typeof value === 'string' ? value.split(' ') : listOf(value)));
  return [...words, ...listOf(claims['roles'])];
}
