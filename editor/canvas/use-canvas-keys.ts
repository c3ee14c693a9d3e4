/** The drawing by keyboard: arrows walk from card to card, with Alt they move them; letters act while the drawing has the focus. */
import { useReactFlow } from '@xyflow/react';
import type { KeyboardEvent, RefObject } from 'react';
import type { CanvasActions, CanvasEdge, CanvasNode, CanvasSelection } from './canvas-types.ts';
import { CARD_WIDTH, cardHeight, GRID } from './card-size.ts';
import { nextCard } from './next-card.ts';

export interface CanvasKeys {
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
  readonly selection: CanvasSelection;
  readonly actions: CanvasActions | undefined;
  readonly onSelect: (selection: CanvasSelection) => void;
  /** Somebody wants to go on in the settings of the card. */
  readonly onOpen: ((nodeId: string) => void) | undefined;
}

const FAR = 5;
const PAN_MS = 120;

export function useCanvasKeys({ frame, nodes, edges, selection, actions, onSelect, onOpen }: CanvasKeys) {
  const { setCenter, getZoom, fitView, zoomIn, zoomOut, zoomTo, flowToScreenPosition } = useReactFlow();

  function go(id: string): void {
    const element = frame.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
    const node = nodes.find((one) => one.id === id);
    if (node === undefined || frame.current === null) return;
    if (element === null || element === undefined || !isInside(element, frame.current)) {
      const [x, y] = node.position;
      void setCenter(x + CARD_WIDTH / 2, y + cardHeight(node) / 2, { zoom: getZoom(), duration: PAN_MS });
    }
    element?.focus({ preventScroll: true });
  }

  function move(key: string, far: boolean, id: string): void {
    const by = GRID * (far ? FAR : 1);
    const [dx, dy] = key === 'ArrowLeft' ? [-by, 0] : key === 'ArrowRight' ? [by, 0] : key === 'ArrowUp' ? [0, -by] : [0, by];
    const ids = selection.nodes.includes(id) ? selection.nodes : [id];
    const moved = nodes.filter((node) => ids.includes(node.id));
    actions?.moveNodes(moved.map((node) => ({ id: node.id, position: [node.position[0] + dx, node.position[1] + dy] })));
  }

  function want(id: string | undefined): void {
    const node = nodes.find((one) => one.id === id);
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
          if (next !== undefined) go(next);
        }
        return true;
      }
      if (key === 'Enter' || key === ' ') {
        onSelect({ nodes: [id], edges: [] });
        if (key === 'Enter') onOpen?.(id);
        return true;
      }
    }
    switch (key) {
      case 'a':
        if (actions !== undefined) want(id ?? selection.nodes[0]);
        return actions !== undefined;
      case 'n':
        if (actions !== undefined) want(undefined);
        return actions !== undefined;
      case 'f':
        void fitView({ duration: PAN_MS, maxZoom: 1, nodes: selection.nodes.map((one) => ({ id: one })) });
        return true;
      case 'F':
        void fitView({ duration: PAN_MS, maxZoom: 1 });
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
