/** What the parking board says above its lanes. */
import type { LaneView } from '#flows/api/operations.ts';
import type { RunSummary } from '#flows/api/runs.ts';

export interface LaneFigures {
  readonly lanes: number;
  readonly parked: number;
  readonly held: number;
  /** Runs behind the heads. */
  readonly waiting: number;
  /** When the head that stands longest arrived. */
  readonly oldestAt?: string;
}

export function countLanes(lanes: readonly LaneView[]): LaneFigures {
  const oldestAt = lanes.map((lane) => lane.oldestAt).sort()[0];
  return {
    lanes: lanes.length,
    parked: lanes.filter(({ head }) => head.state === 'parked').length,
    held: lanes.filter(({ head }) => head.state === 'held').length,
    waiting: lanes.reduce((sum, { depth }) => sum + depth - 1, 0),
    ...(oldestAt === undefined ? {} : { oldestAt }),
  };
}

export type LaneKind = 'parked' | 'held' | 'moving';

/** Parked lanes want a person, held ones another system; the rest goes on by itself. */
export function kindOf({ head }: Pick<LaneView, 'head'>): LaneKind {
  return head.state === 'parked' || head.state === 'held' ? head.state : 'moving';
}

const ORDER: readonly LaneKind[] = ['parked', 'held', 'moving'];

/** What wants a person comes first, then by age of the head; what is sample last. */
export function inBoardOrder(lanes: readonly LaneView[]): readonly LaneView[] {
  const sample = ({ head }: LaneView) => (head.sample === true ? 1 : 0);
  return [...lanes].sort(
    (a, b) => sample(a) - sample(b) || ORDER.indexOf(kindOf(a)) - ORDER.indexOf(kindOf(b)) || a.oldestAt.localeCompare(b.oldestAt),
  );
}

/** Also what the address of the board calls the lane that is open. */
export function laneId({ name, key, head }: Pick<LaneView, 'name' | 'key'> & { readonly head?: Pick<RunSummary, 'sample'> }): string {
  return head?.sample === true ? `sample/${name}/${key}` : `${name}/${key}`;
}

/** Runs that stand outside of any lane block nobody, but want somebody as well: each is shown as a lane of its own. */
export function withoutLane(runs: readonly RunSummary[]): readonly LaneView[] {
  return runs
    .filter(({ lane }) => lane === undefined)
    .map((head) => ({
      name: '',
      key: Object.values(head.keys)[0] ?? head.runId,
      depth: 1,
      head,
      oldestAt: head.startedAt,
      reason: '',
      waiting: [],
    }));
}
