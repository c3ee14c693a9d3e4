/** Reads journal rows back into events; for a whole run the hash chain is checked on the way (RES-4, F12). */
import type { Database } from 'better-sqlite3';
import type { TraceEvent } from '#flows/trace.ts';
import type { BlobStore } from './blobs.ts';
import { DamagedError, type TimedBody } from './engine-rows.ts';
import { type ChainedRow, chainJournalRow } from './hash-chain.ts';
import { withNamedPayload } from './named-payload.ts';
import { isPassing } from './passing-error.ts';
import { eventsFromText } from './payload-text.ts';

export interface JournalRow extends ChainedRow {
  readonly hash: string;
}

export const JOURNAL_COLUMNS = 'first_seq, run, first_run_seq, count, at, events, blobs, hash';

interface RunHead {
  readonly number: number;
  readonly environment: string;
  readonly flow: string;
  readonly run_seq: number;
  readonly chain: string;
}

export type RunEventsReader = (runId: string) => readonly TraceEvent[];

/** Empty for an unknown run. Throws DamagedError when a row does not follow from the one before, or rows are missing. */
export function createRunEventsReader(database: Database, blobs: BlobStore): RunEventsReader {
  const findHead = database.prepare<[string], RunHead>('SELECT number, environment, flow, run_seq, chain FROM run WHERE run_id = ?');
  const listRows = database.prepare<[number], JournalRow>(`SELECT ${JOURNAL_COLUMNS} FROM journal WHERE run = ? ORDER BY first_run_seq`);
  return (runId) => {
    const head = findHead.get(runId);
    if (head === undefined) return [];
    const rows = listRows.all(head.number);
    const damage = findDamage(runId, head, rows);
    if (damage !== undefined) throw new DamagedError(runId, damage);
    const events: TraceEvent[] = [];
    const earlier = (runSeq: number) => events[runSeq - 1];
    for (const row of rows) appendRowEvents(events, row, { runId, environment: head.environment, flow: head.flow }, blobs, earlier);
    return events;
  };
}

/** A sentence, or undefined when the rows are exactly what was written. */
export function findDamage(
  runId: string,
  head: { readonly run_seq: number; readonly chain: string },
  rows: readonly JournalRow[],
): string | undefined {
  let chain = runId;
  let runSeq = 0;
  for (const row of rows) {
    if (row.first_run_seq !== runSeq + 1) return `Events ${runSeq + 1} to ${row.first_run_seq - 1} of run ${runId} are missing.`;
    chain = chainJournalRow(chain, row);
    if (chain !== row.hash)
      return `Events ${row.first_run_seq} to ${row.first_run_seq + row.count - 1} of run ${runId} are not as they were written.`;
    runSeq += row.count;
  }
  if (runSeq !== head.run_seq || (runSeq > 0 && chain !== head.chain)) return `Run ${runId} has ${runSeq} of its ${head.run_seq} events.`;
  return undefined;
}

export type EarlierEvent = (runSeq: number) => TimedBody | undefined;

/** One event of a run by its place, with all that it says itself; undefined when there is none. Its row is not held against the chain. */
export function createEarlierEventReader(database: Database, blobs: BlobStore): (run: number) => EarlierEvent {
  const findRow = database.prepare<[number, number], JournalRow>(
    `SELECT ${JOURNAL_COLUMNS} FROM journal WHERE run = ? AND first_run_seq <= ? ORDER BY first_run_seq DESC LIMIT 1`,
  );
  return (run) => {
    const find: EarlierEvent = (runSeq) => {
      const row = findRow.get(run, runSeq);
      return row === undefined ? undefined : rowBodies(row, blobs, find)[runSeq - row.first_run_seq];
    };
    return find;
  };
}

/** Bodies of one row as they were recorded. */
function rowBodies(row: JournalRow, blobs: BlobStore, earlier: EarlierEvent): readonly TimedBody[] {
  const bodies: TimedBody[] = [];
  const find = (runSeq: number) => {
    const found = runSeq < row.first_run_seq ? earlier(runSeq) : bodies[runSeq - row.first_run_seq];
    if (found === undefined) throw new Error(`event ${runSeq}, which holds the payload of a later one, is missing.`);
    return found;
  };
  for (const stored of eventsFromText(row.events, row.blobs, blobs)) bodies.push(withNamedPayload(stored, find));
  return bodies;
}

/**
 * Events of one row, with the header that the columns say. Throws DamagedError when the row or a payload file is not what was written,
 * and what the system says when the file cannot be opened just now.
 */
export function appendRowEvents(
  events: TraceEvent[],
  row: JournalRow,
  run: { readonly runId: string; readonly environment: string; readonly flow: string },
  blobs: BlobStore,
  earlier: EarlierEvent,
): void {
  try {
    for (const [index, body] of rowBodies(row, blobs, earlier).entries()) {
      events.push({
        seq: row.first_seq + index,
        runSeq: row.first_run_seq + index,
        runId: run.runId,
        environment: run.environment,
        flow: run.flow,
        ...body,
      });
    }
  } catch (error) {
    if (isPassing(error)) throw error;
    throw new DamagedError(run.runId, `Events of run ${run.runId} cannot be read: ${(error as Error).message}`);
  }
}
