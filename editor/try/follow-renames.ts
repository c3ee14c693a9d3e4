/** Where the pin of a node went that has another id now, also when renaming was undone or done again. Pure. */

/** Ids that are of one node. */
export type Renaming = readonly [from: string, to: string];

/** The first id that is `free`, over whatever lies between; undefined: the node was renamed to none, it is gone. */
export function followRenames(renamings: readonly Renaming[], id: string, isFree: (id: string) => boolean): string | undefined {
  const seen = new Set([id]);
  // A set goes on with what is added while it is walked.
  for (const known of seen) {
    if (known !== id && isFree(known)) return known;
    for (const [from, to] of renamings.toReversed()) {
      if (from === known) seen.add(to);
      if (to === known) seen.add(from);
    }
  }
  return undefined;
}
