/** What is worked out piece by piece beside the engine: runs, messages and answers have their turn between. */

const SLICE_MS = 8;

/** The pieces that are something, in their order. One piece is never cut: it must be short by itself. */
export async function collectInSlices<Piece>(pieces: Iterable<Piece | undefined>): Promise<readonly Piece[]> {
  const collected: Piece[] = [];
  let until = performance.now() + SLICE_MS;
  for (const piece of pieces) {
    if (piece !== undefined) collected.push(piece);
    if (performance.now() < until) continue;
    await new Promise((resolve) => setImmediate(resolve));
    until = performance.now() + SLICE_MS;
  }
  return collected;
}
