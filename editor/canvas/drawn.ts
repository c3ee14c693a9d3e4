/** Our nodes and edges as the canvas library wants them. An object is made anew only when something about it changed. */
import { type Edge, MarkerType, type Node, Position } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import type { CanvasEdge, CanvasNode, CanvasSelection, Place } from './canvas-types.ts';
import type { Drawing, Parts } from './canvas-window.ts';
import { CARD_WIDTH, cardHeight, FIRST_PORT_TOP, labelWidth, portTop } from './card-size.ts';
import type { NodeCardData } from './node-card.tsx';
import { type Box, routeEdge } from './route-edge.ts';
import type { WireData } from './wire.tsx';

export type Moves = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

interface Drawn {
  readonly node: CanvasNode;
  readonly x: number;
  readonly y: number;
  readonly selected: boolean;
  readonly editable: boolean;
  readonly inTabOrder: boolean;
  readonly bare: boolean;
  readonly nameId: string;
  readonly result: Node<NodeCardData>;
}

/** `current`: the one card that Tab stops at; arrow keys lead to the others. `named`: how ids of the cards' names begin in this drawing. */
export function useDrawnNodes(
  { nodes, ends }: Pick<Parts, 'nodes' | 'ends'>,
  moves: Moves,
  selection: CanvasSelection,
  current: string | undefined,
  editable: boolean,
  named: string,
): Node<NodeCardData>[] {
  const known = useRef(new Map<string, Drawn>());
  return useMemo(() => {
    const next = new Map<string, Drawn>();
    const chosen = new Set(selection.nodes);
    for (const node of nodes) {
      const [x, y] = placeOf(node, moves);
      const selected = chosen.has(node.id);
      const inTabOrder = node.id === current;
      const bare = ends.has(node.id);
      const old = known.current.get(node.id);
      const same =
        old !== undefined &&
        isSameNode(old.node, node) &&
        old.x === x &&
        old.y === y &&
        old.selected === selected &&
        old.editable === editable &&
        old.bare === bare &&
        old.inTabOrder === inTabOrder;
      const state = { node, x, y, selected, editable, inTabOrder, bare, nameId: `${named}${node.id}` };
      next.set(node.id, same ? old : { ...state, result: toNode(state) });
    }
    known.current = next;
    return [...next.values()].map(({ result }) => result);
  }, [nodes, ends, moves, selection.nodes, current, editable, named]);
}

/** An edit makes a drawing anew; cards that look as before stay as they are. */
function isSameNode(a: CanvasNode, b: CanvasNode): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function toNode({ node, x, y, selected, editable, inTabOrder, bare, nameId }: Omit<Drawn, 'result'>): Node<NodeCardData> {
  return {
    id: node.id,
    type: 'card',
    position: { x, y },
    selected,
    width: CARD_WIDTH,
    height: cardHeight(node),
    // Given, so that nothing is measured.
    handles: [
      ...(node.trigger ? [] : [{ type: 'target', position: Position.Left, ...handleBox(0, FIRST_PORT_TOP) } as const]),
      ...node.ports.map(
        (port, i) => ({ id: port.name, type: 'source', position: Position.Right, ...handleBox(CARD_WIDTH, portTop(i)) }) as const,
      ),
    ],
    data: { node, editable, bare, nameId },
    // The card itself says what it is called, because what happens there changes without a new drawing.
    domAttributes: { tabIndex: inTabOrder ? 0 : -1, 'aria-labelledby': nameId },
  };
}

const HANDLE = 10;

function handleBox(x: number, y: number) {
  return { x: x - HANDLE / 2, y: y - HANDLE / 2, width: HANDLE, height: HANDLE };
}

