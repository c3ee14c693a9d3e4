/** The run table's row and the RunRow that the engine sees. */
import type { RunError, RunState } from '#flows/run.ts';
import type { RunRow } from './engine-rows.ts';

export const RUN_COLUMNS =
  'number, run_id, environment, flow, version, state, lane_name, lane_key, sequence, idempotency_key, body_hash, correlation_id, origin_run_id, plant, keys, started_at, ended_at, run_seq, held_by, error, blocked_at, synchronous, reply';

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
}

export function toRunRow(row: StoredRun): RunRow {
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
    ...(row.reply === null ? {} : { reply: JSON.parse(row.reply) as NonNullable<RunRow['reply']> }),
  };
}
