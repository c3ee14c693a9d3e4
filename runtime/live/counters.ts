/**
 * How many runs of each flow are where, kept from the journal's events as they are committed.
 * Memory is proportional to open runs: what a run did is forgotten when it ends.
 */
import type { RunState } from '#flows/run.ts';
import { isFinal } from '#flows/run.ts';
import type { TraceBody } from '#flows/trace.ts';
import type { FlowCounters, NodeCounters } from '#flows/trace-protocol.ts';
import { LateMap } from '../engine/late-map.ts';
import { PassingMap } from '../passing-map.ts';
import type { AppendedEvents } from '../store/appended-events.ts';
import type { EngineReads } from '../store/engine-rows.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Place = 'running' | 'retrying' | 'waiting' | 'held' | 'parked';

interface FlowCount extends Mutable<Omit<FlowCounters, 'nodes'>> {
  readonly nodes: Map<string, Mutable<NodeCounters>>;
}

interface OpenRun {
  readonly flow: FlowCount;
  state: 'accepted' | Place;
  ended: boolean;
  /** Where each busy step of the run stands. */
  readonly steps: LateMap<string, Place>;
}

export interface CounterBook {
  apply(appended: Pick<AppendedEvents, 'runId' | 'environment' | 'flow'> & { readonly bodies: readonly TraceBody[] }): void;
  countDuplicate(environment: string, flow: string): void;
  /** Runs that were open when the process started. */
  seed(environment: string, flow: string, runId: string, state: RunState, blockedAt?: string): void;
  /** Flows whose figures changed since the last call for this reader; `all` for the first. */
  read(environment: string, all: boolean, since: ReadonlySet<string>): readonly FlowCounters[];
  onChange(listener: (environment: string, flow: string) => void): void;
}

const PAGE = 1_000;

/** Of the runs that were open when the process ended. */
export function seedCounters(counters: CounterBook, reads: Pick<EngineReads, 'listOpenRuns'>): void {
  for (let after = 0; ; ) {
    const page = reads.listOpenRuns(after, PAGE);
    for (const { environment, flow, runId, state, blockedAt } of page) counters.seed(environment, flow, runId, state, blockedAt);
    if (page.length < PAGE) return;
    after = page.at(-1)!.acceptedSeq;
  }
}

