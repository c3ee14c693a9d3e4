/** The ledger's key as other systems get it: short, and made of characters that every header and field takes. */
import { hash } from 'node:crypto';

export function receiverKey(effectKey: string): string {
  return hash('sha256', effectKey, 'hex').slice(0, 32);
}
