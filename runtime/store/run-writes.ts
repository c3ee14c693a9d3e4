/**
 * Runs and their journal. Sequence numbers are given here, inside the transaction. What a unit brings for a run is gathered in its head
 * and written at the end of the unit, or before the unit reads: one journal row and one row of the run, however many events and
 * patches there were.
 */
import type { Database, Statement } from 'better-sqlite3';
import type { Json } from '#flows/json.ts';
import { isFinal } from '#flows/run.ts';
import { PassingMap } from '../passing-map.ts';
import { type CommitListener, createBatchLedger, type JournalPosition } from './batch-ledger.ts';
import type { BlobStore } from './blobs.ts';
import { ColumnValues } from './column-values.ts';
import type { RunCounts } from './engine-reads.ts';
import type { EngineReads, EngineTx, TimedBody } from './engine-rows.ts';
import type { BatchState, WriteLog } from './group-commit.ts';
import { chainJournalRow } from './hash-chain.ts';
import type { EarlierAnswer } from './named-payload.ts';
import { eventsToText, payloadToText } from './payload-text.ts';
import { createEarlierEventReader } from './read-journal.ts';
import { newRunColumns, patchColumns, searchedValues } from './run-columns.ts';
import { createStreamBlocks } from './stream-blocks.ts';

export interface RunWritesParts {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly now: () => string;
  readonly position: JournalPosition;
  /** After each commit that appended events. */
  readonly onCommitted: CommitListener;
}

export interface RunWrites extends Pick<EngineTx, 'insertRun' | 'appendEvents' | 'updateRun'> {
  /** The log of the unit that runs now. */
  useLog(log: WriteLog): void;
  log: WriteLog['run'];
  /** Number and environment of a run; throws when there is none. */
  getRun(runId: string): { readonly number: number; readonly environment: string };
  /** Adds one to a sum of the flow's minute. */
  count(environment: string, flow: string, what: string): void;
  /** Text for a payload column; a large one is put away and noted as used by the run. */
  keepPayload(payload: Json, run: () => number | undefined): { readonly text: string; readonly isBlob: boolean };
  /** Writes what the unit did to runs' own rows; before reads, and at the end of the unit. */
  flush(): void;
  readonly batchState: BatchState;
  readonly counts: RunCounts;
  readonly isAsRead: EngineReads['isAsRead'];
  /** Last committed. */
  lastSeq(): number;
}

interface RunHead {
  readonly runId: string;
  readonly number: number;
  readonly stream: number;
  readonly environment: string;
  readonly flow: string;
  readonly hasLane: boolean;
  isOpen: boolean;
  state: string;
  /** With the pending events. */
  runSeq: number;
  chain: string;
  pending: TimedBody[];
  /** JSON of each pending event, as far as somebody has made it. */
  texts: (string | undefined)[];
  columns: ColumnValues | undefined;
  /** Its row is still to be inserted: `columns` are all of them. */
  isNew: boolean;
  readonly isSample: boolean;
  /** `runSeq` of its answer to the caller. */
  answerSeq: number | undefined;
}

const NO_TEXTS: readonly undefined[] = [];

/** Heads of open runs that are kept from one commit to the next. */
const MOST_HEADS = 4_096;

interface StoredHead {
  readonly number: number;
  readonly environment: string;
  readonly flow: string;
  readonly is_open: number;
  readonly state: string;
  readonly lane_key: string | null;
  readonly run_seq: number;
  readonly chain: string;
  readonly sample: number;
  readonly reply: string | null;
}

