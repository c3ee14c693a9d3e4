/**
 * Addresses that other systems answer a waiting step by (WAI-2). The token names run, step and the how-manieth answer of the step,
 * so a repeated attempt gives the address that was already sent out; the MAC keeps anybody from making one.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export interface CallbackPlace {
  readonly runId: string;
  readonly path: string;
  readonly nth: number;
}

export function createToken(key: Uint8Array, { runId, path, nth }: CallbackPlace): string {
  const body = Buffer.from(JSON.stringify([runId, path, nth])).toString('base64url');
  return `${body}.${macOf(key, body)}`;
}

/** Undefined for a token that is not ours. */
export function readToken(key: Uint8Array, token: string): CallbackPlace | undefined {
  const dot = token.lastIndexOf('.');
  if (dot <= 0 || token.length > 2_048) return undefined;
  const body = token.slice(0, dot);
  const given = Buffer.from(token.slice(dot + 1));
  const own = Buffer.from(macOf(key, body));
  if (given.length !== own.length || !timingSafeEqual(given, own)) return undefined;
  const [runId, path, nth] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as [string, string, number];
  return { runId, path, nth };
}

/** Under which the wait is stored: the store never holds a token that could be used. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function macOf(key: Uint8Array, body: string): string {
  return createHmac('sha256', key).update(body).digest('base64url');
}
