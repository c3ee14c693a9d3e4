/** A wire as it is drawn: the way that was found for it, and its label on the longest piece. */
import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Place } from './canvas-types.ts';
import { labelPlace, pathOf } from './route-edge.ts';

export interface WireData extends Record<string, unknown> {
  readonly way: readonly Place[];
  readonly label: string;
}

export const Wire = memo(function Wire({ id, data, markerEnd }: EdgeProps<Edge<WireData>>) {
  if (data === undefined) return null;
  const { way, label } = data;
  const place = label === '' ? undefined : labelPlace(way);
  return (
    <>
      <BaseEdge id={id} path={pathOf(way)} {...(markerEnd === undefined ? {} : { markerEnd })} interactionWidth={14} />
      {place !== undefined && (
        <EdgeLabelRenderer>
          <div
            className="wire-label"
            data-level={place.level || undefined}
            style={{ transform: `translate(-50%, ${place.level ? '-100%' : '-50%'}) translate(${place.at[0]}px, ${place.at[1]}px)` }}
          >
            {label}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
