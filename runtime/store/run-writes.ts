/**
 * Runs and their journal. Sequence numbers are given here, inside the transaction; a run's own row is written once at the end of the
 * unit, however many events and patches the unit brought.
 */
import type { Database, Statement } from 'better-sqlite3';
import type { Json } from '#flows/json.ts';
import { isFinal } from '#flows/run.ts';
import type { TraceEvent } from '#flows/trace.ts';
import type { BlobStore } from './blobs.ts';
import type { RunCounts } from './engine-reads.ts';
import type { EngineTx, RunPatch, TimedBody } from './engine-rows.ts';
import type { BatchState, SqlValue, WriteLog } from './group-commit.ts';
import { chainCommit, chainJournalRow } from './hash-chain.ts';
import { eventsToText, payloadToText } from './payload-text.ts';

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

export interface RunWritesParts {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly now: () => string;
  readonly position: JournalPosition;
  /** After each commit that appended events. */
  readonly onCommitted: (events: readonly TraceEvent[], anchor: CommitAnchor) => void;
}

export interface RunWrites extends Pick<EngineTx, 'insertRun' | 'appendEvents' | 'updateRun'> {
  /** The log of the unit that runs now. */
  useLog(log: WriteLog): void;
  log: WriteLog['run'];
  /** Number and environment of a run; throws when there is none. */
  getRun(runId: string): { readonly number: number; readonly environment: string };
  /** Adds one to a sum of the flow's minute. */
  count(environment: string, flow: string, what: string, at?: string): void;
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
  const deleteRunKeys = prepare('DELETE FROM run_key WHERE environment = ? AND value = ? AND run = ?');
  const insertStream = prepare('INSERT INTO stream (stream, environment, flow) VALUES (?, ?, ?)');
  const insertJournal = prepare(
    'INSERT INTO journal (first_seq, run, stream, first_run_seq, count, at, events, blobs, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const insertBlobUse = prepare('INSERT OR IGNORE INTO blob_use (sha256, run) VALUES (?, ?)');
  const insertAnchor = prepare('INSERT INTO anchor (last_seq, hash, at) VALUES (?, ?, ?)');
  const addToMinute = prepare(
    `INSERT INTO flow_minute (environment, flow, minute, what, count) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  );
  const findHead = database.prepare<[string], StoredHead>(
    'SELECT number, environment, flow, is_open, state, lane_key, run_seq, chain FROM run WHERE run_id = ?',
  );
  const findKeys = database.prepare<[number], { keys: string; lane_key: string | null }>('SELECT keys, lane_key FROM run WHERE number = ?');
  /** One UPDATE for each set of columns that occurs: naming an indexed column touches its index even when it stays the same. */
  const updates = new Map<string, Statement<never[]>>();

  // What follows the transaction. Marks below bring it back when a unit or the batch fails.
  let { lastSeq, lastRunNumber, openRuns, anchorHash } = position;
  let events: TraceEvent[] = [];
  let rowHashes: string[] = [];
  let minutes: (readonly [environment: string, flow: string, minute: string, what: string])[] = [];
  const streams = new Map<string, number>(
    (database.prepare('SELECT stream, environment, flow FROM stream').all() as { stream: number; environment: string; flow: string }[]).map(
      ({ stream, environment, flow }) => [streamName(environment, flow), stream],
    ),
  );
  let newStreams: string[] = [];
  const running = new Map<string, number>(
    (
      database
        .prepare("SELECT environment, flow, count(*) AS count FROM run WHERE is_open = 1 AND state = 'running' GROUP BY 1, 2")
        .all() as {
        environment: string;
        flow: string;
        count: number;
      }[]
    ).map(({ environment, flow, count }) => [streamName(environment, flow), count]),
  );
  let runningChanges: { readonly name: string; readonly by: 1 | -1 }[] = [];
  let touched = new Map<string, RunHead>();
  let committed = { lastSeq, lastRunNumber, openRuns };
  const mark = { lastSeq, lastRunNumber, openRuns, events: 0, rowHashes: 0, minutes: 0, newStreams: 0, runningChanges: 0 };
  let anchorAt = '';
  let committedAnchorHash = anchorHash;
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
      stream: getStream(stored.environment, stored.flow),
      environment: stored.environment,
      flow: stored.flow,
      isOpen: stored.is_open === 1,
      state: stored.state,
      hasLane: stored.lane_key !== null,
      runSeq: stored.run_seq,
      chain: stored.chain,
      appended: false,
      columns: undefined,
    };
    touched.set(runId, head);
    return head;
  }

  function getStream(environment: string, flow: string): number {
    const name = streamName(environment, flow);
    const known = streams.get(name);
    if (known !== undefined) return known;
    const stream = streams.size + 1;
    log.run(insertStream, stream, environment, flow);
    streams.set(name, stream);
    newStreams.push(name);
    return stream;
  }

  function append(runId: string, head: RunHead, bodies: readonly TimedBody[]): readonly TraceEvent[] {
    const at = now();
    const { text, places, sha256s } = eventsToText(bodies, blobs);
    const row = {
      run: head.number,
      first_seq: lastSeq + 1,
      first_run_seq: head.runSeq + 1,
      count: bodies.length,
      at,
      events: text,
      blobs: places,
    };
    head.chain = chainJournalRow(head.chain, row);
    log.run(insertJournal, row.first_seq, row.run, head.stream, row.first_run_seq, row.count, at, text, places, head.chain);
    for (const sha256 of sha256s) log.run(insertBlobUse, sha256, head.number);
    const added = bodies.map(
      (body, index): TraceEvent => ({
        seq: row.first_seq + index,
        runSeq: row.first_run_seq + index,
        runId,
        environment: head.environment,
        flow: head.flow,
        ...body,
      }),
    );
    lastSeq += bodies.length;
    head.runSeq += bodies.length;
    head.appended = true;
    rowHashes.push(head.chain);
    for (const event of added) events.push(event);
    return added;
  }

  /** Writes what the unit did to runs' own rows. */
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

  function countRunning({ environment, flow }: RunHead, by: 1 | -1): void {
    const name = streamName(environment, flow);
    running.set(name, (running.get(name) ?? 0) + by);
    runningChanges.push({ name, by });
  }

  function undoRunning(from: number): void {
    for (const { name, by } of runningChanges.splice(from)) running.set(name, (running.get(name) ?? 0) - by);
  }

  function count(environment: string, flow: string, what: string, at = now()): void {
    minutes.push([environment, flow, at.slice(0, 16), what]);
  }

  function keepPayload(payload: Parameters<typeof payloadToText>[0], run: number): { readonly text: string; readonly isBlob: boolean } {
    const { text, reference } = payloadToText(payload, blobs);
    if (reference !== undefined) log.run(insertBlobUse, reference.$blob, run);
    return { text, isBlob: reference !== undefined };
  }

  function replaceSearchedValues(head: RunHead, keys: { readonly [name: string]: string }): void {
    const stored = findKeys.get(head.number)!;
    const next = searchedValues(keys, stored.lane_key ?? undefined);
    for (const value of searchedValues(JSON.parse(stored.keys) as { readonly [name: string]: string }, undefined))
      if (!next.has(value)) log.run(deleteRunKeys, head.environment, value, head.number);
    for (const value of next) log.run(insertRunKey, head.environment, value, head.number);
  }

  const batchState: BatchState = {
    beginUnit() {
      mark.lastSeq = lastSeq;
      mark.lastRunNumber = lastRunNumber;
      mark.openRuns = openRuns;
      mark.events = events.length;
      mark.rowHashes = rowHashes.length;
      mark.minutes = minutes.length;
      mark.newStreams = newStreams.length;
      mark.runningChanges = runningChanges.length;
    },
    endUnit() {
      flush();
    },
    undoUnit() {
      touched = new Map();
      ({ lastSeq, lastRunNumber, openRuns } = mark);
      events.length = mark.events;
      rowHashes.length = mark.rowHashes;
      minutes.length = mark.minutes;
      for (const name of newStreams.splice(mark.newStreams)) streams.delete(name);
      undoRunning(mark.runningChanges);
    },
    beforeCommit() {
      const sums = new Map<string, { readonly key: (typeof minutes)[number]; count: number }>();
      for (const key of minutes) {
        const sum = sums.get(key.join('\n'));
        if (sum === undefined) sums.set(key.join('\n'), { key, count: 1 });
        else sum.count += 1;
      }
      for (const sum of sums.values()) log.run(addToMinute, ...sum.key, sum.count);
      if (rowHashes.length === 0) return;
      anchorHash = chainCommit(anchorHash, rowHashes);
      anchorAt = now();
      log.run(insertAnchor, lastSeq, anchorHash, anchorAt);
    },
    afterCommit() {
      const delivered = events;
      const appended = rowHashes.length > 0;
      startBatch();
      if (appended) onCommitted(delivered, { seq: lastSeq, hash: anchorHash, at: anchorAt });
    },
    undoBatch() {
      ({ lastSeq, lastRunNumber, openRuns } = committed);
      anchorHash = committedAnchorHash;
      for (const name of newStreams) streams.delete(name);
      undoRunning(0);
      touched = new Map();
      startBatch();
    },
  };
  function startBatch(): void {
    committed = { lastSeq, lastRunNumber, openRuns };
    committedAnchorHash = anchorHash;
    events = [];
    rowHashes = [];
    minutes = [];
    newStreams = [];
    runningChanges = [];
    log = noLog;
  }

  return {
    useLog(given) {
      log = given;
    },
    log: (statement, ...values) => log.run(statement, ...values),
    getRun: getHead,
    count,
    keepPayload,
    flush,
    batchState,
    counts: { open: () => openRuns, running: (environment, flow) => running.get(streamName(environment, flow)) ?? 0 },
    lastSeq: () => committed.lastSeq,

    insertRun(run, accepted) {
      const number = lastRunNumber + 1;
      const hasLane = run.laneName !== undefined && run.laneKey !== undefined;
      const error = run.error;
      log.run(
        insertRun,
        number,
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
        1,
        run.runId,
        run.heldBy ?? null,
        error === undefined ? null : JSON.stringify(error),
        error?.class ?? null,
        error?.code ?? null,
        run.blockedAt ?? null,
        run.synchronous ? 1 : 0,
        run.reply === undefined ? null : JSON.stringify(run.reply),
      );
      lastRunNumber = number;
      openRuns += 1;
      for (const value of searchedValues(run.keys, hasLane ? run.laneKey : undefined))
        log.run(insertRunKey, run.environment, value, number);
      const head: RunHead = {
        number,
        stream: getStream(run.environment, run.flow),
        environment: run.environment,
        flow: run.flow,
        isOpen: true,
        state: 'accepted',
        hasLane,
        runSeq: 0,
        chain: run.runId,
        appended: false,
        columns: undefined,
      };
      touched.set(run.runId, head);
      append(run.runId, head, [accepted]);
      count(run.environment, run.flow, 'accepted', run.startedAt);
      return { ...run, state: 'accepted', acceptedSeq: number, runSeq: 1 };
    },

    appendEvents(runId, fromRunSeq, bodies) {
      if (bodies.length === 0) return [];
      const head = getHead(runId);
      if (fromRunSeq !== head.runSeq + 1)
        throw new Error(`Run ${runId} stands at event ${head.runSeq}; events from ${fromRunSeq} do not follow. Two writers on one run?`);
      return append(runId, head, bodies);
    },

    updateRun(runId, patch) {
      if (patch.keys !== undefined) flush();
      const head = getHead(runId);
      const columns = (head.columns ??= new Map());
      patchColumns(columns, patch, head);
      if (patch.state !== undefined) {
        // RES-2: final never changes.
        if (!head.isOpen) throw new Error(`Run ${runId} is final; it cannot become ${patch.state}.`);
        if (patch.state === 'running' && head.state !== 'running') countRunning(head, 1);
        if (patch.state !== 'running' && head.state === 'running') countRunning(head, -1);
        head.state = patch.state;
        if (isFinal(patch.state)) {
          head.isOpen = false;
          openRuns -= 1;
          count(head.environment, head.flow, patch.state, patch.endedAt ?? undefined);
        }
      }
      if (patch.keys !== undefined) replaceSearchedValues(head, patch.keys);
    },
  };
}

function streamName(environment: string, flow: string): string {
  return `${environment}\n${flow}`;
}

/** Distinct values an operator may search the run by. */
function searchedValues(keys: { readonly [name: string]: string }, laneKey: string | undefined): ReadonlySet<string> {
  const values = new Set(Object.values(keys));
  if (laneKey !== undefined) values.add(laneKey);
  return values;
}

function patchColumns(columns: Map<string, SqlValue>, patch: RunPatch, head: { readonly hasLane: boolean }): void {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  if (patch.state !== undefined) {
    columns.set('state', patch.state);
    if (isFinal(patch.state)) {
      columns.set('is_open', 0);
      if (head.hasLane) columns.set('in_lane', 0);
    }
  }
  if (patch.laneReleased === true && head.hasLane) columns.set('in_lane', 0);
  if (patch.endedAt !== undefined) columns.set('ended_at', patch.endedAt);
  if (patch.heldBy !== undefined) columns.set('held_by', patch.heldBy);
  if (patch.blockedAt !== undefined) columns.set('blocked_at', patch.blockedAt);
  if (patch.error !== undefined) {
    columns.set('error', json(patch.error));
    columns.set('error_class', patch.error?.class ?? null);
    columns.set('error_code', patch.error?.code ?? null);
  }
  if (patch.keys !== undefined) columns.set('keys', JSON.stringify(patch.keys));
  if (patch.reply !== undefined) columns.set('reply', JSON.stringify(patch.reply));
}
