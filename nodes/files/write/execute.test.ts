import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import { createTestFolder, type TestFolder } from '../../../test/support/files-connection.ts';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { createStep, runAttempts } from '../../../test/support/step-context.ts';
import type { ConnectionAccess } from '../../connection.ts';
import { UnavailableError } from '../../errors.ts';
import type { Layout } from '../layout.ts';
import { filesWrite } from './execute.ts';

let folder: TestFolder;
beforeEach(() => {
  folder = createTestFolder();
});
afterEach(() => folder.remove());

const LAYOUT: Layout = {
  format: 'csv',
  delimiter: ';',
  decimalSign: ',',
  encoding: 'windows-1252',
  dateFormat: 'dd.MM.yyyy',
  header: { mark: 'H', columns: [{ name: 'mark' }, { name: 'plant' }] },
  columns: [
    { name: 'mark', value: 'D' },
    { name: 'order', required: true },
    { name: 'text' },
    { name: 'quantity', type: 'decimal', decimals: 3 },
    { name: 'due', type: 'date' },
  ],
  trailer: { mark: 'T', columns: [{ name: 'mark' }, { name: 'count', type: 'integer' }], count: 'count' },
};
const ROWS = [
  { order: '0000004711', text: 'Stück; "gelb"', quantity: '40', due: '2026-11-27' },
  { order: '0000004712', text: null, quantity: '-1.5', due: null },
];
const config = (more: JsonObject = {}): Json => ({
  folder: 'to-plant',
  name: 'ORDERS_1.csv',
  layout: LAYOUT as unknown as Json,
  rows: ROWS,
  header: { plant: '1020' },
  ...more,
});

describe('FILE-14 what is written', () => {
  test('is what the layout says, header, count and encoding included', async () => {
    const outcome = await filesWrite.execute(createStep({ config: config(), connection: folder.connect() }));
    expect(outcome).toMatchObject({ kind: 'done', port: 'out', output: { path: 'to-plant/ORDERS_1.csv', records: 2 } });
    const { bytes } = (outcome as unknown as { output: { bytes: number } }).output;
    const text = 'H;1020\r\nD;0000004711;"Stück; ""gelb""";40,000;27.11.2026\r\nD;0000004712;;-1,500;\r\nT;2\r\n';
    // One byte a sign: windows-1252.
    expect(bytes).toBe(text.length);
    expect(folder.list()).toEqual(['to-plant/ORDERS_1.csv']);
  });

  test.each([
    [
      'a number with more decimals than the column',
      { quantity: '1.2345' },
      'Row 1 cannot be written: quantity is 1.2345 and does not fit into 3 decimals: round it before it is written.',
    ],
    ['a sign that the encoding does not have', { text: 'Ω' }, 'The sign "Ω" in row 1 is not in windows-1252.'],
    ['a day that is none', { due: '2026-02-30' }, 'Row 1 cannot be written: due is "2026-02-30" and has to be a day as YYYY-MM-DD.'],
    ['nothing where something has to be', { order: '' }, 'Row 1 cannot be written: order is empty.'],
  ])('fails with %s, and nothing is delivered', async (_what, change, message) => {
    const step = createStep({ config: config({ rows: [{ ...ROWS[0]!, ...change }] }), connection: folder.connect() });
    await expect(filesWrite.execute(step)).rejects.toMatchObject({ class: 'invalid', message });
    expect(folder.list()).toEqual([]);
  });

  test('in fixed length stands where it belongs, and what is too long is refused', async () => {
    const layout = {
      format: 'fixed-length',
      lineEnd: 'lf',
      columns: [
        { name: 'order', start: 1, length: 10, fill: '0', align: 'right' },
        { name: 'quantity', start: 11, length: 7, type: 'decimal', decimals: 1, fill: '0' },
        { name: 'text', start: 19, length: 4 },
      ],
    };
    const write = (rows: Json) =>
      filesWrite.execute(createStep({ config: { folder: 'out', name: 'a.txt', layout, rows } as Json, connection: folder.connect() }));
    await write([
      { order: '4711', quantity: '-2.5', text: 'ab' },
      { order: '4712', quantity: '40', text: null },
    ]);
    expect(folder.text('out/a.txt')).toBe('0000004711-0002.5 ab  \n000000471200040.0     \n');
    await expect(write([{ order: '1', text: 'abcde' }])).rejects.toMatchObject({
      message: expect.stringContaining('text is "abcde" and has room for 4 signs'),
    });
  });

  test('as XML is escaped, with attributes and elements of elements', async () => {
    const layout = {
      format: 'xml',
      rootElement: 'Orders',
      recordElement: 'Order',
      columns: [
        { name: 'order', in: '@number' },
        { name: 'text', in: 'Line/Text' },
        { name: 'unit', in: 'Line/@unit' },
      ],
    };
    await filesWrite.execute(
      createStep({
        config: { folder: 'out', name: 'a.xml', layout, rows: [{ order: '1', text: '<&">', unit: 'PC' }] } as Json,
        connection: folder.connect(),
      }),
    );
    expect(folder.text('out/a.xml')).toContain('<Order number="1"><Line unit="PC"><Text>&lt;&amp;&quot;&gt;</Text></Line></Order>');
  });

  test('S28 for people begins no cell with a formula', async () => {
    const layout = { format: 'csv', guardFormulas: true, columns: [{ name: 'raw' }] };
    const rows = ['=1+1', '+1', '-1', '@x', '\tx', 'x=1'].map((raw) => ({ raw }));
    await filesWrite.execute(createStep({ config: { folder: 'out', name: 'a.csv', layout, rows } as Json, connection: folder.connect() }));
    expect(folder.text('out/a.csv').split('\r\n')).toEqual(["'=1+1", "'+1", "'-1", "'@x", "'\tx", 'x=1', '']);
  });
});

