/** Standard Webhooks: the three headers that prove who sent a body and when. */
import { createHmac } from 'node:crypto';

/** `secret`: `whsec_<base64>`. `id` stays the same over repeated attempts, so that the receiver knows them as one. */
export function signDelivery(secret: string, id: string, body: string, nowMs: number): { readonly [header: string]: string } {
  const timestamp = String(Math.floor(nowMs / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