export function createRunWrites({ database, blobs, now, position, onCommitted }: RunWritesParts): RunWrites {
  const prepare = (sql: string) => database.prepare(sql) as Statement<never[]>;
  const insertRunKey = prepare('INSERT OR IGNORE INTO run_key (environment, value, run) VALUES (?, ?, ?)');
  const deleteRunKey = prepare('DELETE FROM run_key WHERE environment = ? AND value = ? AND run = ?');
  const insertJournal = prepare(
    'INSERT INTO journal (first_seq, run, stream, first_run_seq, count, at, events, blobs, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const insertBlobUse = prepare('INSERT OR IGNORE INTO blob_use (sha256, run) VALUES (?, ?)');
  const findHead = database.prepare<[string], StoredHead>(
    'SELECT number, environment, flow, is_open, state, lane_key, run_seq, chain, sample, reply FROM run WHERE run_id = ?',
  );
  const earlierOf = createEarlierEventReader(database, blobs);
  const findKeys = database.prepare<[number], { keys: string; lane_key: string | null }>('SELECT keys, lane_key FROM run WHERE number = ?');
  /** One UPDATE for each set of columns that occurs: naming an indexed column touches its index even when it stays the same. */
  const rowStatements = new Map<string, Statement<never[]>>();

  const blocks = createStreamBlocks(database);
  const ledger = createBatchLedger(database, position, now, onCommitted);
  /** What this unit looked at. */
  let touched = new Map<string, RunHead>();
  /** What was written before, by units of this batch too; emptied when any of it was lost. */
  const heads = new PassingMap<RunHead>();
  const noLog: WriteLog = {
    run() {
      throw new Error('This unit of the writer is over: its transaction cannot be used any more.');
    },
  };
  let log = noLog;

  function getHead(runId: string): RunHead {
    const known = touched.get(runId);
    if (known !== undefined) return known;
    const head = heads.get(runId) ?? readHead(runId);
    touched.set(runId, head);
    return head;
  }

  function readHead(runId: string): RunHead {
    const stored = findHead.get(runId);
    if (stored === undefined) throw new Error(`There is no run "${runId}".`);
    return {
      runId,
      number: stored.number,
      stream: ledger.getStream(stored.environment, stored.flow, log),
      environment: stored.environment,
      flow: stored.flow,
      hasLane: stored.lane_key !== null,
      isOpen: stored.is_open === 1,
      state: stored.state,
      runSeq: stored.run_seq,
      chain: stored.chain,
      pending: [],
      texts: [],
      columns: undefined,
      isNew: false,
      isSample: stored.sample === 1,
      // Rows from before hold the answer itself.
      answerSeq: stored.reply === null || stored.reply.startsWith('{') ? undefined : Number(stored.reply),
    };
  }

  function append(head: RunHead, bodies: readonly TimedBody[], texts: readonly (string | undefined)[]): void {
    for (let index = 0; index < bodies.length; index += 1) {
      const body = bodies[index]!;
      head.pending.push(body);
      head.texts.push(texts[index]);
      head.runSeq += 1;
      if (body.type === 'reply-committed' && head.answerSeq === undefined && !body.path.includes('/')) {
        head.answerSeq = head.runSeq;
        head.columns ??= new ColumnValues();
        head.columns.set('reply', String(head.runSeq));
      }
    }
  }

  function flush(): void {
    if (touched.size === 0) return;
    for (const head of touched.values()) {
      if (head.pending.length > 0) writeJournal(head);
      if (head.columns !== undefined) writeRow(head, head.columns);
      if (head.isOpen) heads.set(head.runId, head);
      else heads.delete(head.runId);
    }
    if (heads.size > MOST_HEADS) forgetOldest();
    touched = new Map();
  }

  function forgetOldest(): void {
    for (const runId of heads.keys()) {
      if (heads.size <= MOST_HEADS) return;
      heads.delete(runId);
    }
  }

  function writeJournal(head: RunHead): void {
    const { runId, number, stream, environment, flow, pending } = head;
    const at = now();
    const firstRunSeq = head.runSeq - pending.length + 1;
    const {
      text,
      bodies: texts,
      places,
      sha256s,
    } = eventsToText(pending, head.texts, firstRunSeq, earlierAnswer(head, firstRunSeq), blobs);
    const firstSeq = ledger.takeSeqs(pending.length);
    head.chain = chainJournalRow(head.chain, {
      run: number,
      first_seq: firstSeq,
      first_run_seq: firstRunSeq,
      count: pending.length,
      at,
      events: text,
      blobs: places,
    });
    log.run(insertJournal, firstSeq, number, stream, firstRunSeq, pending.length, at, text, places, head.chain);
    blocks.note(stream, firstSeq, log);
    for (const sha256 of sha256s) log.run(insertBlobUse, sha256, number);
    ledger.appended(
      { runId, environment, flow, firstSeq, firstRunSeq, bodies: pending, texts, ...(head.isSample ? { sample: true as const } : {}) },
      head.chain,
    );
    head.pending = [];
    head.texts = [];
    head.columns ??= new ColumnValues();
    head.columns.set('run_seq', head.runSeq).set('chain', head.chain);
  }

  function earlierAnswer({ number, answerSeq }: RunHead, firstRunSeq: number): EarlierAnswer | undefined {
    if (answerSeq === undefined || answerSeq >= firstRunSeq) return undefined;
    return {
      runSeq: answerSeq,
      body() {
        try {
          const event = earlierOf(number)(answerSeq);
          return event?.type === 'reply-committed' ? event.body : undefined;
        } catch {
          // What cannot be read is not named: the payload is stored once more.
          return undefined;
        }
      },
    };
  }

  function writeRow(head: RunHead, { names, values }: ColumnValues): void {
    // A new row has all columns, always in the same order.
    const key = head.isNew ? 'new' : names.join(' ');
    let statement = rowStatements.get(key);
    if (statement === undefined) {
      statement = prepare(
        head.isNew
          ? `INSERT INTO run (${names.join(', ')}, number) VALUES (${names.map(() => '?').join(', ')}, ?)`
          : `UPDATE run SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE number = ?`,
      );
      rowStatements.set(key, statement);
    }
    log.run(statement, ...values, head.number);
    head.isNew = false;
    head.columns = undefined;
  }

  function changeState(runId: string, head: RunHead, state: string, endedAt: string | null | undefined): void {
    // RES-2: final never changes.
    if (!head.isOpen) throw new Error(`Run ${runId} is final; it cannot become ${state}.`);
    if (state === 'running' && head.state !== 'running') ledger.runningChanged(head.environment, head.flow, 1);
    if (state !== 'running' && head.state === 'running') ledger.runningChanged(head.environment, head.flow, -1);
    head.state = state;
    // A sample run stands where it was left: shown as open, and none of the engine's.
    if (!isFinal(state as Parameters<typeof isFinal>[0]) && !head.isSample) return;
    head.isOpen = false;
    ledger.openRunsChanged(head.environment, head.flow, -1);
    if (!head.isSample) ledger.count(head.environment, head.flow, state, endedAt ?? now());
  }

  function replaceSearchedValues(head: RunHead, keys: { readonly [name: string]: string }): void {
    const stored = findKeys.get(head.number)!;
    const next = searchedValues(keys, stored.lane_key ?? undefined);
    for (const value of searchedValues(JSON.parse(stored.keys) as { readonly [name: string]: string }, undefined))
      if (!next.has(value)) log.run(deleteRunKey, head.environment, value, head.number);
    for (const value of next) log.run(insertRunKey, head.environment, value, head.number);
  }

  function endBatch(): void {
    touched = new Map();
    log = noLog;
  }

  function forgetHeads(): void {
    touched = new Map();
    heads.clear();
    blocks.forget();
  }

  return {
    useLog(given) {
      log = given;
    },
    log: (statement, ...values) => log.run(statement, ...values),
    getRun: getHead,
    count: (environment, flow, what) => ledger.count(environment, flow, what, now()),
    keepPayload(payload, run) {
      const { text, reference } = payloadToText(payload, blobs);
      if (reference !== undefined) log.run(insertBlobUse, reference.$blob, run() ?? 0);
      return { text, isBlob: reference !== undefined };
    },
    flush,
    counts: ledger.counts,
    isAsRead({ runId, runSeq, state }) {
      const head = touched.get(runId) ?? heads.get(runId);
      return head !== undefined && head.runSeq === runSeq && head.state === state;
    },
    lastSeq: ledger.lastSeq,
    batchState: {
      beginUnit: ledger.mark,
      undoUnit() {
        forgetHeads();
        ledger.undoToMark();
      },
      endUnit: flush,
      beforeCommit: () => ledger.writeSummary(log),
      afterCommit() {
        endBatch();
        ledger.committed();
      },
      undoBatch() {
        forgetHeads();
        endBatch();
        ledger.lost();
      },
    },

    insertRun(run, accepted, text) {
      const hasLane = run.laneName !== undefined && run.laneKey !== undefined;
      const head: RunHead = {
        runId: run.runId,
        number: run.sampleNumber ?? ledger.takeRunNumber(),
        stream: ledger.getStream(run.environment, run.flow, log),
        environment: run.environment,
        flow: run.flow,
        hasLane,
        isOpen: true,
        state: 'accepted',
        runSeq: 0,
        chain: run.runId,
        pending: [],
        texts: [],
        columns: newRunColumns(run),
        isNew: true,
        isSample: run.sampleNumber !== undefined,
        answerSeq: undefined,
      };
      append(head, [accepted], [text]);
      touched.set(run.runId, head);
      for (const value of searchedValues(run.keys, hasLane ? run.laneKey : undefined))
        log.run(insertRunKey, run.environment, value, head.number);
      ledger.openRunsChanged(run.environment, run.flow, 1);
      if (!head.isSample) ledger.count(run.environment, run.flow, 'accepted', run.startedAt);
      return { state: 'accepted', acceptedSeq: head.number, runSeq: head.runSeq, ...run };
    },

    appendEvents(runId, fromRunSeq, bodies, texts = NO_TEXTS) {
      if (bodies.length === 0) return;
      const head = getHead(runId);
      if (fromRunSeq !== head.runSeq + 1)
        throw new Error(`Run ${runId} stands at event ${head.runSeq}; events from ${fromRunSeq} do not follow. Two writers on one run?`);
      append(head, bodies, texts);
    },

    updateRun(runId, patch) {
      // The stored keys must be the latest ones.
      if (patch.keys !== undefined) flush();
      const head = getHead(runId);
      if (patch.state !== undefined) changeState(runId, head, patch.state, patch.endedAt);
      if (patch.keys !== undefined) replaceSearchedValues(head, patch.keys);
      head.columns ??= new ColumnValues();
      patchColumns(head.columns, patch, head);
    },
  };
}
