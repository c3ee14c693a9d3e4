import iconv from 'iconv-lite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import { createTestFolder, type TestFolder } from '../../../test/support/files-connection.ts';
import type { FilePart } from '../file-reference.ts';
import type { Layout } from '../layout.ts';
import { filesRead } from '../read/execute.ts';
import { filesReadPart } from '../read-part/execute.ts';
import { filesSplit } from './execute.ts';

let folder: TestFolder;
beforeEach(() => {
  folder = createTestFolder();
});
afterEach(() => folder.remove());

/** Rows with what makes trouble: quotes, line ends in fields, umlauts, empty lines, bad rows. */
function aFile(records: number): string {
  const lines = Array.from({ length: records }, (_, index) => {
    if (index % 97 === 5) return `D;${index};"two\r\nlines; and a ""quote"""`;
    if (index % 89 === 7) return `D;${index};"never closed`;
    if (index % 83 === 11) return `D;x${index};ä`;
    return `D;${index};Stück ${index}`;
  });
  return `Mark;Number;Text\r\nH;1020\r\n${lines.join('\r\n')}\r\n\r\nT;${records}\r\n`;
}
const CSV: Layout = {
  format: 'csv',
  delimiter: ';',
  encoding: 'windows-1252',
  names: true,
  columns: [
    { name: 'number', in: 'Number', type: 'integer' },
    { name: 'text', in: 'Text' },
  ],
  header: { mark: 'H', columns: [{ name: 'mark' }, { name: 'plant' }] },
  trailer: { mark: 'T', columns: [{ name: 'mark' }, { name: 'count', type: 'integer' }], count: 'count' },
};
const XML: Layout = { format: 'xml', recordElement: 'r', columns: [{ name: 'number', in: '@n', type: 'integer' }, { name: 'text' }] };

test.each([
  ['csv', CSV, iconv.encode(aFile(700), 'windows-1252')],
  [
    'json-lines',
    { format: 'json-lines' } as Layout,
    Buffer.from(Array.from({ length: 700 }, (_, n) => (n === 300 ? '[]' : `{"n":${n}}`)).join('\n')),
  ],
  [
    'xml',
    XML,
    Buffer.from(
      `<all><day>\n${Array.from({ length: 700 }, (_, n) => `<r n="${n === 3 ? 'x' : n}"><text>ü</text></r> <!-- - -->\n${n % 50 === 49 ? '</day><day no="2">' : ''}`).join('')}</day></all>`,
    ),
  ],
  [
    'fixed-length',
    {
      format: 'fixed-length',
      encoding: 'ibm850',
      recordLength: 8,
      columns: [
        { name: 'a', start: 1, length: 5, type: 'integer' },
        { name: 'b', start: 6, length: 3 },
      ],
    } as Layout,
    Buffer.from(Array.from({ length: 700 }, (_, n) => `${String(n).padStart(5)}abc`).join('')),
  ],
])('FILE-13 all parts of a %s file are what the whole is, in its order', async (_format, layout, content) => {
  folder.drop('in/file', content);
  const file = { path: 'in/file' };
  const whole = await folder.run(filesRead, { file, layout: layout as unknown as Json });
  for (const recordsPerPart of [1, 7, 699, 700, 5_000]) {
    const split = await folder.run(filesSplit, { file, layout: layout as unknown as Json, recordsPerPart });
    const parts = split.output['parts'] as unknown as readonly FilePart[];
    expect(split.output['records']).toBe(700);
    expect(parts).toHaveLength(Math.ceil(700 / recordsPerPart));
    const rows: Json[] = [];
    const rejects: Json[] = [];
    for (const part of recordsPerPart === 1 ? parts.slice(0, 120) : parts) {
      const { output } = await folder.run(filesReadPart, { part: part as unknown as Json, layout: layout as unknown as Json });
      rows.push(...(output['rows'] as Json[]));
      rejects.push(...(output['rejects'] as Json[]));
    }
    if (recordsPerPart === 1) expect(rows).toEqual((whole.output['rows'] as Json[]).slice(0, rows.length));
    else expect({ rows, rejects }).toEqual({ rows: whole.output['rows'], rejects: whole.output['rejects'] });
  }
});

test('FILE-11 a file that is not whole leaves split and read by their own port', async () => {
  folder.drop('in/file', iconv.encode(aFile(20).replace('T;20', 'T;21'), 'windows-1252'));
  for (const node of [filesSplit, filesRead])
    expect(await folder.run(node, { file: { path: 'in/file' }, layout: CSV as unknown as Json })).toMatchObject({
      port: 'unfit',
      output: {
        reason: 'count-differs',
        message: 'The trailer record counts 21 records, the file has 20.',
        detail: { counted: 21, records: 20 },
      },
    });
  const sha256 = '0'.repeat(64);
  folder.drop('in/file', iconv.encode(aFile(20), 'windows-1252'));
  for (const node of [filesSplit, filesRead])
    expect(await folder.run(node, { file: { path: 'in/file', sha256 }, layout: CSV as unknown as Json })).toMatchObject({
      output: { reason: 'changed' },
    });
});
