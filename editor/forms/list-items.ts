/** What is done with one item of a list. Pure. */
import type { Json, JsonObject } from '#flows/json.ts';

/** An object: the item as it is now. */
export type ItemChange = JsonObject | 'up' | 'down' | 'remove';

export function withItem(items: readonly Json[], at: number, change: ItemChange): readonly Json[] {
  switch (change) {
    case 'up':
      return swapped(items, at - 1);
    case 'down':
      return swapped(items, at);
    case 'remove':
      return items.toSpliced(at, 1);
    default:
      return items.with(at, change);
  }
}

/** The item and the one after it change places. */
function swapped<T>(items: readonly T[], at: number): readonly T[] {
  return items.map((item, i) => (i === at ? items[at + 1]! : i === at + 1 ? items[at]! : item));
}
