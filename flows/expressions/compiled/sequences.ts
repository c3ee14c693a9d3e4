/**
 * What becomes of a list that was found. Two marks that the language puts on lists are kept beside them, since a list may belong to a
 * payload: *found* (only `[]` behind a step and `$distinct` ask for it, so only expressions that use these pay) and *built* (by `[…]`
 * as first or last step of a path: is not flattened into what is around it).
 */
import { Sequence, type Value } from './value.ts';

const foundLists = new WeakSet<readonly Value[]>();
const builtLists = new WeakSet<readonly Value[]>();

/** `keep`: one stays a list of one (`[]`). `track`: it may be asked later whether this list was found. */
export function settle(items: readonly Value[], keep: boolean, track: boolean): Value {
  if (items.length === 0) return undefined;
  if (items.length === 1 && !keep) return items[0];
  if (track) foundLists.add(items);
  return items;
}

export function settleResult(result: Value | Sequence, keep: boolean, track: boolean): Value {
  return result instanceof Sequence ? settle(result.items, keep, track) : result;
}

export function isFound(list: readonly Value[]): boolean {
  return foundLists.has(list);
}

export function markFound(list: readonly Value[]): void {
  foundLists.add(list);
}

export function isBuilt(list: readonly Value[]): boolean {
  return builtLists.has(list);
}

export function markBuilt(list: readonly Value[]): void {
  builtLists.add(list);
}
