/** Two columns of a spreadsheet as entries of a value map: RFC 4180, with comma, semicolon or tab between. Pure. */
import { t } from '../text.ts';

export type CsvEntries =
  | { readonly entries: readonly (readonly [key: string, value: string])[]; readonly problem?: undefined }
  | { readonly problem: string; readonly entries?: undefined };

export function readCsvEntries(text: string, firstLineIsHeader: boolean): CsvEntries {
  const clean = text.replace(/^\uFEFF/, '');
  const rows = readRows(clean, separatorOf(clean));
  if (rows === undefined) return { problem: t('csv.open-quote', 'A quotation mark is not closed.') };
  const entries: (readonly [string, string])[] = [];
  const seen = new Map<string, number>();
  for (const [index, cells] of rows.entries()) {
    if ((index === 0 && firstLineIsHeader) || cells.every((cell) => cell.trim() === '')) continue;
    const line = index + 1;
    const [key = '', value] = cells;
    if (value === undefined)
      return { problem: t('csv.one-column', 'Line {line} has one column; a key and its value are wanted.', { line }) };
    if (key.trim() === '') return { problem: t('csv.no-key', 'Line {line} has no key.', { line }) };
    const before = seen.get(key.trim());
    if (before !== undefined)
      return { problem: t('csv.twice', 'The key "{key}" stands in line {before} and in line {line}.', { key: key.trim(), before, line }) };
    seen.set(key.trim(), line);
    entries.push([key.trim(), value.trim()]);
  }
  return entries.length === 0 ? { problem: t('csv.empty', 'There are no entries in it.') } : { entries };
}

/** The one that the first line has most of; spreadsheets of half of Europe write semicolons. */
function separatorOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  const counts = [',', ';', '\t'].map((separator) => [separator, first.split(separator).length] as const);
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

/** Undefined when a quotation mark is left open. */
function readRows(text: string, separator: string): readonly (readonly string[])[] | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[(at += 1)]!;
      else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator) {
      row.push(cell);
      cell = '';
    } else if (sign === '\n') {
      rows.push([...row, cell.replace(/\r$/, '')]);
      row = [];
      cell = '';
    } else cell += sign;
  }
  if (quoted) return undefined;
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}
