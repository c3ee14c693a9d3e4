/** Which columns of a run's row a patch changes, and by which values operators find the run. */
import { isFinal } from '#flows/run.ts';
import { ColumnValues } from './column-values.ts';
import type { NewRun, RunPatch } from './engine-rows.ts';

/** All columns but the number, so that a patch in the same unit only changes values. */
const NEW_RUN_COLUMNS: readonly string[] = [
  'run_id',
  'environment',
  'flow',
  'version',
  'state',
  'is_open',
  'lane_name',
  'lane_key',
  'in_lane',
  'sequence',
  'idempotency_key',
  'body_hash',
  'correlation_id',
  'origin_run_id',
  'plant',
  'keys',
  'started_at',
  'ended_at',
  'run_seq',
  'chain',
  'held_by',
  'error',
  'error_class',
  'error_code',
  'blocked_at',
  'synchronous',
  'reply',
  'sample',
];

export function newRunColumns(run: NewRun): ColumnValues {
  const { error } = run;
  const hasLane = run.laneName !== undefined && run.laneKey !== undefined;
  return new ColumnValues(
    // Not copied: a patch of the same unit names none that is not there.
    NEW_RUN_COLUMNS as string[],
    [
      run.runId,
      run.environment,
      run.flow,
      run.version,
      'accepted',
      1,
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
      null,
      0,
      '',
      run.heldBy ?? null,
      error === undefined ? null : JSON.stringify(error),
      error?.class ?? null,
      error?.code ?? null,
      run.blockedAt ?? null,
      run.synchronous ? 1 : 0,
      null,
      run.sampleNumber === undefined ? 0 : 1,
    ],
  );
}

export function patchColumns(
  columns: ColumnValues,
  patch: RunPatch,
  head: { readonly hasLane: boolean; readonly isSample: boolean },
): void {
  if (patch.state !== undefined) {
    columns.set('state', patch.state);
    if (isFinal(patch.state) || head.isSample) {
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
}

/** Distinct business keys, the lane key among them. */
export function searchedValues(keys: { readonly [name: string]: string }, laneKey: string | undefined): ReadonlySet<string> {
  const values = new Set(Object.values(keys));
  if (laneKey !== undefined) values.add(laneKey);
  return values;
}
