/** Lines through what a dragged card stands in line with; for the eye alone. */
import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import type { Guide } from './align.ts';

export const AlignGuides = memo(function AlignGuides({ guides }: { readonly guides: readonly Guide[] }) {
  if (guides.length === 0) return null;
  return (
    <ViewportPortal>
      {guides.map(({ axis, at, from, to }) => (
        <div
          key={`${axis} ${at}`}
          aria-hidden
          className="align-guide"
          data-axis={axis}
          style={
            axis === 'x'
              ? { transform: `translate(${at}px, ${from}px)`, height: to - from }
              : { transform: `translate(${from}px, ${at}px)`, width: to - from }
          }
        />
      ))}
    </ViewportPortal>
  );
});