/** A connection whose file system dies at the given place: before a move, or after it with the answer lost. */
function breakingConnection(when: 'before' | 'after', times: number): ConnectionAccess {
  const connection = folder.connect();
  let left = times;
  const files = {
    ...folder.files,
    async move(from: string, to: string) {
      if (left > 0 && when === 'before') {
        left -= 1;
        throw new UnavailableError('The share is gone.', { code: 'share-unavailable' });
      }
      await folder.files.move(from, to);
      if (left > 0) {
        left -= 1;
        throw new UnavailableError('The share is gone.', { code: 'share-unavailable' });
      }
    },
  };
  return { ...connection, files };
}

describe('FILE-21 a delivery that was cut off', () => {
  test('before the file appeared is made again, once', async () => {
    const ledger = new MemoryLedger();
    await runAttempts(filesWrite, { config: config(), connection: breakingConnection('before', 2), ledger });
    expect(folder.list()).toEqual(['to-plant/ORDERS_1.csv']);
    expect(ledger.probes).toEqual(['not-applied', 'not-applied']);
  });

  test('after it appeared is not made again', async () => {
    const ledger = new MemoryLedger();
    await runAttempts(filesWrite, { config: config(), connection: breakingConnection('after', 1), ledger });
    expect(folder.list()).toEqual(['to-plant/ORDERS_1.csv']);
    expect(ledger.probes).toEqual(['confirmed']);
  });

  test('after the other side has fetched the file is not made again either', async () => {
    const ledger = new MemoryLedger();
    const step = { config: config(), connection: breakingConnection('after', 1), ledger };
    await expect(filesWrite.execute(createStep(step))).rejects.toMatchObject({ class: 'unavailable' });
    rmSync(join(folder.root, 'to-plant/ORDERS_1.csv'));
    expect(await filesWrite.execute(createStep({ ...step, attempt: 2 }))).toMatchObject({ port: 'out', output: { records: 2 } });
    expect(folder.list()).toEqual([]);
    expect(ledger.probes).toEqual(['confirmed']);
  });
});

describe('FILE-22 a name that is taken', () => {
  test('is waited for until the other side has fetched the file', async () => {
    folder.drop('to-plant/ORDERS_1.csv', 'the last one');
    const ledger = new MemoryLedger();
    const step = { config: config(), connection: folder.connect(), ledger };
    await expect(filesWrite.execute(createStep(step))).rejects.toMatchObject({ class: 'conflict', options: { code: 'name-taken' } });
    renameSync(join(folder.root, 'to-plant/ORDERS_1.csv'), join(folder.root, 'fetched.csv'));
    await filesWrite.execute(createStep({ ...step, attempt: 2 }));
    expect(folder.list()).toEqual(['fetched.csv', 'to-plant/ORDERS_1.csv']);
  });

  test('is replaced where the step says so', async () => {
    folder.drop('to-plant/ORDERS_1.csv', 'the last one');
    await filesWrite.execute(createStep({ config: config({ whenThere: 'replace' }), connection: folder.connect() }));
    expect(folder.text('to-plant/ORDERS_1.csv')).toContain('0000004711');
  });
});

test.each(['../x.csv', '.x', 'a/b.csv', 'CON', ''])('S24 FILE-1 a name as %j is refused', async (name) => {
  const step = createStep({ config: config({ name }), connection: folder.connect() });
  await expect(filesWrite.execute(step)).rejects.toMatchObject({ class: 'invalid', options: { code: 'invalid-name' } });
  expect(folder.list()).toEqual([]);
});
