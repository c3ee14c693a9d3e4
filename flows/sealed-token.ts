/** What readers see in the place of a sealed value (TRC-3): the same token for the same value, and what kind of field it is. */
import type { Json, JsonObject } from './json.ts';

export interface SealedToken {
  /** `<kind>:<token>`; the kind is a field's tag, or `secret` for a payload that holds a secret of ours. */
  readonly $sealed: string;
}

export function isSealedToken(value: Json): value is Json & SealedToken {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0] === '$sealed' && typeof (value as JsonObject)['$sealed'] === 'string';
}

/** `personal`, `price`, `secret` … */
export function kindOfToken(token: string): string {
  return token.slice(0, Math.max(0, token.indexOf(':')));
}
