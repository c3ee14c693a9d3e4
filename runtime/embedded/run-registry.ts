/** Which runs are in memory, and how one comes back from its rows. */
import type { Json } from '#flows/json.ts';
import { isFinal } from '#flows/run.ts';
import { ownPlan } from '../engine/plan-instances.ts';
import { fold } from '../engine/planner.ts';
import { flowName } from '../flow-name.ts';
import { PassingMap } from '../passing-map.ts';
import type { EngineReads, RunRow, TimedBody } from '../store/engine-rows.ts';
import { ActiveRun, factsOf } from './active-run.ts';
import type { Plans } from './plans.ts';

export interface RunRegistry {
  find(runId: string): ActiveRun | undefined;
  add(run: ActiveRun): void;
  remove(run: ActiveRun): void;
  /** The run is at work, as far as its flow's concurrency is concerned (LAN-2); it gives the place back when it is removed. */
  takePlace(run: ActiveRun): void;
  placesOf(environment: string, flow: string): number;
  readonly size: number;
  all(): IterableIterator<ActiveRun>;
  /**
   * The run in memory, or folded from its rows. Undefined when there is none or it is final. Throws DamagedError (RES-4) and
   * PlanError. `onLoaded` is called for one that came from rows.
   */
  load(reads: EngineReads, runId: string, onLoaded: (run: ActiveRun) => void): ActiveRun | undefined;
}

export function createRunRegistry(plans: Plans): RunRegistry {
  const runs = new PassingMap<ActiveRun>();
  const byFlow = new Map<string, number>();
  const keyOf = (run: ActiveRun) => flowName(run.facts.environment, run.facts.flow);

  function add(run: ActiveRun): void {
    runs.set(run.id, run);
  }

  return {
    find: (runId) => runs.get(runId),
    add,
    remove(run) {
      if (runs.get(run.id) !== run) return;
      runs.delete(run.id);
      if (!run.hasPlace) return;
      run.hasPlace = false;
      const left = (byFlow.get(keyOf(run)) ?? 1) - 1;
      if (left === 0) byFlow.delete(keyOf(run));
      else byFlow.set(keyOf(run), left);
    },
    takePlace(run) {
      if (run.hasPlace) return;
      run.hasPlace = true;
      byFlow.set(keyOf(run), (byFlow.get(keyOf(run)) ?? 0) + 1);
    },
    placesOf: (environment, flow) => byFlow.get(flowName(environment, flow)) ?? 0,
    get size() {
      return runs.size;
    },
    all: () => runs.values(),
    load(reads, runId, onLoaded) {
      const known = runs.get(runId);
      if (known !== undefined) return known;
      const row = reads.findRun(runId);
      if (row === undefined || isFinal(row.state)) return undefined;
      const run = fromRows(plans, row, reads.readEvents(runId));
      add(run);
      onLoaded(run);
      return run;
    },
  };
}

export function fromRows(plans: Plans, row: RunRow, events: readonly TimedBody[]): ActiveRun {
  const [accepted] = events;
  if (accepted?.type !== 'run-accepted') throw new Error(`The journal of run ${row.runId} does not begin with its acceptance.`);
  const plan = ownPlan(plans.planOf(row.flow, row.version, accepted.callees));
  return new ActiveRun(factsOf(row, accepted), plan, fold(plan, row.runId, events), row, true);
}

/** Outputs that were recorded, by path: what a retried run starts from. */
export function recordedResults(events: readonly TimedBody[]): ReadonlyMap<string, { readonly port: string; readonly output: Json }> {
  const results = new Map<string, { readonly port: string; readonly output: Json }>();
  for (const event of events) if (event.type === 'step-completed') results.set(event.path, { port: event.port, output: event.output });
  return results;
}
