/** The one writer of the process: units of the engine and of the definition stores share its commits. */
import type { Database } from 'better-sqlite3';
import type { CommitAnchor, JournalPosition } from './batch-ledger.ts';
import type { BlobStore } from './blobs.ts';
import type { EngineReads, EngineTx, StorageError, Writer } from './engine-rows.ts';
import { createEngineTx } from './engine-tx.ts';
import { createGroupCommit, type StorageState, type WriteLog } from './group-commit.ts';

export interface WriterParts {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly position: JournalPosition;
  readonly now: () => string;
  readonly betweenCommits: (commits: number) => void;
  readonly onAnchor: (anchor: CommitAnchor) => void;
  readonly onState?: (state: StorageState, error: StorageError | undefined) => void;
  readonly probeEveryMs?: number;
  readonly passedMs?: () => number;
}

export interface StoreWriter extends Writer {
  /** The same group commit for the definition stores: plain statements. */
  change<T>(apply: (log: WriteLog, tx: EngineTx) => T): Promise<T>;
  readonly reads: EngineReads;
  readonly state: StorageState;
  whenWritable(): Promise<void>;
  lastSeq(): number;
  close(): void;
}

export function createWriter(parts: WriterParts): StoreWriter {
  const { database, blobs, position, now, onAnchor } = parts;
  const listeners = new Set<Parameters<Writer['onCommitted']>[0]>();
  const { tx, reads, runs } = createEngineTx({
    database,
    blobs,
    position,
    now,
    onCommitted(appended, anchor) {
      onAnchor(anchor);
      for (const listener of listeners) {
        try {
          listener(appended);
        } catch (error) {
          // What was committed stays committed; the listener's bug must still be heard.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  });
  const putProbe = database.prepare('INSERT OR REPLACE INTO space_probe (id, filler) VALUES (1, zeroblob(262144))');
  const clearProbe = database.prepare('DELETE FROM space_probe');
  const commits = createGroupCommit({
    database,
    batchState: runs.batchState,
    betweenCommits: parts.betweenCommits,
    probeSpace() {
      // The log can be reused from its start once it is copied, so this alone may make room.
      database.pragma('wal_checkpoint(RESTART)');
      putProbe.run();
      clearProbe.run();
    },
    ...(parts.onState === undefined ? {} : { onState: parts.onState }),
    ...(parts.probeEveryMs === undefined ? {} : { probeEveryMs: parts.probeEveryMs }),
    ...(parts.passedMs === undefined ? {} : { passedMs: parts.passedMs }),
  });

  function change<T>(apply: (log: WriteLog, tx: EngineTx) => T): Promise<T> {
    return commits.write((log) => {
      runs.useLog(log);
      return apply(log, tx);
    });
  }

  return {
    write: (apply) => change((_, tx) => apply(tx)),
    change,
    reads,
    onCommitted(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    drain: commits.drain,
    get state() {
      return commits.state;
    },
    whenWritable: commits.whenWritable,
    lastSeq: runs.lastSeq,
    close: commits.close,
  };
}
