import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { createFileWalk } from './file-walk.ts';
import { faultOfLayout, type Layout } from './layout.ts';
import { createRowSorter } from './row-sorter.ts';
import { UnfitFile } from './unfit-file.ts';

const LAYOUT: Layout = {
  format: 'csv',
  delimiter: ';',
  decimalSign: ',',
  groupSign: '.',
  dateFormat: 'dd.MM.yyyy',
  columns: [
    { name: 'mark', value: 'D' },
    { name: 'order', required: true },
    { name: 'text' },
    { name: 'quantity', type: 'decimal', decimals: 3 },
    { name: 'due', type: 'date' },
  ],
  header: { mark: 'H', columns: [{ name: 'mark' }, { name: 'plant', required: true }] },
  trailer: {
    mark: 'T',
    columns: [{ name: 'mark' }, { name: 'count', type: 'integer' }, { name: 'total', type: 'decimal' }],
    count: 'count',
    sum: { column: 'total', of: 'quantity' },
  },
};
const FILE = 'H;1020\r\nD;0000004711;Stück, gelb;1.240,5;27.11.2026\r\nD;0000004712;"a;""b""";;\r\nT;2;1240,500\r\n';

/** In chunks of so many bytes: a file may be cut anywhere. */
function read(content: string | Buffer, layout: Layout = LAYOUT, chunkBytes = 1_000_000) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const walk = createFileWalk(layout);
  const records = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) records.push(...walk.push(Buffer.from(bytes.subarray(at, at + chunkBytes))));
  const end = walk.end();
  const sorter = createRowSorter(layout, end.frame.places);
  sorter.add([...records, ...end.records]);
  return { frame: end.frame, rows: sorter.rows, rejects: sorter.rejects };
}

function refusalOf(content: string | Buffer, layout: Layout = LAYOUT): UnfitFile {
  try {
    read(content, layout);
  } catch (error) {
    if (error instanceof UnfitFile) return error;
    throw error;
  }
  throw new Error('the file was taken');
}

