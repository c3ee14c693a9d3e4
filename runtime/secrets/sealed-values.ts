/**
 * Tagged fields of payloads (secret, personal, price): what is stored and shown is a stable token, the value itself lies beside it as
 * ciphertext (TRC-3). The same value gives the same token, so equality, search and grouping still work without knowing it.
 */
import { createHmac } from 'node:crypto';
import type { Json, JsonObject } from '#flows/json.ts';
import { isSealedToken, type SealedToken } from '#flows/sealed-token.ts';
import { openEnvelope, sealEnvelope } from './envelope.ts';
import type { MasterKeys } from './master-key.ts';

export interface SealedValueRow {
  readonly token: string;
  readonly keyId: string;
  readonly ciphertext: string;
}

export interface SealedValues {
  /** `tag` names the kind of field, so that equal values of different kinds do not meet. */
  seal(value: Json, tag: string): { readonly token: SealedToken; readonly row: SealedValueRow };
  /**
   * Every token in `value` replaced by what it stands for, the same object when there is none; `find` reads the stored row, `opened`
   * hears of each. Throws when one is missing.
   */
  unseal(value: Json, find: (token: string) => SealedValueRow | undefined, opened?: (row: SealedValueRow, value: Json) => void): Json;
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
    unseal: (value, find, opened) =>
      replaceTokens(value, ({ $sealed: token }) => {
        const row = find(token);
        if (row === undefined) throw new Error(`The sealed value ${token} is not stored any more.`);
        const plain = JSON.parse(openEnvelope(row.ciphertext, ['sealed-value', token], keys.get(row.keyId))) as Json;
        opened?.(row, plain);
        return plain;
      }),
  };
}

/** What stands for a token is not looked into: it is a value, whatever it looks like. */
export function replaceTokens(value: Json, replace: (token: SealedToken) => Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (isSealedToken(value)) return replace(value);
  return mapParts(value, (part) => replaceTokens(part, replace));
}

/** The same object when no part changes. */
export function mapParts(value: Json & object, change: (part: Json, name: string | undefined) => Json): Json {
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    let changed: Json[] | undefined;
    for (let index = 0; index < list.length; index += 1) {
      const part = list[index]!;
      const next = change(part, undefined);
      if (next !== part) (changed ??= [...list])[index] = next;
    }
    return changed ?? value;
  }
  const object = value as JsonObject;
  let changed: [string, Json][] | undefined;
  const names = Object.keys(object);
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index]!;
    const part = object[name]!;
    const next = change(part, name);
    if (next !== part) (changed ??= Object.entries(object))[index] = [name, next];
  }
  // Not by assignment: a field may be called "__proto__" (S21).
  return changed === undefined ? value : Object.fromEntries(changed);
}
