/** Keys for one purpose each (callback addresses, tokens of sealed values), derived from the master key. */
import { hkdfSync } from 'node:crypto';
import type { MasterKey } from './master-key.ts';

export function deriveKey({ key }: MasterKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `millrace ${purpose}`, 32));
}
