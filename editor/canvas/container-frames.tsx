/** Containers as frames behind the cards. */
import { ViewportPortal } from '@xyflow/react';
import { useMemo } from 'react';
import type { CanvasNode } from './canvas-types.ts';
import { type Moves, placeOf } from './drawn-nodes.ts';
import { framesOf } from './frames.ts';

export function ContainerFrames({ nodes, moves }: { readonly nodes: readonly CanvasNode[]; readonly moves: Moves }) {
  const framed = useMemo(() => {
    const containers = new Set(nodes.map(({ within }) => within));
    return containers.size === 1 && containers.has(undefined)
      ? []
      : nodes.filter(({ id, within }) => within !== undefined || containers.has(id));
  }, [nodes]);
  const frames = useMemo(() => framesOf(framed, (node) => placeOf(node, moves)), [framed, moves]);
  if (frames.length === 0) return null;
  return (
    <ViewportPortal>
      {frames.map(({ id, label, x, y, width, height }) => (
        <div key={id} className="container-frame" style={{ transform: `translate(${x}px, ${y}px)`, width, height }}>
          {label}
        </div>
      ))}
    </ViewportPortal>
  );
}
