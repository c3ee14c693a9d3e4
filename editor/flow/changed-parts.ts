/** A changed value part by part, where it has parts: rows of a mapping by target, cases by way, fields by name. Pure. */
import type { Json, JsonObject } from '#flows/json.ts';
import { sortedJson } from '#flows/sorted-json.ts';

export interface ChangedPart {
  /** '' when the value is shown as a whole. */
  readonly name: string;
  readonly from?: Json;
  readonly to?: Json;
}

/** What tells the items of a list apart. */
const NAMES = ['target', 'port', 'item', 'name'];

export function changedParts(from: Json | undefined, to: Json | undefined): readonly ChangedPart[] {
  const [before, after] = [partsOf(from), partsOf(to)];
  if (before === undefined || after === undefined) return [part('', from, to)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const changed = names.filter((name) => textOf(before.get(name)) !== textOf(after.get(name)));
  // Only their order changed: that is seen on the whole.
  return changed.length === 0 ? [part('', from, to)] : changed.map((name) => part(name, before.get(name), after.get(name)));
}

function part(name: string, from: Json | undefined, to: Json | undefined): ChangedPart {
  return { name, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function textOf(value: Json | undefined): string {
  return value === undefined ? '' : sortedJson(value);
}

function partsOf(value: Json | undefined): ReadonlyMap<string, Json> | undefined {
  if (Array.isArray(value)) return itemsOf(value as readonly Json[]);
  return isObject(value) ? new Map(Object.entries(value)) : undefined;
}

/** Items by their name, each without it; undefined when some have none or one has it twice. */
function itemsOf(items: readonly Json[]): ReadonlyMap<string, Json> | undefined {
  for (const name of NAMES) {
    const named = items.map((item) => (isObject(item) && typeof item[name] === 'string' ? item[name] : undefined));
    if (named.includes(undefined) || new Set(named).size < named.length) continue;
    return new Map(items.map((item, i) => [named[i]!, restOf(item as JsonObject, name)]));
  }
  return undefined;
}

/** One field left over is the value itself: `quantity ← trigger.body.qty`. */
function restOf(item: JsonObject, name: string): Json {
  const { [name]: _name, ...rest } = item;
  const values = Object.values(rest);
  return values.length === 1 ? values[0]! : rest;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
