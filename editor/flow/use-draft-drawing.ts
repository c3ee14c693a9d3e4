/** The cards and wires of a draft, with its problems, its pins and how it was last tried. */
import { useMemo, useState } from 'react';
import type { FlowDocument } from '#flows/flow.ts';
import type { Problem } from '#flows/problem.ts';
import type { CanvasEdge, CanvasNode } from '../canvas/canvas-types.ts';
import { createFlowDrawer, type Manifests } from '../canvas/draw-flow.ts';
import type { DraftTry } from '../try/use-try.ts';

export interface DraftDrawing {
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
}

export function useDraftDrawing(
  flow: FlowDocument,
  manifests: Manifests,
  problems: readonly Problem[],
  { tried, pins }: Pick<DraftTry, 'tried' | 'pins'>,
): DraftDrawing {
  const [drawer] = useState(createFlowDrawer);
  const bare = useMemo(() => {
    const drawn = drawer.drawNodes(flow, manifests, problems);
    return {
      nodes: pins.size === 0 ? drawn : drawn.map((node) => (pins.has(node.id) ? { ...node, pinned: true } : node)),
      edges: drawer.drawEdges(flow, manifests),
    };
  }, [drawer, flow, manifests, problems, pins]);
  return useMemo(
    () => (tried === undefined ? bare : tried.drawRun(bare, flow, '', tried.report.steps, manifests, 0)),
    [bare, tried, flow, manifests],
  );
}
