/** Who sends to a webhook (S17): fails closed. Pure but for the digests: consumers, keys and the clock come in. */
import { createHash } from 'node:crypto';
import type { HookAuthentication } from '#nodes/trigger.ts';
import { isEqual, verifyStandardWebhook } from './standard-webhooks.ts';
import { type SignedRequest, type VendorScheme, verifyVendorSignature } from './vendor-signatures.ts';
import { type IssuerKey, type JwtSettings, keyIdOf, verifyJwt } from './verify-jwt.ts';

/** A registered sender of one flow in one environment. */
export interface HookConsumer {
  readonly consumerId: string;
  readonly name: string;
  readonly kind: Exclude<HookAuthentication, 'public'>;
  /** SHA-256, hex, of what the sender shows (api-key, basic, secret-path); two while one rotates. */
  readonly secretSha256?: readonly string[];
  /** Unsealed signing secrets, the newest first; two while one rotates. */
  readonly signingSecrets?: readonly string[];
  readonly jwt?: JwtSettings & ({ readonly keys: readonly IssuerKey[] } | { readonly keysUrl: string });
  /** SHA-256 of the certificate, hex without colons. */
  readonly certificateSha256?: string;
}

export interface ShownCredentials extends SignedRequest {
  /** Last segment after the route's own path. */
  readonly pathSecret?: string;
  /** SHA-256 of the client certificate that TLS has verified. */
  readonly certificateSha256?: string;
}

/** Public keys of an issuer; undefined when they cannot be had now. */
export type FindKeys = (url: string, keyId: string | undefined) => Promise<readonly IssuerKey[] | undefined>;

export type HookVerdict =
  | { readonly ok: true; readonly consumer?: HookConsumer; readonly messageId?: string }
  /** `unavailable`: not the sender's fault, who may try again. */
  | { readonly ok: false; readonly reason: string; readonly unavailable?: true };

/** What can be judged without waiting; `jwt` whose keys are elsewhere goes by `authenticateByToken`. */
export function authenticateHook(
  authentication: Exclude<HookAuthentication, 'jwt'>,
  scheme: 'standard-webhooks' | VendorScheme,
  request: ShownCredentials,
  consumers: readonly HookConsumer[],
  nowSeconds: number,
): HookVerdict {
  if (authentication === 'public') return { ok: true };
  const registered = consumers.filter((consumer) => consumer.kind === authentication);
  if (registered.length === 0) return NOBODY;
  if (authentication === 'signed') return verifySigned(scheme, request, registered, nowSeconds);
  if (authentication === 'certificate') return verifyCertificate(request.certificateSha256, registered);
  const shown = shownSecret(authentication, request);
  if (shown === undefined) return { ok: false, reason: WANTED[authentication] };
  const digest = sha256(shown);
  const consumer = registered.find(({ secretSha256 }) => secretSha256?.some((known) => isEqual(known, digest)));
  return consumer === undefined ? { ok: false, reason: 'The credential is not known here.' } : { ok: true, consumer };
}

export async function authenticateByToken(
  authorization: string | undefined,
  consumers: readonly HookConsumer[],
  findKeys: FindKeys,
  nowSeconds: number,
): Promise<HookVerdict> {
  const registered = consumers.filter(({ kind }) => kind === 'jwt');
  if (registered.length === 0) return NOBODY;
  const token = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return { ok: false, reason: 'Send an access token of your issuer as "Authorization: Bearer …".' };
  let refused: HookVerdict = { ok: false, reason: 'The token is not taken here.' };
  for (const consumer of registered) {
    const { jwt } = consumer;
    if (jwt === undefined) continue;
    const keys = 'keys' in jwt ? jwt.keys : await findKeys(jwt.keysUrl, keyIdOf(token));
    if (keys === undefined) {
      refused = { ok: false, reason: 'The keys of the issuer cannot be read at this moment.', unavailable: true };
      continue;
    }
    const verdict = verifyJwt(token, jwt, keys, nowSeconds);
    if (verdict.ok) return { ok: true, consumer };
    if (refused.ok || refused.unavailable !== true) refused = verdict;
  }
  return refused;
}

const NOBODY: HookVerdict = { ok: false, reason: 'No consumer is registered for this webhook.' };

function verifySigned(
  scheme: 'standard-webhooks' | VendorScheme,
  request: SignedRequest,
  registered: readonly HookConsumer[],
  nowSeconds: number,
): HookVerdict {
  let reason = 'The signature does not fit.';
  for (const consumer of registered) {
    const secrets = consumer.signingSecrets ?? [];
    const verdict =
      scheme === 'standard-webhooks'
        ? verifyStandardWebhook(request.headers, request.body, secrets, nowSeconds)
        : verifyVendorSignature(scheme, request, secrets, nowSeconds);
    if (verdict.ok) return { ok: true, consumer, messageId: verdict.messageId };
    reason = verdict.reason;
  }
  return { ok: false, reason };
}

function verifyCertificate(shown: string | undefined, registered: readonly HookConsumer[]): HookVerdict {
  if (shown === undefined) return { ok: false, reason: 'Show your client certificate when you connect.' };
  const consumer = registered.find(({ certificateSha256 }) => certificateSha256 === shown);
  return consumer === undefined ? { ok: false, reason: 'The certificate is not known here.' } : { ok: true, consumer };
}

const WANTED = {
  'api-key': 'Send your key in the header X-API-Key.',
  basic: 'Send your name and password as HTTP basic authentication.',
  'secret-path': 'The address lacks its secret last segment.',
} as const;

function shownSecret(kind: keyof typeof WANTED, request: ShownCredentials): string | undefined {
  if (kind === 'api-key') return request.headers['x-api-key'];
  if (kind === 'secret-path') return request.pathSecret;
  const match = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(request.headers['authorization'] ?? '');
  return match === null ? undefined : Buffer.from(match[1]!, 'base64').toString('utf8');
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
