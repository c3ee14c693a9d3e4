/** What a lost, cut or changed file does: it is found and said, never passed over (RES-4, F9 to F12, F17, F43). */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import { openDatabase } from './database.ts';
import { DamagedError } from './engine-rows.ts';
import { migrate } from './migrate.ts';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';
import { openStore, type Store } from './open-store.ts';
import { AT, acceptRun, aDataFolder, completeRun, type DataFolder, stepCompleted } from './store-fixture.ts';

let folder: DataFolder;
let stores: Store[];
beforeEach(() => {
  folder = aDataFolder();
  stores = [];
});
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()));
  folder.remove();
});

function open(dataFolder = folder.path): Store {
  const store = openStore({ dataFolder, reserveBytes: 0 });
  stores.push(store);
  return store;
}

async function close(store: Store): Promise<void> {
  stores.splice(stores.indexOf(store), 1);
  await store.close();
}

/** The files as a crash leaves them: copied while the store is open, so nothing was put in order by closing. */
function copyAsCrashed(name: string): string {
  const copy = join(folder.path, name);
  mkdirSync(copy);
  for (const file of ['millrace.db', 'millrace.db-wal', 'journal.anchor'])
    if (existsSync(join(folder.path, file))) cpSync(join(folder.path, file), join(copy, file));
  return copy;
}

function damage(dataFolder: string, sql: string, ...values: readonly unknown[]): void {
  const raw = new SqliteDatabase(join(dataFolder, 'millrace.db'));
  expect(raw.prepare(sql).run(...values).changes).toBeGreaterThan(0);
  raw.close();
}

describe('RES-4, F9: a log that is torn', () => {
  test('at any byte behind the acknowledged ones keeps all of them, and what it keeps is a prefix', { timeout: 120_000 }, async () => {
    const store = open();
    for (let index = 0; index < 5; index += 1) await acceptRun(store.writer, { runId: `acknowledged-${index}` });
    const wal = join(folder.path, 'millrace.db-wal');
    const synced = statSync(wal).size;
    for (let index = 0; index < 20; index += 1) await acceptRun(store.writer, { runId: `later-${index}` });
    const end = statSync(wal).size;
    expect(end).toBeGreaterThan(synced);
    const order = store.reads.listOpenRuns(0, 100).map(({ runId }) => runId);
    for (let cut = 0; cut < 50; cut += 1) {
      const copy = copyAsCrashed(`cut-${cut}`);
      rmSync(join(copy, 'journal.anchor'), { force: true });
      truncateSync(join(copy, 'millrace.db-wal'), Math.floor(synced + ((end - synced) * cut) / 50));
      const torn = open(copy);
      expect(torn.damage.sentences).toEqual([]);
      const kept = torn.reads.listOpenRuns(0, 100).map(({ runId }) => runId);
      expect(kept).toEqual(order.slice(0, kept.length));
      expect(kept.length).toBeGreaterThanOrEqual(5);
      for (const runId of kept) expect(torn.reads.readEvents(runId)).toHaveLength(1);
      await close(torn);
      rmSync(copy, { recursive: true });
    }
  });
});

