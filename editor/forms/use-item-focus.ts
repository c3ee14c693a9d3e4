/** Where an item goes with the button that had the focus, it goes on to the item in its place, else to what adds one: keys go on there. */
import { type RefObject, useEffect, useRef } from 'react';

export interface ItemFocus {
  /** What the list and its button to add stand in. */
  readonly place: RefObject<HTMLDivElement | null>;
  /** The item at this place is taken away. */
  left(at: number): void;
}

export const REMOVES_ITEM = 'removes-item';
export const ADDS_ITEM = 'adds-item';

export function useItemFocus(): ItemFocus {
  const place = useRef<HTMLDivElement>(null);
  /** Where the next drawing puts the focus: until then the old item stands there. */
  const wanted = useRef<number>(undefined);
  useEffect(() => {
    const at = wanted.current;
    wanted.current = undefined;
    if (at === undefined || place.current === null) return;
    const removing = own(place.current, REMOVES_ITEM);
    (removing[Math.min(at, removing.length - 1)] ?? own(place.current, ADDS_ITEM)[0])?.focus();
  });
  return {
    place,
    left(at) {
      wanted.current = at;
    },
  };
}

/** Not those of a list within. */
function own(place: HTMLElement, name: string): readonly HTMLElement[] {
  const found = [...place.querySelectorAll<HTMLElement>(`.${name}`)];
  return found.filter((button) => button.closest('.item-list') === place);
}
