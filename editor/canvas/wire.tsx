/** A wire as it is drawn: the way that was found for it, and the name of the way out right behind the card it leaves. */
import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Place } from './canvas-types.ts';
import { pathOf } from './route-edge.ts';

export interface WireData extends Record<string, unknown> {
  readonly way: readonly Place[];
  readonly label: string;
}

export const Wire = memo(function Wire({ id, data, markerEnd }: EdgeProps<Edge<WireData>>) {
  if (data === undefined) return null;
  const { way, label } = data;
  const [x, y] = way[0]!;
  return (
    <>
      <BaseEdge id={id} path={pathOf(way)} {...(markerEnd === undefined ? {} : { markerEnd })} interactionWidth={14} />
      {label !== '' && (
        <EdgeLabelRenderer>
          <div className="wire-label" title={label} style={{ transform: `translate(0, -50%) translate(${x}px, ${y}px)` }}>
            {label}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
