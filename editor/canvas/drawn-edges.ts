/** Our wires as the canvas library wants them, each with its way. A way is looked for anew only when its ends or a card near it moved. */
import { type Edge, MarkerType } from '@xyflow/react';
import { useMemo, useRef, useState } from 'react';
import type { CanvasEdge, CanvasNode, CanvasSelection, Place } from './canvas-types.ts';
import type { Drawing } from './canvas-window.ts';
import { CARD_WIDTH, cardHeight, FIRST_PORT_TOP, labelWidth, portTop } from './card-size.ts';
import { type Box, type CardTiles, inTiles } from './card-tiles.ts';
import { type Moves, placeOf } from './drawn-nodes.ts';
import { createEarlierWays, type FoundWay, findWay, isSameBoxes } from './found-ways.ts';
import type { WireData } from './wire.tsx';

/** `nodes`: all cards, because a wire goes round those that are not drawn, too. */
export function useDrawnEdges(
  edges: readonly CanvasEdge[],
  { nodes, byId }: Pick<Drawing, 'nodes' | 'byId'>,
  moves: Moves,
  selection: CanvasSelection,
): Edge<WireData>[] {
  // While cards are dragged their wires follow; the others go round what they went round before.
  const tiles = useTiles(nodes);
  const drawn = useRef(new Map<string, DrawnEdge>());
  const [earlier] = useState(createEarlierWays);
  return useMemo(() => {
    const ranks = ranksOf(edges, byId, moves);
    const labels = labelWidths(edges);
    const chosen = new Set(selection.edges);
    const next = new Map<string, DrawnEdge>();
    for (const edge of edges) {
      const [source, target] = [byId.get(edge.from), byId.get(edge.to)];
      if (source === undefined || target === undefined) continue;
      const old = drawn.current.get(edge.id);
      const ends = {
        from: leavesAt(source, edge.port, moves),
        to: entersAt(target, moves),
        rank: ranks.get(edge.id) ?? 0,
        labelWidth: labels.get(edge.from) ?? 0,
      };
      const found = findWay(ends, tiles, old?.found, earlier.get(edge.id));
      if (old !== undefined && found.way !== old.found.way) earlier.keep(edge.id, old.found);
      const selected = chosen.has(edge.id);
      const same = old !== undefined && old.edge === edge && old.found.way === found.way && old.selected === selected;
      next.set(
        edge.id,
        same && old.found === found ? old : { edge, found, selected, result: same ? old.result : toEdge(edge, found.way, selected) },
      );
    }
    for (const [id, { found }] of drawn.current) if (!next.has(id)) earlier.keep(id, found);
    drawn.current = next;
    return [...next.values()].map(({ result }) => result);
  }, [edges, byId, tiles, moves, selection.edges, earlier]);
}

interface DrawnEdge {
  readonly edge: CanvasEdge;
  readonly found: FoundWay;
  readonly selected: boolean;
  readonly result: Edge<WireData>;
}

/** The same as long as every card stands where it stood: a letter typed into a name finds no way anew. */
function useTiles(nodes: readonly CanvasNode[]): CardTiles {
  const known = useRef<{ readonly boxes: readonly Box[]; readonly tiles: CardTiles }>(undefined);
  return useMemo(() => {
    // Notes lie below the wires.
    const boxes = nodes.filter(({ note }) => note === undefined).map(boxOf);
    if (known.current === undefined || !isSameBoxes(known.current.boxes, boxes)) known.current = { boxes, tiles: inTiles(boxes) };
    return known.current.tiles;
  }, [nodes]);
}

function boxOf(node: CanvasNode): Box {
  const [x, y] = node.position;
  return { x, y, width: CARD_WIDTH, height: cardHeight(node) };
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
