/**
 * What a batch keeps in memory beside its rows: sequence numbers, counts, events to send, sums to add, hashes for the anchor. It follows
 * the transaction: marks bring it back when a unit fails, the last commit's state when the whole batch is lost.
 */
import type { Database, Statement } from 'better-sqlite3';
import { flowName } from '../flow-name.ts';
import type { AppendedEvents } from './appended-events.ts';
import type { RunCounts } from './engine-reads.ts';
import type { WriteLog } from './group-commit.ts';
import { chainCommit } from './hash-chain.ts';
import { createMinuteSums, type MinuteKey } from './minute-sums.ts';

/** Where the journal stood when the store was opened. */
export interface JournalPosition {
  readonly lastSeq: number;
  readonly lastRunNumber: number;
  readonly openRuns: number;
  readonly anchorHash: string;
}

export interface CommitAnchor {
  readonly seq: number;
  readonly hash: string;
  readonly at: string;
}

export interface BatchLedger {
  /** First of `count` sequence numbers, given away with this call. */
  takeSeqs(count: number): number;
  takeRunNumber(): number;
  /** Number of (environment, flow), made with a row when it is new. */
  getStream(environment: string, flow: string, log: WriteLog): number;
  appended(events: AppendedEvents, rowHash: string): void;
  openRunsChanged(environment: string, flow: string, by: 1 | -1): void;
  runningChanged(environment: string, flow: string, by: 1 | -1): void;
  /** Adds one to a sum of the flow's minute. */
  count(environment: string, flow: string, what: string, at: string): void;
  readonly counts: RunCounts;
  /** Last committed. */
  lastSeq(): number;

  mark(): void;
  undoToMark(): void;
  /** Rows that belong to the commit as a whole. */
  writeSummary(log: WriteLog): void;
  committed(): void;
  lost(): void;
}

/** Called after each commit that appended events. */
export type CommitListener = (appended: readonly AppendedEvents[], anchor: CommitAnchor) => void;

