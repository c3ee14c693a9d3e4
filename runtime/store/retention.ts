/**
 * Removes what is no longer wanted, a little at a time, so that intake is never held up: finished runs before an instant with their
 * journal, effects and keys; payload files and sealed values that nothing names any more; old anchors, sums and kept events.
 */

import type { Database, Statement } from 'better-sqlite3';
import type { BlobStore } from './blobs.ts';
import { OF_RUN } from './effect-rows.ts';
import { EVENTS_REMOVED_UP_TO } from './events-after.ts';
import type { WriteLog } from './group-commit.ts';
import { ANCHORS_BEGIN_AFTER } from './opening-check.ts';
import type { SpaceReserve } from './space-reserve.ts';
import type { StoreWriter } from './writer.ts';

export interface Retention {
  /**
   * Removes final runs that ended before the instant, each together with its retries; gives how many. Works on a full disk too: the
   * reserve is given up for it.
   */
  removeRunsBefore(endedBefore: string): Promise<number>;
  /** All runs of sample history with what they left on boards and timelines; gives how many. */
  removeSampleRuns(): Promise<number>;
  /** Anchors beyond the newest 50,000, payload files without a row, sealed values without a run, ids of messages whose signature is too old, sums older than a year. */
  tidy(nowMs: number): Promise<void>;
}

interface RunAge {
  readonly number: number;
  readonly started_at: string;
  /** Null while it is open. */
  readonly ended_at: string | null;
}

const RUNS_AT_ONCE = 100;
const MOST_ANCHORS = 50_000;
/** Longer than any event is kept that nobody waits for (WAI-2). */
const PASSING_KEPT_MS = 2 * 86_400_000;
/** Longer than a signature holds. */
const USED_MESSAGES_KEPT_MS = 3_600_000;
/** Longer than a sender repeats what was not taken (STP-5). */
const SHOWN_KEPT_MS = 2 * 86_400_000;
const SEALED_AT_ONCE = 500;
const SUMS_KEPT_MS = 366 * 86_400_000;

