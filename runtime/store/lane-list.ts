/** Lanes with what blocks them: what the parking board shows, oldest head first. */
import type { LaneView } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import { findHoldingConnection } from '#flows/connection-hold.ts';
import { findHoldingFlow } from '#flows/flow-hold.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { ReaderWorker } from './reader-worker.ts';
import { RUN_COLUMNS, type StoredRun } from './run-rows.ts';
import { toRunSummary } from './run-summary.ts';

/** Runs behind the head that are shown with a lane. */
const MOST_WAITING = 20;

type FoundLane = StoredRun & { readonly depth: number };

/** Sample runs hold no lane: theirs are drawn up from where they stand. */
const LANES = `SELECT lane.depth, ${RUN_COLUMNS} FROM (
    SELECT min(number) AS head, count(*) AS depth FROM run INDEXED BY run_in_lane
    WHERE environment = ? AND in_lane = 1 GROUP BY lane_name, lane_key
    UNION ALL
    SELECT min(number) AS head, count(*) AS depth FROM run INDEXED BY run_sample
    WHERE environment = ? AND sample = 1 AND ended_at IS NULL AND lane_key IS NOT NULL GROUP BY lane_name, lane_key
  ) AS lane JOIN run ON run.number = lane.head
  WHERE lane.head > ? AND (lane.depth > 1 OR state IN ('waiting', 'held', 'parked'))
  ORDER BY lane.head LIMIT ?`;
const LANE = `SELECT (SELECT count(*) FROM run INDEXED BY run_in_lane WHERE environment = ? AND lane_name = ? AND lane_key = ? AND in_lane = 1) AS depth,
    ${RUN_COLUMNS} FROM run INDEXED BY run_in_lane
  WHERE environment = ? AND lane_name = ? AND lane_key = ? AND in_lane = 1 ORDER BY number LIMIT 1`;
const BEHIND = `SELECT ${RUN_COLUMNS} FROM run INDEXED BY run_in_lane
  WHERE environment = ? AND lane_name = ? AND lane_key = ? AND in_lane = 1 AND number > ? ORDER BY number LIMIT ${MOST_WAITING}`;
const BEHIND_SAMPLE = `SELECT ${RUN_COLUMNS} FROM run INDEXED BY run_sample
  WHERE environment = ? AND sample = 1 AND ended_at IS NULL AND lane_name = ? AND lane_key = ? AND number > ?
  ORDER BY number LIMIT ${MOST_WAITING}`;

export function createLaneList(reader: ReaderWorker) {
  async function toViews(lanes: readonly FoundLane[]): Promise<readonly LaneView[]> {
    const behind = await reader.allOf(
      lanes.map((lane) => ({
        sql: lane.sample === 1 ? BEHIND_SAMPLE : BEHIND,
        values: [lane.environment, lane.lane_name, lane.lane_key, lane.number],
      })),
    );
    return lanes.map((lane, index) => ({
      name: lane.lane_name ?? '',
      key: lane.lane_key ?? '',
      depth: lane.depth,
      head: toRunSummary(lane),
      oldestAt: lane.started_at,
      reason: reasonOf(lane),
      waiting: (behind[index] as readonly StoredRun[]).map(toRunSummary),
    }));
  }

  return {
    async listLanes(environment: string, cursor: string | undefined, limit: number): Promise<Page<LaneView>> {
      const after = decodeCursor<{ number: number }>(cursor)?.number ?? 0;
      const found = await reader.all<FoundLane>(LANES, environment, environment, after, limit + 1);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        items: await toViews(page),
        ...(found.length > limit && last !== undefined ? { next: encodeCursor({ number: last.number }) } : {}),
      };
    },
    async findLane(environment: string, name: string, key: string): Promise<LaneView | undefined> {
      const lanes = await reader.all<FoundLane>(LANE, environment, name, key, environment, name, key);
      return (await toViews(lanes))[0];
    },
  };
}

/** Why the lane stands, in one sentence. */
function reasonOf(head: StoredRun): string {
  const { error } = toRunSummary(head);
  const where = head.blocked_at === null ? '' : ` at ${head.blocked_at}`;
  switch (head.state) {
    case 'parked':
      return `Parked${where}: ${error?.message ?? 'an operator decides'}`;
    case 'held':
      return `Held${where}: ${holderOf(head.held_by)}`;
    case 'waiting':
      return error === undefined ? `Waits${where}` : `Waits${where} for another try: ${error.message}`;
    case 'running':
      return 'Runs';
    default:
      return 'Waits to be started';
  }
}

function holderOf(heldBy: string | null): string {
  if (heldBy === null) return 'the other system is not available';
  const held = findHoldingConnection(heldBy);
  if (held !== undefined) return `connection ${held.connection}${held.plant === undefined ? '' : ` of plant ${held.plant}`}`;
  const flow = findHoldingFlow(heldBy);
  return `${flow} is paused, or as many of its runs are at work as it allows`;
}
