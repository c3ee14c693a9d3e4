/** JSON as people read it: names with values, lists of like things as one table; only what is deeper stays JSON. */
import type { Json, JsonObject } from '#flows/json.ts';

export type DetailPart =
  | { readonly kind: 'fields'; readonly fields: readonly DetailField[] }
  | { readonly kind: 'table'; readonly name: string; readonly columns: readonly string[]; readonly rows: readonly JsonObject[] }
  | { readonly kind: 'json'; readonly name: string; readonly value: Json };

export interface DetailField {
  readonly name: string;
  readonly text: string;
}

const MOST_COLUMNS = 8;
/** An object of few plain values is written into its parent: `order.number`. */
const MOST_DEPTH = 2;

export function toDetailParts(detail: Json): readonly DetailPart[] {
  if (!isObject(detail)) return Array.isArray(detail) ? [listPart('', detail)] : fieldsPart([{ name: '', text: textOf(detail) }]);
  const fields: DetailField[] = [];
  const parts: DetailPart[] = [];
  collect(detail, '', 1, fields, parts);
  return [...fieldsPart(fields), ...parts];
}

function collect(object: JsonObject, prefix: string, depth: number, fields: DetailField[], parts: DetailPart[]): void {
  for (const [name, value] of Object.entries(object)) {
    const path = prefix + name;
    if (isPlain(value)) fields.push({ name: path, text: textOf(value) });
    else if (Array.isArray(value)) parts.push(listPart(path, value));
    else if (isObject(value) && depth < MOST_DEPTH) collect(value, `${path}.`, depth + 1, fields, parts);
    else parts.push({ kind: 'json', name: path, value });
  }
}

function fieldsPart(fields: readonly DetailField[]): readonly DetailPart[] {
  return fields.length === 0 ? [] : [{ kind: 'fields', fields }];
}

function listPart(name: string, list: readonly Json[]): DetailPart {
  if (list.every(isPlain)) return { kind: 'fields', fields: [{ name, text: list.map(textOf).join(', ') }] };
  const rows = list.filter((row): row is JsonObject => isObject(row) && Object.values(row).every(isPlain));
  const columns = [...new Set(rows.flatMap(Object.keys))];
  if (rows.length !== list.length || columns.length > MOST_COLUMNS) return { kind: 'json', name, value: list };
  return { kind: 'table', name, columns, rows };
}

/** How a plain value stands in a cell. */
export function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isPlain(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
