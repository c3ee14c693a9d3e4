/** What a file would store, looked at before it does: new, changed or as it is, and what is wrong in which line. Pure. */
import type { ReferenceView } from '#flows/api/reference-data.ts';
import type { Json } from '#flows/json.ts';
import { sortedJson } from '#flows/sorted-json.ts';
import { t } from '../text.ts';
import { readCsvRows, writeCsvRows } from './csv-rows.ts';
import { type CsvLine, type LineProblem, MASTER_FORMATS, type MasterFormat, type MasterKind, nameColumnOf } from './master-formats.ts';

export interface PlannedRow {
  readonly name: string;
  readonly value: Json;
  readonly what: 'new' | 'changed' | 'same';
  /** To be stored over; 0: a new one. */
  readonly revision: number;
}

export interface ImportPlan {
  readonly rows: readonly PlannedRow[];
  readonly problems: readonly LineProblem[];
}

/** What the API takes as a name. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

export function planImport(kind: MasterKind, text: string, stored: readonly ReferenceView[]): ImportPlan {
  const format = MASTER_FORMATS[kind] as MasterFormat<unknown>;
  const whole = (message: string): ImportPlan => ({ rows: [], problems: [{ line: 1, name: '', message }] });
  const cells = readCsvRows(text);
  if (cells === undefined) return whole(t('csv.open-quote', 'A quotation mark is not closed.'));
  const [header = [], ...body] = cells;
  const columns = header.map((column) => column.trim());
  const missing = format.required.filter((column) => !columns.includes(column));
  if (missing.length > 0)
    return whole(
      t('master.no-columns', 'The header lacks {missing}. Columns are {all}.', {
        missing: missing.join(', '),
        all: format.columns.join(', '),
      }),
    );
  const unknown = columns.filter((column) => column !== '' && !format.columns.includes(column));
  if (unknown.length > 0)
    return whole(
      t('master.unknown-columns', 'The header has {unknown}, which is none of {all}.', {
        unknown: unknown.join(', '),
        all: format.columns.join(', '),
      }),
    );
  const lines = body.flatMap((row, index): (CsvLine & { readonly name: string })[] => {
    if (row.every((cell) => cell.trim() === '')) return [];
    const cell = (column: string) => row[columns.indexOf(column)]?.trim() ?? '';
    return [{ line: index + 2, cell, name: cell(nameColumnOf(kind)) }];
  });
  if (lines.length === 0) return whole(t('csv.empty', 'There are no entries in it.'));
  const problems: LineProblem[] = [];
  const rows: PlannedRow[] = [];
  const known = new Map(stored.map((row) => [row.name, row]));
  for (const name of new Set(lines.map((line) => line.name))) {
    const own = lines.filter((line) => line.name === name);
    if (!NAME.test(name)) {
      problems.push(
        ...own.map(({ line }) => ({
          line,
          name,
          message: t('master.no-name', '"{name}" in {column} is no name: letters, digits, dot, dash.', {
            name,
            column: nameColumnOf(kind),
          }),
        })),
      );
      continue;
    }
    const before = known.get(name);
    const read = format.fromLines(own, before?.value);
    if ('problems' in read) problems.push(...read.problems.map((problem) => ({ ...problem, name })));
    else {
      const value = read.value as Json;
      const what = before === undefined ? 'new' : sortedJson(before.value) === sortedJson(value) ? 'same' : 'changed';
      rows.push({ name, value, what, revision: before?.revision ?? 0 });
    }
  }
  return { rows, problems: problems.sort((a, b) => a.line - b.line) };
}

/** Read back by `planImport` it changes nothing. */
export function exportRows(kind: MasterKind, stored: readonly ReferenceView[]): string {
  const format = MASTER_FORMATS[kind] as MasterFormat<unknown>;
  return writeCsvRows([format.columns, ...stored.flatMap(({ name, value }) => format.toRows(name, value))]);
}
