/** Leads to the field of a problem as soon as it stands: the node is selected first, its form is drawn, parts of it come later. */
import { type RefObject, useEffect, useRef } from 'react';
import type { FlowDocument } from '#flows/flow.ts';
import { focusField } from './focus-field.ts';
import type { ProblemPlace } from './problem-place.ts';

/** About a second. What no field shows stays with its node. */
const MOST_FRAMES = 60;

/** Every new object leads there once, also a second time to the same place. */
export function useFieldFocus(settings: RefObject<HTMLElement | null>, flow: FlowDocument, place: ProblemPlace | undefined): void {
  const now = useRef(flow);
  now.current = flow;
  useEffect(() => {
    if (place === undefined) return;
    let frames = 0;
    let frame = requestAnimationFrame(function seek() {
      frames += 1;
      if (settings.current !== null && focusField(settings.current, now.current, place)) return;
      if (frames < MOST_FRAMES) frame = requestAnimationFrame(seek);
    });
    return () => cancelAnimationFrame(frame);
  }, [settings, place]);
}
