import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';
import { openStore, type Store } from './open-store.ts';
import { acceptRun, aDataFolder, completeRun, type DataFolder } from './store-fixture.ts';

const SINCE = '2026-11-24T07:45:00.000Z';

let folder: DataFolder;
let store: Store | undefined;
beforeEach(() => {
  folder = aDataFolder();
});
afterEach(async () => {
  await store?.close();
  folder.remove();
});

function open(): Store {
  store = openStore({ dataFolder: folder.path, reserveBytes: 0 });
  return store;
}

async function countsOf(one: Store) {
  const [flow] = await one.queries.metrics('production', SINCE);
  return flow === undefined ? undefined : { accepted: flow.accepted, completed: flow.completed, duplicates: flow.duplicates };
}

describe('sums of minutes', () => {
  test('are right after every commit, whether they are in the table yet or not, and after a restart', async () => {
    let one = open();
    for (let run = 1; run <= 150; run += 1) {
      await acceptRun(one.writer, { runId: `r${run}` });
      if (run % 3 === 0) await completeRun(one.writer, `r${run}`, 2);
      if (run % 49 === 0) {
        expect(await countsOf(one)).toEqual({ accepted: run, completed: Math.floor(run / 3), duplicates: 0 });
        await one.close();
        one = open();
        expect(await countsOf(one)).toEqual({ accepted: run, completed: Math.floor(run / 3), duplicates: 0 });
      }
    }
    await one.writer.write((tx) => tx.countDuplicate('production', 'order-change', 'r1'));
    expect(await countsOf(one)).toEqual({ accepted: 150, completed: 50, duplicates: 1 });
    await one.close();
    store = undefined;

    const rows = new Sqlite(join(folder.path, 'millrace.db'), { readonly: true });
    const inTable = rows.prepare("SELECT sum(count) FROM flow_minute WHERE what = 'accepted'").pluck().get() as number;
    const inAnchors = rows.prepare('SELECT count(*) FROM anchor WHERE sums IS NOT NULL').pluck().get() as number;
    rows.close();
    expect(inTable).toBeGreaterThan(100);
    expect(inTable).toBeLessThan(150);
    expect(inAnchors).toBeGreaterThan(0);
    expect(inAnchors).toBeLessThanOrEqual(64);
  });

  test('a unit that failed adds nothing, the others of its commit do', async () => {
    const one = open();
    await Promise.allSettled([
      acceptRun(one.writer, { runId: 'good' }),
      one.writer.write((tx) => {
        tx.countDuplicate('production', 'order-change', 'good');
        throw new Error('boom');
      }),
      acceptRun(one.writer, { runId: 'other' }),
    ]);
    expect(await countsOf(one)).toEqual({ accepted: 2, completed: 0, duplicates: 0 });
  });

  test('those of a folder from before stay, and are counted on', async () => {
    const before = openDatabase(
      folder.path,
      ALL_MIGRATIONS.filter(({ version }) => version < 21),
    );
    before.database.exec(
      "INSERT INTO flow_minute (environment, flow, minute, what, count) VALUES ('production', 'order-change', '2026-11-24T08:00', 'accepted', 7)",
    );
    before.close();
    const one = open();
    expect(await countsOf(one)).toEqual({ accepted: 7, completed: 0, duplicates: 0 });
    await acceptRun(one.writer, { runId: 'new' });
    expect(await countsOf(one)).toEqual({ accepted: 8, completed: 0, duplicates: 0 });
    expect((await one.verify()).sentences ?? []).toEqual([]);
  });
});
