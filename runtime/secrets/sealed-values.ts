/**
 * Tagged fields of payloads (secret, personal, price): what is stored and shown is a stable token, the value itself lies beside it as
 * ciphertext (TRC-3). The same value gives the same token, so equality, search and grouping still work without knowing it.
 */
import { createHmac } from 'node:crypto';
import type { Json, JsonObject } from '#flows/json.ts';
import { openEnvelope, sealEnvelope } from './envelope.ts';
import type { MasterKeys } from './master-key.ts';

/** What stands in a payload for a sealed value. */
export interface SealedToken {
  readonly $sealed: string;
}

export interface SealedValueRow {
  readonly token: string;
  readonly keyId: string;
  readonly ciphertext: string;
}

export interface SealedValues {
  /** `tag` names the kind of field, so that equal values of different kinds do not meet. */
  seal(value: Json, tag: string): { readonly token: SealedToken; readonly row: SealedValueRow };
  /** Every token in `value` replaced by what it stands for; `find` reads the stored row. Throws when one is missing. */
  unseal(value: Json, find: (token: string) => SealedValueRow | undefined): Json;
}

/** `tokenKey`: 32 bytes that stay the same when the master key changes, else old and new tokens would differ. */
export function createSealedValues(keys: MasterKeys, tokenKey: Uint8Array): SealedValues {
  return {
    seal(value, tag) {
      const text = JSON.stringify(value);
      const token = `${tag}:${createHmac('sha256', tokenKey).update(`${tag}\n${text}`).digest('base64url')}`;
      const ciphertext = sealEnvelope(text, ['sealed-value', token], keys.current);
      return { token: { $sealed: token }, row: { token, keyId: keys.current.keyId, ciphertext } };
    },
    unseal: (value, find) => unsealAll(value, (token) => open(token, find(token), keys)),
  };
}

export function isSealedToken(value: Json): value is Json & SealedToken {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0] === '$sealed' && typeof (value as JsonObject)['$sealed'] === 'string';
}

function open(token: string, row: SealedValueRow | undefined, keys: MasterKeys): Json {
  if (row === undefined) throw new Error(`The sealed value ${token} is not stored any more.`);
  return JSON.parse(openEnvelope(row.ciphertext, ['sealed-value', token], keys.get(row.keyId))) as Json;
}

function unsealAll(value: Json, open: (token: string) => Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => unsealAll(item, open));
  if (isSealedToken(value)) return open(value.$sealed);
  return Object.fromEntries(Object.entries(value as JsonObject).map(([name, part]) => [name, unsealAll(part, open)]));
}
