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
  const gone = drawNodes(from, manifests).filter(({ id }) => to.nodes[id] === undefined);
  const stays = drawNodes(to, manifests).map((node): CanvasNode => {
    const change = from.nodes[node.id] === undefined ? 'added' : changed.has(node.id) ? 'changed' : undefined;
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
