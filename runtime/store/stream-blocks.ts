/**
 * Where events of a flow stand in the journal: in which blocks of sequence numbers it has any. An index of all rows by flow would be
 * written with every commit; a block is noted once for each flow, and looked through from its beginning.
 */
import type { Database, Statement } from 'better-sqlite3';
import type { WriteLog } from './group-commit.ts';

/** Sequence numbers of a block: some hundred rows, read in less than a millisecond. */
const BLOCK_SEQS = 1024;
const BLOCKS_AT_ONCE = 64;

export interface StreamBlocks {
  /** A row of the stream begins at `firstSeq`. */
  note(stream: number, firstSeq: number, log: WriteLog): void;
  /** Some of what was noted may have been undone. */
  forget(): void;
}

export function createStreamBlocks(database: Database): StreamBlocks {
  const insert = database.prepare('INSERT OR IGNORE INTO stream_block (stream, block) VALUES (?, ?)') as Statement<never[]>;
  /** The block that each stream was noted in last. */
  const noted = new Map<number, number>();
  return {
    note(stream, firstSeq, log) {
      const block = Math.floor(firstSeq / BLOCK_SEQS);
      if (noted.get(stream) === block) return;
      log.run(insert, stream, block);
      noted.set(stream, block);
    },
    forget: () => noted.clear(),
  };
}

/** First sequence numbers of rows from `from` on, in order, of an environment or of one of its flows. Read as far as they are wanted. */
export type SeqsOfStreams = (environment: string, flow: string | undefined, from: number) => Iterable<number>;

export function createSeqsOfStreams(database: Database): SeqsOfStreams {
  const streams = 'SELECT stream FROM stream WHERE environment = ? AND (? IS NULL OR flow = ?)';
  type Owner = [string, string | null, string | null];
  const blocks = database
    .prepare<[...Owner, number], number>(
      `SELECT DISTINCT block FROM stream_block WHERE stream IN (${streams}) AND block >= ? ORDER BY block LIMIT ${BLOCKS_AT_ONCE}`,
    )
    .pluck();
  // By the place in the journal, whatever SQLite thinks of it.
  const seqs = database
    .prepare<[number, number, ...Owner], number>(
      `SELECT first_seq FROM journal WHERE first_seq >= ? AND first_seq < ? AND +stream IN (${streams}) ORDER BY first_seq`,
    )
    .pluck();
  return function* (environment, flow, from) {
    const owner: Owner = [environment, flow ?? null, flow ?? null];
    for (let least = Math.floor(from / BLOCK_SEQS); ; ) {
      const found = blocks.all(...owner, least);
      for (const block of found) yield* seqs.all(Math.max(from, block * BLOCK_SEQS), (block + 1) * BLOCK_SEQS, ...owner);
      if (found.length < BLOCKS_AT_ONCE) return;
      least = found.at(-1)! + 1;
    }
  };
}

/** Names streams anew by the runs whose events stand in them, for a store that lost some of their names. */
export function noteAllStreams(database: Database): void {
  database.exec(
    `INSERT OR IGNORE INTO stream (stream, environment, flow)
     SELECT DISTINCT journal.stream, run.environment, run.flow FROM journal JOIN run ON run.number = journal.run`,
  );
}

/** Notes every block anew, for a store that lost some of its rows. */
export function noteAllBlocks(database: Database): void {
  database.exec(`INSERT OR IGNORE INTO stream_block (stream, block) SELECT DISTINCT stream, first_seq / ${BLOCK_SEQS} FROM journal`);
}
