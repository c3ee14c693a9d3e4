/** The real storage for benches with a clock of their own. A crash drops what was not committed and opens the same folder again. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { Json } from '#flows/json.ts';
import type { RunState } from '#flows/run.ts';
import { createBlobStore } from '#runtime/store/blobs.ts';
import { openDatabase } from '#runtime/store/database.ts';
import type { EngineReads, EngineTx, ExceptionRow, Writer } from '#runtime/store/engine-rows.ts';
import { checkAtOpening } from '#runtime/store/opening-check.ts';
import { createWriter, type StoreWriter } from '#runtime/store/writer.ts';
import type { TestStorage } from './engine-fixture.ts';
import type { VirtualClock } from './virtual-clock.ts';

export interface SqliteStorage extends TestStorage {
  /** The file may not grow any more: SQLite says that the disk is full. */
  fill(): void;
  free(): void;
  /** What the system says to whoever opens a payload file, `EMFILE` say; undefined: it opens. */
  refusal: string | undefined;
  /** Closes the files and removes the folder. */
  remove(): void;
}

interface Life {
  readonly writer: Writer;
  readonly reads: EngineReads;
  readonly database: ReturnType<typeof openDatabase>['database'];
  readonly damagedRuns: readonly string[];
  kill(): void;
}

export function createSqliteStorage(clock: VirtualClock): SqliteStorage {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-conformance-'));
  let afterCommit: (() => void) | undefined;
  let commits = 0;
  let refusal: string | undefined;
  const blobs = createBlobStore(join(folder, 'blobs'));
  let life = begin();
  clock.quiesce = async () => {
    const before = commits;
    await life.writer.drain();
    for (let turn = 0; turn < 3; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
    return commits !== before;
  };

  function begin(): Life {
    const opened = openDatabase(folder);
    const { database } = opened;
    const { position, damage } = checkAtOpening(database, undefined);
    const store: StoreWriter = createWriter({
      database,
      blobs: { ...blobs, get: (sha256) => (refusal === undefined ? blobs.get(sha256) : refuse(refusal)) },
      position,
      now: () => new Date(clock.now()).toISOString(),
      passedMs: () => clock.now(),
      betweenCommits() {
        commits += 1;
      },
      onAnchor: () => afterCommit?.(),
    });
    let dead = false;
    const forever = new Promise<never>(() => undefined);
    const writer: Writer = {
      ...store,
      write: <T>(apply: (tx: EngineTx) => T): Promise<T> => {
        if (dead) return forever;
        const written = store.write((tx) => {
          if (dead) throw new Error('The process has ended.');
          return apply(tx);
        });
        return written.then(
          (value) => (dead ? forever : value),
          (error: unknown) => {
            if (dead) return forever;
            throw error;
          },
        );
      },
    };
    return {
      writer,
      reads: store.reads,
      database,
      damagedRuns: damage.damagedRuns,
      kill() {
        if (dead) return;
        dead = true;
        // In the turn after: a commit may be on the stack.
        closing = new Promise((resolve) =>
          setImmediate(() => {
            store.close();
            opened.close();
            resolve();
          }),
        );
      },
    };
  }

  let closing: Promise<void> = Promise.resolve();

  return {
    get writer() {
      return life.writer;
    },
    get reads() {
      return life.reads;
    },
    crash: () => life.kill(),
    async open() {
      await closing;
      life = begin();
    },
    exceptions: () =>
      (
        life.database.prepare('SELECT * FROM exception ORDER BY raised_at').all() as {
          exception_id: string;
          environment: string;
          flow: string;
          run_id: string | null;
          title: string;
          owner: string;
          detail: string | null;
          due_at: string | null;
          raised_at: string;
          state: ExceptionRow['state'];
        }[]
      ).map((row) => ({
        exceptionId: row.exception_id,
        environment: row.environment,
        flow: row.flow,
        ...(row.run_id === null ? {} : { runId: row.run_id }),
        title: row.title,
        owner: row.owner,
        ...(row.detail === null ? {} : { detail: JSON.parse(row.detail) as Json }),
        ...(row.due_at === null ? {} : { dueAt: row.due_at }),
        raisedAt: row.raised_at,
        state: row.state,
      })),
    listRuns: () =>
      life.database.prepare('SELECT run_id AS runId, flow, state FROM run ORDER BY number').all() as {
        runId: string;
        flow: string;
        state: RunState;
      }[],
    onCommit(act) {
      afterCommit = act;
    },
    get damagedRuns() {
      return life.damagedRuns;
    },
    get refusal() {
      return refusal;
    },
    set refusal(code) {
      refusal = code;
    },
    fill() {
      const { database } = life;
      // What is free inside of the file would be used up first.
      database.pragma('incremental_vacuum');
      database.pragma(`max_page_count = ${database.pragma('page_count', { simple: true })}`);
    },
    free() {
      life.database.pragma('max_page_count = 1073741823');
    },
    async damage(runId) {
      await closing;
      const raw = new SqliteDatabase(join(folder, 'millrace.db'));
      raw.prepare("UPDATE journal SET at = '' WHERE run = (SELECT number FROM run WHERE run_id = ?)").run(runId);
      raw.close();
    },
    remove() {
      life.kill();
      void closing.then(() => rmSync(folder, { recursive: true, force: true }));
    },
  };
}

function refuse(code: string): never {
  throw Object.assign(new Error(`${code}: a payload file cannot be opened`), { code });
}