export function createBatchLedger(
  database: Database,
  position: JournalPosition,
  now: () => string,
  onCommitted: CommitListener,
): BatchLedger {
  const insertStream = database.prepare('INSERT INTO stream (stream, environment, flow) VALUES (?, ?, ?)') as Statement<never[]>;
  const insertAnchor = database.prepare('INSERT INTO anchor (last_seq, hash, at, sums) VALUES (?, ?, ?, ?)') as Statement<never[]>;
  const sums = createMinuteSums(database);

  let { lastSeq, lastRunNumber, openRuns, anchorHash } = position;
  let anchorAt = '';
  let events: AppendedEvents[] = [];
  let rowHashes: string[] = [];
  let minutes: MinuteKey[] = [];
  let newStreams: string[] = [];
  let runningChanges: { readonly name: string; readonly by: 1 | -1 }[] = [];
  let openChanges: { readonly name: string; readonly by: 1 | -1 }[] = [];
  const streams = readStreams(database);
  const running = countByFlow(database, "is_open = 1 AND state = 'running'");
  const open = countByFlow(database, 'is_open = 1');

  let start = { lastSeq, lastRunNumber, openRuns, anchorHash };
  const mark = { lastSeq, lastRunNumber, openRuns, events: 0, rowHashes: 0, minutes: 0, newStreams: 0, runningChanges: 0, openChanges: 0 };

  function undoLists(from: Pick<typeof mark, 'events' | 'rowHashes' | 'minutes' | 'newStreams' | 'runningChanges' | 'openChanges'>): void {
    events.length = from.events;
    rowHashes.length = from.rowHashes;
    minutes.length = from.minutes;
    for (const name of newStreams.splice(from.newStreams)) streams.delete(name);
    for (const { name, by } of runningChanges.splice(from.runningChanges)) running.set(name, (running.get(name) ?? 0) - by);
    for (const { name, by } of openChanges.splice(from.openChanges)) open.set(name, (open.get(name) ?? 0) - by);
  }

  function begin(): void {
    start = { lastSeq, lastRunNumber, openRuns, anchorHash };
    events = [];
    rowHashes = [];
    minutes = [];
    newStreams = [];
    runningChanges = [];
    openChanges = [];
  }

  return {
    takeSeqs(count) {
      const first = lastSeq + 1;
      lastSeq += count;
      return first;
    },
    takeRunNumber: () => (lastRunNumber += 1),
    getStream(environment, flow, log) {
      const name = flowName(environment, flow);
      const known = streams.get(name);
      if (known !== undefined) return known;
      // Not by how many there are: of a damaged store some may be lost.
      const stream = Math.max(0, ...streams.values()) + 1;
      log.run(insertStream, stream, environment, flow);
      streams.set(name, stream);
      newStreams.push(name);
      return stream;
    },
    appended(added, rowHash) {
      events.push(added);
      rowHashes.push(rowHash);
    },
    openRunsChanged(environment, flow, by) {
      openRuns += by;
      const name = flowName(environment, flow);
      open.set(name, (open.get(name) ?? 0) + by);
      openChanges.push({ name, by });
    },
    runningChanged(environment, flow, by) {
      const name = flowName(environment, flow);
      running.set(name, (running.get(name) ?? 0) + by);
      runningChanges.push({ name, by });
    },
    count(environment, flow, what, at) {
      minutes.push([environment, flow, at.slice(0, 16), what]);
    },
    counts: {
      open: () => openRuns,
      openOf: (environment, flow) => open.get(flowName(environment, flow)) ?? 0,
      running: (environment, flow) => running.get(flowName(environment, flow)) ?? 0,
    },
    lastSeq: () => start.lastSeq,

    mark() {
      mark.lastSeq = lastSeq;
      mark.lastRunNumber = lastRunNumber;
      mark.openRuns = openRuns;
      mark.events = events.length;
      mark.rowHashes = rowHashes.length;
      mark.minutes = minutes.length;
      mark.newStreams = newStreams.length;
      mark.runningChanges = runningChanges.length;
      mark.openChanges = openChanges.length;
    },
    undoToMark() {
      ({ lastSeq, lastRunNumber, openRuns } = mark);
      undoLists(mark);
    },
    writeSummary(log) {
      const added = sums.write(log, minutes, rowHashes.length > 0 ? lastSeq : undefined);
      if (rowHashes.length === 0) return;
      anchorHash = chainCommit(anchorHash, rowHashes);
      anchorAt = now();
      log.run(insertAnchor, lastSeq, anchorHash, anchorAt, added);
    },
    committed() {
      const delivered = events;
      sums.committed();
      begin();
      if (delivered.length > 0) onCommitted(delivered, { seq: lastSeq, hash: anchorHash, at: anchorAt });
    },
    lost() {
      sums.lost();
      ({ lastSeq, lastRunNumber, openRuns, anchorHash } = start);
      undoLists({ openChanges: 0, events: 0, rowHashes: 0, minutes: 0, newStreams: 0, runningChanges: 0 });
    },
  };
}

interface StoredStream {
  readonly stream: number;
  readonly environment: string;
  readonly flow: string;
}

function readStreams(database: Database): Map<string, number> {
  const rows = database.prepare<[], StoredStream>('SELECT stream, environment, flow FROM stream').all();
  return new Map(rows.map(({ stream, environment, flow }) => [flowName(environment, flow), stream]));
}

function countByFlow(database: Database, condition: string): Map<string, number> {
  const rows = database
    .prepare<[], { environment: string; flow: string; count: number }>(
      `SELECT environment, flow, count(*) AS count FROM run WHERE ${condition} GROUP BY environment, flow`,
    )
    .all();
  return new Map(rows.map(({ environment, flow, count }) => [flowName(environment, flow), count]));
}
