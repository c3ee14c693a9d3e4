import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openReaderWorker, type ReaderWorker } from './reader-worker.ts';
import { aDataFolder, type DataFolder } from './store-fixture.ts';

let folder: DataFolder;
let writing: SqliteDatabase.Database;
let reader: ReaderWorker;
beforeEach(() => {
  folder = aDataFolder();
  const file = join(folder.path, 'test.db');
  writing = new SqliteDatabase(file);
  writing.pragma('journal_mode = WAL');
  writing.pragma('wal_autocheckpoint = 0');
  writing.exec('CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), (2)');
  reader = openReaderWorker(file);
});
afterEach(async () => {
  await reader.close();
  writing.close();
  folder.remove();
});

test('reads what is committed and never writes', async () => {
  expect(await reader.all('SELECT a FROM t WHERE a > ? ORDER BY a', 1)).toEqual([{ a: 2 }]);
  await expect(reader.all('INSERT INTO t VALUES (3) RETURNING a')).rejects.toThrow('readonly');
});

test('a statement that fails costs nobody else anything', async () => {
  const outcomes = await Promise.allSettled([
    reader.all('SELECT a FROM t'),
    reader.all('SELECT nothing FROM t'),
    reader.all('SELECT a FROM t'),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('several queries see one snapshot', async () => {
  const asked = reader.allOf([
    { sql: 'SELECT count(*) AS n FROM t', values: [] },
    { sql: 'SELECT max(a) AS n FROM t', values: [] },
  ]);
  writing.exec('INSERT INTO t VALUES (3)');
  const [[count], [most]] = (await asked) as [[{ n: number }], [{ n: number }]];
  expect([
    [2, 2],
    [3, 3],
  ]).toContainEqual([count.n, most.n]);
});

test('copies the log into the database without waiting for a writer', async () => {
  writing.exec('BEGIN IMMEDIATE; INSERT INTO t VALUES (4)');
  const { log, checkpointed } = await reader.checkpoint();
  expect(checkpointed).toBe(log);
  expect(log).toBeGreaterThan(0);
  writing.exec('COMMIT');
});

test('after closing there is no answer', async () => {
  const waiting = reader.all('SELECT a FROM t');
  const outcome = expect(waiting).rejects.toThrow('closed');
  await reader.close();
  await outcome;
  await expect(reader.all('SELECT a FROM t')).rejects.toThrow('closed');
});

test('a worker that cannot work fails who asks, and nobody in a circle', async () => {
  const broken = openReaderWorker(join(folder.path, 'nothing', 'there.db'));
  await expect(broken.all('SELECT 1')).rejects.toThrow();
  await expect(broken.all('SELECT 1')).rejects.toThrow();
  await broken.close();
});
