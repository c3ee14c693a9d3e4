/** The drawing by keyboard: arrows walk from card to card, with Alt they move them; letters act while the drawing has the focus. */
import { useReactFlow } from '@xyflow/react';
import type { KeyboardEvent, RefObject } from 'react';
import type { CanvasActions, CanvasSelection } from './canvas-types.ts';
import type { Drawing } from './canvas-window.ts';
import { CARD_WIDTH, GRID } from './card-size.ts';
import { carriedBy } from './carried.ts';
import { nextCard } from './next-card.ts';
import type { CanvasView } from './use-canvas-view.ts';

export interface CanvasKeys {
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly drawing: Drawing;
  /** The card that the next key means where none has the focus. */
  readonly current: string | undefined;
  readonly far: boolean;
  readonly view: CanvasView;
  readonly selection: CanvasSelection;
  readonly actions: CanvasActions | undefined;
  readonly onSelect: (selection: CanvasSelection) => void;
  /** Somebody wants to go on in the settings of the card. */
  readonly onOpen: ((nodeId: string) => void) | undefined;
  /** The card is the one that Tab stops at from now on; so it is drawn, wherever it stands. */
  readonly onVisit: (nodeId: string) => void;
}

const FAR = 5;
const PAN_MS = 120;
/** Until a card that was far away has an element. */
const MOST_FRAMES = 30;

export function useCanvasKeys(keys: CanvasKeys) {
  const { frame, drawing, current, far, view, selection, actions, onSelect, onOpen, onVisit } = keys;
  const { nodes, edges, byId } = drawing;
  const { zoomIn, zoomOut, zoomTo, flowToScreenPosition } = useReactFlow();
  const cardOf = (id: string) => frame.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);

  /** The drawing goes there first, then the focus: a card that is far away has no element yet. */
  async function go(id: string): Promise<void> {
    onVisit(id);
    const element = cardOf(id);
    if (far || element === null || element === undefined || frame.current === null || !isInside(element, frame.current))
      await view.center(id, true);
    for (let frames = 0; frames < MOST_FRAMES; frames += 1) {
      const card = cardOf(id);
      card?.focus({ preventScroll: true });
      if (card !== null && card !== undefined && document.activeElement === card) return;
      await new Promise(requestAnimationFrame);
    }
  }

  function move(key: string, far: boolean, id: string): void {
    const by = GRID * (far ? FAR : 1);
    const [dx, dy] = key === 'ArrowLeft' ? [-by, 0] : key === 'ArrowRight' ? [by, 0] : key === 'ArrowUp' ? [0, -by] : [0, by];
    const ids = selection.nodes.includes(id) ? selection.nodes : [id];
    const along = new Set(carriedBy(nodes, ids));
    const moved = nodes.filter((node) => along.has(node.id));
    actions?.moveNodes(moved.map((node) => ({ id: node.id, position: [node.position[0] + dx, node.position[1] + dy] })));
  }

  function want(id: string | undefined): void {
    const node = id === undefined ? undefined : byId.get(id);
    const box = frame.current?.getBoundingClientRect();
    if (box === undefined) return;
    const middle = [box.left + box.width / 2, box.top + box.height / 3] as const;
    if (node === undefined) return actions?.wantNode({ screen: middle });
    const { x, y } = flowToScreenPosition({ x: node.position[0] + CARD_WIDTH, y: node.position[1] });
    const port = node.freePorts?.[0];
    actions?.wantNode({ screen: [x, y], ...(port === undefined ? {} : { after: { nodeId: node.id, port } }) });
  }

  return (event: KeyboardEvent): void => {
    const target = event.target as Element;
    if (event.ctrlKey || event.metaKey || target.closest('input, textarea, select') !== null) return;
    const id = target.closest('.react-flow__node')?.getAttribute('data-id') ?? undefined;
    if (act(event, id)) event.preventDefault();
  };

  /** Whether the key meant something here. */
  function act({ key, altKey, shiftKey, target }: KeyboardEvent, id: string | undefined): boolean {
    if (id !== undefined && (target as Element).closest('button') === null) {
      if (key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown') {
        if (altKey) move(key, shiftKey, id);
        else {
          const next = nextCard(nodes, edges, id, key);
          if (next !== undefined) void go(next);
        }
        return true;
      }
      if (key === 'Enter' || key === ' ') {
        onSelect({ nodes: [id], edges: [] });
        if (key === 'Enter') onOpen?.(id);
        return true;
      }
    }
    if (far && key === 'Enter' && current !== undefined) {
      void go(current);
      return true;
    }
    switch (key) {
      case 'a':
        if (actions !== undefined) want(id ?? selection.nodes[0]);
        return actions !== undefined;
      case 'n':
        if (actions !== undefined) want(undefined);
        return actions !== undefined;
      case 'f':
        view.fit(selection.nodes);
        return true;
      case 'F':
        view.fit();
        return true;
      case '+':
        void zoomIn({ duration: PAN_MS });
        return true;
      case '-':
        void zoomOut({ duration: PAN_MS });
        return true;
      case '0':
        void zoomTo(1, { duration: PAN_MS });
        return true;
      default:
        return false;
    }
  }
}

function isInside(element: Element, frame: Element): boolean {
  const [inner, outer] = [element.getBoundingClientRect(), frame.getBoundingClientRect()];
  return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;
}