describe('RES-4, RES-6, F10: a log that is lost', () => {
  test.each([
    ['deleted', (wal: string) => rmSync(wal)],
    ['emptied', (wal: string) => truncateSync(wal, 0)],
    [
      'zeroed in the middle',
      (wal: string) => {
        const bytes = readFileSync(wal);
        bytes.fill(0, bytes.length / 2, bytes.length / 2 + 64);
        writeFileSync(wal, bytes);
      },
    ],
    [
      'changed by one bit',
      (wal: string) => {
        const bytes = readFileSync(wal);
        bytes[Math.floor(bytes.length / 2)]! ^= 4;
        writeFileSync(wal, bytes);
      },
    ],
  ])('%s: says how many acknowledged entries are missing since when, at every start until a person accepts it', async (_name, lose) => {
    const first = open();
    await acceptRun(first.writer, { runId: 'before' });
    await close(first);
    const store = open();
    for (let index = 0; index < 10; index += 1) await acceptRun(store.writer, { runId: `r${index}` });
    const copy = copyAsCrashed('crashed');
    writeFileSync(join(copy, 'journal.anchor'), JSON.stringify({ seq: 11, hash: 'seen', at: AT }));
    lose(join(copy, 'millrace.db-wal'));

    const damaged = open(copy);
    const { missing, sentences } = damaged.damage;
    expect(missing?.entries).toBeGreaterThan(0);
    expect(sentences[0]).toContain(`${missing?.entries} acknowledged journal entries are missing since 20`);
    // Numbers that were given once are not given again.
    await acceptRun(damaged.writer, { runId: 'after' });
    expect(damaged.reads.readEvents('after')[0]?.seq).toBe(12);
    await close(damaged);

    const again = open(copy);
    expect(again.damage).toEqual({ missing, journalFindings: sentences, damagedRuns: [], sentences });
    await again.acceptDamage('ada', 'restored from CRM');
    await close(again);
    const accepted = open(copy);
    expect(accepted.damage.sentences).toEqual([]);
    expect(accepted.definitions.listAudit(undefined, 1)).toMatchObject([{ action: 'damage-accepted', by: 'ada' }]);
    expect((await accepted.verify()).sentences).toEqual([]);
  });
});

test('RES-6: an acceptance whose file could not be written is given again, and audited once', async () => {
  const { path } = folder;
  writeFileSync(join(path, 'journal.anchor'), JSON.stringify({ seq: 11, hash: 'seen', at: AT }));
  const store = openStore({ dataFolder: path, reserveBytes: 0, now: () => AT });
  stores.push(store);
  // Where the file of the damage is to be kept.
  const kept = join(path, `journal.damage.accepted-${AT.replaceAll(/[^0-9TZ]/g, '')}`);
  mkdirSync(join(kept, 'taken'), { recursive: true });
  await expect(store.acceptDamage('ada', 'restored from CRM')).rejects.toThrow();
  rmSync(kept, { recursive: true });
  await store.acceptDamage('ada', 'restored from CRM');
  expect(store.definitions.listAudit(undefined, 10).map(({ action }) => action)).toEqual(['damage-accepted']);
  await close(store);
  expect(open(path).damage.sentences).toEqual([]);
});

describe('RES-4, F12: rows that are changed', () => {
  async function aStoreWithRuns(): Promise<void> {
    const store = open();
    for (const runId of ['good', 'bad']) {
      await acceptRun(store.writer, { runId }, { amount: 10 });
      await store.writer.write((tx) => tx.appendEvents(runId, 2, [{ type: 'run-started', at: AT }]));
      await store.writer.write((tx) => tx.appendEvents(runId, 3, [stepCompleted('map', { amount: 10 })]));
    }
    await close(store);
  }
  const badRun = "run = (SELECT number FROM run WHERE run_id = 'bad')";

  test.each([
    ['a flipped byte in a payload', `UPDATE journal SET events = replace(events, '10', '90') WHERE ${badRun} AND first_run_seq = 1`],
    ['a row that is gone', `DELETE FROM journal WHERE ${badRun} AND first_run_seq = 2`],
    ['the newest row gone', `DELETE FROM journal WHERE ${badRun} AND first_run_seq = 3`],
    ['a time that was changed', `UPDATE journal SET at = '2020-01-01T00:00:00.000Z' WHERE ${badRun} AND first_run_seq = 2`],
    ['a row that was moved to another run', `UPDATE journal SET run = 1 WHERE ${badRun} AND first_run_seq = 3`],
    ['a head that does not fit', "UPDATE run SET chain = 'other' WHERE run_id = 'bad'"],
  ])('%s is found at the start and when the run is read', async (_name, sql) => {
    await aStoreWithRuns();
    damage(folder.path, sql);
    const store = open();
    expect(store.damage.damagedRuns).toContain('bad');
    expect(() => store.reads.readEvents('bad')).toThrow(DamagedError);
    const report = await store.verify();
    expect(report.damagedRuns).toContain('bad');
  });

  test('and only that run is damaged', async () => {
    await aStoreWithRuns();
    damage(folder.path, `UPDATE journal SET events = replace(events, '10', '90') WHERE ${badRun}`);
    const store = open();
    expect(store.damage.damagedRuns).toEqual(['bad']);
    expect(store.reads.readEvents('good')).toHaveLength(3);
  });

  test('a whole run that is gone is found by the hashes of the commits', async () => {
    await aStoreWithRuns();
    damage(folder.path, `DELETE FROM journal WHERE ${badRun}`);
    damage(folder.path, "DELETE FROM run WHERE run_id = 'bad'");
    const store = open();
    expect(store.damage.sentences.join()).toContain('is not as it was written');
    expect((await store.verify()).sentences[0]).toContain('is not as it was written');
  });

  test('a store that was put back to an older state is found by the side file', async () => {
    const store = open();
    await acceptRun(store.writer, { runId: 'kept' });
    await store.queries.backup(join(folder.path, 'old.db'));
    await acceptRun(store.writer, { runId: 'lost' });
    await close(store);
    rmSync(join(folder.path, 'millrace.db'));
    cpSync(join(folder.path, 'old.db'), join(folder.path, 'millrace.db'));
    expect(open().damage.missing?.entries).toBe(1);
  });
});

