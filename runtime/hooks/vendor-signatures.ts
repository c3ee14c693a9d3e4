/** Senders with a scheme of their own; each as its vendor documents it. The secret is the text that was agreed with the vendor. */
import { createHmac } from 'node:crypto';
import { isEqual, type SignatureVerdict, WINDOW_SECONDS } from './standard-webhooks.ts';

export interface SignedRequest {
  readonly method: string;
  /** As the sender addressed it: scheme, host, path and query. */
  readonly url: string;
  readonly headers: { readonly [name: string]: string | undefined };
  readonly body: string;
}

export type VendorScheme = 'github' | 'stripe' | 'hubspot-v3';

export function verifyVendorSignature(
  scheme: VendorScheme,
  request: SignedRequest,
  secrets: readonly string[],
  nowSeconds: number,
): SignatureVerdict {
  const verdicts = secrets.map((secret) => VERIFIERS[scheme](request, secret, nowSeconds));
  return verdicts.find((verdict) => verdict.ok) ?? verdicts[0] ?? { ok: false, reason: 'No secret is set for this sender.' };
}

type Verifier = (request: SignedRequest, secret: string, nowSeconds: number) => SignatureVerdict;

const github: Verifier = ({ headers, body }, secret) => {
  const given = headers['x-hub-signature-256'] ?? '';
  const id = headers['x-github-delivery'];
  if (id === undefined) return { ok: false, reason: 'The header x-github-delivery is needed.' };
  const expected = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  return isEqual(given, expected) ? { ok: true, messageId: id } : { ok: false, reason: 'x-hub-signature-256 does not fit.' };
};

const stripe: Verifier = ({ headers, body }, secret, nowSeconds) => {
  const parts = (headers['stripe-signature'] ?? '').split(',').map((part) => part.split('=') as [string, string?]);
  const timestamp = parts.find(([name]) => name === 't')?.[1] ?? '';
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(nowSeconds - Number(timestamp)) > WINDOW_SECONDS)
    return { ok: false, reason: 'The timestamp in stripe-signature is not within five minutes of our clock.' };
  const expected = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  const ok = parts.some(([name, value]) => name === 'v1' && value !== undefined && isEqual(value, expected));
  return ok ? { ok: true, messageId: `${timestamp}.${expected.slice(0, 32)}` } : { ok: false, reason: 'stripe-signature does not fit.' };
};

const hubspot: Verifier = ({ method, url, headers, body }, secret, nowSeconds) => {
  const timestamp = headers['x-hubspot-request-timestamp'] ?? '';
  if (!/^\d{1,15}$/.test(timestamp) || Math.abs(nowSeconds - Number(timestamp) / 1000) > WINDOW_SECONDS)
    return { ok: false, reason: 'x-hubspot-request-timestamp is not within five minutes of our clock.' };
  const expected = createHmac('sha256', secret).update(`${method}${url}${body}${timestamp}`).digest('base64');
  return isEqual(headers['x-hubspot-signature-v3'] ?? '', expected)
    ? { ok: true, messageId: expected }
    : { ok: false, reason: 'x-hubspot-signature-v3 does not fit.' };
};

const VERIFIERS = { github, stripe, 'hubspot-v3': hubspot } as const satisfies { readonly [S in VendorScheme]: Verifier };
