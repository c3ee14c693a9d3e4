import { expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createRandom } from '../../test/simulation/random.ts';
import { createFileWalk } from './file-walk.ts';
import { type Column, faultOfLayout, type Layout } from './layout.ts';
import { createRowSorter } from './row-sorter.ts';
import { writeRows } from './write-rows.ts';

const random = createRandom(20_261_127);
/** What makes trouble in one format or another; blanks at the ends of a value are no part of it in any. */
const PIECES = [
  'a',
  'Z',
  '9',
  'ä',
  'ß',
  'é',
  '"',
  '""',
  "'",
  ';',
  ',',
  '|',
  '\t',
  '\n',
  '\r\n',
  '&',
  '<',
  '>',
  ' ',
  '=',
  '\\',
  '{',
  'T',
  'H;',
];

function text(allowed: (piece: string) => boolean, most: number): string | null {
  const pieces = PIECES.filter(allowed);
  const value = Array.from({ length: random.between(0, most) }, () => random.pick(pieces))
    .join('')
    .trim();
  return value === '' ? null : value.slice(0, most).trim() || null;
}

const columns: readonly Column[] = [
  { name: 'key', required: true, start: 1, length: 10, fill: '0', align: 'right' },
  { name: 'note', start: 11, length: 20 },
  { name: 'amount', type: 'decimal', decimals: 3, start: 31, length: 14 },
  { name: 'count', type: 'integer', start: 45, length: 8 },
  { name: 'day', type: 'date', start: 53, length: 10 },
];
const marks: readonly Column[] = [
  { name: 'mark', start: 1, length: 12 },
  { name: 'count', type: 'integer', start: 13, length: 10 },
  { name: 'total', type: 'decimal', start: 23, length: 20 },
];

function aLayout(): Layout {
  const format = random.pick(['csv', 'csv', 'fixed-length', 'xml', 'json-lines'] as const);
  const common = {
    encoding: random.pick(['utf-8', 'windows-1252', 'iso-8859-1', 'iso-8859-15', 'ibm850'] as const),
    decimalSign: random.pick(['.', ','] as const),
    dateFormat: random.pick(['yyyy-MM-dd', 'yyyyMMdd', 'dd.MM.yyyy', 'MM/dd/yyyy', 'dd/MM/yyyy', 'ddMMyyyy'] as const),
    lineEnd: random.pick(['lf', 'crlf'] as const),
    byteOrderMark: random.chance(0.3),
    columns: [...columns],
  };
  // No key is eleven signs long, so nothing but the trailer begins like this.
  const trailer = { mark: 'TRAILER_REC', columns: [...marks], count: 'count', sum: { column: 'total', of: 'amount' } };
  switch (format) {
    case 'csv':
      return {
        ...common,
        format,
        delimiter: random.pick([',', ';', '\t', '|'] as const),
        quote: random.pick(['"', "'"] as const),
        ...(random.chance(0.5) ? { names: true } : {}),
        ...(random.chance(0.5) ? { trailer } : {}),
      };
    case 'fixed-length':
      return { ...common, format, ...(random.chance(0.5) && common.encoding !== 'utf-8' ? { recordLength: 62 } : { trailer }) };
    case 'xml':
      return {
        ...common,
        format,
        recordElement: 'Row',
        columns: columns.map((column, index) => ({ ...column, in: ['@key', 'Note', 'Line/Amount', 'Line/@count', 'Line/Day'][index]! })),
      };
    case 'json-lines':
      return { ...common, format };
  }
}

function aRow(layout: Layout): JsonObject {
  const lines = layout.format === 'fixed-length';
  const fits = (piece: string) => !(lines && /[\r\n\t]/.test(piece)) && !(layout.format === 'xml' && /[\r\t\n]/.test(piece));
  const sign = random.chance(0.3) ? '-' : '';
  return {
    key: String(random.between(0, 9_999_999_999)).padStart(10, '0'),
    note: text(fits, 12),
    amount: random.chance(0.2) ? null : `${sign}${random.between(1, 99_999)}.${String(random.between(0, 999)).padStart(3, '0')}`,
    count: random.chance(0.2) ? null : random.between(-9_999, 99_999),
    day: random.chance(0.2) ? null : new Date(Date.UTC(2026, 0, random.between(1, 1_000))).toISOString().slice(0, 10),
  };
}

test('FILE-14 whatever is written is read back the same, in every format, encoding and chunk', async () => {
  for (let round = 0; round < 300; round += 1) {
    const layout = aLayout();
    expect(faultOfLayout(layout)).toBeUndefined();
    const rows = Array.from({ length: random.between(0, 12) }, () => aRow(layout));
    const chunks: Buffer[] = [];
    for await (const chunk of writeRows([rows.slice(0, 5), rows.slice(5)], layout, {})) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const walk = createFileWalk(layout);
    const size = random.between(1, 400);
    const records = [];
    for (let at = 0; at < bytes.length; at += size) records.push(...walk.push(Buffer.from(bytes.subarray(at, at + size))));
    const end = walk.end();
    const sorter = createRowSorter(layout, end.frame.places);
    sorter.add([...records, ...end.records]);
    expect({ layout, rows: sorter.rows, rejects: sorter.rejects }).toEqual({ layout, rows, rejects: [] });
  }
});
