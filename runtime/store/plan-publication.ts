/** Which rows change when a set of master data is published, and whether too much of what is there would go. Decides only. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { MasterPublication } from '#flows/master-values.ts';
import { sortedJson } from '#flows/sorted-json.ts';
import type { MasterSet } from '#nodes/step.ts';

export type PublicationPlan =
  | {
      readonly puts: readonly { readonly name: string; readonly value: JsonObject }[];
      readonly removals: readonly string[];
      readonly counts: Omit<MasterPublication, 'revision'>;
    }
  | { readonly shrinks: { readonly present: number; readonly gone: number } };

/** `present`: what is published now, by name. A name that comes twice counts with its last value. */
export function planPublication(set: MasterSet, present: ReadonlyMap<string, Json>): PublicationPlan {
  const values = new Map(set.values.map(({ name, value }) => [name, value] as const));
  const kept = new Set(set.kept);
  const stays = (name: string) => values.has(name) || kept.has(name);
  const gone = set.complete ? [...present.keys()].filter((name) => !stays(name)) : [];
  const removals = [...new Set([...gone, ...set.removed.filter((name) => present.has(name) && !values.has(name))])];
  if (removals.length * 100 > present.size * set.mostRemovedPercent) return { shrinks: { present: present.size, gone: removals.length } };
  const puts = [...values].flatMap(([name, value]) => (isSame(present.get(name), value) ? [] : [{ name, value }]));
  const created = puts.filter(({ name }) => !present.has(name)).length;
  const counts = { created, changed: puts.length - created, removed: removals.length, unchanged: values.size - puts.length };
  return { puts, removals, counts };
}

/** Whatever the order of their fields. */
function isSame(before: Json | undefined, after: Json): boolean {
  return before !== undefined && sortedJson(before) === sortedJson(after);
}
