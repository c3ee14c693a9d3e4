/**
 * What becomes of a list that was found. Two marks that the language puts on lists are kept beside them, since a list may belong to a
 * payload: *found* (only `[]` behind a step and `$distinct` ask for it, so only expressions that use these pay) and *built* (by `[…]`
 * as first or last step of a path: is not flattened into what is around it).
 */
import { isList, Sequence, type Value } from './value.ts';

const foundLists = new WeakSet<readonly Value[]>();
const builtLists = new WeakSet<readonly Value[]>();
/** Lists that a function found as the last thing it did: settled by whoever looks at them next. */
const openLists = new WeakSet<readonly Value[]>();

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

/** What a function gave as it was found, as it comes to `$map` and the like. */
export function leaveOpen(result: Value | Sequence): Value {
  if (!(result instanceof Sequence)) return result;
  foundLists.add(result.items);
  openLists.add(result.items);
  return result.items;
}

/** Once for each node that a value passes. */
export function settleOpen(value: Value): Value {
  return isList(value) && value.length < 2 && openLists.has(value) ? value[0] : value;
}

export function settleOf({ leavesOpen }: { readonly leavesOpen: boolean }): typeof settleResult {
  return leavesOpen ? settleAny : settleResult;
}

/** What a node gives: a list that it found, or a value from elsewhere, which may have been left open. */
function settleAny(result: Value | Sequence, keep: boolean, track: boolean): Value {
  return result instanceof Sequence ? settle(result.items, keep, track) : settleOpen(result);
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
