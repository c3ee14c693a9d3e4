import { chmodSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestFolder, type TestFolder } from '../../test/support/files-connection.ts';
import { filesConnection } from './connection.ts';
import { createFileRoot } from './file-root.ts';

let folder: TestFolder;
beforeEach(() => {
  folder = createTestFolder();
});
afterEach(() => folder.remove());
const check = (connection = folder.connect()) => filesConnection.check(connection, new AbortController().signal);

test('the check climbs from the folder to free space, and leaves nothing behind', async () => {
  folder.drop('from-plant/a.csv', 'a');
  const rungs = await check();
  expect(rungs.map(({ name, state }) => [name, state])).toEqual([
    ['folder', 'passed'],
    ['write', 'passed'],
    ['rename', 'passed'],
    ['space', 'passed'],
  ]);
  expect(rungs[0]!.message).toBe('The folder is there, with from-plant.');
  expect(folder.list()).toEqual(['from-plant/a.csv']);
});

test('FILE-1 a root that is not allowed, or not there, says who can do what', async () => {
  const elsewhere = { ...folder.connect(), files: createFileRoot({ root: folder.root, allowed: ['/mnt/plants'] }) };
  expect(await check(elsewhere)).toMatchObject([
    { name: 'folder', state: 'failed', fix: 'The person who runs Millrace allows folders by the setting MILLRACE_FILE_ROOTS.' },
  ]);
  rmSync(folder.root, { recursive: true });
  expect(await check()).toMatchObject([
    {
      name: 'folder',
      state: 'failed',
      message: 'The root folder of the connection is not there.',
      fix: expect.stringContaining('Mount the share'),
    },
  ]);
});

test('a work folder with a name that is not allowed fails at writing', async () => {
  expect(await check(folder.connect({ workFolder: '../work' }))).toMatchObject([{ state: 'passed' }, { name: 'write', state: 'failed' }]);
});

test.skipIf(process.getuid?.() === 0)('a share that may only be read fails at writing, with what to change', async () => {
  chmodSync(folder.root, 0o500);
  expect(await check()).toMatchObject([
    { state: 'passed' },
    { name: 'write', state: 'failed', fix: expect.stringContaining('the right to read, write and rename') },
  ]);
  chmodSync(folder.root, 0o700);
});
