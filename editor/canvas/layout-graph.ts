/** A drawing as the layout program wants it, and what it gives as places of cards. Containers are laid out from the inside out. Pure but for `run`. */
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import type { CanvasEdge, CanvasNode, Place } from './canvas-types.ts';
import { CARD_WIDTH, cardHeight, FIRST_PORT_TOP, GRID, portTop } from './card-size.ts';
import { boundsOf } from './paint-overview.ts';

export type RunLayout = (graph: ElkNode) => Promise<ElkNode>;
export type LayoutNode = Pick<CanvasNode, 'id' | 'ports' | 'position' | 'within' | 'trigger'>;
export type LayoutEdge = Pick<CanvasEdge, 'id' | 'from' | 'port' | 'to'>;

/** Left to right, wires level and upright, ways out in their order from top to bottom; cards as near to their old order as that allows. */
const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.spacing.nodeNodeBetweenLayers': String(5 * GRID),
  'elk.spacing.nodeNode': String(2 * GRID),
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
};
/** Of a frame round what stands in a container; above, its name. */
const FRAME_SIDE = GRID;
const FRAME_TOP = 2 * GRID;

/**
 * Places on the grid for these nodes, by id. Their left upper corner stays where it was, so that tidying a part leaves it among the
 * rest.
 */
export async function layOut(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  run: RunLayout,
): Promise<{ readonly [nodeId: string]: Place }> {
  const ids = new Set(nodes.map(({ id }) => id));
  const levels = new Map<string | undefined, LayoutNode[]>();
  for (const node of nodes) {
    const within = node.within !== undefined && ids.has(node.within) ? node.within : undefined;
    levels.set(within, [...(levels.get(within) ?? []), node]);
  }
  const laid = await layLevel(undefined, levels, edges, run);
  const before = boundsOf(nodes as readonly CanvasNode[], ({ position }) => position);
  const left = Math.min(...[...laid.places.values()].map(([x]) => x));
  const top = Math.min(...[...laid.places.values()].map(([, y]) => y));
  const [dx, dy] = [(before?.x ?? 0) - left, (before?.y ?? 0) - top];
  return Object.fromEntries([...laid.places].map(([id, [x, y]]) => [id, [onGrid(x + dx), onGrid(y + dy)] as const]));
}

interface Laid {
  readonly width: number;
  readonly height: number;
  readonly places: ReadonlyMap<string, Place>;
}

async function layLevel(
  within: string | undefined,
  levels: ReadonlyMap<string | undefined, readonly LayoutNode[]>,
  edges: readonly LayoutEdge[],
  run: RunLayout,
): Promise<Laid> {
  const nodes = levels.get(within) ?? [];
  const inner = new Map<string, Laid>();
  for (const { id } of nodes) if (levels.has(id)) inner.set(id, await layLevel(id, levels, edges, run));
  const ids = new Set(nodes.map(({ id }) => id));
  const graph = await run({
    id: within ?? ' flow',
    layoutOptions: OPTIONS,
    children: nodes.map((node) => toElk(node, inner.get(node.id))),
    edges: edges
      .filter(({ from, to }) => ids.has(from) && ids.has(to))
      .map(({ id, from, port, to }) => ({ id, sources: [`${from} out ${port}`], targets: [`${to} in`] })),
  });
  const places = new Map<string, Place>();
  for (const { id, x = 0, y = 0 } of graph.children ?? []) {
    places.set(id, [x, y]);
    const frame = inner.get(id);
    if (frame === undefined) continue;
    const node = nodes.find((one) => one.id === id)!;
    // What stands in a container stands below its card.
    for (const [child, [cx, cy]] of frame.places) places.set(child, [x + FRAME_SIDE + cx, y + cardHeight(node) + GRID + FRAME_TOP + cy]);
  }
  return { width: graph.width ?? 0, height: graph.height ?? 0, places };
}

function toElk(node: LayoutNode, frame: Laid | undefined): ElkNode {
  const height = cardHeight(node);
  return {
    id: node.id,
    width: frame === undefined ? CARD_WIDTH : Math.max(CARD_WIDTH, frame.width + 2 * FRAME_SIDE),
    height: frame === undefined ? height : height + GRID + FRAME_TOP + frame.height + FRAME_SIDE,
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
    ports: [
      { id: `${node.id} in`, x: 0, y: FIRST_PORT_TOP, width: 0, height: 0, layoutOptions: { 'elk.port.side': 'WEST' } },
      ...node.ports.map((port, i) => ({
        id: `${node.id} out ${port.name}`,
        x: frame === undefined ? CARD_WIDTH : Math.max(CARD_WIDTH, frame.width + 2 * FRAME_SIDE),
        y: portTop(i),
        width: 0,
        height: 0,
        layoutOptions: { 'elk.port.side': 'EAST' },
      })),
    ],
  };
}

function onGrid(value: number): number {
  return Math.round(value / GRID) * GRID;
}
