/** Our nodes and edges as the canvas library wants them. An object is made anew only when something about it changed. */
import { type Edge, MarkerType, type Node } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import type { CanvasEdge, CanvasNode, CanvasSelection, CanvasStatus, Place } from './canvas-types.ts';
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
  readonly result: Node<NodeCardData>;
}

/** `current`: the one card that Tab stops at; arrow keys lead to the others. */
export function useDrawnNodes(
  nodes: readonly CanvasNode[],
  moves: Moves,
  selection: CanvasSelection,
  current: string | undefined,
  editable: boolean,
): Node<NodeCardData>[] {
  const known = useRef(new Map<string, Drawn>());
  return useMemo(() => {
    const next = new Map<string, Drawn>();
    const chosen = new Set(selection.nodes);
    for (const node of nodes) {
      const [x, y] = placeOf(node, moves);
      const selected = chosen.has(node.id);
      const inTabOrder = node.id === current;
      const old = known.current.get(node.id);
      const same =
        old !== undefined &&
        old.node === node &&
        old.x === x &&
        old.y === y &&
        old.selected === selected &&
        old.editable === editable &&
        old.inTabOrder === inTabOrder;
      const state = { node, x, y, selected, editable, inTabOrder };
      next.set(node.id, same ? old : { ...state, result: toNode(state) });
    }
    known.current = next;
    return [...next.values()].map(({ result }) => result);
  }, [nodes, moves, selection.nodes, current, editable]);
}

function toNode({ node, x, y, selected, editable, inTabOrder }: Omit<Drawn, 'result'>): Node<NodeCardData> {
  const state = node.status === undefined ? '' : `, ${statusText(node.status)}`;
  return {
    id: node.id,
    type: 'card',
    position: { x, y },
    selected,
    width: CARD_WIDTH,
    height: cardHeight(node),
    data: { node, editable },
    ariaLabel: `${node.label}, ${node.about}${state}`,
    domAttributes: { tabIndex: inTabOrder ? 0 : -1 },
  };
}

/** What the card shows, for those who do not see it. */
function statusText({ state, text, counts }: CanvasStatus): string {
  return counts === undefined ? `${state} ${text}` : counts.map((one) => `${one.count} ${one.state}`).join(', ');
}

export function useDrawnEdges(
  edges: readonly CanvasEdge[],
  nodes: readonly CanvasNode[],
  moves: Moves,
  selection: CanvasSelection,
): Edge<WireData>[] {
  // While cards are dragged their wires follow; the others go round what they went round before.
  const cards = useMemo(() => new Map(nodes.map((node) => [node.id, boxOf(node, [...node.position])])), [nodes]);
  const known = useRef<{ readonly cards: unknown; readonly ways: Map<string, readonly Place[]> }>({ cards: undefined, ways: new Map() });
  return useMemo(() => {
    const boxes = [...cards.values()];
    if (known.current.cards !== cards) known.current = { cards, ways: new Map() };
    const { ways } = known.current;
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const ranks = ranksOf(edges, byId, moves);
    const labels = labelWidths(edges);
    return edges.flatMap((edge) => {
      const [source, target] = [byId.get(edge.from), byId.get(edge.to)];
      if (source === undefined || target === undefined) return [];
      const ends = {
        from: leavesAt(source, edge.port, moves),
        to: entersAt(target, moves),
        rank: ranks.get(edge.id) ?? 0,
        labelWidth: labels.get(edge.from) ?? 0,
      };
      const key = `${ends.from} ${ends.to} ${ends.rank} ${ends.labelWidth}`;
      let way = ways.get(key);
      if (way === undefined) ways.set(key, (way = routeEdge(ends, boxes)));
      return [toEdge(edge, way, selection.edges.includes(edge.id))];
    });
  }, [edges, nodes, cards, moves, selection.edges]);
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

function boxOf(node: CanvasNode, [x, y]: readonly number[]): Box {
  return { x: x!, y: y!, width: CARD_WIDTH, height: cardHeight(node) };
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