/** `all` cards, because a wire goes round those that are not drawn, too. */
export function useDrawnEdges(
  edges: readonly CanvasEdge[],
  { nodes, byId }: Pick<Drawing, 'nodes' | 'byId'>,
  moves: Moves,
  selection: CanvasSelection,
): Edge<WireData>[] {
  // While cards are dragged their wires follow; the others go round what they went round before.
  const boxes = useBoxes(nodes);
  const known = useRef<{ readonly boxes: unknown; readonly ways: Map<string, readonly Place[]> }>({ boxes: undefined, ways: new Map() });
  const drawn = useRef(new Map<string, DrawnEdge>());
  return useMemo(() => {
    if (known.current.boxes !== boxes) known.current = { boxes, ways: new Map() };
    const { ways } = known.current;
    const ranks = ranksOf(edges, byId, moves);
    const labels = labelWidths(edges);
    const chosen = new Set(selection.edges);
    const next = new Map<string, DrawnEdge>();
    for (const edge of edges) {
      const [source, target] = [byId.get(edge.from), byId.get(edge.to)];
      if (source === undefined || target === undefined) continue;
      const ends = {
        from: leavesAt(source, edge.port, moves),
        to: entersAt(target, moves),
        rank: ranks.get(edge.id) ?? 0,
        labelWidth: labels.get(edge.from) ?? 0,
      };
      const key = `${ends.from} ${ends.to} ${ends.rank} ${ends.labelWidth}`;
      let way = ways.get(key);
      if (way === undefined) ways.set(key, (way = routeEdge(ends, boxes)));
      const selected = chosen.has(edge.id);
      const old = drawn.current.get(edge.id);
      const same = old !== undefined && old.edge === edge && old.way === way && old.selected === selected;
      next.set(edge.id, same ? old : { edge, way, selected, result: toEdge(edge, way, selected) });
    }
    drawn.current = next;
    return [...next.values()].map(({ result }) => result);
  }, [edges, byId, boxes, moves, selection.edges]);
}

interface DrawnEdge {
  readonly edge: CanvasEdge;
  readonly way: readonly Place[];
  readonly selected: boolean;
  readonly result: Edge<WireData>;
}

/** The same list as long as every card stands where it stood: a letter typed into a name finds no way anew. */
function useBoxes(nodes: readonly CanvasNode[]): readonly Box[] {
  const known = useRef<readonly Box[]>([]);
  return useMemo(() => {
    const boxes = nodes.map((node) => boxOf(node, node.position));
    const old = known.current;
    const same =
      old.length === boxes.length && boxes.every(({ x, y, height }, i) => old[i]!.x === x && old[i]!.y === y && old[i]!.height === height);
    if (!same) known.current = boxes;
    return known.current;
  }, [nodes]);
}

function toEdge(edge: CanvasEdge, way: readonly Place[], selected: boolean): Edge<WireData> {
  return {
    id: edge.id,
    source: edge.from,
    sourceHandle: edge.port,
    target: edge.to,
    type: 'wire',
    selected,
    focusable: false,
    data: { way, label: edge.label },
    className: `edge edge-${edge.kind} ${edge.taken === true ? 'edge-taken' : ''} ${edge.change === undefined ? '' : `edge-${edge.change}`}`,
    markerEnd: { type: MarkerType.ArrowClosed },
    ariaLabel: `${edge.from} → ${edge.to}${edge.label === '' ? '' : `, ${edge.label}`}`,
  };
}

export function placeOf(node: CanvasNode, moves: Moves): Place {
  const moved = moves.get(node.id);
  return moved === undefined ? node.position : [moved.x, moved.y];
}

function boxOf(node: CanvasNode, [x, y]: Place): Box {
  return { x, y, width: CARD_WIDTH, height: cardHeight(node) };
}

function leavesAt(node: CanvasNode, port: string, moves: Moves): Place {
  const [x, y] = placeOf(node, moves);
  const index = Math.max(
    0,
    node.ports.findIndex(({ name }) => name === port),
  );
  return [x + CARD_WIDTH, y + portTop(index)];
}

function entersAt(node: CanvasNode, moves: Moves): Place {
  const [x, y] = placeOf(node, moves);
  return [x, y + FIRST_PORT_TOP];
}

/** Of the wires that leave a card downwards the lowest keeps nearest to it, of those upwards the highest: so none crosses another. */
function ranksOf(edges: readonly CanvasEdge[], nodes: ReadonlyMap<string, CanvasNode>, moves: Moves): ReadonlyMap<string, number> {
  const groups = new Map<string, { readonly id: string; readonly y: number }[]>();
  for (const edge of edges) {
    const [source, target] = [nodes.get(edge.from), nodes.get(edge.to)];
    if (source === undefined || target === undefined) continue;
    const y = leavesAt(source, edge.port, moves)[1];
    const rise = Math.sign(entersAt(target, moves)[1] - y);
    if (rise === 0) continue;
    const key = `${edge.from} ${rise}`;
    groups.set(key, [...(groups.get(key) ?? []), { id: edge.id, y: -rise * y }]);
  }
  return new Map([...groups.values()].flatMap((group) => group.toSorted((a, b) => a.y - b.y).map(({ id }, rank) => [id, rank] as const)));
}

/** Of the widest label behind each card, so that no upright piece crosses any. */
function labelWidths(edges: readonly CanvasEdge[]): ReadonlyMap<string, number> {
  const widths = new Map<string, number>();
  for (const { from, label } of edges) if (label !== '') widths.set(from, Math.max(widths.get(from) ?? 0, labelWidth(label)));
  return widths;
}
