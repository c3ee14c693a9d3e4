/** Where the focus shall go as soon as what holds it has arrived: it may still be loading, or not be drawn yet, when a key asks for it. */
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';

export interface FocusWish {
  /** The first element in the panel that the selector finds. */
  wish(selector: string): void;
  /** Rendered behind the panel in the same suspense: it comes with it, and is drawn anew with each wish. */
  readonly arrived: { readonly selector: RefObject<string | undefined>; readonly wishes: number };
}

export function useFocusWish(): FocusWish {
  const selector = useRef<string>(undefined);
  const [wishes, setWishes] = useState(0);
  // The same until somebody wishes again: a drawing is not drawn anew for it.
  const arrived = useMemo(() => ({ selector, wishes }), [wishes]);
  return {
    wish(next) {
      selector.current = next;
      setWishes((count) => count + 1);
    },
    arrived,
  };
}

export type FocusArrivedProps = FocusWish['arrived'] & { readonly panel: RefObject<HTMLElement | null> };

export function FocusArrived({ selector, panel }: FocusArrivedProps) {
  useEffect(() => {
    if (selector.current === undefined) return;
    const element = panel.current?.querySelector<HTMLElement>(selector.current);
    if (element === null || element === undefined) return;
    element.focus();
    // What covers the panel may go only later: until then it takes no focus.
    if (document.activeElement === element) selector.current = undefined;
  });
  return null;
}
