/** The drawing of a flow: pan, zoom, mini-map, select; with `actions` also move, connect and drop. */
import '@xyflow/react/dist/base.css';
import './canvas.css';
import { useMantineColorScheme } from '@mantine/core';
import {
  Background,
  type Connection,
  Controls,
  type EdgeChange,
  MiniMap,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { t } from '../text.ts';
import {
  CARD_HEIGHT,
  CARD_WIDTH,
  type CanvasActions,
  type CanvasEdge,
  type CanvasNode,
  type CanvasSelection,
  GRID,
  NODE_TYPE_MIME,
} from './canvas-types.ts';
import { useDrawnEdges, useDrawnNodes } from './drawn.ts';
import { FOLLOWING_ZOOM, firstView, isInSight } from './first-view.ts';
import { NodeCard } from './node-card.tsx';

export interface FlowCanvasProps {
  readonly label: string;
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
  readonly selection: CanvasSelection;
  readonly onSelect: (selection: CanvasSelection) => void;
  readonly actions?: CanvasActions | undefined;
  /** Brought to the middle when it changes: somebody went to a problem or a step. */
  readonly focus?: string | undefined;
  /** Kept in sight as it changes, until somebody moves the drawing themselves: where a run stands. */
  readonly follow?: string | undefined;
}

type Position = { readonly x: number; readonly y: number };
/** Smaller flows are seen whole; the map would only cover them. */
const MOST_WITHOUT_MAP = 12;
const NODE_TYPES = { card: NodeCard };
const NO_MOVES: ReadonlyMap<string, Position> = new Map();

export function FlowCanvas(props: FlowCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ label, nodes, edges, selection, onSelect, actions, focus, follow }: FlowCanvasProps) {
  const { screenToFlowPosition, setCenter, setViewport, getViewport, getZoom } = useReactFlow();
  const frame = useRef<HTMLDivElement>(null);
  const { colorScheme } = useMantineColorScheme();
  // Places during a drag; the document hears of them when it ends.
  const [moves, setMoves] = useState(NO_MOVES);
  const editable = actions !== undefined;
  // Node and edge changes of one click come one after the other, before the next drawing.
  const selected = useRef(selection);
  selected.current = selection;

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
    if (node === undefined) return;
    const [x, y] = node.position;
    void setCenter(x + CARD_WIDTH / 2, y + CARD_HEIGHT / 2, { zoom: Math.max(0.8, getZoom()), duration: 150 });
  }, [focus, setCenter, getZoom]);

  const movedByHand = useRef(false);
  function keepInSight(): void {
    const node = places.current.find(({ id }) => id === follow);
    const { width = 0, height = 0 } = frame.current?.getBoundingClientRect() ?? {};
    if (node === undefined || movedByHand.current || width === 0 || isInSight(node, getViewport(), width, height)) return;
    const [x, y] = node.position;
    void setCenter(x + CARD_WIDTH / 2, y + CARD_HEIGHT / 2, { zoom: getZoom() });
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another place moves the drawing
  useEffect(keepInSight, [follow]);

  /** The whole flow where it stays readable, else its beginning, or where it is followed. */
  function showFromStart(): void {
    const { width = 0, height = 0 } = frame.current?.getBoundingClientRect() ?? {};
    void setViewport(firstView(places.current, width, height, follow === undefined ? undefined : FOLLOWING_ZOOM)).then(keepInSight);
  }

  function drop(event: DragEvent): void {
    const type = event.dataTransfer.getData(NODE_TYPE_MIME);
    if (type === '' || actions === undefined) return;
    event.preventDefault();
    const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    actions.dropType(type, [Math.round(x / GRID) * GRID, Math.round(y / GRID) * GRID]);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a drop target; the palette adds nodes by keyboard too
    <div ref={frame} className="canvas" onDrop={drop} onDragOver={(event) => editable && event.preventDefault()}>
      <ReactFlow
        aria-label={label}
        nodes={useDrawnNodes(nodes, moves, selection, editable)}
        edges={useDrawnEdges(edges, selection)}
        nodeTypes={NODE_TYPES}
        colorMode={colorScheme === 'auto' ? 'system' : colorScheme}
        onNodesChange={changeNodes}
        onEdgesChange={(changes) => select('edges', changes)}
        onConnect={({ source, sourceHandle, target }: Connection) => actions?.connect(source, sourceHandle ?? '', target)}
        isValidConnection={({ source, target }) => source !== target}
        nodesDraggable={editable}
        nodesConnectable={editable}
        deleteKeyCode={null}
        snapToGrid
        snapGrid={[GRID, GRID]}
        minZoom={0.1}
        maxZoom={1.5}
        onInit={showFromStart}
        onMoveStart={(event) => {
          if (event !== null) movedByHand.current = true;
        }}
        onlyRenderVisibleElements={nodes.length > 200}
      >
        <Background gap={GRID} />
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
    </div>
  );
}
