/** The drawing of a flow: pan, zoom, mini-map, select, walk by keyboard; with `actions` also move, connect, drop and append. */
import '@xyflow/react/dist/base.css';
import './canvas.css';
import { useComputedColorScheme } from '@mantine/core';
import { IconMaximize } from '@tabler/icons-react';
import {
  Background,
  ConnectionLineType,
  ControlButton,
  Controls,
  type EdgeChange,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
  useStoreApi,
} from '@xyflow/react';
import { type DragEvent, type MouseEvent, memo, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { t } from '../text.ts';
import { FocusArrived, type FocusArrivedProps, type FocusWish } from '../ui/focus-wish.tsx';
import { useStable } from '../ui/use-stable.ts';
import { AlignGuides } from './align-guides.tsx';
import { type CanvasActions, type CanvasEdge, type CanvasNode, type CanvasSelection, NODE_TYPE_MIME, type Place } from './canvas-types.ts';
import { GRID } from './card-size.ts';
import { ContainerFrames } from './container-frames.tsx';
import { noteIdOf } from './draw-flow.ts';
import { useDrawnEdges } from './drawn-edges.ts';
import { useDrawnNodes } from './drawn-nodes.ts';
import { MiniMap } from './mini-map.tsx';
import { type Append, AppendContext, NodeCard, StatusContext, UnfitContext } from './node-card.tsx';
import { ChangeNoteContext, NoteCard } from './note-card.tsx';
import { Overview } from './overview.tsx';
import { nodeAt } from './paint-overview.ts';
import type { StatusStore } from './status-store.ts';
import { useCanvasKeys } from './use-canvas-keys.ts';
import { LEAST_ZOOM, MOST_ZOOM, useCanvasView } from './use-canvas-view.ts';
import { useCanvasWindow } from './use-canvas-window.ts';
import { useDragged } from './use-dragged.ts';
import { idBelow, useDrawnWire } from './use-drawn-wire.ts';
import { Wire } from './wire.tsx';
import { WireLine } from './wire-line.tsx';
import { WirePulses } from './wire-pulses.tsx';

export interface FlowCanvasProps {
  readonly label: string;
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
  readonly selection: CanvasSelection;
  readonly onSelect: (selection: CanvasSelection) => void;
  readonly actions?: CanvasActions | undefined;
  /** Enter on a card: somebody wants to go on in its settings. */
  readonly onOpen?: (nodeId: string) => void;
  /** Brought to the middle when it changes: somebody went to a problem or a step. */
  readonly focus?: string | undefined;
  /** Kept in sight as it changes, until somebody moves the drawing themselves: where a run stands. */
  readonly follow?: string | undefined;
  /** What runs do at the cards, where it changes often; goes before a node's own status. */
  readonly statuses?: StatusStore | undefined;
  /** The card that shall have the focus as soon as it is drawn. */
  readonly arrived?: FocusWish['arrived'] | undefined;
}

/** Smaller flows are seen whole; the map would only cover them. */
const MOST_WITHOUT_MAP = 12;
const NODE_TYPES = { card: NodeCard, note: NoteCard };
const EDGE_TYPES = { wire: Wire };
/** The library hears of another one as of a change. */
const SNAP: [number, number] = [GRID, GRID];
const NOTHING: CanvasSelection = { nodes: [], edges: [] };
const isCard = ({ note }: CanvasNode) => note === undefined;
const neverHeard = () => () => {};
const placeInDocument = ({ position }: CanvasNode): Place => position;

/** Drawn anew only for what it is given: a page that shows more beside it is asked to keep that the same. */
export const FlowCanvas = memo(function FlowCanvas(props: FlowCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
});

function Canvas({
  label,
  nodes,
  edges,
  selection,
  onSelect: onChoose,
  actions,
  onOpen,
  focus,
  follow,
  statuses,
  arrived,
}: FlowCanvasProps) {
  const { screenToFlowPosition } = useReactFlow();
  const store = useStoreApi();
  const frame = useRef<HTMLDivElement>(null);
  const named = useId();
  const dark = useComputedColorScheme('light') === 'dark';
  const [visited, setVisited] = useState<string>();
  const editable = actions !== undefined;
  // A note that is only read says all that there is to it.
  const onSelect = useStable((chosen: CanvasSelection) =>
    onChoose(editable ? chosen : { ...chosen, nodes: chosen.nodes.filter((id) => noteIdOf(id) === undefined) }),
  );
  const selected = useRef(selection);
  // Node and edge changes of one click come one after the other, before the next drawing.
  selected.current = selection;
  const drawing = useMemo(() => ({ nodes, edges, byId: new Map(nodes.map((node) => [node.id, node])) }), [nodes, edges]);
  const { byId } = drawing;
  const isThere = (id: string | undefined) => id !== undefined && byId.has(id);
  const current = isThere(visited) ? visited : isThere(selection.nodes[0]) ? selection.nodes[0] : nodes[0]?.id;
  const { moves, guides, held, drag } = useDragged(drawing, selection, actions);
  const kept = useMemo(() => new Set([...held, ...(current === undefined ? [] : [current])]), [held, current]);
  // By the places of the document: what is dragged is kept wherever it goes.
  const { far, parts } = useCanvasWindow(drawing, placeInDocument, kept);
  const view = useCanvasView(frame, nodes, focus, follow);
  const onKeyDown = useCanvasKeys({ frame, drawing, selection, current, far, view, actions, onSelect, onOpen, onVisit: setVisited });
  const picture = useMemo(
    () => ({
      ...drawing,
      placeOf: placeInDocument,
      statusOf: (node: CanvasNode) => statuses?.get(node.id) ?? node.status,
      selection,
      dark,
    }),
    [drawing, statuses, selection, dark],
  );
  const onStatus = useCallback((hear: () => void) => statuses?.onAny(hear) ?? neverHeard(), [statuses]);

  function select(part: keyof CanvasSelection, changes: readonly (NodeChange | EdgeChange)[]): void {
    const ids = new Set(selected.current[part]);
    let any = false;
    // The library takes the selection from those that it was given; the rest is ours to take.
    if (part === 'nodes' && !store.getState().multiSelectionActive && changes.some((change) => change.type === 'select' && change.selected))
      for (const id of ids) if (!store.getState().nodeLookup.has(id)) any = ids.delete(id) || any;
    for (const change of changes) {
      if (change.type !== 'select' || ids.has(change.id) === change.selected) continue;
      any = true;
      if (change.selected) ids.add(change.id);
      else ids.delete(change.id);
    }
    if (!any) return;
    selected.current = { ...selected.current, [part]: [...ids] };
    onSelect(selected.current);
  }

  const changeNodes = useStable((changes: readonly NodeChange[]): void => {
    select('nodes', changes);
    drag(changes, () => parts.nodes.filter(({ id }) => !parts.ends.has(id)));
  });
  const changeEdges = useStable((changes: readonly EdgeChange[]) => select('edges', changes));

  const onGrid = (screen: { readonly x: number; readonly y: number }): Place => {
    const { x, y } = screenToFlowPosition(screen);
    return [Math.round(x / GRID) * GRID, Math.round(y / GRID) * GRID];
  };
  const wire = useDrawnWire(nodes, actions, onGrid);

  function drop(event: DragEvent): void {
    const type = event.dataTransfer.getData(NODE_TYPE_MIME);
    if (type === '' || actions === undefined) return;
    event.preventDefault();
    const place = { x: event.clientX, y: event.clientY };
    actions.dropType(type, onGrid(place), idBelow(place, '.react-flow__edge'));
  }

  /** The card of the overview below the mouse. */
  const overviewAt = (screen: { readonly x: number; readonly y: number }): string | undefined => {
    const { x, y } = screenToFlowPosition(screen, { snapToGrid: false });
    return nodeAt(picture, [x, y]);
  };

  const clickPane = useStable((event: MouseEvent): void => {
    const id = far ? overviewAt({ x: event.clientX, y: event.clientY }) : undefined;
    onSelect(id === undefined ? NOTHING : { nodes: [id], edges: [] });
  });
  const showFromStart = useStable(view.showFromStart);
  const holdView = useStable((event: unknown) => void (event !== null && view.hold()));

  function doubleClick(event: MouseEvent): void {
    if (!(event.target as Element).classList.contains('react-flow__pane')) return;
    const screen = { x: event.clientX, y: event.clientY };
    if (far) {
      const id = overviewAt(screen);
      if (id !== undefined) void view.center(id, true);
      return;
    }
    if (actions === undefined) return;
    actions.wantNode({ at: onGrid(screen), screen: [screen.x, screen.y] });
  }

  /** By the right mouse button or the key for it: for what is selected, else for what is below. */
  function openMenu(event: MouseEvent): void {
    if (actions === undefined) return;
    event.preventDefault();
    const element = event.target as Element;
    const node = element.closest('.react-flow__node')?.getAttribute('data-id');
    const edge = element.closest('.react-flow__edge')?.getAttribute('data-id');
    if (node !== null && node !== undefined && !selection.nodes.includes(node)) onSelect({ nodes: [node], edges: [] });
    if (edge !== null && edge !== undefined && !selection.edges.includes(edge)) onSelect({ nodes: [], edges: [edge] });
    const box = element.getBoundingClientRect();
    const byMouse = event.clientX !== 0 || event.clientY !== 0;
    actions.wantMenu(byMouse ? [event.clientX, event.clientY] : [box.left + box.width / 2, box.top + box.height / 2]);
  }

  const append = useStable<Parameters<Append>, void>((nodeId, port, element) => {
    const { right, top } = element.getBoundingClientRect();
    actions?.wantNode({ screen: [right, top], after: { nodeId, port } });
  });

  const drawnEdges = useDrawnEdges(parts.edges, drawing, moves, selection);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a drop target; the palette adds nodes by keyboard too
    <div
      ref={frame}
      className="canvas"
      data-far={far || undefined}
      onDrop={drop}
      onDragOver={(event) => editable && event.preventDefault()}
      onDoubleClick={doubleClick}
      onKeyDown={onKeyDown}
      onContextMenu={openMenu}
      onFocus={(event) => setVisited((event.target as Element).closest('.react-flow__node')?.getAttribute('data-id') ?? visited)}
    >
      <StatusContext value={statuses}>
        <AppendContext value={append}>
          <UnfitContext value={wire.unfit}>
            <ChangeNoteContext value={actions?.changeNote}>
              <ReactFlow
                aria-label={label}
                nodes={useDrawnNodes(parts, moves, selection, current, editable, named)}
                edges={drawnEdges}
                nodeTypes={NODE_TYPES}
                edgeTypes={EDGE_TYPES}
                colorMode={dark ? 'dark' : 'light'}
                onNodesChange={changeNodes}
                onEdgesChange={changeEdges}
                {...wire.props}
                connectionLineType={ConnectionLineType.SmoothStep}
                connectionRadius={30}
                nodesDraggable={editable}
                nodesConnectable={editable}
                disableKeyboardA11y
                deleteKeyCode={null}
                snapToGrid
                snapGrid={SNAP}
                minZoom={LEAST_ZOOM}
                maxZoom={MOST_ZOOM}
                zoomOnDoubleClick={!editable && !far}
                onPaneClick={clickPane}
                onInit={showFromStart}
                onMoveStart={holdView}
              >
                <Background gap={GRID} />
                <ContainerFrames nodes={nodes} moves={moves} />
                <AlignGuides guides={guides} />
                {statuses !== undefined && !far && <WirePulses statuses={statuses} nodes={nodes} edges={parts.edges} drawn={drawnEdges} />}
                {arrived !== undefined && <CardFocus {...arrived} panel={frame} far={far} />}
                {far && <Overview picture={picture} onStatus={onStatus} />}
                {nodes.length > MOST_WITHOUT_MAP && <MiniMap picture={picture} onStatus={onStatus} />}
                <Controls orientation="horizontal" showInteractive={false} showFitView={false}>
                  <ControlButton
                    onClick={() => view.fit()}
                    title={t('canvas.fit', 'Show everything')}
                    aria-label={t('canvas.fit', 'Show everything')}
                  >
                    <IconMaximize />
                  </ControlButton>
                </Controls>
                {editable && (
                  <WireLine
                    refused={wire.refused}
                    byId={byId}
                    cardAt={(place) => nodeAt(picture, place, isCard)}
                    whyNot={wire.whyNot}
                    onClose={wire.forget}
                  />
                )}
              </ReactFlow>
            </ChangeNoteContext>
          </UnfitContext>
        </AppendContext>
      </StatusContext>
    </div>
  );
}

/** The library draws a card a moment after it was given it: looked for again with each drawing. The overview has none: no wish waits there. */
function CardFocus({ far, ...wish }: FocusArrivedProps & { readonly far: boolean }) {
  useStore(drawnNodes);
  useEffect(() => {
    if (far) wish.selector.current = undefined;
  });
  return <FocusArrived {...wish} />;
}

const drawnNodes = ({ nodes }: { readonly nodes: unknown }) => nodes;
