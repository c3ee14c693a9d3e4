/** The engine's small indexed reads, on the writer's connection. */
import type { Database } from 'better-sqlite3';
import type { Json } from '#flows/json.ts';
import type { EffectRow, EmittedEvent, Wait } from '#flows/trace.ts';
import type { BlobStore } from './blobs.ts';
import { createEchoReads } from './echo-reads.ts';
import { EFFECT_COLUMNS, OF_RUN, type StoredEffect, toEffectRow } from './effect-rows.ts';
import type { EngineReads, RunRow, TimerRow, WaitRow } from './engine-rows.ts';
import { createGroupReads } from './group-rows.ts';
import { createOpenCircuitReads } from './open-circuit-rows.ts';
import { isPassing } from './passing-error.ts';
import { createEarlierEventReader, createRunEventsReader } from './read-journal.ts';
import { RUN_COLUMNS, type StoredRun, toRunRow } from './run-rows.ts';
import { createWatermarkReads } from './watermark-rows.ts';

/** Kept in memory by the writer, in step with the transaction. */
export interface RunCounts {
  open(): number;
  openOf(environment: string, flow: string): number;
  running(environment: string, flow: string): number;
}

/** `beforeRead` brings rows that a unit has still in memory into the transaction. */
export function createEngineReads(
  database: Database,
  blobs: BlobStore,
  beforeRead: () => void,
  { counts, isAsRead }: { readonly counts: RunCounts } & Pick<EngineReads, 'isAsRead'>,
): EngineReads {
  const earlierOf = createEarlierEventReader(database, blobs);
  /** Of a row that is damaged the run has none: whoever works with the run finds the damage. */
  function findReply({ number, reply: place }: StoredRun): RunRow['reply'] {
    try {
      const event = earlierOf(number)(Number(place));
      if (event?.type !== 'reply-committed') return undefined;
      const { status, body, headers } = event;
      return { status, body, ...(headers === undefined ? {} : { headers }) };
    } catch (error) {
      if (isPassing(error)) throw error;
      return undefined;
    }
  }
  const run = <Parameters extends unknown[]>(condition: string) => {
    const statement = database.prepare<Parameters, StoredRun>(`SELECT ${RUN_COLUMNS} FROM run WHERE ${condition}`);
    return {
      /** With its answer, which may lie in a file. */
      findWhole(...parameters: Parameters): RunRow | undefined {
        beforeRead();
        const row = statement.get(...parameters);
        return row === undefined ? undefined : toRunRow(row, findReply);
      },
      // Without answers: a file that cannot be opened must not keep back the others.
      find(...parameters: Parameters): RunRow | undefined {
        beforeRead();
        const row = statement.get(...parameters);
        return row === undefined ? undefined : toRunRow(row);
      },
      list(...parameters: Parameters): readonly RunRow[] {
        beforeRead();
        return statement.all(...parameters).map((row) => toRunRow(row));
      },
    };
  };
  const runById = run<[string]>('run_id = ?');
  const laneHead = run<[string, string, string]>(
    'environment = ? AND lane_name = ? AND lane_key = ? AND in_lane = 1 ORDER BY number LIMIT 1',
  );
  const waitingInLane = run<[string, string, string]>(
    "environment = ? AND lane_name = ? AND lane_key = ? AND in_lane = 1 AND state = 'accepted' ORDER BY number",
  );
  const held = run<[string, string, number, number]>('environment = ? AND held_by = ? AND number > ? ORDER BY number LIMIT ?');
  const open = run<[number, number]>('is_open = 1 AND number > ? ORDER BY number LIMIT ?');
  const ready = run<[number, number]>(
    `is_open = 1 AND state = 'accepted' AND number > ? AND (in_lane = 0 OR NOT EXISTS (
       SELECT 1 FROM run AS ahead WHERE ahead.environment = run.environment AND ahead.lane_name = run.lane_name
         AND ahead.lane_key = run.lane_key AND ahead.in_lane = 1 AND ahead.number < run.number))
     ORDER BY number LIMIT ?`,
  );
  const readRunEvents = createRunEventsReader(database, blobs);
  const byIdempotencyKey = database.prepare<
    [string, string, string, string],
    { readonly run_id: string; readonly body_hash: string; readonly correlation_id: string }
  >(
    'SELECT run_id, body_hash, correlation_id FROM run WHERE environment = ? AND flow = ? AND idempotency_key = ? AND started_at >= ? ORDER BY number DESC LIMIT 1',
  );
  const laneSequence = database
    .prepare<[string, string, string], number>('SELECT sequence FROM lane_sequence WHERE environment = ? AND name = ? AND key = ?')
    .pluck();
  const effect = (condition: string) =>
    database.prepare<string[], StoredEffect>(`SELECT ${EFFECT_COLUMNS} FROM effect JOIN run ON run.number = effect.run WHERE ${condition}`);
  const effectByKey = effect('effect_key = ?');
  const effectsOfRun = database.prepare<[string], StoredEffect>(
    `SELECT ${EFFECT_COLUMNS} FROM run CROSS JOIN effect ON ${OF_RUN} WHERE run.run_id = ? ORDER BY effect.id`,
  );
  const due = database.prepare<[string, number], { run_id: string; path: string; due_at: string; kind: string }>(
    'SELECT run_id, path, due_at, kind FROM timer JOIN run ON run.number = timer.run WHERE due_at <= ? ORDER BY due_at LIMIT ?',
  );
  const timerOf = database
    .prepare<[string, string], number>('SELECT 1 FROM timer JOIN run ON run.number = timer.run WHERE run_id = ? AND path = ?')
    .pluck();
  const nextDue = database.prepare<[], string | null>('SELECT min(due_at) FROM timer').pluck();
  const wait = (condition: string) =>
    database.prepare<string[], StoredWait>(
      `SELECT run_id, path, wait.environment, wait, opened_at FROM wait JOIN run ON run.number = wait.run WHERE ${condition}`,
    );
  const waitByToken = wait('token_hash = ?');
  const waitByApproval = wait('approval_id = ?');
  // Oldest waiting run first (WAI-2).
  const waitByEvent = wait('wait.environment = ? AND event = ? AND correlation = ? ORDER BY wait.run LIMIT 1');
  const watermarkOf = database
    .prepare<[string, string], string>('SELECT watermark FROM watermark WHERE environment = ? AND flow = ?')
    .pluck();

  /** Of the rows below, each joins the run that it belongs to. */
  function seen<T>(read: () => T): T {
    beforeRead();
    return read();
  }

  function findEffectRow(row: StoredEffect | undefined): EffectRow | undefined {
    return row === undefined ? undefined : toEffectRow(row, blobs);
  }

  return {
    findRun: runById.findWhole,
    isAsRead,
    readEvents(runId) {
      beforeRead();
      return readRunEvents(runId);
    },
    findByIdempotencyKey(environment, flow, key, notBefore) {
      beforeRead();
      const row = byIdempotencyKey.get(environment, flow, key, notBefore);
      return row === undefined ? undefined : { runId: row.run_id, bodyHash: row.body_hash, correlationId: row.correlation_id };
    },
    findLaneHead: laneHead.find,
    listWaitingInLane: waitingInLane.list,
    findLaneSequence: (environment, name, key) => laneSequence.get(environment, name, key),
    findEffect: (effectKey) => seen(() => findEffectRow(effectByKey.get(effectKey))),
    listEffects: (runId) => seen(() => effectsOfRun.all(runId).map((row) => toEffectRow(row, blobs))),
    ...createEchoReads(database, beforeRead),
    ...createWatermarkReads(database),
    ...createGroupReads(database),
    ...createOpenCircuitReads(database),
    dueTimers: (nowIso, limit) =>
      seen(() => due.all(nowIso, limit)).map(
        ({ run_id, path, due_at, kind }): TimerRow => ({ runId: run_id, path, dueAt: due_at, kind: kind as TimerRow['kind'] }),
      ),
    hasTimer: (runId, path) => seen(() => timerOf.get(runId, path)) !== undefined,
    nextTimerAt: () => nextDue.get() ?? undefined,
    findWait: (tokenHash) => toWaitRow(seen(() => waitByToken.get(tokenHash))),
    findApprovalWait: (approvalId) => toWaitRow(seen(() => waitByApproval.get(approvalId))),
    findEventWait: (environment, event, correlation) => toWaitRow(seen(() => waitByEvent.get(environment, event, correlation))),
    listHeld: held.list,
    listOpenRuns: open.list,
    listReadyToStart: ready.list,
    countOpenRuns: counts.open,
    countOpenOf: counts.openOf,
    countRunning: counts.running,
    watermark(environment, flow) {
      const text = watermarkOf.get(environment, flow);
      return text === undefined ? null : (JSON.parse(text) as Json);
    },
  };
}

interface StoredWait {
  readonly run_id: string;
  readonly path: string;
  readonly environment: string;
  readonly wait: string;
  readonly opened_at: string;
}

function toWaitRow(row: StoredWait | undefined): WaitRow | undefined {
  if (row === undefined) return undefined;
  return { runId: row.run_id, path: row.path, environment: row.environment, wait: JSON.parse(row.wait) as Wait, openedAt: row.opened_at };
}

/** Correlation value that an emitted event carries (WAI-2). */
export function correlationOf(event: EmittedEvent): string {
  return event.subject ?? '';
}
