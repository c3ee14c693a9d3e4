/**
 * Ids of signed messages that came within the window in which their signature holds (S17): a message that comes again, be it changed in
 * what the signature does not cover, gets the answer of the first and never runs twice. Those under way are known here, those that were
 * taken are rows, written in the commit that took them: a restart forgets none.
 */
import { createHash } from 'node:crypto';
import type { FindUsedMessage } from '../store/used-message-reads.ts';
import { WINDOW_SECONDS } from './standard-webhooks.ts';

/** Of each event of a message, in order; undefined where it became no run. */
export type RunIds = readonly (string | undefined)[];

export interface UsedMessages {
  /** `again`: the first one's runs; `other`: the id came with another body; else `first`, to be settled by `settle`. */
  claim(sender: string, messageId: string, body: string): Claim;
}

/** `taken`: what is kept with the runs in their commit. */
export interface TakenMessage {
  readonly sender: string;
  readonly messageId: string;
  readonly bodyHash: string;
  readonly at: string;
}

export type Claim =
  | { readonly kind: 'first'; readonly taken: TakenMessage; readonly settle: (outcome: RunIds | undefined) => void }
  | { readonly kind: 'again'; readonly outcome: Promise<RunIds | undefined> }
  | { readonly kind: 'other' };

/** Twice the window: a timestamp may lie as far ahead as behind. */
const USED_KEPT_MS = 2 * WINDOW_SECONDS * 1_000;
const MOST = 200_000;

export function createUsedMessages(now: () => number, find: FindUsedMessage): UsedMessages {
  const used = new Map<string, { readonly at: number; readonly bodyHash: string; readonly outcome: Promise<RunIds | undefined> }>();
  /** Since then everything that was taken is known here too. */
  const knownSince = now();
  let forgotten = false;

  function forgetOld(at: number): void {
    for (const [id, message] of used) {
      if (at - message.at < USED_KEPT_MS && used.size <= MOST) return;
      forgotten ||= at - message.at < USED_KEPT_MS;
      used.delete(id);
    }
  }

  function findEarlier(sender: string, messageId: string, at: number) {
    const before = used.get(`${sender} ${messageId}`);
    if (before !== undefined && at - before.at < USED_KEPT_MS) return before;
    if (!forgotten && at - knownSince >= USED_KEPT_MS) return undefined;
    const stored = find(sender, messageId, new Date(at - USED_KEPT_MS).toISOString());
    return stored === undefined
      ? undefined
      : { bodyHash: stored.bodyHash, outcome: Promise.resolve(stored.runIds.map((runId) => runId ?? undefined)) };
  }

  return {
    claim(sender, messageId, body) {
      const at = now();
      forgetOld(at);
      const id = `${sender} ${messageId}`;
      const bodyHash = createHash('sha256').update(body).digest('base64');
      const before = findEarlier(sender, messageId, at);
      if (before !== undefined) return before.bodyHash === bodyHash ? { kind: 'again', outcome: before.outcome } : { kind: 'other' };
      let settle: (outcome: RunIds | undefined) => void = () => {};
      const outcome = new Promise<RunIds | undefined>((resolve) => {
        settle = (value) => {
          // Nothing came of it: the sender may try again with the same id.
          if (value === undefined) used.delete(id);
          resolve(value);
        };
      });
      used.set(id, { at, bodyHash, outcome });
      return { kind: 'first', taken: { sender, messageId, bodyHash, at: new Date(at).toISOString() }, settle };
    },
  };
}