describe('FILE-10 rows', () => {
  test.each([1, 2, 3, 7, 64, 1_000])('come out as they are meant, in chunks of %i bytes', (chunkBytes) => {
    const { frame, rows, rejects } = read(FILE, LAYOUT, chunkBytes);
    expect(rows).toEqual([
      { mark: 'D', order: '0000004711', text: 'Stück, gelb', quantity: '1240.500', due: '2026-11-27' },
      { mark: 'D', order: '0000004712', text: 'a;"b"', quantity: null, due: null },
    ]);
    expect(rejects).toEqual([]);
    expect(frame).toMatchObject({ records: 2, header: { plant: '1020' }, trailer: { count: 2, total: '1240.500' } });
  });

  test('that are none stand aside with line, reason and text; all reasons at once', () => {
    const { rows, rejects } = read(
      'H;1020\nD;;x;1,2345;31.02.2026\nD;0000004711;x;1.5;27.11.2026\nX;1;2\nD;0000004712;x;-7;27.11.2026\nT;4;-7\n',
      { ...LAYOUT, trailer: { ...LAYOUT.trailer!, sum: undefined as never } },
    );
    expect(rows).toMatchObject([{ order: '0000004712', quantity: '-7.000' }]);
    expect(rejects).toEqual([
      {
        record: 1,
        line: 2,
        reason: 'order is empty; quantity is "1,2345" and has more than 3 decimals; due is "31.02.2026" and has to be a day as dd.MM.yyyy.',
        raw: 'D;;x;1,2345;31.02.2026',
      },
      { record: 2, line: 3, reason: 'quantity is "1.5" and has to be a number as 12,5.', raw: 'D;0000004711;x;1.5;27.11.2026' },
      { record: 3, line: 4, reason: 'It has 3 fields instead of 5.', raw: 'X;1;2' },
    ]);
  });

  test('FILE-12 a quote that is never closed is one bad row', () => {
    const layout: Layout = { format: 'csv', columns: [{ name: 'a' }, { name: 'b' }] };
    const { rows, rejects } = read(`1,"open\n${'2,x\n'.repeat(30_000)}3,5" pipe\n`, layout, 10_000);
    expect(rejects).toMatchObject([{ record: 1, line: 1, raw: '1,"open' }]);
    expect(rows).toHaveLength(30_001);
    expect(rows.at(-1)).toEqual({ a: '3', b: '5" pipe' });
  });

  test('a field over several lines is one record, and lines are counted on', () => {
    const layout: Layout = { format: 'csv', columns: [{ name: 'a' }, { name: 'b' }] };
    const { rows, rejects } = read('1,"x\r\ny\n"\n2\n3,z', layout, 3);
    expect(rows).toEqual([
      { a: '1', b: 'x\r\ny' },
      { a: '3', b: 'z' },
    ]);
    expect(rejects).toMatchObject([{ record: 2, line: 4 }]);
  });

  test('of a line of names stand where the names say, in any order and with more columns than are wanted', () => {
    const layout: Layout = {
      format: 'csv',
      names: true,
      columns: [{ name: 'order', in: 'Auftrag', required: true }, { name: 'quantity', in: 'Menge', type: 'decimal' }, { name: 'note' }],
    };
    expect(read('\ufeffmenge,X,AUFTRAG\n5,?,4711\n', layout).rows).toEqual([{ order: '4711', quantity: '5', note: null }]);
    expect(refusalOf('menge,X\n5,?\n', layout)).toMatchObject({ reason: 'names-missing', message: 'The line of names has no "Auftrag".' });
  });

  test('of fixed length, with lines and without, zeros kept in keys and taken from numbers', () => {
    const columns: Layout['columns'] = [
      { name: 'order', start: 1, length: 10, fill: '0', align: 'right' },
      { name: 'quantity', start: 11, length: 8, type: 'decimal', fill: '0' },
      { name: 'text', start: 19, length: 6 },
    ];
    const rows = [
      { order: '0000004711', quantity: '40.5', text: 'gelb' },
      { order: '0000004712', quantity: '-2', text: null },
    ];
    const lines: Layout = { format: 'fixed-length', columns };
    expect(read('0000004711000040.5gelb  \n0000004712-0000002\n', lines).rows).toEqual(rows);
    expect(
      read('0000004711000040.5gelb  0000004712-0000002      ', { ...lines, encoding: 'iso-8859-1', recordLength: 24 }, 5).rows,
    ).toEqual(rows);
    expect(read('0000004711000040.5gelb  00000047', { ...lines, encoding: 'iso-8859-1', recordLength: 24 }).rows).toHaveLength(2);
  });

  test('of JSON lines: objects only', () => {
    const { rows, rejects } = read('{"a":1}\n[1]\nnonsense\n{"a":{"b":[2]}}\n', { format: 'json-lines' });
    expect(rows).toEqual([{ a: 1 }, { a: { b: [2] } }]);
    expect(rejects.map(({ line }) => line)).toEqual([2, 3]);
  });
});

describe('FILE-11 a file that is not whole is refused', () => {
  test.each([
    ['count-differs', FILE.replace('T;2', 'T;3'), 'The trailer record counts 3 records, the file has 2.'],
    ['sum-differs', FILE.replace('1240,500', '1240,501'), 'The control total of quantity is 1240.501, the records come to 1240.5.'],
    ['trailer-missing', FILE.slice(0, FILE.indexOf('T;')), 'The trailer record (T) is missing: the file is cut off.'],
    ['trailer-missing', FILE.slice(0, 60), 'The trailer record (T) is missing: the file is cut off.'],
    ['trailer-invalid', FILE.replace('T;2', 'T;two'), 'Trailer record: count is "two" and has to be a whole number.'],
    ['data-after-trailer', `${FILE}D;0000004713;;;\n`, 'Line 5 comes behind the trailer record.'],
    ['header-missing', FILE.slice(8), 'The file does not begin with its header record (H).'],
    ['header-invalid', FILE.replace('H;1020', 'H;'), 'Header record: plant is empty.'],
    ['empty', '', 'The file is empty.'],
    ['empty', '\n\u001a', 'The file is empty.'],
  ])('%s', (reason, content, message) => {
    expect(refusalOf(content)).toMatchObject({ reason, message });
  });

  test('blank lines and the end-of-file sign of old systems are nothing', () => {
    expect(read(`${FILE}\r\n\u001a`).rows).toHaveLength(2);
  });

  test('in another encoding than its layout says', () => {
    const old: Layout = { ...LAYOUT, encoding: 'windows-1252' };
    expect(read(iconv.encode(FILE, 'windows-1252'), old).rows[0]).toMatchObject({ text: 'Stück, gelb' });
    expect(read(iconv.encode(FILE, 'ibm850'), { ...LAYOUT, encoding: 'ibm850' }).rows[0]).toMatchObject({ text: 'Stück, gelb' });
    expect(refusalOf(iconv.encode(FILE, 'windows-1252'))).toMatchObject({ reason: 'encoding' });
    expect(refusalOf(FILE, old)).toMatchObject({ reason: 'encoding', message: 'The layout says windows-1252, but the file is UTF-8.' });
    expect(refusalOf(`\ufeff${FILE}`, old)).toMatchObject({ reason: 'encoding' });
    expect(refusalOf(Buffer.from(`\ufeff${FILE}`, 'utf16le'))).toMatchObject({
      reason: 'encoding',
      message: 'The layout says utf-8, but the file is UTF-16.',
    });
  });
});

