/** Which columns of a run's row a patch changes, and by which values operators find the run. */
import { isFinal } from '#flows/run.ts';
import type { NewRun, RunPatch } from './engine-rows.ts';
import type { SqlValue } from './group-commit.ts';

/** All columns but the number, so that a patch in the same unit only changes values. */
export function newRunColumns(run: NewRun): Map<string, SqlValue> {
  const { error } = run;
  const hasLane = run.laneName !== undefined && run.laneKey !== undefined;
  return new Map<string, SqlValue>([
    ['run_id', run.runId],
    ['environment', run.environment],
    ['flow', run.flow],
    ['version', run.version],
    ['state', 'accepted'],
    ['is_open', 1],
    ['lane_name', hasLane ? run.laneName! : null],
    ['lane_key', hasLane ? run.laneKey! : null],
    ['in_lane', hasLane ? 1 : 0],
    ['sequence', run.sequence ?? null],
    ['idempotency_key', run.idempotencyKey ?? null],
    ['body_hash', run.bodyHash],
    ['correlation_id', run.correlationId],
    ['origin_run_id', run.originRunId ?? null],
    ['plant', run.plant ?? null],
    ['keys', JSON.stringify(run.keys)],
    ['started_at', run.startedAt],
    ['ended_at', null],
    ['run_seq', 0],
    ['chain', ''],
    ['held_by', run.heldBy ?? null],
    ['error', error === undefined ? null : JSON.stringify(error)],
    ['error_class', error?.class ?? null],
    ['error_code', error?.code ?? null],
    ['blocked_at', run.blockedAt ?? null],
    ['synchronous', run.synchronous ? 1 : 0],
    ['reply', run.reply === undefined ? null : JSON.stringify(run.reply)],
  ]);
}

export function patchColumns(columns: Map<string, SqlValue>, patch: RunPatch, head: { readonly hasLane: boolean }): void {
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
    columns.set('error', patch.error === null ? null : JSON.stringify(patch.error));
    columns.set('error_class', patch.error?.class ?? null);
    columns.set('error_code', patch.error?.code ?? null);
  }
  if (patch.keys !== undefined) columns.set('keys', JSON.stringify(patch.keys));
  if (patch.reply !== undefined) columns.set('reply', JSON.stringify(patch.reply));
}

/** Distinct business keys, the lane key among them. */
export function searchedValues(keys: { readonly [name: string]: string }, laneKey: string | undefined): ReadonlySet<string> {
  const values = new Set(Object.values(keys));
  if (laneKey !== undefined) values.add(laneKey);
  return values;
}
