/** Who sends to a webhook (S17): fails closed. Pure but for the digests: consumers and the clock come in. */
import { createHash } from 'node:crypto';
import type { HookAuthentication } from '#nodes/node.ts';
import { isEqual, verifyStandardWebhook } from './standard-webhooks.ts';
import { type SignedRequest, type VendorScheme, verifyVendorSignature } from './vendor-signatures.ts';

/** A registered sender of one flow in one environment. */
export interface HookConsumer {
  readonly consumerId: string;
  readonly name: string;
  readonly kind: Exclude<HookAuthentication, 'public'>;
  /** SHA-256, hex, of what the sender shows (api-key, basic, secret-path). */
  readonly secretSha256?: string;
  /** Unsealed signing secrets, the newest first; two while one rotates. */
  readonly signingSecrets?: readonly string[];
}

export type HookVerdict =
  | { readonly ok: true; readonly consumer?: HookConsumer; readonly messageId?: string }
  | { readonly ok: false; readonly reason: string };

export function authenticateHook(
  authentication: HookAuthentication,
  scheme: 'standard-webhooks' | VendorScheme,
  request: SignedRequest & { readonly pathSecret?: string },
  consumers: readonly HookConsumer[],
  nowSeconds: number,
): HookVerdict {
  if (authentication === 'public') return { ok: true };
  const registered = consumers.filter((consumer) => consumer.kind === authentication);
  if (registered.length === 0) return { ok: false, reason: 'No consumer is registered for this webhook.' };
  if (authentication === 'signed') return verifySigned(scheme, request, registered, nowSeconds);
  const shown = shownSecret(authentication, request);
  if (shown === undefined) return { ok: false, reason: WANTED[authentication] };
  const digest = sha256(shown);
  const consumer = registered.find(({ secretSha256 }) => secretSha256 !== undefined && isEqual(secretSha256, digest));
  return consumer === undefined ? { ok: false, reason: 'The credential is not known here.' } : { ok: true, consumer };
}

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

const WANTED = {
  'api-key': 'Send your key in the header X-API-Key.',
  basic: 'Send your name and password as HTTP basic authentication.',
  'secret-path': 'The address lacks its secret last segment.',
} as const;

function shownSecret(kind: keyof typeof WANTED, request: SignedRequest & { readonly pathSecret?: string }): string | undefined {
  if (kind === 'api-key') return request.headers['x-api-key'];
  if (kind === 'secret-path') return request.pathSecret;
  const match = /^Basic ([A-Za-z0-9+/=]+)$/.exec(request.headers['authorization'] ?? '');
  return match === null ? undefined : Buffer.from(match[1]!, 'base64').toString('utf8');
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
