/** What of a list stands in view. It changes with every frame while somebody scrolls, so only who draws by it hears of it. */

export interface ShownItem {
  readonly index: number;
  /** px from the top of the list. */
  readonly start: number;
  readonly size: number;
}

export interface Shown {
  readonly items: readonly ShownItem[];
  /** px that the list is scrolled by. */
  readonly offset: number;
  /** px of it that can be seen. */
  readonly height: number;
}

export interface ListView {
  readonly shown: () => Shown;
  show(next: Shown): void;
  readonly subscribe: (hear: () => void) => () => void;
}

export function createListView(): ListView {
  let shown: Shown = { items: [], offset: 0, height: 0 };
  const hearers = new Set<() => void>();
  return {
    shown: () => shown,
    show(next) {
      if (next.items === shown.items && next.offset === shown.offset && next.height === shown.height) return;
      shown = next;
      for (const hear of hearers) hear();
    },
    subscribe(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
  };
}
