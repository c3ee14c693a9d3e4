/**
 * Runs and their journal. Sequence numbers are given here, inside the transaction; a run's own row is written once at the end of the
 * unit, however many events and patches the unit brought.
 */
import type { Database, Statement } from 'better-sqlite3';
import type { Json } from '#flows/json.ts';
import { isFinal } from '#flows/run.ts';
import type { TraceEvent } from '#flows/trace.ts';
import { type CommitListener, createBatchLedger, type JournalPosition } from './batch-ledger.ts';
import type { BlobStore } from './blobs.ts';
import type { RunCounts } from './engine-reads.ts';
import type { EngineTx, TimedBody } from './engine-rows.ts';
import type { BatchState, SqlValue, WriteLog } from './group-commit.ts';
import { chainJournalRow } from './hash-chain.ts';
import { eventsToText, payloadToText } from './payload-text.ts';
import { patchColumns, searchedValues } from './run-columns.ts';

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
  keepPayload(payload: Json, run: number): { readonly text: string; readonly isBlob: boolean };
  /** Writes what the unit did to runs' own rows; before reads, and at the end of the unit. */
  flush(): void;
  readonly batchState: BatchState;
  readonly counts: RunCounts;
  /** Last committed. */
  lastSeq(): number;
}

interface RunHead {
  readonly number: number;
  readonly stream: number;
  readonly environment: string;
  readonly flow: string;
  readonly hasLane: boolean;
  isOpen: boolean;
  state: string;
  runSeq: number;
  chain: string;
  /** Its row does not say yet what the journal holds. */
  appended: boolean;
  columns: Map<string, SqlValue> | undefined;
}

interface StoredHead {
  readonly number: number;
  readonly environment: string;
  readonly flow: string;
  readonly is_open: number;
  readonly state: string;
  readonly lane_key: string | null;
  readonly run_seq: number;
  readonly chain: string;
}

