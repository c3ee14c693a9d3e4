/** "Everything after N": what live view, late join, reconnect and history all ask for (TRC-1). On the writer's connection, so it ends where the journal ends. */
import type { Database } from 'better-sqlite3';
import type { TraceEvent } from '#flows/trace.ts';
import type { BlobStore } from './blobs.ts';
import { appendRowEvents, createEarlierEventReader, type JournalRow } from './read-journal.ts';
import { createSeqsOfStreams } from './stream-blocks.ts';

/** The fact that retention keeps for who comes back with an old cursor. */
export const EVENTS_REMOVED_UP_TO = 'events-removed-up-to';

export interface EventReads {
  /** Events of one run with a greater `runSeq`, in order. */
  readRunEventsAfter(runId: string, after: number, limit: number): readonly TraceEvent[];
  /** Events of an environment, of one of its flows, or of all, with a greater `seq`, in order. */
  readEventsAfter(filter: EventFilter, after: number, limit: number): readonly TraceEvent[];
  /** Greatest `seq` of an event that retention has removed; 0 while none was. */
  removedUpTo(): number;
}

export interface EventFilter {
  readonly environment?: string;
  /** Only together with an environment. */
  readonly flow?: string;
}

type OwnedRow = JournalRow & { readonly run_id: string; readonly environment: string; readonly flow: string };

const COLUMNS = 'first_seq, journal.run, first_run_seq, count, at, events, blobs, hash, run_id, environment, flow';

export function createEventReads(database: Database, blobs: BlobStore): EventReads {
  const rows = <Parameters extends unknown[]>(condition: string) =>
    database.prepare<Parameters, OwnedRow>(
      `SELECT ${COLUMNS} FROM journal JOIN run ON run.number = journal.run WHERE ${condition} LIMIT ?`,
    );
  const earlierOf = createEarlierEventReader(database, blobs);
  const runNumber = database.prepare<[string], number>('SELECT number FROM run WHERE run_id = ?').pluck();
  // A row holds several events: the first one that matters may begin before the cursor.
  const runStart = database
    .prepare<[number, number], number | null>('SELECT max(first_run_seq) FROM journal WHERE run = ? AND first_run_seq <= ?')
    .pluck();
  const ofRun = rows<[number, number, number]>('journal.run = ? AND first_run_seq >= ? ORDER BY first_run_seq');
  const start = database.prepare<[number], number | null>('SELECT max(first_seq) FROM journal WHERE first_seq <= ?').pluck();
  const ofAll = rows<[number, number]>('first_seq >= ? ORDER BY first_seq');
  const seqsOfStreams = createSeqsOfStreams(database);
  const bySeq = rows<[number, number]>('first_seq = ?');

  function toEvents(found: Iterable<OwnedRow>, isAfter: (event: TraceEvent) => boolean, limit: number): readonly TraceEvent[] {
    const events: TraceEvent[] = [];
    for (const row of found) {
      const ofRow: TraceEvent[] = [];
      appendRowEvents(ofRow, row, { runId: row.run_id, environment: row.environment, flow: row.flow }, blobs, earlierOf(row.run));
      for (const event of ofRow) if (isAfter(event)) events.push(event);
      if (events.length >= limit) break;
    }
    return events.slice(0, limit);
  }

  const removedUpTo = database.prepare<[string], string>('SELECT value FROM fact WHERE name = ?').pluck();

  return {
    removedUpTo: () => Number(removedUpTo.get(EVENTS_REMOVED_UP_TO) ?? 0),
    readRunEventsAfter(runId, after, limit) {
      const number = runNumber.get(runId);
      if (number === undefined) return [];
      const from = runStart.get(number, after + 1) ?? 0;
      return toEvents(ofRun.all(number, from, limit + 1), (event) => event.runSeq > after, limit);
    },

    readEventsAfter({ environment, flow }, after, limit) {
      const isAfter = (event: TraceEvent) => event.seq > after;
      // Rows hold numbers without a gap, so one row alone, whosever it is, may begin before the cursor and end behind it.
      const from = start.get(after + 1) ?? 0;
      if (environment === undefined) return toEvents(ofAll.all(from, limit + 1), isAfter, limit);
      return toEvents(
        lazily(seqsOfStreams(environment, flow, from), (seq) => bySeq.get(seq, 1)),
        isAfter,
        limit,
      );
    },
  };
}

/** Rows are fetched only as far as they are wanted. Those of a run that is lost are nobody's. */
function* lazily(seqs: Iterable<number>, fetch: (seq: number) => OwnedRow | undefined): Iterable<OwnedRow> {
  for (const seq of seqs) {
    const row = fetch(seq);
    if (row !== undefined) yield row;
  }
}
