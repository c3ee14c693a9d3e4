/** Seals and opens the secrets of connections and consumers; remembers which values are active, so that they can be kept out of records. */
import { hkdfSync } from 'node:crypto';
import type { SealedSecret } from '../store/definitions.ts';
import { open, seal } from './envelope.ts';
import type { MasterKeys } from './master-key.ts';
import { createRedactor, type Redactor } from './redact.ts';

export interface SecretVault {
  seal(owner: string, field: string, value: string, hosts: readonly string[]): SealedSecret;
  open(secret: SealedSecret): string;
  /** Every active secret's value, in its usual disguises, replaced (S15). */
  readonly redact: Redactor['redact'];
  /** A key for one purpose, derived from the master key: callback addresses, sealed values. */
  deriveKey(purpose: string): Buffer;
}

export function createSecretVault(keys: MasterKeys): SecretVault {
  const redactor = createRedactor();
  const opened = new Map<string, { readonly envelope: string; readonly value: string }>();
  const placeOf = (owner: string, field: string) => `${owner}\n${field}`;
  return {
    seal(owner, field, value, hosts) {
      const { keyId, text } = seal(keys, placeOf(owner, field), value);
      redactor.add(value);
      return { owner, field, keyId, envelope: text, hosts };
    },
    open({ owner, field, keyId, envelope }) {
      const place = placeOf(owner, field);
      const known = opened.get(place);
      if (known?.envelope === envelope) return known.value;
      const value = open(keys, place, { keyId, text: envelope });
      opened.set(place, { envelope, value });
      redactor.add(value);
      return value;
    },
    redact: redactor.redact,
    deriveKey: (purpose) => Buffer.from(hkdfSync('sha256', keys.current.key, Buffer.alloc(0), `millrace ${purpose}`, 32)),
  };
}
