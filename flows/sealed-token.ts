/** What readers see in the place of a sealed value (TRC-3): the same token for the same value, and what kind of field it is. */
import type { Json, JsonObject } from './json.ts';

export interface SealedToken {
  /** `<kind>:<token>`; the kind is a field's tag, or `secret` for a payload that holds a secret of ours. */
  readonly $sealed: string;
}

export function isSealedToken(value: Json): value is Json & SealedToken {
  if (typeof value !== 'object' || value === null || typeof (value as JsonObject)['$sealed'] !== 'string') return false;
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0] === '$sealed';
}

/** `personal`, `price`, `secret` … */
export function kindOfToken(token: string): string {
  return token.slice(0, Math.max(0, token.indexOf(':')));
}

/**
 * Made-up values in the place of sealed ones, the same for the same token: what leaves its run (a test, a sample) takes nobody's data
 * along, and still has a text where a text is wanted.
 */
export function withStandIns(value: Json): Json {
  const standIns = new Map<string, string>();
  function standInOf(token: string): string {
    const known = standIns.get(token);
    if (known !== undefined) return known;
    const number = standIns.size + 1;
    const made = kindOfToken(token) === 'price' ? `${number}.00` : `Sample ${number}`;
    standIns.set(token, made);
    return made;
  }
  function replace(part: Json): Json {
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return (part as readonly Json[]).map(replace);
    if (isSealedToken(part)) return standInOf(part.$sealed);
    return Object.fromEntries(Object.entries(part as JsonObject).map(([name, inner]) => [name, replace(inner)]));
  }
  return replace(value);
}