export function createRunWrites({ database, blobs, now, position, onCommitted }: RunWritesParts): RunWrites {
  const prepare = (sql: string) => database.prepare(sql) as Statement<never[]>;
  const insertRun = prepare(
    `INSERT INTO run (number, run_id, environment, flow, version, state, lane_name, lane_key, in_lane, sequence, idempotency_key, body_hash,
       correlation_id, origin_run_id, plant, keys, started_at, run_seq, chain, held_by, error, error_class, error_code, blocked_at, synchronous, reply)
     VALUES (?, ?, ?, ?, ?, 'accepted', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertRunKey = prepare('INSERT OR IGNORE INTO run_key (environment, value, run) VALUES (?, ?, ?)');
  const deleteRunKey = prepare('DELETE FROM run_key WHERE environment = ? AND value = ? AND run = ?');
  const insertJournal = prepare(
    'INSERT INTO journal (first_seq, run, stream, first_run_seq, count, at, events, blobs, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const insertBlobUse = prepare('INSERT OR IGNORE INTO blob_use (sha256, run) VALUES (?, ?)');
  const findHead = database.prepare<[string], StoredHead>(
    'SELECT number, environment, flow, is_open, state, lane_key, run_seq, chain FROM run WHERE run_id = ?',
  );
  const findKeys = database.prepare<[number], { keys: string; lane_key: string | null }>('SELECT keys, lane_key FROM run WHERE number = ?');
  /** One UPDATE for each set of columns that occurs: naming an indexed column touches its index even when it stays the same. */
  const updates = new Map<string, Statement<never[]>>();

  const ledger = createBatchLedger(database, position, now, onCommitted);
  let touched = new Map<string, RunHead>();
  const noLog: WriteLog = {
    run() {
      throw new Error('This unit of the writer is over: its transaction cannot be used any more.');
    },
  };
  let log = noLog;

  function getHead(runId: string): RunHead {
    const known = touched.get(runId);
    if (known !== undefined) return known;
    const stored = findHead.get(runId);
    if (stored === undefined) throw new Error(`There is no run "${runId}".`);
    const head: RunHead = {
      number: stored.number,
      stream: ledger.getStream(stored.environment, stored.flow, log),
      environment: stored.environment,
      flow: stored.flow,
      hasLane: stored.lane_key !== null,
      isOpen: stored.is_open === 1,
      state: stored.state,
      runSeq: stored.run_seq,
      chain: stored.chain,
      appended: false,
      columns: undefined,
    };
    touched.set(runId, head);
    return head;
  }

  function append(runId: string, head: RunHead, bodies: readonly TimedBody[]): readonly TraceEvent[] {
    const at = now();
    const { text, bodies: texts, places, sha256s } = eventsToText(bodies, blobs);
    const firstSeq = ledger.takeSeqs(bodies.length);
    const firstRunSeq = head.runSeq + 1;
    head.chain = chainJournalRow(head.chain, {
      run: head.number,
      first_seq: firstSeq,
      first_run_seq: firstRunSeq,
      count: bodies.length,
      at,
      events: text,
      blobs: places,
    });
    log.run(insertJournal, firstSeq, head.number, head.stream, firstRunSeq, bodies.length, at, text, places, head.chain);
    for (const sha256 of sha256s) log.run(insertBlobUse, sha256, head.number);
    head.runSeq += bodies.length;
    head.appended = true;
    const events = bodies.map(
      (body, index): TraceEvent => ({
        seq: firstSeq + index,
        runSeq: firstRunSeq + index,
        runId,
        environment: head.environment,
        flow: head.flow,
        ...body,
      }),
    );
    ledger.appended(events, texts, head.chain);
    return events;
  }

  function flush(): void {
    if (touched.size === 0) return;
    for (const head of touched.values()) {
      if (!head.appended && head.columns === undefined) continue;
      const columns = head.columns ?? new Map<string, SqlValue>();
      if (head.appended) columns.set('run_seq', head.runSeq).set('chain', head.chain);
      const names = [...columns.keys()].join(', ');
      let update = updates.get(names);
      if (update === undefined) {
        update = prepare(`UPDATE run SET ${[...columns.keys()].map((name) => `${name} = ?`).join(', ')} WHERE number = ?`);
        updates.set(names, update);
      }
      log.run(update, ...columns.values(), head.number);
    }
    touched = new Map();
  }

  function changeState(runId: string, head: RunHead, state: string, endedAt: string | null | undefined): void {
    // RES-2: final never changes.
    if (!head.isOpen) throw new Error(`Run ${runId} is final; it cannot become ${state}.`);
    if (state === 'running' && head.state !== 'running') ledger.runningChanged(head.environment, head.flow, 1);
    if (state !== 'running' && head.state === 'running') ledger.runningChanged(head.environment, head.flow, -1);
    head.state = state;
    if (!isFinal(state as Parameters<typeof isFinal>[0])) return;
    head.isOpen = false;
    ledger.openRunsChanged(-1);
    ledger.count(head.environment, head.flow, state, endedAt ?? now());
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

  return {
    useLog(given) {
      log = given;
    },
    log: (statement, ...values) => log.run(statement, ...values),
    getRun: getHead,
    count: (environment, flow, what) => ledger.count(environment, flow, what, now()),
    keepPayload(payload, run) {
      const { text, reference } = payloadToText(payload, blobs);
      if (reference !== undefined) log.run(insertBlobUse, reference.$blob, run);
      return { text, isBlob: reference !== undefined };
    },
    flush,
    counts: ledger.counts,
    lastSeq: ledger.lastSeq,
    batchState: {
      beginUnit: ledger.mark,
      undoUnit() {
        touched = new Map();
        ledger.undoToMark();
      },
      endUnit: flush,
      beforeCommit: () => ledger.writeSummary(log),
      afterCommit() {
        endBatch();
        ledger.committed();
      },
      undoBatch() {
        endBatch();
        ledger.lost();
      },
    },

    insertRun(run, accepted) {
      const hasLane = run.laneName !== undefined && run.laneKey !== undefined;
      const head: RunHead = {
        number: ledger.takeRunNumber(),
        stream: ledger.getStream(run.environment, run.flow, log),
        environment: run.environment,
        flow: run.flow,
        hasLane,
        isOpen: true,
        state: 'accepted',
        runSeq: 0,
        chain: run.runId,
        appended: false,
        columns: undefined,
      };
      append(run.runId, head, [accepted]);
      const { error } = run;
      log.run(
        insertRun,
        head.number,
        run.runId,
        run.environment,
        run.flow,
        run.version,
        hasLane ? run.laneName! : null,
        hasLane ? run.laneKey! : null,
        hasLane ? 1 : 0,
        run.sequence ?? null,
        run.idempotencyKey ?? null,
        run.bodyHash,
        run.correlationId,
        run.originRunId ?? null,
        run.plant ?? null,
        JSON.stringify(run.keys),
        run.startedAt,
        head.runSeq,
        head.chain,
        run.heldBy ?? null,
        error === undefined ? null : JSON.stringify(error),
        error?.class ?? null,
        error?.code ?? null,
        run.blockedAt ?? null,
        run.synchronous ? 1 : 0,
        run.reply === undefined ? null : JSON.stringify(run.reply),
      );
      // The row was written with what the journal holds.
      head.appended = false;
      touched.set(run.runId, head);
      for (const value of searchedValues(run.keys, hasLane ? run.laneKey : undefined))
        log.run(insertRunKey, run.environment, value, head.number);
      ledger.openRunsChanged(1);
      ledger.count(run.environment, run.flow, 'accepted', run.startedAt);
      return { ...run, state: 'accepted', acceptedSeq: head.number, runSeq: head.runSeq };
    },

    appendEvents(runId, fromRunSeq, bodies) {
      if (bodies.length === 0) return [];
      const head = getHead(runId);
      if (fromRunSeq !== head.runSeq + 1)
        throw new Error(`Run ${runId} stands at event ${head.runSeq}; events from ${fromRunSeq} do not follow. Two writers on one run?`);
      return append(runId, head, bodies);
    },

    updateRun(runId, patch) {
      // The stored keys must be the latest ones.
      if (patch.keys !== undefined) flush();
      const head = getHead(runId);
      if (patch.state !== undefined) changeState(runId, head, patch.state, patch.endedAt);
      if (patch.keys !== undefined) replaceSearchedValues(head, patch.keys);
      head.columns ??= new Map();
      patchColumns(head.columns, patch, head);
    },
  };
}
