/** The entries of a value map while they are edited: rows in an order, with what is wrong with them. Pure. */
import type { Json, JsonObject } from '#flows/json.ts';
import { readEntry, toText } from './value-text.ts';

export interface EntryRow {
  /** Stays while the row is edited. */
  readonly id: number;
  readonly key: string;
  readonly text: string;
  /** As it is stored; undefined for a new one. */
  readonly before: Json | undefined;
}

export function toRows(map: JsonObject): readonly EntryRow[] {
  return Object.entries(map).map(([key, value], id) => ({ id, key, text: toText(value), before: value }));
}

export function toMap(rows: readonly EntryRow[]): JsonObject {
  return Object.fromEntries(
    rows.filter(({ key }) => key.trim() !== '').map(({ key, text, before }) => [key.trim(), readEntry(before, text)]),
  );
}

/** Keys that stand in more than one row. */
export function repeatedKeys(rows: readonly EntryRow[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { key } of rows) {
    const name = key.trim();
    if (name === '') continue;
    if (seen.has(name)) repeated.add(name);
    seen.add(name);
  }
  return repeated;
}

/** Entries of a file over those that are there, or instead of them. New ones come first, where they are seen. */
export function mergeEntries(
  rows: readonly EntryRow[],
  entries: readonly (readonly [key: string, value: string])[],
  replaceAll: boolean,
): readonly EntryRow[] {
  const given = new Map(entries);
  const kept = replaceAll ? rows.filter(({ key }) => given.has(key.trim())) : rows;
  const changed = kept.map((row) => {
    const text = given.get(row.key.trim());
    given.delete(row.key.trim());
    return text === undefined ? row : { ...row, text };
  });
  let id = nextId(rows);
  const added = [...given].map(([key, text]): EntryRow => ({ id: id++, key, text, before: undefined }));
  return [...added, ...changed];
}

export function nextId(rows: readonly EntryRow[]): number {
  return rows.reduce((most, { id }) => Math.max(most, id + 1), 0);
}
