/** The ledger's key as other systems get it: short, and made of characters that every header and field takes. */
import { createHash } from 'node:crypto';

export function receiverKey(effectKey: string): string {
  return createHash('sha256').update(effectKey).digest('hex').slice(0, 32);
}
