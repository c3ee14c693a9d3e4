/** Two signs that stand for a name: of its first word and of its last. Pure. */

/** `Bea Lang` → `BL`, `bea` → `B`; what stands in brackets is not part of the name. A name without letters gives `?`. */
export function initialsOf(name: string): string {
  const words = name.replaceAll(/\([^)]*\)/g, ' ').match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? [];
  const chosen = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return chosen.map(firstSign).join('') || '?';
}

function firstSign(word: string): string {
  const [sign] = new Intl.Segmenter().segment(word);
  return sign!.segment.toUpperCase();
}
