/** At which cards something arrived: a step began there, or more runs stand there than before. Pure. */
import type { CanvasEdge, CanvasStatus } from './canvas-types.ts';

/** How much stands at a card. */
export function weightOf(status: CanvasStatus | undefined): number {
  if (status === undefined) return 0;
  return status.counts?.reduce((sum, { count }) => sum + count, 0) ?? 1;
}

/**
 * The wires along which it may have come: those that lead there, and of them those that the run went where that is known. `known` is what
 * stood at the cards the last time, and is brought up to date.
 */
export function wiresOfArrivals(
  changed: Iterable<string>,
  statusOf: (nodeId: string) => CanvasStatus | undefined,
  known: Map<string, number>,
  edges: readonly CanvasEdge[],
): readonly CanvasEdge[] {
  const arrived = new Set<string>();
  for (const id of changed) {
    const [before, now] = [known.get(id) ?? 0, weightOf(statusOf(id))];
    if (now === 0) known.delete(id);
    else known.set(id, now);
    if (now > before) arrived.add(id);
  }
  if (arrived.size === 0) return [];
  return edges.filter(({ to, taken }) => arrived.has(to) && taken !== false);
}
