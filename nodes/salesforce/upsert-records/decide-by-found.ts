/** What a record is given, by what it holds just before it is written. Pure. */
import type { Json, JsonObject } from '#flows/json.ts';
import { holdsFields } from '../records.ts';

export interface FoundCase {
  /** By field. All must hold; a field that holds nothing is never above or at least anything. */
  readonly where: {
    readonly [field: string]: { readonly is?: Json; readonly above?: number | string; readonly atLeast?: number | string };
  };
  /** Over the record's fields; left out: the record stays as it is. */
  readonly fields?: JsonObject;
}

export interface WantedRecord {
  readonly externalId: string;
  readonly fields: JsonObject;
  readonly whenFound?: readonly FoundCase[];
}

/** The first case that holds counts. `found` is null where there is no such record yet: then no case does. Null: leave it. */
export function decideByFound({ fields, whenFound = [] }: WantedRecord, found: JsonObject | null): JsonObject | null {
  const fitting = found === null ? undefined : whenFound.find(({ where }) => fits(where, found));
  if (fitting === undefined) return fields;
  return fitting.fields === undefined ? null : { ...fields, ...fitting.fields };
}

/** What must be read to decide. */
export function fieldsOfCases(records: readonly WantedRecord[]): readonly string[] {
  return [...new Set(records.flatMap(({ whenFound = [] }) => whenFound.flatMap(({ where }) => Object.keys(where))))];
}

function fits(where: FoundCase['where'], found: JsonObject): boolean {
  return Object.entries(where).every(([field, { is, above, atLeast }]) => {
    const held = found[field] ?? null;
    if (is !== undefined && !holdsFields(found, { [field]: is })) return false;
    if (above === undefined && atLeast === undefined) return true;
    if (held === null || held === '') return false;
    return (above === undefined || Number(held) > Number(above)) && (atLeast === undefined || Number(held) >= Number(atLeast));
  });
}
