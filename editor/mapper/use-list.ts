/** A long list of lines of which only those in view are drawn, gone through by keys: one stop for Tab, one line is active. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { createListView, type ListView } from './list-view.ts';

export interface LineList {
  readonly keys: readonly string[];
  readonly scroll: RefObject<HTMLDivElement | null>;
  readonly view: ListView;
  /** Brings a line into view; there once the list is drawn. */
  readonly scrollTo: RefObject<(index: number) => void>;
  /** Index of the active line; -1 in an empty list. */
  readonly at: number;
  move(to: number): void;
}

export function useLineList(keys: readonly string[], active: string | undefined, onActive: (key: string) => void): LineList {
  const scroll = useRef<HTMLDivElement>(null);
  const scrollTo = useRef<(index: number) => void>(() => undefined);
  const [view] = useState(createListView);
  const found = active === undefined ? -1 : keys.indexOf(active);
  const at = found === -1 && keys.length > 0 ? 0 : found;
  const shown = useRef(active);
  // Only a new active line is scrolled to, not one that moved.
  useEffect(() => {
    if (active === undefined || active === shown.current || found === -1) return;
    shown.current = active;
    scrollTo.current(found);
  }, [active, found]);
  return {
    keys,
    scroll,
    view,
    scrollTo,
    at,
    move(to) {
      const bounded = Math.min(keys.length - 1, Math.max(0, to));
      const key = keys[bounded];
      if (key === undefined) return;
      scrollTo.current(bounded);
      onActive(key);
    },
  };
}

/** How many lines a page is. */
export const PAGE = 12;

/** Where a key leads in a list; undefined for keys that are none of it. */
export function nextLine(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return at - 1;
    case 'PageDown':
      return at + PAGE;
    case 'PageUp':
      return at - PAGE;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
