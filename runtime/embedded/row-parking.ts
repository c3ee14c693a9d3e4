/** Parking a run by its row alone: it cannot be built from its rows, or its journal is damaged (RES-4). */
import type { RunError } from '#flows/run.ts';
import { toStepError } from '#nodes/errors.ts';
import { PlanError } from '../engine/plan.ts';
import { DamagedError, type RunRow } from '../store/engine-rows.ts';
import { isPassing } from '../store/passing-error.ts';
import type { Unit } from './committer.ts';
import type { EmbeddedParts } from './parts.ts';

export interface RowParkingParts {
  readonly logger: EmbeddedParts['logger'];
  readonly nowIso: () => string;
  /** Nobody waits for an answer of the run any more. */
  readonly parked: (runId: string) => void;
}

export type ParkRow = (unit: Unit, row: RunRow, thrown: unknown) => void;

export function createRowParking({ logger, nowIso, parked }: RowParkingParts): ParkRow {
  return ({ tx }, row, thrown) => {
    // Nothing is wrong with the run: the unit is lost, and whoever wanted the run asks again (F38).
    if (isPassing(thrown)) throw thrown;
    const damaged = thrown instanceof DamagedError;
    const error = whyParked(thrown);
    if (!damaged) logger.error('A run cannot go on.', thrown, { run: row.runId });
    const path = row.blockedAt ?? '';
    tx.appendEvents(row.runId, row.runSeq + 1, [
      { type: 'run-parked', at: nowIso(), path, error, reason: damaged ? 'damaged' : 'internal' },
    ]);
    tx.updateRun(row.runId, { state: 'parked', error, blockedAt: path, heldBy: null });
    parked(row.runId);
  };
}

function whyParked(thrown: unknown): RunError {
  if (thrown instanceof DamagedError) {
    const help =
      'The journal of the run, or a payload file that it names, is not as it was written. Put back what is missing from a backup and retry the run; or set it aside.';
    return { class: 'internal', code: 'damaged', message: thrown.message, help };
  }
  if (thrown instanceof PlanError) {
    const help = 'Put back what the version needs, then retry the run; or set it aside and retry it with another version.';
    return { class: 'internal', code: 'version-unusable', message: thrown.message, help };
  }
  return toStepError(thrown).toRunError();
}
