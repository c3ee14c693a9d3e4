/** Parked lanes that stand for the same reason: what was mended once can be tried again for all of them. Pure. */
import type { LaneView } from '#flows/api/operations.ts';
import { withoutIteration } from '#flows/step-views.ts';

export interface ParkedCause {
  readonly id: string;
  readonly flowId: string;
  readonly version: number;
  /** Where they stand, without iterations. */
  readonly path: string;
  readonly code: string;
  /** The other system's words to the first of them. */
  readonly message: string;
  /** Oldest first. */
  readonly lanes: readonly LaneView[];
}

/** Causes of at least two lanes, the most frequent first. Nothing can be tried again for what is sample. */
export function sharedCauses(lanes: readonly LaneView[]): readonly ParkedCause[] {
  const causes = new Map<string, ParkedCause>();
  for (const lane of lanes.toSorted((a, b) => a.oldestAt.localeCompare(b.oldestAt))) {
    const { state, flowId, version, blockedAt = '', error, sample } = lane.head;
    if (state !== 'parked' || error === undefined || sample === true) continue;
    const path = blockedAt.split('/').map(withoutIteration).join('/');
    const id = `${flowId} ${path} ${error.code}`;
    const known = causes.get(id);
    causes.set(
      id,
      known === undefined
        ? { id, flowId, version, path, code: error.code, message: error.message, lanes: [lane] }
        : { ...known, lanes: [...known.lanes, lane] },
    );
  }
  return [...causes.values()].filter((cause) => cause.lanes.length > 1).toSorted((a, b) => b.lanes.length - a.lanes.length);
}
