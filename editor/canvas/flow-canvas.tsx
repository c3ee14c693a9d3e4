/** The drawing of a flow: pan, zoom, mini-map, select, walk by keyboard; with `actions` also move, connect, drop and append. */
import '@xyflow/react/dist/base.css';
import './canvas.css';
import { useMantineColorScheme } from '@mantine/core';
import {
  Background,
  type Connection,
  ConnectionLineType,
  Controls,
  type EdgeChange,
  type FinalConnectionState,
  MiniMap,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import { type DragEvent, type MouseEvent, useCallback, useEffect, useRef, useState } from 'react';
import { t } from '../text.ts';
import { type CanvasActions, type CanvasEdge, type CanvasNode, type CanvasSelection, NODE_TYPE_MIME, type Place } from './canvas-types.ts';
import { CARD_WIDTH, cardHeight, GRID } from './card-size.ts';
import { ContainerFrames } from './container-frames.tsx';
import { type Moves, useDrawnEdges, useDrawnNodes } from './drawn.ts';
import { FOLLOWING_ZOOM, firstView, isInSight } from './first-view.ts';
import { type Append, AppendContext, NodeCard } from './node-card.tsx';
import { useCanvasKeys } from './use-canvas-keys.ts';
import { Wire } from './wire.tsx';

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
}

/** Smaller flows are seen whole; the map would only cover them. */
const MOST_WITHOUT_MAP = 12;
const READABLE_ZOOM = 0.6;
const NODE_TYPES = { card: NodeCard };
const EDGE_TYPES = { wire: Wire };
const NO_MOVES: Moves = new Map();

