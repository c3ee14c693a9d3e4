import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestFolder, type TestFolder } from '../../test/support/files-connection.ts';
import { createFileRoot, readWhole } from './file-root.ts';

let folder: TestFolder;
let outside: string;
beforeEach(() => {
  folder = createTestFolder();
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'millrace-outside-')));
  writeFileSync(join(outside, 'secret.txt'), 'not yours');
});
afterEach(() => {
  folder.remove();
  rmSync(outside, { recursive: true, force: true });
});

describe('S24 FILE-1 names', () => {
  test.each([
    '../secret.txt',
    'in/../../secret.txt',
    '/etc/passwd',
    'in//a.csv',
    '.hidden',
    'in/.ssh/keys',
    'a\\b.csv',
    'a\u0000.csv',
    'line\nend.csv',
    'CON',
    'con.csv',
    'in/LPT1.txt',
    'a:b.csv',
    'what?.csv',
    'ends-with-dot.',
    'ends-with-blank ',
    'x'.repeat(221),
    'half\ud800.csv',
    Array.from({ length: 14 }, () => 'a').join('/'),
    '',
  ])('%j is refused, whatever is done with it', async (path) => {
    const { files } = folder;
    folder.drop('in/a.csv', 'a');
    await expect(readWhole(files, path)).rejects.toMatchObject({ class: 'invalid' });
    await expect(files.write(path, ['x'])).rejects.toMatchObject({ class: 'invalid' });
    await expect(files.move('in/a.csv', path)).rejects.toMatchObject({ class: 'invalid' });
    await expect(files.move(path, 'in/b.csv')).rejects.toMatchObject({ class: 'invalid' });
    expect(folder.list()).toEqual(['in/a.csv']);
  });

  test('names of people are taken: umlauts, blanks, signs of other scripts', async () => {
    const name = 'Rückmeldung Werk 1020 № 7 (2).csv';
    await folder.files.write(`in/${name}`, ['x']);
    expect((await folder.files.list('in')).map((file) => file.name)).toEqual([name]);
  });
});

describe('S24 FILE-1 the root', () => {
  test('a linked folder does not lead out, neither to read nor to write nor to make folders', async () => {
    symlinkSync(outside, join(folder.root, 'away'));
    const { files } = folder;
    const refusal = { class: 'denied', options: { code: 'path-escapes' } };
    await expect(readWhole(files, 'away/secret.txt')).rejects.toMatchObject(refusal);
    await expect(files.write('away/new.txt', ['x'])).rejects.toMatchObject(refusal);
    await expect(files.list('away')).rejects.toMatchObject(refusal);
    await expect(files.makeFolder('away/deeper')).rejects.toMatchObject(refusal);
    await expect(files.remove('away/secret.txt')).rejects.toMatchObject(refusal);
  });

  test('a linked file is neither listed nor read, and what is written replaces the link and not what it leads to', async () => {
    symlinkSync(join(outside, 'secret.txt'), join(folder.root, 'linked.csv'));
    const { files } = folder;
    expect(await files.list('')).toEqual([]);
    await expect(readWhole(files, 'linked.csv')).rejects.toMatchObject({ class: 'denied', options: { code: 'file-is-link' } });
    await expect(files.move('linked.csv', 'taken.csv')).rejects.toMatchObject({ options: { code: 'file-not-plain' } });
    await files.write('linked.csv', ['mine']);
    expect(folder.text('linked.csv')).toBe('mine');
    const beside = createFileRoot({ root: outside, allowed: [outside] });
    expect((await readWhole(beside, 'secret.txt')).toString()).toBe('not yours');
  });

  test('a linked folder inside the root is a folder like any other', async () => {
    mkdirSync(join(folder.root, 'real'));
    symlinkSync(join(folder.root, 'real'), join(folder.root, 'alias'));
    await folder.files.write('alias/a.csv', ['x']);
    expect(readdirSync(join(folder.root, 'real'))).toEqual(['a.csv']);
  });

  test('lies in a folder that the installation allows, also when a link pretends so', async () => {
    symlinkSync(outside, join(folder.root, 'elsewhere'));
    const refusal = { class: 'denied', options: { code: 'root-not-allowed' } };
    await expect(createFileRoot({ root: outside, allowed: [] }).require()).rejects.toMatchObject(refusal);
    await expect(createFileRoot({ root: outside, allowed: [folder.root] }).require()).rejects.toMatchObject(refusal);
    await expect(createFileRoot({ root: join(folder.root, 'elsewhere'), allowed: [folder.root] }).require()).rejects.toMatchObject(refusal);
    await expect(createFileRoot({ root: `${folder.root}-more`, allowed: [folder.root] }).require()).rejects.toMatchObject({
      class: 'unavailable',
      options: { code: 'root-missing' },
    });
  });
});

test('FILE-20 what is written appears whole: until then under .tmp, and nothing is left of what failed', async () => {
  const { files } = folder;
  let seen: readonly string[] = [];
  async function* chunks() {
    yield 'first half, ';
    seen = folder.list();
    yield 'second half';
  }
  expect(await files.write('out/a.csv', chunks())).toMatchObject({ bytes: 23 });
  expect(seen).toEqual(['out/a.csv.tmp']);
  expect(folder.text('out/a.csv')).toBe('first half, second half');
  async function* failing() {
    yield 'x';
    throw new Error('no more');
  }
  await expect(files.write('out/a.csv', failing())).rejects.toThrow('no more');
  expect(folder.text('out/a.csv')).toBe('first half, second half');
  expect(folder.list()).toEqual(['out/a.csv']);
});
