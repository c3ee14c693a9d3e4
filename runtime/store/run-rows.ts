/** The run table's row and the RunRow that the engine sees. */
import type { RunError, RunState } from '#flows/run.ts';
import type { RunRow } from './engine-rows.ts';

export const RUN_COLUMNS =
  'run.number, run.run_id, run.environment, run.flow, run.version, run.state, run.lane_name, run.lane_key, run.sequence, run.idempotency_key, run.body_hash, run.correlation_id, run.origin_run_id, run.plant, run.keys, run.started_at, run.ended_at, run.run_seq, run.held_by, run.error, run.blocked_at, run.synchronous, run.reply, run.sample';

export interface StoredRun {
  readonly number: number;
  readonly run_id: string;
  readonly environment: string;
  readonly flow: string;
  readonly version: number;
  readonly state: string;
  readonly lane_name: string | null;
  readonly lane_key: string | null;
  readonly sequence: number | null;
  readonly idempotency_key: string | null;
  readonly body_hash: string;
  readonly correlation_id: string;
  readonly origin_run_id: string | null;
  readonly plant: string | null;
  readonly keys: string;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly run_seq: number;
  readonly held_by: string | null;
  readonly error: string | null;
  readonly blocked_at: string | null;
  readonly synchronous: number;
  readonly reply: string | null;
  readonly sample: number;
}

/** `findReply` reads the answer that the row only names, the `runSeq` of the event that it was committed; left out, the row has none. */
export function toRunRow(row: StoredRun, findReply?: (row: StoredRun) => RunRow['reply']): RunRow {
  const reply = row.reply === null ? undefined : row.reply.startsWith('{') ? (JSON.parse(row.reply) as RunRow['reply']) : findReply?.(row);
  return {
    runId: row.run_id,
    environment: row.environment,
    flow: row.flow,
    version: row.version,
    state: row.state as RunState,
    acceptedSeq: row.number,
    ...(row.lane_name === null ? {} : { laneName: row.lane_name }),
    ...(row.lane_key === null ? {} : { laneKey: row.lane_key }),
    ...(row.sequence === null ? {} : { sequence: row.sequence }),
    ...(row.idempotency_key === null ? {} : { idempotencyKey: row.idempotency_key }),
    bodyHash: row.body_hash,
    correlationId: row.correlation_id,
    ...(row.origin_run_id === null ? {} : { originRunId: row.origin_run_id }),
    ...(row.plant === null ? {} : { plant: row.plant }),
    keys: JSON.parse(row.keys) as { readonly [name: string]: string },
    startedAt: row.started_at,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    runSeq: row.run_seq,
    ...(row.held_by === null ? {} : { heldBy: row.held_by }),
    ...(row.error === null ? {} : { error: JSON.parse(row.error) as RunError }),
    ...(row.blocked_at === null ? {} : { blockedAt: row.blocked_at }),
    synchronous: row.synchronous === 1,
    ...(reply === undefined ? {} : { reply }),
    ...(row.sample === 1 ? { sample: true as const } : {}),
  };
}