export function FlowCanvas(props: FlowCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ label, nodes, edges, selection, onSelect, actions, onOpen, focus, follow }: FlowCanvasProps) {
  const { screenToFlowPosition, setCenter, setViewport, getViewport, getZoom } = useReactFlow();
  const frame = useRef<HTMLDivElement>(null);
  const { colorScheme } = useMantineColorScheme();
  // Places during a drag; the document hears of them when it ends.
  const [moves, setMoves] = useState(NO_MOVES);
  const [visited, setVisited] = useState<string>();
  const editable = actions !== undefined;
  const selected = useRef(selection);
  // Node and edge changes of one click come one after the other, before the next drawing.
  selected.current = selection;
  const isThere = (id: string | undefined) => id !== undefined && nodes.some((node) => node.id === id);
  const current = isThere(visited) ? visited : isThere(selection.nodes[0]) ? selection.nodes[0] : nodes[0]?.id;
  const onKeyDown = useCanvasKeys({ frame, nodes, edges, selection, actions, onSelect, onOpen });

  function select(part: keyof CanvasSelection, changes: readonly (NodeChange | EdgeChange)[]): void {
    const ids = new Set(selected.current[part]);
    let any = false;
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

  function changeNodes(changes: readonly NodeChange[]): void {
    select('nodes', changes);
    if (actions === undefined) return;
    const moved = changes.flatMap((change) =>
      change.type === 'position' && change.position !== undefined
        ? [{ id: change.id, position: change.position, dragging: change.dragging === true }]
        : [],
    );
    if (moved.some(({ dragging }) => dragging)) {
      setMoves((old) => new Map([...old, ...moved.map(({ id, position }) => [id, position] as const)]));
    } else if (moved.length > 0) {
      setMoves(NO_MOVES);
      actions.moveNodes(moved.map(({ id, position }) => ({ id, position: [Math.round(position.x), Math.round(position.y)] })));
    }
  }

  const places = useRef(nodes);
  places.current = nodes;
  useEffect(() => {
    const node = places.current.find(({ id }) => id === focus);
    const { width = 0, height = 0 } = frame.current?.getBoundingClientRect() ?? {};
    // What is seen already stays where it is.
    if (node === undefined || (getZoom() >= READABLE_ZOOM && isInSight(node, getViewport(), width, height))) return;
    const [x, y] = node.position;
    void setCenter(x + CARD_WIDTH / 2, y + cardHeight(node) / 2, { zoom: Math.max(0.8, getZoom()), duration: 150 });
  }, [focus, setCenter, getZoom, getViewport]);

  const movedByHand = useRef(false);
  function keepInSight(): void {
    const node = places.current.find(({ id }) => id === follow);
    const { width = 0, height = 0 } = frame.current?.getBoundingClientRect() ?? {};
    if (node === undefined || movedByHand.current || width === 0 || isInSight(node, getViewport(), width, height)) return;
    const [x, y] = node.position;
    void setCenter(x + CARD_WIDTH / 2, y + cardHeight(node) / 2, { zoom: getZoom() });
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another place moves the drawing
  useEffect(keepInSight, [follow]);

  /** The whole flow where it stays readable, else its beginning, or where it is followed. */
  function showFromStart(): void {
    const { width = 0, height = 0 } = frame.current?.getBoundingClientRect() ?? {};
    void setViewport(firstView(places.current, width, height, follow === undefined ? undefined : FOLLOWING_ZOOM)).then(keepInSight);
  }

  const onGrid = (screen: { readonly x: number; readonly y: number }): Place => {
    const { x, y } = screenToFlowPosition(screen);
    return [Math.round(x / GRID) * GRID, Math.round(y / GRID) * GRID];
  };

  function drop(event: DragEvent): void {
    const type = event.dataTransfer.getData(NODE_TYPE_MIME);
    if (type === '' || actions === undefined) return;
    event.preventDefault();
    const place = { x: event.clientX, y: event.clientY };
    actions.dropType(type, onGrid(place), idBelow(place, '.react-flow__edge'));
  }

  /** A wire that was let go beside every handle: on a card it means the card, on free space a new one. */
  function endConnection(event: globalThis.MouseEvent | TouchEvent, state: FinalConnectionState): void {
    if (actions === undefined || state.isValid === true || state.fromNode === null || state.fromHandle?.type !== 'source') return;
    const place = 'changedTouches' in event ? event.changedTouches[0]! : event;
    const screen = { x: place.clientX, y: place.clientY };
    const after = { nodeId: state.fromNode.id, port: state.fromHandle.id ?? '' };
    const target = idBelow(screen, '.react-flow__node');
    if (target === undefined) return actions.wantNode({ at: onGrid(screen), screen: [screen.x, screen.y], after });
    if (target !== after.nodeId) actions.connect(after.nodeId, after.port, target);
  }

  function doubleClick(event: MouseEvent): void {
    if (actions === undefined || !(event.target as Element).classList.contains('react-flow__pane')) return;
    const screen = { x: event.clientX, y: event.clientY };
    actions.wantNode({ at: onGrid(screen), screen: [screen.x, screen.y] });
  }

  const latest = useRef(actions);
  latest.current = actions;
  const append = useCallback<Append>((nodeId, port, element) => {
    const { right, top } = element.getBoundingClientRect();
    latest.current?.wantNode({ screen: [right, top], after: { nodeId, port } });
  }, []);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a drop target; the palette adds nodes by keyboard too
    <div
      ref={frame}
      className="canvas"
      onDrop={drop}
      onDragOver={(event) => editable && event.preventDefault()}
      onDoubleClick={doubleClick}
      onKeyDown={onKeyDown}
      onFocus={(event) => setVisited((event.target as Element).closest('.react-flow__node')?.getAttribute('data-id') ?? visited)}
    >
      <AppendContext value={append}>
        <ReactFlow
          aria-label={label}
          nodes={useDrawnNodes(nodes, moves, selection, current, editable)}
          edges={useDrawnEdges(edges, nodes, moves, selection)}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          colorMode={colorScheme === 'auto' ? 'system' : colorScheme}
          onNodesChange={changeNodes}
          onEdgesChange={(changes) => select('edges', changes)}
          onConnect={({ source, sourceHandle, target }: Connection) => actions?.connect(source, sourceHandle ?? '', target)}
          onConnectEnd={endConnection}
          isValidConnection={({ source, sourceHandle, target }) => actions?.mayConnect(source, sourceHandle ?? '', target) ?? false}
          connectionLineType={ConnectionLineType.SmoothStep}
          connectionRadius={30}
          nodesDraggable={editable}
          nodesConnectable={editable}
          disableKeyboardA11y
          deleteKeyCode={null}
          snapToGrid
          snapGrid={[GRID, GRID]}
          minZoom={0.1}
          maxZoom={1.5}
          zoomOnDoubleClick={!editable}
          onInit={showFromStart}
          onMoveStart={(event) => {
            if (event !== null) movedByHand.current = true;
          }}
          onlyRenderVisibleElements={nodes.length > 200}
        >
          <Background gap={GRID} />
          <ContainerFrames nodes={nodes} moves={moves} />
          {nodes.length > MOST_WITHOUT_MAP && (
            <MiniMap
              pannable
              zoomable
              nodeStrokeWidth={6}
              nodeClassName="mini-node"
              style={{ width: 160, height: 90 }}
              ariaLabel={t('canvas.mini-map', 'Mini-map')}
            />
          )}
          <Controls showInteractive={false} />
        </ReactFlow>
      </AppendContext>
    </div>
  );
}

/** The node or edge that stands at a place of the screen. */
function idBelow({ x, y }: { readonly x: number; readonly y: number }, selector: string): string | undefined {
  for (const element of document.elementsFromPoint(x, y)) {
    const id = element.closest(selector)?.getAttribute('data-id');
    if (id !== null && id !== undefined) return id;
  }
  return undefined;
}
