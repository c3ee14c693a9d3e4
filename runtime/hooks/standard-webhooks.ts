/** Standard Webhooks signatures: `v1,<base64 HMAC-SHA256 of "{id}.{timestamp}.{raw body}">`, several separated by spaces while a secret rotates. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export const WINDOW_SECONDS = 300;

export type SignatureVerdict = { readonly ok: true; readonly messageId: string } | { readonly ok: false; readonly reason: string };

export function verifyStandardWebhook(
  headers: { readonly [name: string]: string | undefined },
  body: string,
  secrets: readonly string[],
  nowSeconds: number,
): SignatureVerdict {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (id === undefined || timestamp === undefined || signatures === undefined)
    return { ok: false, reason: 'The headers webhook-id, webhook-timestamp and webhook-signature are needed.' };
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(nowSeconds - Number(timestamp)) > WINDOW_SECONDS)
    return { ok: false, reason: 'webhook-timestamp is not within five minutes of our clock.' };
  const given = signatures.split(' ').flatMap((part) => (part.startsWith('v1,') ? [part.slice(3)] : []));
  const matches = secrets.some((secret) => given.some((signature) => isEqual(signature, signStandardWebhook(secret, id, timestamp, body))));
  return matches ? { ok: true, messageId: id } : { ok: false, reason: 'The signature fits none of the active secrets.' };
}

/** `secret` as `whsec_<base64>`. Gives the base64 part of a `v1` signature. */
export function signStandardWebhook(secret: string, id: string, timestamp: string, body: string): string {
  return createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
}

/** Lengths first: timingSafeEqual throws on unequal ones. */
export function isEqual(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
