import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import type { TimedBody } from './engine-rows.ts';
import { openStore, type Store } from './open-store.ts';
import { AT, acceptRun, aDataFolder, type DataFolder, stepCompleted } from './store-fixture.ts';

const MARK = 'mill-wheel-4711';
const body: Json = { order: MARK, lines: [1, 2], note: 'ü' };

let folder: DataFolder;
let store: Store;
beforeEach(() => {
  folder = aDataFolder();
  store = openStore({ dataFolder: folder.path, reserveBytes: 0 });
});
afterEach(async () => {
  await store.close();
  folder.remove();
});

const started: TimedBody = { type: 'run-started', at: AT };
const replied = (answer: Json): TimedBody => ({ type: 'reply-committed', at: AT, path: 'answer', status: 200, body: answer });
const respond = (answer: Json) => stepCompleted('answer', { status: 200, body: answer });
const completed = (output: Json): TimedBody => ({ type: 'run-completed', at: AT, output });

/** Each list is a commit of its own. */
async function record(runId: string, ...commits: readonly (readonly TimedBody[])[]): Promise<void> {
  await acceptRun(store.writer, { runId });
  let next = 2;
  for (const events of commits) {
    await store.writer.write((tx) => tx.appendEvents(runId, next, events));
    next += events.length;
  }
}

async function reopen(): Promise<void> {
  await store.close();
  store = openStore({ dataFolder: folder.path, reserveBytes: 0 });
}

const recorded = () => {
  const events = store.reads.readEvents('a').slice(1);
  return events.map(({ seq: _seq, runSeq: _runSeq, runId: _runId, environment: _environment, flow: _flow, ...event }) => event);
};
/** How often the payload stands in the file. */
async function copies(): Promise<number> {
  await store.close();
  const database = new SqliteDatabase(join(folder.path, 'millrace.db'));
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  store = openStore({ dataFolder: folder.path, reserveBytes: 0 });
  return readFileSync(join(folder.path, 'millrace.db'), 'latin1').split(MARK).length - 1;
}

describe('TRC-5 each payload once', () => {
  test('the answer to the caller stands once, and everybody who reads the run gets it whole', async () => {
    const events = [started, replied(body), respond(body), completed(body)];
    await record('a', events);
    expect(recorded()).toEqual(events);
    expect(store.readRunEventsAfter('a', 4, 10)).toMatchObject([{ runSeq: 5, output: body }]);
    expect(store.readEventsAfter({ environment: 'production' }, 3, 10)).toMatchObject([
      { output: { status: 200, body } },
      { output: body },
    ]);
    expect(store.reads.findRun('a')?.reply).toEqual({ status: 200, body });
    expect(await copies()).toBe(1);
    expect((await store.verify()).sentences).toEqual([]);
    expect(recorded()).toEqual(events);
    expect(store.reads.findRun('a')?.reply).toEqual({ status: 200, body });
  });

  test('also where the run goes on after its answer, past a restart', async () => {
    const commits = [
      [started, replied(body), respond(body)],
      [stepCompleted('later', 'done')],
      [completed(JSON.parse(JSON.stringify(body)))],
    ];
    await record('a', ...commits.slice(0, 2));
    await reopen();
    await store.writer.write((tx) => tx.appendEvents('a', 6, commits[2]!));
    expect(recorded()).toEqual(commits.flat());
    expect(store.readRunEventsAfter('a', 5, 10)).toMatchObject([{ type: 'run-completed', output: body }]);
    expect(await copies()).toBe(1);
  });

  test('what the last step gave is the output of the run; what a called flow gave, that of its caller', async () => {
    const output = { status: 200, body };
    const events = [started, stepCompleted('call/last', output), stepCompleted('call', body), completed(body)];
    await record('a', events);
    expect(recorded()).toEqual(events);
    expect(await copies()).toBe(1);
  });

  test('sealed each for itself it is the same payload, and another one is not', async () => {
    const copy = () => JSON.parse(JSON.stringify(body)) as Json;
    const events = [started, replied(copy()), respond(copy()), completed(copy())];
    await record('a', events);
    expect(recorded()).toEqual(events);
    expect(await copies()).toBe(1);
    await record('b', [started, replied(body), respond({ note: 1 }), completed({ lines: MARK })]);
    expect(store.reads.readEvents('b').slice(3)).toMatchObject([{ output: { body: { note: 1 } } }, { output: { lines: MARK } }]);
  });

  test('a large one is one file, whatever names it', async () => {
    const large: Json = { order: MARK, filler: 'x'.repeat(100_000) };
    const events = [started, replied(large), respond(large), completed(large)];
    await record('a', events);
    await reopen();
    expect(recorded()).toEqual(events);
    expect(store.reads.findRun('a')?.reply).toEqual({ status: 200, body: large });
    expect((await store.verify()).sentences).toEqual([]);
  });

  test('what else is large goes to a file, also where the body is named', async () => {
    const filler = 'x'.repeat(100_000);
    const events = [started, replied(body), stepCompleted('answer', { status: 200, body, headers: { filler } })];
    await record('a', events);
    await reopen();
    expect(recorded()).toEqual(events);
    await store.close();
    const database = new SqliteDatabase(join(folder.path, 'millrace.db'));
    expect(database.prepare('SELECT max(length(events)) AS longest FROM journal').pluck().get()).toBeLessThan(10_000);
    database.close();
    store = openStore({ dataFolder: folder.path, reserveBytes: 0 });
    expect((await store.verify()).sentences).toEqual([]);
  });

  test('a payload that looks like a name is none', async () => {
    const tricky: Json = { outputOf: 1, bodyOf: 2, filler: 'long enough to be named by another' };
    const events = [started, stepCompleted('a', tricky), replied(tricky), respond(tricky), completed(tricky)];
    await record('a', events);
    expect(recorded()).toEqual(events);
  });

  test('a called flow answers its caller and nobody else', async () => {
    await record('a', [started, { ...replied(body), path: 'call/answer' } as TimedBody]);
    expect(store.reads.findRun('a')?.reply).toBeUndefined();
  });

  test('where the event is not what was written the run is damaged, and its row can still be read', async () => {
    await record('a', [started, replied(body), respond(body)], [completed(body)]);
    await store.close();
    const database = new SqliteDatabase(join(folder.path, 'millrace.db'));
    database.exec("UPDATE journal SET events = '[]' WHERE first_run_seq = 2");
    database.close();
    store = openStore({ dataFolder: folder.path, reserveBytes: 0 });
    expect(() => store.reads.readEvents('a')).toThrow(/not as they were written/);
    expect(() => store.readRunEventsAfter('a', 4, 10)).toThrow(/cannot be read/);
    expect(store.reads.findRun('a')).toMatchObject({ runId: 'a', runSeq: 5 });
    expect(store.reads.findRun('a')?.reply).toBeUndefined();
  });

  test('a folder from before keeps its copies, is read as before, and verifies', async () => {
    await record('a', [started, replied(body), respond(body)]);
    await store.close();
    const database = new SqliteDatabase(join(folder.path, 'millrace.db'));
    // As the program before wrote it: the answer itself in the run's row.
    database.prepare('UPDATE run SET reply = ?').run(JSON.stringify({ status: 200, body }));
    database.close();
    store = openStore({ dataFolder: folder.path, reserveBytes: 0 });
    expect(store.reads.findRun('a')?.reply).toEqual({ status: 200, body });
    await store.writer.write((tx) => tx.appendEvents('a', 5, [completed(body)]));
    expect(recorded().at(-1)).toMatchObject({ output: body });
    expect((await store.verify()).sentences).toEqual([]);
  });
});
