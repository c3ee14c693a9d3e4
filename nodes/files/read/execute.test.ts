import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestFolder, type TestFolder } from '../../../test/support/files-connection.ts';
import { filesSplit } from '../split/execute.ts';
import { filesRead } from './execute.ts';

let folder: TestFolder;
beforeEach(() => {
  folder = createTestFolder();
});
afterEach(() => folder.remove());

const LAYOUT = { format: 'csv', delimiter: ';', columns: [{ name: 'number', type: 'integer' }, { name: 'text' }] };

test('a missing file and a large one at once are errors that say what to do', async () => {
  await expect(folder.run(filesSplit, { file: { path: 'in/none' }, layout: LAYOUT })).rejects.toMatchObject({
    options: { code: 'file-missing' },
  });
  folder.drop('in/large', Buffer.alloc(2_000_001, 0x20));
  await expect(folder.run(filesRead, { file: { path: 'in/large' }, layout: LAYOUT })).rejects.toMatchObject({
    options: { code: 'file-too-large' },
  });
});

test('FILE-10 rows and rejects of a small file at once, with what stands around them', async () => {
  folder.drop('in/file', 'H;1020\n1;one\nx;two\nT;2\n');
  const mark = [{ name: 'mark' }, { name: 'value' }];
  const layout = { ...LAYOUT, header: { mark: 'H', columns: mark }, trailer: { mark: 'T', columns: mark, count: 'value' } };
  expect(await folder.run(filesRead, { file: { path: 'in/file' }, layout })).toEqual({
    port: 'out',
    output: {
      rows: [{ number: 1, text: 'one' }],
      rejects: [{ record: 2, line: 3, reason: 'number is "x" and has to be a whole number.', raw: 'x;two' }],
      records: 2,
      header: { mark: 'H', value: '1020' },
      trailer: { mark: 'T', value: '2' },
    },
  });
});
