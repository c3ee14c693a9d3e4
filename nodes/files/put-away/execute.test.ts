import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestFolder, type TestFolder } from '../../../test/support/files-connection.ts';
import { filesCollect } from '../collect/execute.ts';
import { filesPutAway } from './execute.ts';

let folder: TestFolder;
beforeEach(() => {
  folder = createTestFolder();
});
afterEach(() => folder.remove());

test('FILE-24 a file is put away once, with its reason, and what was collected is gone', async () => {
  const file = { path: 'work/taken/test.f/20261124T080000000-abcd-a.csv', archiveFolder: 'done', errorFolder: 'wrong' };
  folder.drop(file.path, 'a');
  await folder.run(filesCollect, { part: 1, lists: { rows: [{ n: 1 }] } });
  const { output } = await folder.run(filesPutAway, { file, to: 'error', reason: 'The trailer record is missing.' });
  expect(output).toEqual({ path: 'wrong/20261124T080000000-abcd-a.csv' });
  expect(folder.list()).toEqual(['wrong/20261124T080000000-abcd-a.csv', 'wrong/20261124T080000000-abcd-a.csv.reason.txt']);
  rmSync(join(folder.root, 'wrong'), { recursive: true });
  await expect(folder.run(filesPutAway, { file, to: 'archive' })).rejects.toMatchObject({ options: { code: 'file-missing' } });
});
