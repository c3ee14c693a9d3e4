/** Cards that are dragged: their places until they are let go, which is when the document hears of them, and what they come into line with. */
import type { NodeChange } from '@xyflow/react';
import { useMemo, useRef, useState } from 'react';
import { alignWith, type Guide } from './align.ts';
import type { CanvasActions, CanvasNode, CanvasSelection } from './canvas-types.ts';
import type { Drawing } from './canvas-window.ts';
import { cardHeight, cardWidth } from './card-size.ts';
import { carriedBy } from './carried.ts';
import type { Moves } from './drawn-nodes.ts';
import { boundsOf } from './paint-overview.ts';

interface Dragged {
  readonly moves: Moves;
  readonly guides: readonly Guide[];
}

const NOTHING: Dragged = { moves: new Map(), guides: [] };

export function useDragged({ nodes, byId }: Drawing, selection: CanvasSelection, actions: CanvasActions | undefined) {
  const [dragged, setDragged] = useState(NOTHING);
  /** Worked out as the drag begins: the same as long as the same cards are under way. */
  const going = useRef<Going>(undefined);

  /** `inView`: what can be seen, dragged or not. */
  function drag(changes: readonly NodeChange[], inView: () => readonly CanvasNode[]): void {
    if (actions === undefined) return;
    const moved = changes.flatMap((change) =>
      change.type === 'position' && change.position !== undefined
        ? [{ id: change.id, position: change.position, on: change.dragging }]
        : [],
    );
    const [first] = moved;
    const start = first === undefined ? undefined : byId.get(first.id)?.position;
    if (first === undefined || start === undefined) return;
    // The library moves those that it was given: the rest of the selection, and what stands in a container, goes along.
    const ids = [...moved.map(({ id }) => id), ...(selection.nodes.includes(first.id) ? selection.nodes : [])];
    if (going.current === undefined || !going.current.isOf(nodes, ids)) going.current = begin(nodes, ids);
    const { all, box } = going.current;
    let [dx, dy] = [first.position.x - start[0], first.position.y - start[1]];
    const aligned = alignWith(
      { ...box, x: box.x + dx, y: box.y + dy },
      inView()
        .filter(({ id }) => !going.current!.ids.has(id))
        .map(cardBox),
    );
    dx += aligned.by[0];
    dy += aligned.by[1];
    if (moved.some(({ on }) => on === true)) {
      const moves = new Map(all.map(({ id, position: [x, y] }) => [id, { x: x + dx, y: y + dy }] as const));
      setDragged({ moves, guides: aligned.guides });
      return;
    }
    going.current = undefined;
    setDragged(NOTHING);
    actions.moveNodes(all.map(({ id, position: [x, y] }) => ({ id, position: [Math.round(x + dx), Math.round(y + dy)] })));
  }

  const known = useRef<ReadonlySet<string>>(new Set());
  const { moves } = dragged;
  const held = useMemo(() => {
    const ids = new Set(moves.keys());
    if (ids.size !== known.current.size || [...ids].some((id) => !known.current.has(id))) known.current = ids;
    return known.current;
  }, [moves]);
  return { ...dragged, held, drag };
}

interface Going {
  readonly all: readonly CanvasNode[];
  readonly ids: ReadonlySet<string>;
  /** Round all of them, where they stood. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  isOf(nodes: readonly CanvasNode[], ids: readonly string[]): boolean;
}

function begin(nodes: readonly CanvasNode[], asked: readonly string[]): Going {
  const ids = new Set(carriedBy(nodes, asked));
  const all = nodes.filter(({ id }) => ids.has(id));
  return {
    all,
    ids,
    box: boundsOf(all, ({ position }) => position) ?? { x: 0, y: 0, width: 0, height: 0 },
    isOf: (others, more) => others === nodes && more.every((id) => ids.has(id)),
  };
}

function cardBox(node: CanvasNode) {
  const [x, y] = node.position;
  return { x, y, width: cardWidth(node), height: cardHeight(node) };
}
