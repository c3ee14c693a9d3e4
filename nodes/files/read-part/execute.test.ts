import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import { createTestFolder, type TestFolder } from '../../../test/support/files-connection.ts';
import { filesSplit } from '../split/execute.ts';
import { filesReadPart } from './execute.ts';

let folder: TestFolder;
beforeEach(() => {
  folder = createTestFolder();
});
afterEach(() => folder.remove());

const LAYOUT = { format: 'csv', delimiter: ';', columns: [{ name: 'number', type: 'integer' }, { name: 'text' }] };
const aFile = (records: number) => Array.from({ length: records }, (_, n) => `${n};Row ${n}\n`).join('');

test('FILE-13 a part that has changed since the split is found out', async () => {
  folder.drop('in/file', aFile(20));
  const { output } = await folder.run(filesSplit, { file: { path: 'in/file' }, layout: LAYOUT, recordsPerPart: 10 });
  folder.drop('in/file', aFile(20).replace('Row 12', 'Raw 12'));
  const [first, second] = output['parts'] as unknown as readonly Json[];
  expect(await folder.run(filesReadPart, { part: first!, layout: LAYOUT })).toMatchObject({ port: 'out' });
  await expect(folder.run(filesReadPart, { part: second!, layout: LAYOUT })).rejects.toMatchObject({
    options: { code: 'part-changed' },
  });
});