describe('S20 FILE-16 XML', () => {
  const layout: Layout = {
    format: 'xml',
    recordElement: 'Order',
    columns: [
      { name: 'number', in: '@number', required: true },
      { name: 'quantity', in: 'Line/Quantity', type: 'decimal' },
      { name: 'unit', in: 'Line/Quantity/@unit' },
    ],
  };
  const XML = `<?xml version="1.0"?>\n<!-- <Order> in a comment --><Orders>
  <Order number="4711"><Line><Quantity unit="PC">40</Quantity></Line></Order>
  <Other><![CDATA[<Order>]]></Other><Order number="a&amp;b>c"/>\n<Order><Line/></Order></Orders>\n`;

  test.each([1, 2, 5, 33, 1_000])('records are found in chunks of %i bytes', (chunkBytes) => {
    const { rows, rejects, frame } = read(XML, layout, chunkBytes);
    expect(rows).toEqual([
      { number: '4711', quantity: '40', unit: 'PC' },
      { number: 'a&b>c', quantity: null, unit: null },
    ]);
    expect(rejects).toMatchObject([{ record: 3, line: 5, reason: 'number is empty.' }]);
    expect(frame.records).toBe(3);
  });

  test.each([
    [
      'a document type',
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
      'line 1: it declares a document type, which is not taken',
    ],
    ['an element that is not closed', '<Orders>\n<Order>', 'line 2: it ends before </Order>'],
    ['one that closes another', '<a><b></a>', '</a> closes what is not open'],
    ['two roots', '<a/><b/>', 'there is a second root element'],
    ['more depth than anybody needs', '<a>'.repeat(70), 'it is deeper than 64 elements'],
  ])('is refused with %s', (_what, content, sentence) => {
    expect(refusalOf(content, layout)).toMatchObject({ reason: 'not-xml', message: expect.stringContaining(sentence) });
  });

  test('entities of its own are not known', () => {
    const { rejects, rows } = read('<r><Order number="&boom;"/></r>', layout);
    expect([...rows, ...rejects]).toHaveLength(1);
    expect(rows[0]?.['number'] ?? '&boom;').toBe('&boom;');
  });
});

test('a layout that contradicts itself is refused with a sentence', () => {
  expect(faultOfLayout(LAYOUT)).toBeUndefined();
  expect(faultOfLayout({ format: 'csv' })).toBe('A layout of format csv needs columns.');
  expect(faultOfLayout({ format: 'xml' })).toBe('A layout of format xml needs the element of a record.');
  expect(faultOfLayout({ ...LAYOUT, groupSign: ',' })).toBe('Thousands sign and decimal sign are the same.');
  expect(faultOfLayout({ ...LAYOUT, trailer: { ...LAYOUT.trailer!, count: 'rows' } })).toBe(
    'The trailer has no column "rows" for the count.',
  );
  expect(faultOfLayout({ format: 'csv', columns: [{ name: 'a' }, { name: 'a' }] })).toBe('The column "a" stands twice in columns.');
  expect(
    faultOfLayout({
      format: 'fixed-length',
      columns: [
        { name: 'a', start: 1, length: 5 },
        { name: 'b', start: 5, length: 2 },
      ],
    }),
  ).toBe('The column "b" begins inside the one before it.');
  expect(faultOfLayout({ format: 'fixed-length', recordLength: 5, columns: [{ name: 'a', start: 1, length: 5 }] })).toBe(
    'A record length needs an encoding with one byte a sign.',
  );
  expect(
    faultOfLayout({ format: 'fixed-length', encoding: 'ibm850', recordLength: 5, columns: [{ name: 'a', start: 2, length: 5 }] }),
  ).toBe('The column "a" ends behind the record length.');
});
