/** A long list of lines of which only those in view are drawn, gone through by keys: one stop for Tab, one line is active. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';

export interface LineList {
  readonly scroll: RefObject<HTMLDivElement | null>;
  readonly virtual: ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>;
  /** Index of the active line; -1 in an empty list. */
  readonly at: number;
  move(to: number): void;
}

export function useLineList(
  keys: readonly string[],
  active: string | undefined,
  onActive: (key: string) => void,
  height: number,
): LineList {
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: keys.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    getItemKey: (index) => keys[index] ?? index,
    overscan: 6,
  });
  const found = active === undefined ? -1 : keys.indexOf(active);
  const at = found === -1 && keys.length > 0 ? 0 : found;
  const shown = useRef(active);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new active line is scrolled to, not one that moved
  useEffect(() => {
    if (active === undefined || active === shown.current || found === -1) return;
    shown.current = active;
    virtual.scrollToIndex(found, { align: 'auto' });
  }, [active, found]);
  return {
    scroll,
    virtual,
    at,
    move(to) {
      const bounded = Math.min(keys.length - 1, Math.max(0, to));
      const key = keys[bounded];
      if (key === undefined) return;
      virtual.scrollToIndex(bounded, { align: 'auto' });
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
