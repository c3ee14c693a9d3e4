/** Lists of objects as tables: which can be, what their columns are, and where a key leads. Pure. */
import type { Json, JsonSchema } from '#flows/json.ts';
import { asObject, counts, type FieldKind, type FormField, fieldsOf } from './form-model.ts';

/** What fits in a cell. */
const FLAT: readonly FieldKind[] = ['text', 'number', 'duration', 'boolean', 'choice', 'lookup'];

/** More than that stand beside each other in a window of their own only. */
export const MOST_IN_PANEL = 2;

/** Undefined: the objects are deep, or a row decides itself which fields it has; they are forms, one below the other. */
export function tableColumnsOf(items: JsonSchema): readonly FormField[] | undefined {
  const columns = fieldsOf(items);
  const isFlat = columns.length > 0 && columns.every(({ kind }) => FLAT.includes(kind));
  const isAlike = Object.values(asObject(items['properties'])).every(
    (part) => counts(asObject(part), {}, {}) || asObject(part)['readOnly'] === true,
  );
  return isFlat && isAlike ? columns : undefined;
}

export interface TablePlace {
  readonly row: number;
  readonly column: number;
}

/** What a key does to a table, and where one is then. */
export interface TableStep {
  readonly rows: readonly Json[];
  readonly to: TablePlace;
}

export interface TableKey {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
}

/** Undefined: the key is the cell's own, or leads nowhere. */
export function tableStep(rows: readonly Json[], { row, column }: TablePlace, { key, altKey, ctrlKey }: TableKey): TableStep | undefined {
  const by = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
  if (by !== 0 && altKey !== ctrlKey) {
    const to = row + by;
    if (to < 0 || to >= rows.length) return undefined;
    return { rows: altKey ? movedRow(rows, row, by) : rows, to: { row: to, column } };
  }
  if (key === 'Enter' && ctrlKey && !altKey) return { rows: rows.toSpliced(row + 1, 0, {}), to: { row: row + 1, column: 0 } };
  if (key === 'Delete' && altKey && !ctrlKey) return { rows: rows.toSpliced(row, 1), to: { row: Math.min(row, rows.length - 2), column } };
  return undefined;
}

export function movedRow(rows: readonly Json[], row: number, by: 1 | -1 | number): readonly Json[] {
  return rows.toSpliced(row, 1).toSpliced(row + by, 0, rows[row]!);
}
