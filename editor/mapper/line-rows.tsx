/** The lines of a list that stand in view. Scrolling draws these anew and nothing round them; a line that stays is not touched. */
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type ComponentPropsWithoutRef, type ReactNode, useLayoutEffect } from 'react';
import type { LineList } from './use-list.ts';

export interface LineRowsProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  readonly list: LineList;
  /** px of a line. */
  readonly height: number;
  /** `measure` is the ref of a line that can be higher: it says so by `data-higher`. */
  readonly draw: (item: VirtualItem, measure: (line: Element | null) => void) => ReactNode;
}

export function LineRows({ list, height, draw, ...container }: LineRowsProps) {
  const { keys, scroll, view, scrollTo } = list;
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: keys.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    getItemKey: (index) => keys[index] ?? index,
    overscan: 6,
    // Asking the page how high a line is that has just come would lay the page out once for each.
    measureElement: (line, entry) => {
      const box = entry?.borderBoxSize[0];
      if (box !== undefined) return Math.round(box.blockSize);
      return line.hasAttribute('data-higher') ? (line as HTMLElement).offsetHeight : height;
    },
  });
  useLayoutEffect(() => {
    scrollTo.current = (index) => virtual.scrollToIndex(index, { align: 'auto' });
    view.show({ items: virtual.getVirtualItems(), offset: virtual.scrollOffset ?? 0, height: virtual.scrollRect?.height ?? 0 });
  });
  return (
    <div {...container} ref={scroll} className="mapper-list">
      <div role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => draw(item, virtual.measureElement))}
      </div>
    </div>
  );
}
