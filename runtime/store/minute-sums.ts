/**
 * Sums of what happened per flow and minute. A commit's own stand in its anchor (decision 0023): true with the commit, without a page of
 * their own. They are added to `flow_minute` with a later commit, for many at once, and taken out of the anchors in the same commit.
 */
import type { Database, Statement } from 'better-sqlite3';
import type { WriteLog } from './group-commit.ts';

export type MinuteKey = readonly [environment: string, flow: string, minute: string, what: string];

/** As it stands in the anchor: `[environment, flow, minute, what, count]`. */
type StoredSum = readonly [...MinuteKey, count: number];

/** So that readers, who add what is not in the table yet, have little to add. */
const ANCHORS_AT_ONCE = 64;
/** None that still holds sums is older. */
const NEWEST_ANCHORS = `(SELECT last_seq, sums FROM anchor ORDER BY last_seq DESC LIMIT ${2 * ANCHORS_AT_ONCE})`;

/** Sums of an environment since a minute, those that stand in anchors among them. Values: environment, minute, environment, minute. */
export const SUMS_SINCE = `SELECT flow, what, sum(count) AS count FROM (
    SELECT flow, what, count FROM flow_minute WHERE environment = ? AND minute >= ?
    UNION ALL
    SELECT value ->> 1, value ->> 3, value ->> 4 FROM ${NEWEST_ANCHORS} JOIN json_each(sums) WHERE value ->> 0 = ? AND value ->> 2 >= ?
  ) GROUP BY flow, what`;

export interface MinuteSums {
  /** Gives what the anchor of this commit holds; `anchorSeq` is its number, undefined when it writes none. */
  write(log: WriteLog, keys: readonly MinuteKey[], anchorSeq: number | undefined): string | null;
  committed(): void;
  lost(): void;
}

export function createMinuteSums(database: Database): MinuteSums {
  const addToMinute = database.prepare(
    `INSERT INTO flow_minute (environment, flow, minute, what, count) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  ) as Statement<never[]>;
  const emptyAnchors = database.prepare(
    'UPDATE anchor SET sums = NULL WHERE last_seq >= ? AND last_seq <= ? AND sums IS NOT NULL',
  ) as Statement<never[]>;

  /** Of anchors that are committed and not in the table, the first and last of which have these numbers. */
  const waiting = new Map<string, [MinuteKey, number]>();
  let first = 0;
  let last = 0;
  let anchors = 0;
  /** Of the commit under way. */
  let written: readonly StoredSum[] = [];
  let writtenSeq: number | undefined;
  let addsWaiting = false;

  function wait(seq: number, sums: readonly StoredSum[]): void {
    if (anchors === 0 && sums.length === 0) return;
    if (anchors === 0) first = seq;
    last = seq;
    anchors += 1;
    for (const [environment, flow, minute, what, count] of sums) add(waiting, [environment, flow, minute, what], count);
  }

  const newest = database.prepare<[], { last_seq: number; sums: string | null }>(`SELECT * FROM ${NEWEST_ANCHORS} ORDER BY last_seq`);
  for (const { last_seq, sums } of newest.all()) wait(last_seq, sums === null ? [] : (JSON.parse(sums) as readonly StoredSum[]));

  return {
    write(log, keys, anchorSeq) {
      const sums = new Map<string, [MinuteKey, number]>();
      for (const key of keys) add(sums, key, 1);
      if (anchorSeq === undefined) {
        for (const [key, count] of sums.values()) log.run(addToMinute, ...key, count);
        return null;
      }
      if (anchors >= ANCHORS_AT_ONCE) {
        for (const [key, count] of waiting.values()) log.run(addToMinute, ...key, count);
        log.run(emptyAnchors, first, last);
        addsWaiting = true;
      }
      written = [...sums.values()].map(([key, count]): StoredSum => [...key, count]);
      writtenSeq = anchorSeq;
      return written.length === 0 ? null : JSON.stringify(written);
    },
    committed() {
      if (addsWaiting) {
        waiting.clear();
        anchors = 0;
      }
      if (writtenSeq !== undefined) wait(writtenSeq, written);
      this.lost();
    },
    lost() {
      written = [];
      writtenSeq = undefined;
      addsWaiting = false;
    },
  };
}

function add(sums: Map<string, [MinuteKey, number]>, key: MinuteKey, count: number): void {
  const name = key.join('\n');
  const sum = sums.get(name);
  if (sum === undefined) sums.set(name, [key, count]);
  else sum[1] += count;
}
