/** Our nodes as the canvas library wants them. An object is made anew only when something about it changed. */
import { type Node, Position } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import type { CanvasNode, CanvasSelection, Place } from './canvas-types.ts';
import type { Parts } from './canvas-window.ts';
import { CARD_WIDTH, cardHeight, cardWidth, FIRST_PORT_TOP, portTop } from './card-size.ts';
import type { NodeCardData } from './node-card.tsx';

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
    type: node.note === undefined ? 'card' : 'note',
    position: { x, y },
    selected,
    width: cardWidth(node),
    height: cardHeight(node),
    // Given, so that nothing is measured.
    measured: { width: cardWidth(node), height: cardHeight(node) },
    handles: [
      ...(node.trigger || node.note !== undefined
        ? []
        : [{ type: 'target', position: Position.Left, ...handleBox(0, FIRST_PORT_TOP) } as const]),
      ...node.ports.map(
        (port, i) => ({ id: port.name, type: 'source', position: Position.Right, ...handleBox(CARD_WIDTH, portTop(i)) }) as const,
      ),
    ],
    data: { node, editable, bare, nameId },
    ...(node.note === undefined ? {} : { zIndex: BELOW_WIRES }),
    // The card itself says what it is called, because what happens there changes without a new drawing.
    domAttributes: { tabIndex: inTabOrder ? 0 : -1, 'aria-labelledby': nameId },
  };
}

const HANDLE = 10;
const BELOW_WIRES = -1;

function handleBox(x: number, y: number) {
  return { x: x - HANDLE / 2, y: y - HANDLE / 2, width: HANDLE, height: HANDLE };
}

export function placeOf(node: CanvasNode, moves: Moves): Place {
  const moved = moves.get(node.id);
  return moved === undefined ? node.position : [moved.x, moved.y];
}
