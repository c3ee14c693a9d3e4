/** All runs of a flow on its drawing: how many stand at each node, and what they do there. Pure. */
import type { NodeCounters } from '#flows/trace-protocol.ts';
import type { CanvasCount, CanvasStatus } from '../canvas/canvas-types.ts';

/** What needs somebody comes first: it gives the card its colour. */
const ORDER = ['parked', 'held', 'retrying', 'waiting', 'running'] as const;

/** By node id; of nodes at which nothing ever was, nothing. */
export function liveStatuses(counters: { readonly [nodeId: string]: NodeCounters } | undefined): ReadonlyMap<string, CanvasStatus> {
  return new Map(
    Object.entries(counters ?? {}).flatMap(([nodeId, counted]) => {
      const counts = countsOf(counted);
      return counts[0] === undefined ? [] : [[nodeId, { state: counts[0].state, text: '', counts }] as const];
    }),
  );
}

/** Those that stand here, most urgent first, then those that have gone through. */
export function countsOf(counted: NodeCounters): readonly CanvasCount[] {
  const standing = ORDER.map((state) => ({ state, count: counted[state] }));
  const through = [
    { state: 'failed', count: counted.failed },
    { state: 'completed', count: counted.completed },
  ];
  return [...standing, ...through].filter(({ count }) => count > 0);
}

/** One count per second, newest last. */
export type Rate = readonly number[];

export interface RateMeter {
  /** Whole seconds. */
  readonly atS: number;
  readonly total: number;
  readonly perSecond: Rate;
}

/** Takes the total that holds now; seconds without news count as 0. */
export function advanceRate(old: RateMeter | undefined, total: number, atS: number, length: number): RateMeter {
  // A smaller total: the runtime began to count anew.
  if (old === undefined || total < old.total) return { atS, total, perSecond: Array.from({ length }, () => 0) };
  const passed = Math.max(0, Math.min(length, atS - old.atS));
  const perSecond = [...old.perSecond.slice(passed), ...Array.from({ length: passed }, () => 0)];
  perSecond[length - 1] = (perSecond[length - 1] ?? 0) + total - old.total;
  return { atS: Math.max(atS, old.atS), total, perSecond };
}
