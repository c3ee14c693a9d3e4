/** Where the next page begins, as an opaque text. What comes back from outside is not trusted: a wrong one begins at the start. */
export function encodeCursor(position: object): string {
  return Buffer.from(JSON.stringify(position), 'utf8').toString('base64url');
}

export function decodeCursor<Position extends object>(cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined;
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (typeof position !== 'object' || position === null) return undefined;
    const fits = Object.values(position).every((value) => typeof value === 'string' || Number.isSafeInteger(value));
    return fits ? (position as Position) : undefined;
  } catch {
    return undefined;
  }
}
