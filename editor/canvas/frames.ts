/** The frames of containers: round the cards of what stands in them. Pure. */
import type { CanvasNode, Place } from './canvas-types.ts';
import { CARD_WIDTH, cardHeight, GRID } from './card-size.ts';

export interface Frame {
  readonly id: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** How many frames are around it. */
  readonly depth: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Outer frames first, so that inner ones are drawn over them. */
export function framesOf(nodes: readonly CanvasNode[], placeOf: (node: CanvasNode) => Place): readonly Frame[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const depthOf = (id: string): number => {
    let depth = 0;
    for (let at = byId.get(id)?.within; at !== undefined && depth < nodes.length; at = byId.get(at)?.within) depth += 1;
    return depth;
  };
  const containers = [...new Set(nodes.flatMap(({ within }) => (within === undefined || !byId.has(within) ? [] : [within])))];
  const boxes = new Map<string, Box>();
  // Inner ones first: an outer frame goes round theirs.
  for (const id of containers.toSorted((a, b) => depthOf(b) - depthOf(a))) {
    const inside = nodes
      .filter(({ within }) => within === id)
      .flatMap((node) => [cardBox(node, placeOf(node)), boxes.get(node.id) ?? []].flat());
    boxes.set(id, {
      left: Math.min(...inside.map(({ left }) => left)) - GRID,
      top: Math.min(...inside.map(({ top }) => top)) - 2 * GRID,
      right: Math.max(...inside.map(({ right }) => right)) + GRID,
      bottom: Math.max(...inside.map(({ bottom }) => bottom)) + GRID,
    });
  }
  return [...boxes]
    .map(([id, { left, top, right, bottom }]) => ({
      id,
      label: byId.get(id)!.label,
      x: left,
      y: top,
      width: right - left,
      height: bottom - top,
      depth: depthOf(id),
    }))
    .toSorted((a, b) => a.depth - b.depth);
}

function cardBox(node: CanvasNode, [left, top]: Place): Box {
  return { left, top, right: left + CARD_WIDTH, bottom: top + cardHeight(node) };
}
