/** What goes along when cards are moved: a container takes with it what stands in it. Pure. */
import type { CanvasNode } from './canvas-types.ts';

export function carriedBy(nodes: readonly Pick<CanvasNode, 'id' | 'within'>[], moved: readonly string[]): readonly string[] {
  const all = new Set(moved);
  // Deeper ones may stand before what they stand in.
  for (let before = -1; before !== all.size; ) {
    before = all.size;
    for (const { id, within } of nodes) if (within !== undefined && all.has(within)) all.add(id);
  }
  return [...all];
}
