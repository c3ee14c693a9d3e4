/** The drawing by keyboard: arrows walk from card to card, with Alt they move them; what else can be done stands in the table of actions. */
import { useReactFlow } from '@xyflow/react';
import type { KeyboardEvent, RefObject } from 'react';
import { useActions } from '../actions/use-actions.ts';
import { t } from '../text.ts';
import { arrangeActions } from './arrange-actions.ts';
import type { CanvasActions, CanvasEdge, CanvasSelection } from './canvas-types.ts';
import type { Drawing } from './canvas-window.ts';
import { cardWidth, GRID } from './card-size.ts';
import { carriedBy } from './carried.ts';
import { freePlace } from './free-place.ts';
import { nextCard } from './next-card.ts';
import { NEW_NOTE } from './note-size.ts';
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
  const { zoomIn, zoomOut, zoomTo, flowToScreenPosition, screenToFlowPosition } = useReactFlow();
  const cardOf = (id: string) => frame.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);

  const focused = () => document.activeElement?.closest('.react-flow__node')?.getAttribute('data-id') ?? undefined;

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
    const { x, y } = flowToScreenPosition({ x: node.position[0] + cardWidth(node), y: node.position[1] });
    const port = node.freePorts?.[0];
    actions?.wantNode({ screen: [x, y], ...(port === undefined ? {} : { after: { nodeId: node.id, port } }) });
  }

  /** The selected one, else the first that leads on from the card. */
  function wireAt(): CanvasEdge | undefined {
    const [selected] = selection.edges;
    const card = focused() ?? selection.nodes[0];
    return edges.find(({ id, from }) => (selected === undefined ? from === card : id === selected));
  }

  function wantOn({ id, from, to }: CanvasEdge): void {
    const [one, other] = [byId.get(from), byId.get(to)];
    if (one === undefined || other === undefined) return;
    const middle = [(one.position[0] + cardWidth(one) + other.position[0]) / 2, (one.position[1] + other.position[1]) / 2] as const;
    const { x, y } = flowToScreenPosition({ x: middle[0], y: middle[1] });
    actions?.wantNode({ screen: [x, y], onEdge: id });
  }

  function addNote(): void {
    const box = frame.current?.getBoundingClientRect();
    if (box === undefined) return;
    const { x, y } = screenToFlowPosition({ x: box.left + box.width / 3, y: box.top + box.height / 3 });
    actions?.addNote(freePlace([Math.round(x / GRID) * GRID, Math.round(y / GRID) * GRID], NEW_NOTE, nodes));
  }

  useActions({
    title: t('canvas.actions', 'Drawing'),
    actions: [
      ...(actions === undefined
        ? []
        : ([
            {
              id: 'append',
              name: t('canvas.append', 'Add a node after the card'),
              keys: ['A'],
              where: 'drawing',
              inMenu: true,
              run: () => want(focused() ?? selection.nodes[0]),
            },
            {
              id: 'insert',
              name: t('canvas.insert', 'Insert a node into the selected wire, or the one behind the card'),
              keys: ['I'],
              where: 'drawing',
              inMenu: true,
              possible: wireAt() !== undefined,
              run: () => {
                const wire = wireAt();
                if (wire !== undefined) wantOn(wire);
              },
            },
            { id: 'add', name: t('canvas.add', 'Add a node in free space'), keys: ['N'], where: 'drawing', run: () => want(undefined) },
          ] as const)),
      {
        id: 'fit-selection',
        name: t('canvas.fit-selection', 'Show the selection'),
        keys: ['F'],
        where: 'drawing',
        run: () => view.fit(selection.nodes),
      },
      { id: 'fit', name: t('canvas.fit', 'Show everything'), keys: ['shift+F'], where: 'drawing', inMenu: true, run: () => view.fit() },
      { id: 'nearer', name: t('canvas.nearer', 'Nearer'), keys: ['+'], where: 'drawing', run: () => void zoomIn({ duration: PAN_MS }) },
      {
        id: 'further',
        name: t('canvas.further', 'Further away'),
        keys: ['-'],
        where: 'drawing',
        run: () => void zoomOut({ duration: PAN_MS }),
      },
      {
        id: 'full',
        name: t('canvas.full', 'As large as life'),
        keys: ['0'],
        where: 'drawing',
        run: () => void zoomTo(1, { duration: PAN_MS }),
      },
      { id: 'along', name: t('canvas.along', 'Walk along the wires'), keys: ['ArrowLeft', 'ArrowRight'], where: 'drawing' },
      { id: 'beside', name: t('canvas.beside', 'Go to the card above, below'), keys: ['ArrowUp', 'ArrowDown'], where: 'drawing' },
      { id: 'open', name: t('canvas.open', 'Open the settings of the card'), keys: ['Enter'], where: 'drawing' },
      ...(actions === undefined
        ? []
        : ([
            {
              id: 'move',
              name: t('canvas.move', 'Move the selected cards; with Shift further'),
              keys: ['alt+ArrowLeft', 'alt+ArrowRight', 'alt+ArrowUp', 'alt+ArrowDown'],
              where: 'drawing',
            },
            {
              id: 'add-note',
              name: t('canvas.add-note', 'Write a note on the drawing'),
              keys: ['shift+N'],
              where: 'drawing',
              inMenu: true,
              run: addNote,
            },
            ...arrangeActions(nodes, byId, selection, actions),
          ] as const)),
    ],
    places: () =>
      nodes.map(({ id, label, about }) => ({
        id,
        label,
        about,
        go: () => {
          onSelect({ nodes: [id], edges: [] });
          void go(id);
        },
      })),
  });

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
    return false;
  }
}

function isInside(element: Element, frame: Element): boolean {
  const [inner, outer] = [element.getBoundingClientRect(), frame.getBoundingClientRect()];
  return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;
}
