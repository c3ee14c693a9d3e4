/** What changed between two JSON values, small enough to be appended after every exchange. */
import type { Json, JsonObject } from '#flows/json.ts';

/** `[path, value]`: the value at this path is now this. `[path]`: it is gone. The empty path is the whole value. */
export type StateChange = readonly [path: readonly (string | number)[], value: Json] | readonly [path: readonly (string | number)[]];

/** Pure. Parts that are the same object in both are taken as unchanged without a look inside. */
export function findChanges(before: Json | undefined, after: Json): readonly StateChange[] {
  const changes: StateChange[] = [];
  if (before === undefined) changes.push([[], after]);
  else collect(before, after, [], changes);
  return changes;
}

function collect(before: Json, after: Json, path: readonly (string | number)[], changes: StateChange[]): void {
  if (before === after) return;
  if (isObject(before) && isObject(after)) {
    for (const key of Object.keys(before)) if (after[key] === undefined) changes.push([[...path, key]]);
    for (const key of Object.keys(after)) {
      const [was, is] = [before[key], after[key]];
      if (was === is || is === undefined) continue;
      if (was === undefined) changes.push([[...path, key], is]);
      else collect(was, is, [...path, key], changes);
    }
  } else if (isArray(before) && isArray(after) && after.length >= before.length) {
    for (const [index, is] of after.entries()) {
      if (index >= before.length) changes.push([[...path, index], is]);
      else collect(before[index]!, is, [...path, index], changes);
    }
  } else changes.push([path, after]);
}

/** Changes `value` in place where it can and returns what it became. For values just read from a file, which nobody else holds. */
export function applyChanges(value: Json | undefined, changes: readonly StateChange[]): Json | undefined {
  let root = value;
  for (const [path, ...rest] of changes) {
    const last = path.at(-1);
    if (last === undefined) {
      root = rest[0];
      continue;
    }
    let holder = root as Holder;
    for (const step of path.slice(0, -1)) holder = holder[step] as Holder;
    if (rest.length === 0) delete holder[last];
    else holder[last] = rest[0]!;
  }
  return root;
}

type Holder = { [step: string | number]: Json };
const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);
const isObject = (value: Json): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