export function createRetention(database: Database, writer: StoreWriter, blobs: BlobStore, reserve: SpaceReserve): Retention {
  const prepare = (sql: string) => database.prepare(sql) as Statement<never[]>;
  const listFrom = database.prepare<[number, number], RunAge>(
    'SELECT number, started_at, ended_at FROM run WHERE number > ? ORDER BY number LIMIT ?',
  );
  /** Of a run and those that retry it, or that it retries with others, the ledger is one (RES-3): they go together. */
  const isFamilyKept = database
    .prepare<[number, string], number>(
      `SELECT 1 FROM run AS old, run AS other
       WHERE old.number = ? AND (other.is_open = 1 OR other.ended_at >= ?)
         AND (other.run_id = coalesce(old.origin_run_id, old.run_id) OR other.origin_run_id = coalesce(old.origin_run_id, old.run_id))
       LIMIT 1`,
    )
    .pluck();
  const lastEntry = database.prepare<[number], number | null>('SELECT max(first_seq + count - 1) FROM journal WHERE run = ?').pluck();
  const anchorAt = database.prepare<[number], number>('SELECT last_seq FROM anchor WHERE last_seq >= ? ORDER BY last_seq LIMIT 1').pluck();
  const fact = database.prepare<[string], string>('SELECT value FROM fact WHERE name = ?').pluck();
  const setFact = prepare('INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)');
  const deletes = [
    'DELETE FROM journal WHERE run = ?',
    `DELETE FROM effect WHERE id IN (SELECT effect.id FROM run CROSS JOIN effect ON ${OF_RUN} WHERE run.number = ?)`,
    'DELETE FROM own_change WHERE run = ?',
    'DELETE FROM echo WHERE run = ?',
    'DELETE FROM blob_use WHERE run = ?',
    'DELETE FROM sealed_use WHERE run = ?',
    'DELETE FROM timer WHERE run = ?',
    'DELETE FROM wait WHERE run = ?',
    'DELETE FROM run_key WHERE run = ?1 AND (environment, value) IN (SELECT environment, lane_key FROM run WHERE number = ?1 UNION SELECT environment, one.value FROM run, json_each(keys) AS one WHERE number = ?1)'.replaceAll(
      '?1',
      '?',
    ),
    'DELETE FROM run WHERE number = ?',
  ].map((sql) => ({ statement: prepare(sql), values: sql.split('?').length - 1 }));
  const listSamples = database.prepare<[number], number>('SELECT number FROM run INDEXED BY run_sample WHERE sample = 1 LIMIT ?').pluck();
  /** What outlives a real run; before its row, which they are found by. */
  const deletesOfSamples = ['exception', 'milestone'].map((table) =>
    prepare(`DELETE FROM ${table} WHERE run_id = (SELECT run_id FROM run WHERE number = ?)`),
  );
  const anchorBeyond = database.prepare<[number], number>('SELECT last_seq FROM anchor ORDER BY last_seq DESC LIMIT 1 OFFSET ?').pluck();
  const deleteAnchors = prepare('DELETE FROM anchor WHERE last_seq < ? AND sums IS NULL');
  const deleteUsedMessages = prepare('DELETE FROM used_message WHERE at < ?');
  const deleteShown = prepare('DELETE FROM shown_state WHERE at < ?');
  const deleteBlocks = prepare('DELETE FROM stream_block WHERE block < (SELECT min(first_seq) FROM journal) / 1024');
  const deleteSums = prepare('DELETE FROM flow_minute WHERE minute < ?');
  const unusedSealed = database
    .prepare<[string, number], string>(
      'SELECT token FROM sealed_value WHERE sealed_at < ? AND NOT EXISTS (SELECT 1 FROM sealed_use WHERE sealed_use.token = sealed_value.token) LIMIT ?',
    )
    .pluck();
  // Looked at once more: a run may have begun to use it since it was found unused.
  const deleteSealed = prepare(
    'DELETE FROM sealed_value WHERE token = ? AND sealed_at < ? AND NOT EXISTS (SELECT 1 FROM sealed_use WHERE sealed_use.token = sealed_value.token)',
  );
  const isBlobUsed = database.prepare<[string], number>('SELECT 1 FROM blob_use WHERE sha256 = ? LIMIT 1').pluck();

  function raise(log: WriteLog, name: string, seq: number): void {
    if (seq > Number(fact.get(name) ?? 0)) log.run(setFact, name, String(seq));
  }

  function beginAnchorsAfter(log: WriteLog, seq: number): void {
    raise(log, ANCHORS_BEGIN_AFTER, seq);
  }

  /** Gives how many went. */
  async function removeSlice(numbers: readonly number[], isKept: (number: number) => boolean, also: readonly Statement<never[]>[] = []) {
    return writer.change((log) => {
      let removed = 0;
      let removedUpTo = 0;
      for (const number of numbers) {
        // Once more, here where no retry can come in between.
        if (isKept(number)) continue;
        removed += 1;
        for (const statement of also) log.run(statement, number);
        removedUpTo = Math.max(removedUpTo, lastEntry.get(number) ?? 0);
        for (const { statement, values } of deletes) log.run(statement, ...Array.from({ length: values }, () => number));
      }
      // A commit of which an entry is gone cannot be checked any more: the chain over all commits begins behind it.
      if (removedUpTo > 0) beginAnchorsAfter(log, anchorAt.get(removedUpTo) ?? removedUpTo);
      raise(log, EVENTS_REMOVED_UP_TO, removedUpTo);
      return removed;
    });
  }

  return {
    async removeRunsBefore(endedBefore) {
      let removed = 0;
      let released = false;
      let after = 0;
      try {
        for (;;) {
          const page = listFrom.all(after, RUNS_AT_ONCE);
          const old = page
            .filter(({ number, ended_at }) => ended_at !== null && ended_at < endedBefore && !isFamilyKept.get(number, endedBefore))
            .map(({ number }) => number);
          if (old.length > 0) {
            released = true;
            reserve.release();
            await writer.whenWritable();
            removed += await removeSlice(old, (number) => isFamilyKept.get(number, endedBefore) !== undefined);
          }
          // Numbers are given at acceptance: behind a run that was accepted later none has ended before.
          const last = page.at(-1);
          if (last === undefined || last.started_at >= endedBefore) return removed;
          after = last.number;
          // Others have a turn between two pages.
          await new Promise((resolve) => setImmediate(resolve));
        }
      } finally {
        if (released) await reserve.hold();
      }
    },

    async removeSampleRuns() {
      let removed = 0;
      for (let numbers = listSamples.all(RUNS_AT_ONCE); numbers.length > 0; numbers = listSamples.all(RUNS_AT_ONCE)) {
        removed += await removeSlice(numbers, () => false, deletesOfSamples);
        await new Promise((resolve) => setImmediate(resolve));
      }
      return removed;
    },

    async tidy(nowMs) {
      await writer.change((log) => {
        const oldest = anchorBeyond.get(MOST_ANCHORS);
        if (oldest !== undefined) {
          log.run(deleteAnchors, oldest);
          beginAnchorsAfter(log, oldest);
        }
        log.run(deleteBlocks);
        log.run(deleteUsedMessages, new Date(nowMs - USED_MESSAGES_KEPT_MS).toISOString());
        log.run(deleteShown, new Date(nowMs - SHOWN_KEPT_MS).toISOString());
        log.run(deleteSums, new Date(nowMs - SUMS_KEPT_MS).toISOString().slice(0, 16));
      });
      const sealedBefore = new Date(nowMs - PASSING_KEPT_MS).toISOString();
      for (
        let tokens = unusedSealed.all(sealedBefore, SEALED_AT_ONCE);
        tokens.length > 0;
        tokens = unusedSealed.all(sealedBefore, SEALED_AT_ONCE)
      )
        await writer.change((log) => {
          for (const token of tokens) log.run(deleteSealed, token, sealedBefore);
        });
      await blobs.sweep((sha256) => isBlobUsed.get(sha256) !== undefined, nowMs);
    },
  };
}
