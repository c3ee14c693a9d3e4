/** Values of records are compared by keyed digests, so that no copy of them is kept for it (TRC-3). */
import { createHmac } from 'node:crypto';
import type { FieldDigests } from '../engine/find-notified-echo.ts';

/** @param fields text of each value as its sender would show it; empty: it has none */
export function digestFields(key: Uint8Array, object: string, fields: { readonly [field: string]: string }): FieldDigests {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const field = name.toLowerCase();
      return [
        field,
        value === '' ? '' : createHmac('sha256', key).update(`${object}\n${field}\n${value}`).digest('base64url').slice(0, 16),
      ];
    }),
  );
}
