/** F11: a page of the database file is lost, whichever it is. */
import { cpSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, StoreOpenError } from './database.ts';
import { DamagedError } from './engine-rows.ts';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';
import { openStore } from './open-store.ts';
import { salvageFolder } from './salvage.ts';
import { AT, acceptRun, aDataFolder, aNewRun, completeRun, type DataFolder } from './store-fixture.ts';

const PAGE = 4_096;
const RUNS = 240;
const whole = aDataFolder();
const runIds = Array.from({ length: RUNS }, (_, index) => `order-${String(index).padStart(4, '0')}`);
let folders: DataFolder[] = [];

/** Long enough that every kind of page is there: leaves, inner pages, overflow, indexes, the audit. */
beforeAll(async () => {
  const store = openStore({ dataFolder: whole.path, reserveBytes: 0 });
  for (const [index, runId] of runIds.entries()) {
    const keys = { sapOrder: runId };
    await acceptRun(store.writer, { runId, keys }, { runId, text: 'x'.repeat(index % 20 === 0 ? 9_000 : 300) });
    if (index % 3 !== 0) await completeRun(store.writer, runId, 2);
    await store.definitions.append({ by: 'ada', action: 'looked', object: runId });
  }
  await store.close();
  const database = new SqliteDatabase(join(whole.path, 'millrace.db'));
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}, 60_000);
afterAll(() => {
  for (const folder of [whole, ...folders]) folder.remove();
  folders = [];
});

const pages = () => statSync(join(whole.path, 'millrace.db')).size / PAGE;

function copyWithout(...zeroed: readonly number[]): DataFolder {
  const folder = aDataFolder();
  folders.push(folder);
  cpSync(whole.path, folder.path, { recursive: true });
  const file = openSync(join(folder.path, 'millrace.db'), 'r+');
  for (const page of zeroed) writeSync(file, Buffer.alloc(PAGE), 0, PAGE, page * PAGE);
  return folder;
}

/** Which runs a store still has as they were written; the others it must not pass off as whole. */
async function readable(dataFolder: string): Promise<ReadonlySet<string>> {
  const { found } = await look(dataFolder);
  return found;
}

async function look(dataFolder: string): Promise<{ readonly found: ReadonlySet<string>; readonly announced: readonly string[] }> {
  const store = openStore({ dataFolder, reserveBytes: 0 });
  const found = new Set<string>();
  for (const [index, runId] of runIds.entries()) {
    try {
      const events = store.reads.readEvents(runId);
      if (events.length === 0) continue;
      expect(events).toHaveLength(index % 3 === 0 ? 1 : 2);
      expect(events[0]).toMatchObject({ type: 'run-accepted', trigger: { body: { runId } } });
      found.add(runId);
    } catch (error) {
      expect(error).toBeInstanceOf(DamagedError);
    }
  }
  await store.close();
  return { found, announced: store.damage.damagedRuns };
}

