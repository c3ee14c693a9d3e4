import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { EffectRow } from '#flows/trace.ts';
import { openStore } from '../open-store.ts';
import { AT, acceptRun, aDataFolder, completeRun, stepCompleted } from '../store-fixture.ts';

const EFFECT: EffectRow = {
  effectKey: 'first/post/0/0',
  runId: 'first',
  path: 'post',
  ordinal: 0,
  epoch: 0,
  kind: 'write',
  operation: 'POST',
  connection: 'sap',
  state: 'intended',
  request: {},
  intendedAt: AT,
  attempt: 1,
};

test('TRC-1 a folder from before is read through fewer indexes: runs, effects and events are found as they were', async () => {
  const folder = aDataFolder();
  let store = openStore({ dataFolder: folder.path, reserveBytes: 0 });
  await acceptRun(store.writer, { runId: 'first', correlationId: 'first' });
  await acceptRun(store.writer, { runId: 'second', correlationId: 'first', originRunId: 'first', flow: 'other' });
  await acceptRun(store.writer, { runId: 'first0', correlationId: 'first0' });
  await store.writer.write((tx) => {
    tx.intendEffect(EFFECT);
    tx.intendEffect({ ...EFFECT, effectKey: 'first/post/1/0', ordinal: 1, runId: 'second' });
    tx.intendEffect({ ...EFFECT, effectKey: 'first0/post/0/0', runId: 'first0' });
    tx.appendEvents(
      'first',
      2,
      Array.from({ length: 3_000 }, (_, index) => stepCompleted(`s${index}`)),
    );
    tx.appendEvents('second', 2, [stepCompleted('a')]);
  });
  await completeRun(store.writer, 'first', 3_002);
  await store.close();

  const database = new Sqlite(join(folder.path, 'millrace.db'));
  // As the schema before had it.
  database.exec(`DROP INDEX run_by_correlation;
    CREATE INDEX run_by_correlation ON run (correlation_id, number);
    CREATE INDEX effect_by_run ON effect (run, id);
    CREATE INDEX journal_by_stream ON journal (stream, first_seq);
    DROP TABLE stream_block;
    PRAGMA user_version = 23`);
  database.close();
  store = openStore({ dataFolder: folder.path, reserveBytes: 0 });

  const found = await store.queries.listRuns({ environment: 'production', correlationId: 'first', limit: 10 });
  expect(found.items.map(({ runId }) => runId)).toEqual(['second', 'first']);
  expect((await store.queries.listRuns({ environment: 'production', correlationId: 'first', limit: 1 })).items).toHaveLength(1);
  expect((await store.queries.listRuns({ environment: 'test', correlationId: 'first', limit: 10 })).items).toEqual([]);
  expect(store.reads.listEffects('first').map(({ effectKey }) => effectKey)).toEqual(['first/post/0/0']);
  expect(store.reads.listEffects('second').map(({ effectKey }) => effectKey)).toEqual(['first/post/1/0']);

  const of = (flow: string | undefined, after: number, limit = 10_000) =>
    store.readEventsAfter({ environment: 'production', ...(flow === undefined ? {} : { flow }) }, after, limit).map(({ seq }) => seq);
  const all = store.readEventsAfter({}, 0, 10_000);
  const expected = (flow: string | undefined, after: number) =>
    all.filter((event) => event.seq > after && (flow === undefined || event.flow === flow)).map(({ seq }) => seq);
  for (const after of [0, 1, 2, 3, 1_023, 1_024, 2_500, 3_003, 3_004, 3_005, 9_999])
    for (const flow of [undefined, 'order-change', 'other']) expect(of(flow, after)).toEqual(expected(flow, after));
  expect(of('other', 0, 1)).toEqual(expected('other', 0).slice(0, 1));
  expect((await store.verify()).sentences).toEqual([]);

  expect(await store.retention.removeRunsBefore('2030-01-01T00:00:00.000Z')).toBe(0);
  await completeRun(store.writer, 'second', 3);
  await completeRun(store.writer, 'first0', 2);
  expect(await store.retention.removeRunsBefore('2030-01-01T00:00:00.000Z')).toBe(3);
  await store.retention.tidy(Date.now());
  expect(await store.queries.listEffects({ environment: 'production', limit: 10 })).toEqual([]);
  expect(of(undefined, 0)).toEqual([]);
  await store.close();
  folder.remove();
});

test('RES-5 a block whose unit was undone is noted by the next', async () => {
  const folder = aDataFolder();
  mkdirSync(folder.path, { recursive: true });
  const store = openStore({ dataFolder: folder.path, reserveBytes: 0 });
  const lost = store.writer.write((tx) => {
    tx.insertRun(
      {
        runId: 'lost',
        environment: 'production',
        flow: 'order-change',
        version: 1,
        bodyHash: 'h',
        correlationId: 'lost',
        keys: {},
        startedAt: AT,
        synchronous: false,
      },
      {
        type: 'run-accepted',
        at: AT,
        version: 1,
        callees: {},
        trigger: { body: 1 },
        keys: {},
        correlationId: 'lost',
      },
    );
    // Writes its row, so that the block is noted.
    tx.reads.findRun('lost');
    throw new Error('given up');
  });
  await expect(lost).rejects.toThrow('given up');
  await acceptRun(store.writer, { runId: 'kept' });
  expect(store.readEventsAfter({ environment: 'production', flow: 'order-change' }, 0, 10)).toMatchObject([{ runId: 'kept' }]);
  await store.close();
  folder.remove();
});
