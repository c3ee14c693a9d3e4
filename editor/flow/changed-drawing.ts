/** Two versions of a flow as one drawing: what came, what changed, and what is gone where it stood. Pure. */
import type { FlowDocument } from '#flows/flow.ts';
import type { FlowDiff } from '#flows/flow-diff.ts';
import type { CanvasEdge, CanvasNode } from '../canvas/canvas-types.ts';
import { drawEdges, drawNodes, type Manifests } from '../canvas/draw-flow.ts';

export interface ChangedDrawing {
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
}

export function drawChanges(from: FlowDocument, to: FlowDocument, diff: FlowDiff, manifests: Manifests): ChangedDrawing {
  const changed = new Set(diff.meaning.flatMap(({ nodeId }) => nodeId ?? []));
  const drawn = drawNodes(to, manifests);
  const there = new Set(drawn.map(({ id }) => id));
  const old = drawNodes(from, manifests);
  const was = new Map(old.map((node) => [node.id, node]));
  const gone = old.filter(({ id }) => !there.has(id));
  const stays = drawn.map((node): CanvasNode => {
    const before = was.get(node.id);
    const isChanged = node.note === undefined ? changed.has(node.id) : node.note.text !== before?.note?.text;
    const change = before === undefined ? 'added' : isChanged ? 'changed' : undefined;
    return change === undefined ? node : { ...node, change };
  });
  const [before, after] = [drawEdges(from, manifests), drawEdges(to, manifests)];
  const has = (edges: readonly CanvasEdge[], { id }: CanvasEdge) => edges.some((edge) => edge.id === id);
  return {
    nodes: [...stays, ...gone.map((node): CanvasNode => ({ ...node, change: 'removed' }))],
    edges: [
      ...after.map((edge): CanvasEdge => (has(before, edge) ? edge : { ...edge, change: 'added' })),
      ...before.filter((edge) => !has(after, edge)).map((edge): CanvasEdge => ({ ...edge, change: 'removed' })),
    ],
  };
}