export function createCounterBook(): CounterBook {
  const environments = new Map<string, Map<string, FlowCount>>();
  const openRuns = new PassingMap<OpenRun>();
  let changed: (environment: string, flow: string) => void = () => {};

  function flowCount(environment: string, flow: string): FlowCount {
    let flows = environments.get(environment);
    if (flows === undefined) environments.set(environment, (flows = new Map()));
    let count = flows.get(flow);
    if (count === undefined) {
      count = {
        flow,
        accepted: 0,
        running: 0,
        waiting: 0,
        held: 0,
        parked: 0,
        completed: 0,
        failed: 0,
        otherwise: 0,
        duplicates: 0,
        nodes: new Map(),
      };
      flows.set(flow, count);
    }
    return count;
  }

  function nodeCount(flow: FlowCount, path: string): Mutable<NodeCounters> {
    // Most paths are the id of a node: `/` and `@` are in none.
    const known = flow.nodes.get(path);
    if (known !== undefined) return known;
    // Called flows and iterations count at the node of the flow itself.
    const nodeId = path.split('/', 1)[0]!.split('@', 1)[0]!;
    let node = flow.nodes.get(nodeId);
    if (node === undefined)
      flow.nodes.set(nodeId, (node = { completed: 0, failed: 0, running: 0, retrying: 0, waiting: 0, held: 0, parked: 0 }));
    return node;
  }

  function moveStep(run: OpenRun, path: string, to: Place | undefined): void {
    const from = run.steps.get(path);
    if (from === to) return;
    if (from !== undefined) nodeCount(run.flow, path)[from] -= 1;
    if (to === undefined) run.steps.delete(path);
    else {
      run.steps.set(path, to);
      nodeCount(run.flow, path)[to] += 1;
    }
    moveRun(run, placeOfRun(run));
  }

  function moveRun(run: OpenRun, to: Place): void {
    if (run.state === to) return;
    if (run.state !== 'accepted' && run.state !== 'retrying') run.flow[run.state] -= 1;
    if (to !== 'retrying') run.flow[to] += 1;
    run.state = to;
  }

  /** A step of a called flow is not one of the node that calls it, which has its own when the flow has come back. */
  function countThrough(run: OpenRun, path: string, how: 'completed' | 'failed'): void {
    if (!path.includes('/')) nodeCount(run.flow, path)[how] += 1;
  }

  function end(runId: string, how: 'completed' | 'failed' | 'otherwise'): void {
    const run = openRuns.get(runId);
    if (run === undefined) return;
    for (const [path] of [...run.steps]) moveStep(run, path, undefined);
    if (run.state !== 'accepted' && run.state !== 'retrying') run.flow[run.state] -= 1;
    run.flow[how] += 1;
    run.ended = true;
    openRuns.delete(runId);
  }

  function applyToRun(runId: string, run: OpenRun, event: TraceBody): void {
    switch (event.type) {
      case 'run-started':
        return moveRun(run, 'running');
      case 'step-started':
      case 'step-released':
      case 'wait-ended':
        return moveStep(run, event.path, 'running');
      case 'step-completed':
        moveStep(run, event.path, undefined);
        return countThrough(run, event.path, 'completed');
      case 'step-failed':
        moveStep(run, event.path, undefined);
        return countThrough(run, event.path, 'failed');
      case 'retry-scheduled':
        return moveStep(run, event.path, 'retrying');
      case 'step-held':
        return moveStep(run, event.path, 'held');
      case 'wait-started':
        return moveStep(run, event.path, 'waiting');
      case 'run-parked':
        return moveStep(run, event.path, 'parked');
      case 'operator-acted':
        if (event.path !== undefined) moveStep(run, event.path, 'running');
        return;
      case 'run-completed':
        return end(runId, 'completed');
      case 'run-failed':
        return end(runId, 'failed');
      case 'run-cancelled':
      case 'run-set-aside':
      case 'run-superseded':
      case 'run-stale':
        return end(runId, 'otherwise');
      default:
    }
  }

  return {
    apply({ runId, environment, flow, bodies }) {
      let isKnown = false;
      let run = openRuns.get(runId);
      for (const body of bodies) {
        if (body.type === 'run-accepted') {
          run = { flow: flowCount(environment, flow), state: 'accepted', ended: false, steps: new LateMap() };
          run.flow.accepted += 1;
          openRuns.set(runId, run);
        } else if (run?.ended === false) applyToRun(runId, run, body);
        isKnown ||= run !== undefined;
      }
      if (isKnown) changed(environment, flow);
    },
    countDuplicate(environment, flow) {
      flowCount(environment, flow).duplicates += 1;
      changed(environment, flow);
    },
    seed(environment, flow, runId, state, blockedAt) {
      if (isFinal(state)) return;
      const run: OpenRun = { flow: flowCount(environment, flow), state: 'accepted', ended: false, steps: new LateMap() };
      openRuns.set(runId, run);
      if (state === 'accepted') return;
      if (blockedAt === undefined || state === 'running') moveRun(run, state);
      else moveStep(run, blockedAt, state);
    },
    read(environment, all, since) {
      const flows = environments.get(environment);
      if (flows === undefined) return [];
      const wanted = all ? [...flows.values()] : [...since].map((flow) => flows.get(flow)).filter((count) => count !== undefined);
      return wanted.map((count) => ({
        ...count,
        nodes: Object.fromEntries([...count.nodes].map(([nodeId, node]) => [nodeId, { ...node }])),
      }));
    },
    onChange(listener) {
      changed = listener;
    },
  };
}

/** engine.md "States": running while any step runs; else parked, held, waiting, in this order. */
function placeOfRun(run: OpenRun): Place {
  if (run.steps.size === 0) return 'running';
  let held = false;
  let parked = false;
  for (const place of run.steps.values()) {
    if (place === 'running') return 'running';
    held ||= place === 'held';
    parked ||= place === 'parked';
  }
  return parked ? 'parked' : held ? 'held' : 'waiting';
}
