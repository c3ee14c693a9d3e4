/** Whether the drawing is far away, and which part of it the library is given meanwhile. */
import { useStore } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import type { CanvasNode, Place } from './canvas-types.ts';
import { boxesOf, type Drawing, isFarAway, partsIn, readWindow, windowKey } from './canvas-window.ts';

export function useCanvasWindow(drawing: Drawing, placeOf: (node: CanvasNode) => Place, kept: ReadonlySet<string>) {
  const last = useRef({ far: false, key: '' });
  // Far away the cards are hidden and stay what they were: taking thousands away and bringing them back is what costs.
  const seen = useStore((state) =>
    isFarAway(last.current.far, state.transform[2]) ? `far:${last.current.key || windowKey(state)}` : `near:${windowKey(state)}`,
  );
  const [distance, key] = seen.split(':') as [string, string];
  last.current = { far: distance === 'far', key };
  const boxes = useMemo(() => boxesOf(drawing, placeOf), [drawing, placeOf]);
  const parts = useMemo(() => partsIn(readWindow(key), drawing, boxes, kept), [key, drawing, boxes, kept]);
  return { far: last.current.far, parts };
}