describe('STP-7 large payloads', () => {
  const large = (seed: string): Json => ({ lines: Array.from({ length: 8_000 }, (_, line) => `${seed} ${line}`) });

  test('go round by way of a file of their own, once, and are resolved wherever they are read', async () => {
    const store = open();
    const { runId } = await acceptRun(store.writer, {}, large('body'));
    await store.writer.write((tx) => {
      tx.appendEvents(runId, 2, [
        stepCompleted('a', large('body')),
        stepCompleted('b', { small: true }),
        stepCompleted('c', large('other')),
      ]);
      tx.intendEffect({
        effectKey: `${runId}/a/0/0`,
        runId,
        path: 'a',
        ordinal: 0,
        epoch: 0,
        kind: 'write',
        operation: 'POST',
        connection: 'sap',
        request: large('body'),
        before: { small: 1 },
        intendedAt: AT,
        attempt: 1,
      });
      tx.settleEffect(`${runId}/a/0/0`, { state: 'confirmed', answer: large('answer'), settledAt: AT });
    });
    await close(store);
    const files = readdirSync(join(folder.path, 'blobs'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files).toHaveLength(3);
    const again = open();
    expect(again.reads.readEvents(runId)).toMatchObject([
      { trigger: { body: large('body') } },
      { output: large('body') },
      { output: { small: true } },
      { output: large('other') },
    ]);
    expect(again.reads.findEffect(`${runId}/a/0/0`)).toMatchObject({
      request: large('body'),
      before: { small: 1 },
      answer: large('answer'),
    });
    expect((await again.verify()).sentences).toEqual([]);
  });

  test('a payload that looks like a reference stays what it is', async () => {
    const store = open();
    await acceptRun(store.writer, {}, large('secret of somebody else'));
    const [file] = readdirSync(join(folder.path, 'blobs'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const forged = { $blob: `${file!.parentPath.slice(-2)}${file!.name}`, bytes: 1 };
    const { runId } = await acceptRun(store.writer, {}, forged);
    expect(store.reads.readEvents(runId)).toMatchObject([{ trigger: { body: forged } }]);
  });

  test('a file that was changed or lost damages its run', async () => {
    const store = open();
    const { runId } = await acceptRun(store.writer, {}, large('body'));
    const [file] = readdirSync(join(folder.path, 'blobs'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const path = join(file!.parentPath, file!.name);
    writeFileSync(path, readFileSync(path, 'utf8').replace('body 1', 'body 2'));
    expect(() => store.reads.readEvents(runId)).toThrow(DamagedError);
    rmSync(path);
    expect(() => store.reads.readEvents(runId)).toThrow(DamagedError);
    expect((await store.verify()).damagedRuns).toEqual([runId]);
  });
});

describe('retention', () => {
  test('removes old final runs with all that is theirs, keeps the rest verifiable, sweeps files after a day', async () => {
    const store = open();
    const big: Json = 'x'.repeat(100_000);
    for (const runId of ['old-1', 'open', 'old-2']) await acceptRun(store.writer, { runId, keys: { order: runId } }, big);
    for (const runId of ['old-1', 'old-2']) await completeRun(store.writer, runId, 2);
    await acceptRun(store.writer, { runId: 'young' });
    expect(await store.retention.removeRunsBefore('2026-11-25T00:00:00.000Z')).toBe(2);
    expect(store.reads.findRun('old-1')).toBeUndefined();
    expect((await store.queries.listRuns({ environment: 'production', key: 'old-1', limit: 5 })).items).toEqual([]);
    expect(store.reads.readEvents('open')).toHaveLength(1);
    expect((await store.verify()).sentences).toEqual([]);
    const twoDays = 2 * 86_400_000;
    await store.retention.tidy(Date.now() + twoDays);
    expect(store.reads.readEvents('open')).toHaveLength(1);
    await completeRun(store.writer, 'open', 2);
    await store.retention.removeRunsBefore('2026-11-25T00:00:00.000Z');
    await store.retention.tidy(Date.now());
    const files = () => readdirSync(join(folder.path, 'blobs'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files()).toHaveLength(1);
    await store.retention.tidy(Date.now() + twoDays);
    expect(files()).toEqual([]);
    await close(store);
    expect(open().damage.sentences).toEqual([]);
  });
});

describe('retention of many', () => {
  test('goes through what is old in slices, past runs that are still open', async () => {
    const store = open();
    for (let index = 0; index < 250; index += 1) {
      await acceptRun(store.writer, { runId: `r${index}` });
      if (index % 50 !== 0) await completeRun(store.writer, `r${index}`, 2);
    }
    await acceptRun(store.writer, { runId: 'young', startedAt: '2026-11-26T08:00:00.000Z' });
    await acceptRun(store.writer, { runId: 'last' });
    await completeRun(store.writer, 'last', 2);
    expect(await store.retention.removeRunsBefore('2026-11-25T00:00:00.000Z')).toBe(246);
    expect(store.reads.listOpenRuns(0, 10).map(({ runId }) => runId)).toEqual(['r0', 'r50', 'r100', 'r150', 'r200', 'young']);
    expect(await store.retention.removeRunsBefore('2026-11-25T00:00:00.000Z')).toBe(0);
    expect((await store.verify()).sentences).toEqual([]);
  });
});

describe('opening', () => {
  test('F17 a second instance on the same data folder refuses and says who is there', () => {
    open();
    expect(() => openStore({ dataFolder: folder.path })).toThrow(new RegExp(`process ${process.pid}, started 20.*MILLRACE_DATA`));
  });

  test('F17 the lock goes with the one who held it', async () => {
    await close(open());
    expect(open().damage.sentences).toEqual([]);
  });

  test('F43 a store of a newer program is refused with a sentence', async () => {
    await close(open());
    const raw = new SqliteDatabase(join(folder.path, 'millrace.db'));
    raw.pragma('user_version = 99');
    raw.close();
    expect(() => open()).toThrow(/schema 99.*newer Millrace/);
  });

  test('another program’s file is not touched', () => {
    const raw = new SqliteDatabase(join(folder.path, 'millrace.db'));
    raw.exec('CREATE TABLE theirs (a)');
    raw.close();
    expect(() => open()).toThrow('not a store of Millrace');
  });

  test('F5 a migration that is stopped anywhere leaves the old schema, and the next start finishes it', () => {
    const statements = ALL_MIGRATIONS.flatMap(({ statements: all }) => [...all, 'COMMIT']);
    const tablesOf = (database: SqliteDatabase.Database) =>
      (database.prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").pluck().get() as number) > 0
        ? (database.pragma('user_version', { simple: true }) as number)
        : 0;
    for (let stop = 0; stop < statements.length; stop += 7) {
      const copy = join(folder.path, `stop-${stop}`);
      mkdirSync(copy);
      const database = new SqliteDatabase(join(copy, 'millrace.db'));
      database.pragma('journal_mode = WAL');
      let count = 0;
      expect(() =>
        migrate(database, ALL_MIGRATIONS, () => {
          if (count === stop) {
            // What kill -9 leaves: the files as they are now.
            mkdirSync(`${copy}-killed`);
            for (const file of readdirSync(copy)) cpSync(join(copy, file), join(`${copy}-killed`, file));
            throw new Error('stopped');
          }
          count += 1;
        }),
      ).toThrow('stopped');
      const reached = tablesOf(database);
      expect([0, ...ALL_MIGRATIONS.map(({ version }) => version).slice(0, -1)]).toContain(reached);
      database.close();
      const killed = new SqliteDatabase(join(`${copy}-killed`, 'millrace.db'));
      expect(tablesOf(killed)).toBe(reached);
      killed.close();
      openDatabase(`${copy}-killed`).close();
    }
  });

  test('durability settings are what they must be (D4)', () => {
    const { database, close: end } = openDatabase(join(folder.path, 'settings'));
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    expect(database.pragma('wal_autocheckpoint', { simple: true })).toBe(0);
    end();
  });
});

describe('RES-5, F13: a full disk', () => {
  const small = () => join(folder.path, 'small');
  const mount = (options: string) => spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'millrace-test', small()]).status === 0;
  const canMount = (size = '3m') => {
    mkdirSync(small());
    return process.getuid?.() === 0 && mount(`size=${size}`);
  };

  test('nobody gets an acknowledgement, what was acknowledged stays, work goes on when there is space', async (context) => {
    if (!canMount()) return context.skip('Only root can mount a small file system here.');
    try {
      const store = openStore({ dataFolder: small(), reserveBytes: 0 });
      const acknowledged: string[] = [];
      let refusal: { readonly code?: string } | undefined;
      for (let index = 0; refusal === undefined && index < 2_000; index += 1) {
        const runId = `r${index}`;
        await acceptRun(store.writer, { runId }, 'x'.repeat(8_000)).then(
          () => acknowledged.push(runId),
          (error) => (refusal = error),
        );
      }
      expect(refusal).toMatchObject({ code: 'disk-full' });
      expect(store.writer.state).toBe('full');
      expect(store.reads.listOpenRuns(0, 10_000).map(({ runId }) => runId)).toEqual(acknowledged);
      expect(spawnSync('mount', ['-o', 'remount,size=40m', small()]).status).toBe(0);
      await store.writer.whenWritable();
      await acceptRun(store.writer, { runId: 'after' });
      await store.close();
      const again = openStore({ dataFolder: small(), reserveBytes: 0 });
      expect(again.damage.sentences).toEqual([]);
      expect(again.reads.countOpenRuns()).toBe(acknowledged.length + 1);
      for (const runId of acknowledged) expect(again.reads.readEvents(runId)).toHaveLength(1);
      await again.close();
    } finally {
      spawnSync('umount', ['-l', small()]);
    }
  });

  test('F14: the reserve lets finished runs be removed on a full disk, and work goes on in the space that was theirs', async (context) => {
    if (!canMount('8m')) return context.skip('Only root can mount a small file system here.');
    try {
      const store = openStore({ dataFolder: small(), reserveBytes: 4 * 1024 * 1024 });
      let refusal: unknown;
      for (let index = 0; refusal === undefined && index < 2_000; index += 1) {
        const runId = `r${index}`;
        await acceptRun(store.writer, { runId }, 'x'.repeat(8_000))
          .then(() => completeRun(store.writer, runId, 2))
          .catch((error) => (refusal = error));
      }
      expect(refusal).toMatchObject({ code: 'disk-full' });
      expect(await store.retention.removeRunsBefore('2026-11-25T00:00:00.000Z')).toBeGreaterThan(20);
      await store.writer.whenWritable();
      for (let index = 0; index < 20; index += 1) await acceptRun(store.writer, { runId: `after-${index}` }, 'x'.repeat(8_000));
      expect((await store.verify()).sentences).toEqual([]);
      await store.close();
      const again = openStore({ dataFolder: small(), reserveBytes: 0 });
      expect(again.damage.sentences).toEqual([]);
      await again.close();
    } finally {
      spawnSync('umount', ['-l', small()]);
    }
  });
});
