/**
 * Ids of signed messages that came within the window in which their signature holds (S17): a message that comes again, be it changed in
 * what the signature does not cover, gets the answer of the first and never runs twice. In memory: after a restart the flow's own key
 * stands alone.
 */
import { createHash } from 'node:crypto';
import { WINDOW_SECONDS } from './standard-webhooks.ts';

export interface UsedMessages<T> {
  /** `again`: the first one's outcome; `other`: the id came with another body; else `first`, to be settled by `settle`. */
  claim(sender: string, messageId: string, body: string): Claim<T>;
}

export type Claim<T> =
  | { readonly kind: 'first'; readonly settle: (outcome: T | undefined) => void }
  | { readonly kind: 'again'; readonly outcome: Promise<T | undefined> }
  | { readonly kind: 'other' };

/** Twice the window: a timestamp may lie as far ahead as behind. */
const KEPT_MS = 2 * WINDOW_SECONDS * 1_000;
const MOST = 200_000;

export function createUsedMessages<T>(now: () => number): UsedMessages<T> {
  const used = new Map<string, { readonly at: number; readonly bodyHash: string; readonly outcome: Promise<T | undefined> }>();

  function forgetOld(at: number): void {
    for (const [id, message] of used) {
      if (at - message.at < KEPT_MS && used.size <= MOST) return;
      used.delete(id);
    }
  }

  return {
    claim(sender, messageId, body) {
      const at = now();
      forgetOld(at);
      const id = `${sender} ${messageId}`;
      const bodyHash = createHash('sha256').update(body).digest('base64');
      const before = used.get(id);
      if (before !== undefined && at - before.at < KEPT_MS)
        return before.bodyHash === bodyHash ? { kind: 'again', outcome: before.outcome } : { kind: 'other' };
      let settle: (outcome: T | undefined) => void = () => {};
      const outcome = new Promise<T | undefined>((resolve) => {
        settle = (value) => {
          // Nothing came of it: the sender may try again with the same id.
          if (value === undefined) used.delete(id);
          resolve(value);
        };
      });
      used.set(id, { at, bodyHash, outcome });
      return { kind: 'first', settle };
    },
  };
}