describe('F11 a database page that is lost', () => {
  test('is found at the start, which refuses with what to do and changes nothing', async () => {
    let refused = 0;
    for (let page = 1; page < pages(); page += 5) {
      const folder = copyWithout(page);
      const before = readFileSync(join(folder.path, 'millrace.db'));
      let error: unknown;
      try {
        await openStore({ dataFolder: folder.path, reserveBytes: 0 }).close();
      } catch (thrown) {
        error = thrown;
      }
      if (error === undefined) {
        // Nothing stands on it, or the end of one long payload: that run is named (F12).
        const { found, announced } = await look(folder.path);
        expect(runIds.filter((runId) => !found.has(runId))).toEqual(announced);
        continue;
      }
      refused += 1;
      expect(error).toBeInstanceOf(StoreOpenError);
      expect((error as Error).message).toMatch(/is damaged \(.*millrace salvage NEWFOLDER --data/);
      expect(readFileSync(join(folder.path, 'millrace.db')).equals(before)).toBe(true);
    }
    expect(refused).toBeGreaterThan(10);
  }, 120_000);

  test('whichever it is, the rest is salvaged, and nothing that is lost goes unsaid', async () => {
    let lossy = 0;
    let hopeless = 0;
    for (let page = 1; page < pages(); page += 9) {
      const folder = copyWithout(page);
      const target = aDataFolder();
      folders.push(target);
      const salvaged = await salvageFolder(folder.path, join(target.path, 'new')).catch((error: Error) => error);
      if (salvaged instanceof Error) {
        // A page of the list of tables.
        expect(salvaged.message).toMatch(/Nothing of .* can be read.*Restore a backup/);
        hopeless += 1;
        continue;
      }
      const { sentences, tables } = salvaged;
      const found = await readable(join(target.path, 'new'));
      const lost = runIds.filter((runId) => !found.has(runId));
      const where = `page ${page}: ${sentences.join(' | ')}`;
      if (lost.length > 0) expect(sentences.length, where).toBeGreaterThan(0);
      if (lost.length > 0) lossy += 1;
      // Of one page at most: an inner page of the journal takes those below it, which is said, too.
      const audit = tables.find(({ table }) => table === 'audit')!;
      if (audit.rows < RUNS) expect(sentences.join(), where).toMatch(/audit/);
      folder.remove();
      target.remove();
    }
    expect(lossy).toBeGreaterThan(2);
    expect(hopeless).toBeLessThan(pages() / 10);
  }, 240_000);

  test('a whole store is salvaged whole', async () => {
    const target = aDataFolder();
    folders.push(target);
    const { sentences, tables, verified } = await salvageFolder(whole.path, join(target.path, 'new'));
    expect(sentences).toEqual([]);
    expect(verified.runs).toBe(RUNS);
    expect(tables.every(({ lost }) => lost === 0)).toBe(true);
    expect((await readable(join(target.path, 'new'))).size).toBe(RUNS);
  });

  test('a store that an earlier version left is salvaged, and its rows are brought up to date', async () => {
    const [older, target] = [aDataFolder(), aDataFolder()];
    folders.push(older, target);
    const { database, close } = openDatabase(
      older.path,
      ALL_MIGRATIONS.filter(({ version }) => version < 6),
    );
    database
      .prepare("INSERT INTO echo (environment, flow, effect_key, message, run, dropped, at) VALUES ('e', 'f', 'k', 'm', 1, 1, ?)")
      .run(AT);
    database.prepare("INSERT INTO sealed_value (token, key_id, ciphertext, sealed_at) VALUES ('t', 'k', 'c', ?)").run(AT);
    close();
    const { sentences } = await salvageFolder(older.path, join(target.path, 'new'));
    expect(sentences).toEqual([]);
    const salvaged = new SqliteDatabase(join(target.path, 'new', 'millrace.db'), { readonly: true });
    expect(salvaged.prepare('SELECT effect_key, object_key FROM echo').all()).toEqual([{ effect_key: 'k', object_key: '' }]);
    expect(salvaged.prepare('SELECT run, token FROM sealed_use').all()).toEqual([{ run: 0, token: 't' }]);
    salvaged.close();
  });

  test('events of a flow are found again where the rows that say whose they are are lost, and other flows can begin', async () => {
    const [source, target] = [aDataFolder(), aDataFolder()];
    folders.push(source, target);
    let store = openStore({ dataFolder: source.path, reserveBytes: 0 });
    for (const flow of ['change', 'create', 'cancel']) await acceptRun(store.writer, { runId: flow, flow });
    await acceptRun(store.writer, { runId: 'second', flow: 'change' });
    await acceptRun(store.writer, { runId: 'last', flow: 'change' });
    await store.close();
    const database = new SqliteDatabase(join(source.path, 'millrace.db'));
    database.exec("DELETE FROM stream WHERE flow = 'create'; DELETE FROM stream_block; DELETE FROM run WHERE run_id IN ('change', 'last')");
    database.close();
    await salvageFolder(source.path, join(target.path, 'new'));
    store = openStore({ dataFolder: join(target.path, 'new'), reserveBytes: 0 });
    const { environment } = aNewRun();
    const runsOf = (flow: string) => store.readEventsAfter({ environment, flow }, 0, 10).map(({ runId }) => runId);
    await acceptRun(store.writer, { runId: 'new', flow: 'split' });
    // What is left of the runs that are lost belongs to nobody, least of all to the next one.
    expect(['create', 'change', 'cancel', 'split'].map(runsOf)).toEqual([['create'], ['second'], ['cancel'], ['new']]);
    expect(store.readEventsAfter({ environment }, 0, 10).map(({ runId }) => runId)).toEqual(['create', 'cancel', 'second', 'new']);
    expect(store.reads.readEvents('new')).toHaveLength(1);
    await store.close();
  });

  test('without its first page nothing can be salvaged, and it says so; a folder that holds a store is never replaced', async () => {
    const target = aDataFolder();
    folders.push(target);
    await expect(salvageFolder(copyWithout(0).path, join(target.path, 'new'))).rejects.toThrow(
      /Nothing of .* can be read.*Restore a backup/,
    );
    await expect(salvageFolder(whole.path, copyWithout(3).path)).rejects.toThrow('nothing is ever replaced');
  });

  test('a Millrace that works on it keeps it to itself', async () => {
    const folder = copyWithout();
    const store = openStore({ dataFolder: folder.path, reserveBytes: 0 });
    await expect(salvageFolder(folder.path, join(folder.path, 'new'))).rejects.toThrow('Stop it first');
    await store.close();
  });
});
