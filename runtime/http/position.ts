/** Where a page ends, as an opaque text. It comes back from outside, so it is checked; a wrong one is refused and not guessed at. */
import { ApiError } from './api-error.ts';

type Kinds = { readonly [name: string]: 'string' | 'number' };
type Position<K extends Kinds> = { readonly [N in keyof K]: K[N] extends 'string' ? string : number };

export function encodePosition(position: { readonly [name: string]: string | number }): string {
  return Buffer.from(JSON.stringify(position), 'utf8').toString('base64url');
}

/** Throws ApiError 400 `invalid-cursor`. */
export function decodePosition<const K extends Kinds>(cursor: string, kinds: K): Position<K> {
  try {
    const value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as { readonly [name: string]: unknown };
    const fits = Object.entries(kinds).every(([name, kind]) => typeof value[name] === kind);
    if (fits && Object.keys(value).length === Object.keys(kinds).length) return value as unknown as Position<K>;
  } catch {
    // Refused below.
  }
  throw invalidCursor(cursor);
}

/** For lists whose store reads the cursor itself: it must have these members, and may have those. */
export function requireCursor(
  query: { readonly [name: string]: string },
  members: readonly string[],
  optional: readonly string[] = [],
): void {
  const { cursor } = query;
  if (cursor === undefined) return;
  try {
    const names = Object.keys(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as object);
    if (members.every((name) => names.includes(name)) && names.every((name) => members.includes(name) || optional.includes(name))) return;
  } catch {
    // Refused below.
  }
  throw invalidCursor(cursor);
}

export function invalidCursor(cursor: string): ApiError {
  return new ApiError(
    400,
    'invalid-cursor',
    `"${cursor.slice(0, 100)}" is no cursor of this list.`,
    'Take "next" of the page before as it is, or leave "cursor" out to begin.',
  );
}
