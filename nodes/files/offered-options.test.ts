import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestFolder, type TestFolder } from '../../test/support/files-connection.ts';
import { filesConnection } from './connection.ts';

let folder: TestFolder;
beforeEach(() => {
  folder = createTestFolder();
});
afterEach(() => folder.remove());
const folders = async () =>
  (await filesConnection.options!['folders']!.read(folder.connect(), {}, new AbortController().signal)).map(({ value }) => value);

test('API-180 FILE-1 folders below the root are offered by their paths; the work folder, links and what stands deep are not', async () => {
  for (const path of ['from-plant/hall-2', 'to-plant', 'work/taken/a', 'a/b/c/d/e'])
    mkdirSync(join(folder.root, path), { recursive: true });
  folder.drop('file.csv', 'no folder');
  symlinkSync(tmpdir(), join(folder.root, 'elsewhere'));
  expect(await folders()).toEqual(['a', 'from-plant', 'to-plant', 'a/b', 'from-plant/hall-2', 'a/b/c', 'a/b/c/d']);
});

test('API-180 a share that is not there is said so', async () => {
  rmSync(folder.root, { recursive: true });
  await expect(folders()).rejects.toMatchObject({ options: { code: 'root-missing' } });
});
