/** JSON Pointers (RFC 6901) as problems and diffs use them. */
import type { Json } from './json.ts';

export type PathPart = string | number;

export function toPointer(path: readonly PathPart[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The names in a pointer; list positions stay text. */
export function fromPointer(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function findAt(value: Json | undefined, path: readonly PathPart[]): Json | undefined {
  let current = value;
  for (const part of path) {
    if (Array.isArray(current)) current = (current as readonly Json[])[Number(part)];
    else if (typeof current === 'object' && current !== null && Object.hasOwn(current, part))
      current = (current as { readonly [name: string]: Json })[part];
    else return undefined;
  }
  return current;
}
