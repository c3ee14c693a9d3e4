import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TraceEvent } from '#flows/trace.ts';
import { traceEventsOf } from './appended-events.ts';
import { StorageError } from './engine-rows.ts';
import { openStore, type Store } from './open-store.ts';
import { AT, accepted, acceptRun, aDataFolder, aNewRun, completeRun, type DataFolder, stepCompleted } from './store-fixture.ts';

let folder: DataFolder;
let store: Store;
/** Stands still unless a test lets time pass: where a batch ends must not hang on how busy the machine is. */
let passedMs: number;
beforeEach(() => {
  folder = aDataFolder();
  passedMs = 0;
  store = openStore({ dataFolder: folder.path, passedMs: () => passedMs });
});
afterEach(async () => {
  await store.close();
  folder.remove();
});

describe('INT-1 group commit', () => {
  test('applies units in the order in which they were asked for and gives seq in that order', async () => {
    const rows = await Promise.all(Array.from({ length: 50 }, () => acceptRun(store.writer)));
    expect(rows.map((row) => row.acceptedSeq)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(store.writer.lastSeq()).toBe(50);
  });

  test('all that is asked for in one turn is one commit, told to listeners once and in seq order', async () => {
    const commits: (readonly TraceEvent[])[] = [];
    store.writer.onCommitted((appended) => commits.push(appended.flatMap(traceEventsOf)));
    await Promise.all([acceptRun(store.writer), acceptRun(store.writer), acceptRun(store.writer)]);
    expect(commits.map((events) => events.map((event) => event.seq))).toEqual([[1, 2, 3]]);
  });

  test('a batch ends with the unit that makes it last too long; the rest is the next commit, in order and once', async () => {
    const commits: (readonly number[])[] = [];
    store.writer.onCommitted((appended) => commits.push(appended.flatMap(traceEventsOf).map((event) => event.seq)));
    const unit = (lastsMs: number) =>
      store.writer.write((tx) => {
        passedMs += lastsMs;
        return tx.insertRun(aNewRun(), accepted()).acceptedSeq;
      });
    const seqs = await Promise.all([unit(10), unit(10), unit(1), unit(0), unit(0)]);
    expect(seqs).toEqual([1, 2, 3, 4, 5]);
    expect(commits).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  test('what a unit asks for while it runs goes into the next commit', async () => {
    const commits: number[] = [];
    store.writer.onCommitted((appended) => commits.push(appended.flatMap(traceEventsOf).length));
    let later: Promise<unknown> | undefined;
    await store.writer.write((tx) => {
      tx.insertRun(aNewRun(), accepted());
      later = acceptRun(store.writer);
    });
    await later;
    expect(commits).toEqual([1, 1]);
  });

  test('listeners hear of events before the one who asked goes on', async () => {
    const heard: string[] = [];
    store.writer.onCommitted(() => heard.push('listener'));
    await acceptRun(store.writer).then(() => heard.push('asker'));
    expect(heard).toEqual(['listener', 'asker']);
  });

  test('drain waits for everything asked for so far', async () => {
    let done = 0;
    for (let index = 0; index < 20; index += 1) void acceptRun(store.writer).then(() => (done += 1));
    await store.writer.drain();
    expect(done).toBe(20);
  });

  test('an asynchronous unit is refused: what it awaits would be outside the transaction', async () => {
    await expect(store.writer.write(async () => 1)).rejects.toThrow('must be synchronous');
  });
});

describe('RES-5 a unit that fails', () => {
  test('is rolled back alone; the units before and after it are committed, and no function runs twice', async () => {
    const calls: string[] = [];
    const unit = (name: string, fail = false) =>
      store.writer.write((tx) => {
        calls.push(name);
        const row = tx.insertRun(aNewRun({ runId: name, flow: name }), accepted());
        if (fail) throw new Error('boom');
        return row.acceptedSeq;
      });
    const results = await Promise.allSettled([unit('a'), unit('b', true), unit('c'), unit('d', true), unit('e')]);
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.message))).toEqual([
      1,
      'boom',
      2,
      'boom',
      3,
    ]);
    expect(calls).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(store.reads.findRun('b')).toBeUndefined();
    expect(store.reads.listOpenRuns(0, 10).map((run) => run.runId)).toEqual(['a', 'c', 'e']);
    expect(store.reads.readEvents('c').map((event) => event.seq)).toEqual([2]);
    expect(store.reads.countOpenRuns()).toBe(3);
  });

  test('a broken constraint is a StorageError of its unit only', async () => {
    const run = aNewRun();
    const [first, second] = await Promise.allSettled([
      store.writer.write((tx) => tx.insertRun(run, accepted())),
      store.writer.write((tx) => tx.insertRun(run, accepted())),
    ]);
    expect(first.status).toBe('fulfilled');
    expect((second as PromiseRejectedResult).reason).toBeInstanceOf(StorageError);
    expect((second as PromiseRejectedResult).reason.code).toBe('constraint');
  });

  test('a unit that catches its own broken constraint keeps the rest of what it wrote', async () => {
    const run = await acceptRun(store.writer);
    await store.writer.write((tx) => {
      tx.setTimer({ runId: run.runId, path: 'a', dueAt: '2026-11-24T09:00:00.000Z', kind: 'delay' });
      const exception = {
        exceptionId: 'e',
        environment: 'test',
        flow: 'f',
        title: 't',
        owner: 'o',
        raisedAt: '2026-11-24T08:00:00.000Z',
        state: 'open' as const,
      };
      tx.insertException(exception);
      expect(() => tx.insertException(exception)).toThrow();
    });
    expect(store.reads.nextTimerAt()).toBe('2026-11-24T09:00:00.000Z');
  });

  test('leaves nothing behind that the next unit of its run would go on from', async () => {
    const { runId } = await acceptRun(store.writer);
    const started = { type: 'run-started', at: AT } as const;
    const failing = (afterRead: boolean) =>
      store.writer.write((tx) => {
        tx.appendEvents(runId, 2, [started]);
        tx.updateRun(runId, { state: 'running' });
        if (afterRead) tx.reads.findRun(runId);
        throw new Error('boom');
      });
    const outcomes = await Promise.allSettled([
      failing(false),
      failing(true),
      store.writer.write((tx) => tx.appendEvents(runId, 2, [started])),
      failing(true),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'rejected']);
    await completeRun(store.writer, runId, 3);
    expect(store.reads.readEvents(runId).map(({ runSeq, type }) => [runSeq, type])).toEqual([
      [1, 'run-accepted'],
      [2, 'run-started'],
      [3, 'run-completed'],
    ]);
    expect(store.reads.findRun(runId)).toMatchObject({ state: 'completed', runSeq: 3 });
    expect((await store.verify()).sentences).toEqual([]);
  });

  test('a batch whose disk is full is lost whole, work pauses, and goes on by itself', async () => {
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    const outcomes = await Promise.allSettled([
      acceptRun(store.writer, { runId: 'first' }),
      store.writer.write(() => {
        throw full;
      }),
      acceptRun(store.writer, { runId: 'third' }),
    ]);
    expect(outcomes.map((outcome) => (outcome as PromiseRejectedResult).reason?.code)).toEqual(['disk-full', 'disk-full', 'disk-full']);
    expect(store.writer.state).toBe('full');
    await expect(acceptRun(store.writer)).rejects.toMatchObject({ code: 'disk-full' });
    await store.writer.whenWritable();
    expect((await acceptRun(store.writer)).acceptedSeq).toBe(1);
    expect(store.reads.findRun('first')).toBeUndefined();
  });

  test('after an I/O error nothing is accepted any more until a restart (F15)', async () => {
    const broken = Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' });
    await expect(
      store.writer.write(() => {
        throw broken;
      }),
    ).rejects.toMatchObject({ code: 'io-error' });
    await expect(acceptRun(store.writer)).rejects.toMatchObject({ code: 'io-error' });
    await expect(store.writer.whenWritable()).rejects.toMatchObject({ code: 'io-error' });
  });
});

