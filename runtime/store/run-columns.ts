/** Which columns of a run's row a patch changes, and by which values operators find the run. */
import { isFinal } from '#flows/run.ts';
import type { RunPatch } from './engine-rows.ts';
import type { SqlValue } from './group-commit.ts';

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
