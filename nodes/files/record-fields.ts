/** A record of a CSV or fixed-length file as a row, or what is wrong with it: never half a row. */
import type { Json, JsonObject } from '#flows/json.ts';
import { splitCsv } from './csv-fields.ts';
import { readField } from './field-values.ts';
import type { Column, Layout } from './layout.ts';

export type RowReading = { readonly row: JsonObject } | { readonly faults: readonly string[] };

/** `places`: where the columns stand in a CSV whose line of names has another order; left out: in theirs. */
export function readRecord(text: string, columns: readonly Column[], layout: Layout, places?: readonly number[]): RowReading {
  const fields = layout.format === 'csv' ? csvFields(text, columns, layout, places) : fixedFields(text, columns);
  if (typeof fields === 'string') return { faults: [fields] };
  const row: { [name: string]: Json } = {};
  let faults: string[] | undefined;
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index]!;
    const reading = readField(fields[index]!, column, layout);
    if ('fault' in reading) (faults ??= []).push(`${column.name} ${reading.fault}`);
    else row[column.name] = reading.value;
  }
  return faults === undefined ? { row } : { faults };
}

/** A sentence: the record as a whole is not what it should be. */
function csvFields(
  text: string,
  columns: readonly Column[],
  layout: Layout,
  places: readonly number[] | undefined,
): readonly string[] | string {
  const fields = splitCsv(text, layout);
  if (fields === undefined) return 'A quote is not closed, or something follows a closed one';
  if (places !== undefined) {
    const short = places.find((place) => place >= fields.length);
    return short === undefined
      ? places.map((place) => (place < 0 ? '' : fields[place]!.trim()))
      : `It has ${fields.length} fields, too few`;
  }
  if (fields.length !== columns.length) return `It has ${fields.length} fields instead of ${columns.length}`;
  return fields.map((field) => field.trim());
}

function fixedFields(text: string, columns: readonly Column[]): readonly string[] | string {
  const fields: string[] = [];
  for (const column of columns) {
    const from = column.start! - 1;
    // Blanks at the end of a line are often cut off; what lies wholly behind the end is empty.
    const field = text.slice(from, from + column.length!);
    fields.push(withoutFill(field, column));
  }
  return fields;
}

/** Blanks around a value are no part of it; zeros are, unless the column says that they only fill. */
function withoutFill(field: string, column: Column): string {
  const trimmed = field.trim();
  const { fill } = column;
  if (fill === undefined || fill === ' ') return trimmed;
  if (fill === '0' && (column.type ?? 'text') === 'text') return trimmed;
  return isRight(column) ? trimStart(trimmed, fill, column) : trimEnd(trimmed, fill);
}

export function isRight({ align, type = 'text' }: Column): boolean {
  return align === undefined ? type === 'integer' || type === 'decimal' : align === 'right';
}

function trimStart(text: string, fill: string, { type = 'text' }: Column): string {
  let at = 0;
  while (at < text.length - (type === 'text' ? 0 : 1) && text[at] === fill) at += 1;
  return text.slice(at);
}

function trimEnd(text: string, fill: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === fill) end -= 1;
  return text.slice(0, end);
}

/** Where the columns stand by the line of names. A sentence when a required one is missing. */
export function readNames(text: string, columns: readonly Column[], layout: Layout): readonly number[] | string {
  const names = splitCsv(text, layout)?.map((name) => name.trim().toLowerCase());
  if (names === undefined) return 'The line of names cannot be read.';
  const places = columns.map((column) => names.indexOf((column.in ?? column.name).toLowerCase()));
  const missing = columns.filter((_, index) => places[index] === -1);
  // A column that nobody needs may be left out of the file altogether.
  const needed = missing.filter((column) => column.required === true || column.value !== undefined);
  if (needed.length > 0) return `The line of names has no ${needed.map((column) => `"${column.in ?? column.name}"`).join(', ')}.`;
  if (missing.length === columns.length) return 'The line of names has none of the columns.';
  return places;
}
