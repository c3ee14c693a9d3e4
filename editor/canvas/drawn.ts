/** Our nodes and edges as the canvas library wants them. An object is made anew only when something about it changed. */
import { type Edge, MarkerType, type Node } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import { CARD_HEIGHT, CARD_WIDTH, type CanvasEdge, type CanvasNode, type CanvasSelection, type CanvasStatus } from './canvas-types.ts';
import type { NodeCardData } from './node-card.tsx';

interface Drawn {
  readonly node: CanvasNode;
  readonly x: number;
  readonly y: number;
  readonly selected: boolean;
  readonly editable: boolean;
  readonly result: Node<NodeCardData>;
}

export function useDrawnNodes(
  nodes: readonly CanvasNode[],
  moves: ReadonlyMap<string, { readonly x: number; readonly y: number }>,
  selection: CanvasSelection,
  editable: boolean,
): Node<NodeCardData>[] {
  const known = useRef(new Map<string, Drawn>());
  return useMemo(() => {
    const next = new Map<string, Drawn>();
    for (const node of nodes) {
      const [x, y] = [moves.get(node.id)?.x ?? node.position[0], moves.get(node.id)?.y ?? node.position[1]];
      const selected = selection.nodes.includes(node.id);
      const old = known.current.get(node.id);
      const same =
        old !== undefined && old.node === node && old.x === x && old.y === y && old.selected === selected && old.editable === editable;
      next.set(node.id, same ? old : { node, x, y, selected, editable, result: toNode(node, { x, y }, selected, editable) });
    }
    known.current = next;
    return [...next.values()].map(({ result }) => result);
  }, [nodes, moves, selection.nodes, editable]);
}

function toNode(node: CanvasNode, position: { x: number; y: number }, selected: boolean, editable: boolean): Node<NodeCardData> {
  const state = node.status === undefined ? '' : `, ${statusText(node.status)}`;
  return {
    id: node.id,
    type: 'card',
    position,
    selected,
    width: CARD_WIDTH,
    height: CARD_HEIGHT,
    data: { node, connectable: editable },
    ariaLabel: `${node.label}, ${node.about}${state}`,
  };
}

/** What the card shows, for those who do not see it. */
function statusText({ state, text, counts }: CanvasStatus): string {
  return counts === undefined ? `${state} ${text}` : counts.map((one) => `${one.count} ${one.state}`).join(', ');
}

export function useDrawnEdges(edges: readonly CanvasEdge[], selection: CanvasSelection): Edge[] {
  return useMemo(
    () =>
      withJoinedLabels(edges).map((edge) => ({
        id: edge.id,
        source: edge.from,
        sourceHandle: edge.port,
        target: edge.to,
        type: 'smoothstep',
        label: edge.label,
        selected: selection.edges.includes(edge.id),
        className: `edge edge-${edge.kind} ${edge.taken === true ? 'edge-taken' : ''}`,
        markerEnd: { type: MarkerType.ArrowClosed },
        ariaLabel: `${edge.from} → ${edge.to}${edge.label === '' ? '' : `, ${edge.label}`}`,
      })),
    [edges, selection.edges],
  );
}

/** Several ports that lead to the same node share one label: theirs would stand on top of one another. */
function withJoinedLabels(edges: readonly CanvasEdge[]): readonly CanvasEdge[] {
  const groups = groupByEnds(edges);
  return edges.map((edge) => {
    const group = groups.get(`${edge.from} ${edge.to}`)!;
    if (group.length === 1) return edge;
    const labels = group.map(({ label }) => label).filter((label) => label !== '');
    return { ...edge, label: edge === group.at(-1) ? labels.join(' · ') : '' };
  });
}

function groupByEnds(edges: readonly CanvasEdge[]): ReadonlyMap<string, readonly CanvasEdge[]> {
  const groups = new Map<string, CanvasEdge[]>();
  for (const edge of edges) {
    const ends = `${edge.from} ${edge.to}`;
    groups.set(ends, [...(groups.get(ends) ?? []), edge]);
  }
  return groups;
}
