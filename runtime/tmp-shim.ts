import type { TraceEvent } from '#flows/trace.ts';
import type { Store } from './store/open-store.ts';
import type { RunQueries } from './store/run-queries.ts';

export function shim(store: Store): Store & { queries: RunQueries; readRunEventsAfter(runId: string, after: number, limit: number): readonly TraceEvent[]; readEventsAfter(filter: unknown, after: number, limit: number): readonly TraceEvent[] } {
  const empty = { items: [] };
  return {
    ...store,
    queries: { listRuns: async () => empty, listLanes: async () => empty, findLane: async () => undefined, listApprovals: async () => [], listExceptions: async () => empty, listEffects: async () => [], objectTimeline: async () => ({ type: '', key: '', milestones: [], runs: [] }), metrics: async () => [], backup: async () => {} },
    readRunEventsAfter: (runId, after, limit) => store.reads.readEvents(runId).filter((e) => e.runSeq > after).slice(0, limit),
    readEventsAfter: () => [],
  };
}
