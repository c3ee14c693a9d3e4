/**
 * Keeps the write-ahead log small. The reader worker copies it into the database as it grows (PASSIVE: waits for nobody); when it is
 * over 32 MB all the same, the writer finishes the copy itself between two commits and starts the log from its beginning again.
 */
import type { Database } from 'better-sqlite3';
import { BUSY_MS } from './database.ts';
import type { ReaderWorker } from './reader-worker.ts';

const LARGEST_LOG_BYTES = 32 * 1024 * 1024;
const CHECKPOINT_EVERY_MS = 250;
/** Page and frame header. */
const FRAME_BYTES = 4096 + 24;

export interface WalCare {
  betweenCommits(commits: number): void;
  close(): void;
}

export function createWalCare(database: Database, reader: Pick<ReaderWorker, 'checkpoint'>, largestBytes = LARGEST_LOG_BYTES): WalCare {
  let commitsSeen = 0;
  let commitsCopied = 0;
  let asking = false;
  let resetIsDue = false;
  const timer = setInterval(ask, CHECKPOINT_EVERY_MS);
  timer.unref();

  function ask(): void {
    if (asking || commitsSeen === commitsCopied) return;
    asking = true;
    const upTo = commitsSeen;
    reader.checkpoint().then(
      ({ log }) => {
        asking = false;
        commitsCopied = upTo;
        resetIsDue = log * FRAME_BYTES > largestBytes;
      },
      // The worker is being replaced or closed: the next tick asks again.
      () => {
        asking = false;
      },
    );
  }

  return {
    betweenCommits(commits) {
      commitsSeen = commits;
      if (!resetIsDue) return;
      resetIsDue = false;
      // A reader in the middle of the log is not waited for; the next report asks again.
      database.pragma('busy_timeout = 0');
      try {
        database.pragma('wal_checkpoint(RESTART)');
      } finally {
        database.pragma(`busy_timeout = ${BUSY_MS}`);
      }
    },
    close() {
      clearInterval(timer);
    },
  };
}
