/** CSV as Bulk API 2.0 speaks it: commas, LF, `#N/A` for no value, an empty field leaves the record's value as it is. */
import type { Json, JsonObject } from '#flows/json.ts';
import { InvalidError } from '../errors.ts';

const NO_VALUE = '#N/A';

/** One line a row, below a line of names; columns in the order in which the rows name them. */
export function writeBulkCsv(rows: readonly JsonObject[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row, index) => columns.map((name) => toField(row[name], name, index)).join(','));
  return `${[columns.map(quoted).join(','), ...lines].join('\n')}\n`;
}

function toField(value: Json | undefined, name: string, index: number): string {
  if (value === undefined) return '';
  // An empty text would be passed over: it means that the record shall have none.
  if (value === null || value === '') return NO_VALUE;
  if (typeof value === 'object')
    throw new InvalidError(`Row ${index + 1}: ${name} is neither text, number nor boolean`, { code: 'row-malformed', target: name });
  return quoted(String(value));
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows by the names of the first line; all values as text. Throws InvalidError `csv-malformed`. */
export function readBulkCsv(text: string): readonly { readonly [column: string]: string }[] {
  const [columns = [], ...lines] = splitRecords(text);
  return lines.map((fields) => Object.fromEntries(columns.map((name, index) => [name, fields[index] ?? ''])));
}

function splitRecords(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|$)/y;
  while (field.lastIndex < text.length) {
    const found = field.exec(text);
    if (found === null) throw new InvalidError('The CSV of Salesforce cannot be read', { code: 'csv-malformed' });
    const [, inQuotes, plain = '', end] = found;
    record.push(inQuotes === undefined ? plain : inQuotes.replaceAll('""', '"'));
    if (end === ',' && field.lastIndex < text.length) continue;
    records.push(end === ',' ? [...record, ''] : record);
    record = [];
  }
  return records;
}
