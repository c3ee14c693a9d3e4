/**
 * Addresses that other systems answer a waiting step by (WAI-2): the token names the wait and carries a MAC, so it can be neither
 * guessed nor altered. It is good for one answer and until its expiry; the wait's row decides both.
 */
import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { isEqual } from '../hooks/standard-webhooks.ts';

export interface CallbackTokens {
  /** New token for a step: `<random>.<mac>`. */
  create(runId: string, path: string): string;
  /** The hash under which the wait is stored; undefined when the token is not ours. */
  verify(token: string): string | undefined;
  hash(token: string): string;
}

/** `masterKey` is the key-file's key; callbacks use one of their own derived from it. */
export function createCallbackTokens(masterKey: Buffer): CallbackTokens {
  const key = Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), 'millrace callback tokens', 32));
  const mac = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  const hash = (token: string) => createHash('sha256').update(token).digest('hex');
  return {
    create(runId, path) {
      // The nonce keeps a resent step's address apart from its first one.
      const body = `${Buffer.from(JSON.stringify([runId, path])).toString('base64url')}.${randomBytes(9).toString('base64url')}`;
      return `${body}.${mac(body)}`;
    },
    verify(token) {
      const end = token.lastIndexOf('.');
      if (end <= 0 || token.length > 2_048) return undefined;
      return isEqual(token.slice(end + 1), mac(token.slice(0, end))) ? hash(token) : undefined;
    },
    hash,
  };
}