describe('TRC-1 the journal of a run', () => {
  test('is gap-free by runSeq and global by seq, and read back as it was sent', async () => {
    const sent: TraceEvent[] = [];
    store.writer.onCommitted((appended) => sent.push(...appended.flatMap(traceEventsOf)));
    const { runId } = await acceptRun(store.writer);
    await acceptRun(store.writer);
    await store.writer.write((tx) => tx.appendEvents(runId, 2, [{ type: 'run-started', at: AT }, stepCompleted('map', { a: 1 })]));
    await completeRun(store.writer, runId, 4);
    const events = store.reads.readEvents(runId);
    expect(events).toEqual(sent.filter((event) => event.runId === runId));
    expect(events.map(({ seq, runSeq, type }) => [seq, runSeq, type])).toEqual([
      [1, 1, 'run-accepted'],
      [3, 2, 'run-started'],
      [4, 3, 'step-completed'],
      [5, 4, 'run-completed'],
    ]);
  });

  test('two writers on one run are told apart by the first runSeq', async () => {
    const { runId } = await acceptRun(store.writer);
    await expect(store.writer.write((tx) => tx.appendEvents(runId, 3, [{ type: 'run-started', at: AT }]))).rejects.toThrow('do not follow');
    await expect(store.writer.write((tx) => tx.appendEvents(runId, 1, [{ type: 'run-started', at: AT }]))).rejects.toThrow('do not follow');
  });

  test('RES-2 a final run never becomes anything else', async () => {
    const { runId } = await acceptRun(store.writer);
    await completeRun(store.writer, runId, 2);
    await expect(store.writer.write((tx) => tx.updateRun(runId, { state: 'running' }))).rejects.toThrow('is final');
    expect(store.reads.findRun(runId)).toMatchObject({ state: 'completed', endedAt: '2026-11-24T08:00:01.000Z', runSeq: 2 });
  });

  test('reads inside a unit see what the unit wrote', async () => {
    const { runId } = await acceptRun(store.writer);
    const seen = await store.writer.write((tx) => {
      tx.appendEvents(runId, 2, [{ type: 'run-started', at: AT }]);
      tx.updateRun(runId, { state: 'running', keys: { order: '4711' } });
      return { run: tx.reads.findRun(runId), events: tx.reads.readEvents(runId).length };
    });
    expect(seen).toMatchObject({ run: { state: 'running', runSeq: 2, keys: { order: '4711' } }, events: 2 });
  });
});

test('numbers go on after a restart', async () => {
  const { runId } = await acceptRun(store.writer);
  await store.close();
  store = openStore({ dataFolder: folder.path });
  expect(store.damage.sentences).toEqual([]);
  await store.writer.write((tx) => tx.appendEvents(runId, 2, [{ type: 'run-started', at: AT }]));
  expect((await acceptRun(store.writer)).acceptedSeq).toBe(2);
  expect(store.reads.readEvents(runId).map((event) => event.seq)).toEqual([1, 2]);
  expect(store.reads.countOpenRuns()).toBe(2);
});
