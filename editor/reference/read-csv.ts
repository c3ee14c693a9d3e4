/** Two columns of a spreadsheet as entries of a value map: RFC 4180, with comma, semicolon or tab between. Pure. */
import { t } from '../text.ts';
import { readCsvRows } from './csv-rows.ts';

export type CsvEntries =
  | { readonly entries: readonly (readonly [key: string, value: string])[]; readonly problem?: undefined }
  | { readonly problem: string; readonly entries?: undefined };

export function readCsvEntries(text: string, firstLineIsHeader: boolean): CsvEntries {
  const rows = readCsvRows(text);
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
