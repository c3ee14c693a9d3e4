import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StoreOpenError } from './database.ts';
import { openStore } from './open-store.ts';
import { restoreFolder } from './restore.ts';
import { acceptRun, aDataFolder, completeRun, type DataFolder } from './store-fixture.ts';

let folder: DataFolder;
beforeEach(() => {
  folder = aDataFolder();
});
afterEach(() => folder.remove());

test('F40 a backup that is made under load restores whole: what was acknowledged before it, and nothing half', async () => {
  const store = openStore({ dataFolder: join(folder.path, 'live'), reserveBytes: 0 });
  let written = 0;
  let isBusy = true;
  const big = 'x'.repeat(70_000);
  const load = (async () => {
    while (isBusy) {
      const runId = `r${written}`;
      await acceptRun(store.writer, { runId, keys: { sapOrder: runId } }, written % 10 === 0 ? big : { runId });
      await completeRun(store.writer, runId, 2);
      written += 1;
    }
  })();
  while (written < 50) await new Promise((resolve) => setImmediate(resolve));
  const before = written;
  const file = join(folder.path, 'backup.db');
  await store.queries.backup(file);
  const after = written;
  isBusy = false;
  await load;
  await store.close();

  await restoreFolder(file, join(folder.path, 'restored'));
  const restored = openStore({ dataFolder: join(folder.path, 'restored'), reserveBytes: 0 });
  expect(restored.damage.sentences).toEqual([]);
  const { sentences, runs } = await restored.verify();
  expect(sentences).toEqual([]);
  expect(runs).toBeGreaterThanOrEqual(before);
  expect(runs).toBeLessThanOrEqual(after + 1);
  for (let index = 0; index < before; index += 1) expect(restored.reads.readEvents(`r${index}`)).toHaveLength(2);
  // The day after the backup comes again: what is in it is known, what is not is taken.
  await acceptRun(restored.writer, { runId: 'again' });
  expect(restored.reads.findRun('again')).toBeDefined();
  await restored.close();
});

test('F16 a read-only file system stops the start with one sentence', async (context) => {
  const disk = join(folder.path, 'disk');
  mkdirSync(disk);
  const mount = (options: string) => spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'millrace-test', disk]).status === 0;
  if (process.getuid?.() !== 0 || !mount('size=8m')) return context.skip('Only root can mount a small file system here.');
  try {
    await openStore({ dataFolder: join(disk, 'data'), reserveBytes: 0 }).close();
    expect(spawnSync('mount', ['-o', 'remount,ro', disk]).status).toBe(0);
    expect(() => openStore({ dataFolder: join(disk, 'data'), reserveBytes: 0 })).toThrow(StoreOpenError);
    expect(() => openStore({ dataFolder: join(disk, 'data'), reserveBytes: 0 })).toThrow(
      /cannot be opened for writing.*Check owner, rights/,
    );
    expect(() => openStore({ dataFolder: join(disk, 'other'), reserveBytes: 0 })).toThrow(/The data folder .* cannot be made/);
  } finally {
    spawnSync('umount', ['-l', disk]);
  }
});
