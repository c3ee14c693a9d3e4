/** Paths through values: names from the root. Lists are gone through without a mark, as the language of expressions does. Pure. */

export type FieldPath = readonly string[];

/** What the language reads as something else than a name. */
const WORDS: ReadonlySet<string> = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function']);

/** As the language wants it: what is no plain name stands in backquotes. */
export function nameInPath(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !WORDS.has(name) ? name : `\`${name}\``;
}

export function pathText(path: FieldPath): string {
  return path.map(nameInPath).join('.');
}

/** One text for one path, whatever its names are. */
export function keyOf(path: FieldPath): string {
  return JSON.stringify(path);
}

export function startsWith(path: FieldPath, base: FieldPath): boolean {
  return base.length <= path.length && base.every((name, at) => path[at] === name);
}
