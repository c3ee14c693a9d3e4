/**
 * How many runs of a flow are at work (LAN-2). A run takes a place when it begins, when it wakes from a wait and when it is found at
 * work after a restart, and gives it back when it stands still in its rows. One that wakes and finds no place is held at its node, as
 * rows like everything that is held; held ones go before those that have not begun.
 */
import { type FlowHoldReason, toFlowHold } from '#flows/flow-hold.ts';
import { InternalError } from '#nodes/errors.ts';
import type { Clock } from '../engine/clock.ts';
import { findDetails, STATUS } from '../engine/run-state.ts';
import { flowName } from '../flow-name.ts';
import type { RunRow } from '../store/engine-rows.ts';
import type { ActiveRun } from './active-run.ts';
import type { Committer, Unit } from './committer.ts';
import type { Plans } from './plans.ts';
import type { RunRegistry } from './run-registry.ts';
import type { Runner } from './runner.ts';

export interface FlowGate {
  /** Room for a run that has not begun, beside so many others that begin in the same transaction. */
  hasRoom(place: FlowPlace, begun: number): boolean;
  /** For a run that wakes: undefined when it has a place now, or had one; else why it has to stand. */
  enter(run: ActiveRun): FlowHoldReason | undefined;
  /** Rows of the flow may be held. */
  noteHeld(environment: string, flow: string): void;
  /** A place may be free: first for those that are held. */
  freed(environment: string, flow: string): void;
  /** Every run that was at work before the start has its place again: until now nobody could tell how many are left. */
  open(): void;
}

export type FlowPlace = Pick<RunRow, 'environment' | 'flow' | 'version'>;

export interface FlowGateParts {
  readonly clock: Clock;
  readonly registry: RunRegistry;
  readonly plans: Plans;
  readonly committer: Committer;
  readonly runner: () => Pick<Runner, 'deliver'>;
  /** Parks a run that cannot be built from its rows, and gives undefined then. */
  readonly load: (unit: Unit, runId: string) => ActiveRun | undefined;
  readonly park: (unit: Unit, runId: string, error: unknown) => void;
  /** Whoever has not begun may look for a place now. */
  readonly beginOthers: (environment: string, flow: string) => void;
  readonly isPaused: (environment: string, flow: string) => boolean;
  readonly draining: () => boolean;
  readonly onError: (error: unknown) => void;
}

const AT_ONCE = 32;
/** After a commit that was lost. */
const AGAIN_MS = 500;

export function createFlowGate(parts: FlowGateParts): FlowGate {
  const { registry, plans, committer } = parts;
  /** Flows of which rows may be held, by name. */
  const held = new Set<string>();
  /** Flows that let runs in just now; true: a place came free meanwhile. */
  const letting = new Map<string, boolean>();
  let isOpen = false;

  function isFree(environment: string, flow: string, concurrency: number | undefined, begun: number): boolean {
    if (parts.isPaused(environment, flow)) return false;
    if (concurrency === undefined) return true;
    return isOpen && registry.placesOf(environment, flow) + begun < concurrency;
  }

  /** Of a version that nobody can read there is no limit: whoever begins or loads its run parks it, and no other run stands behind it. */
  function concurrencyOf(flow: string, version: number): number | undefined {
    try {
      return plans.intakeOf(flow, version).document.concurrency;
    } catch {
      return undefined;
    }
  }

  function enter(run: ActiveRun): FlowHoldReason | undefined {
    if (run.hasPlace) return undefined;
    const { environment, flow } = run.facts;
    if (!isFree(environment, flow, run.plan.document.concurrency, 0))
      return parts.isPaused(environment, flow) ? 'flow-paused' : 'flow-full';
    registry.takePlace(run);
    return undefined;
  }

  function freed(environment: string, flow: string): void {
    const name = flowName(environment, flow);
    if (!held.has(name)) return parts.beginOthers(environment, flow);
    if (parts.draining()) return;
    const isLetting = letting.has(name);
    letting.set(name, isLetting);
    if (isLetting) return;
    letIn(environment, flow)
      .then((left) => {
        const cameFree = letting.get(name) === true;
        letting.delete(name);
        // A row may have been held, or a place come free, since they were looked for.
        if (cameFree || left === 'more') freed(environment, flow);
        else if (left === 'none') {
          held.delete(name);
          // Once for each place that came free meanwhile.
          for (let place = 0; place < AT_ONCE; place += 1) parts.beginOthers(environment, flow);
        }
      })
      .catch((error: unknown) => {
        letting.delete(name);
        parts.onError(error);
        parts.clock.after(AGAIN_MS, () => freed(environment, flow));
      });
  }

  /** `full`: whoever leaves next calls again. */
  async function letIn(environment: string, flow: string): Promise<'none' | 'more' | 'full'> {
    return committer.transact((unit) => {
      const rows = unit.tx.reads.listHeld(environment, toFlowHold(flow), 0, AT_ONCE);
      if (rows.length === 0) return 'none';
      for (const { runId, version } of rows) {
        if (!isFree(environment, flow, concurrencyOf(flow, version), 0)) return 'full';
        const run = parts.load(unit, runId);
        if (run === undefined) continue;
        if (release(run, toFlowHold(flow))) unit.write(run);
        else parts.park(unit, runId, new InternalError('The run is held by its flow at no step.', { code: 'held-nowhere' }));
      }
      return 'more';
    });
  }

  function release(run: ActiveRun, hold: string): boolean {
    let found = false;
    for (const { index, path } of run.plan.nodes) {
      if (run.state.status[index] !== STATUS.held || findDetails(run.state, index)?.heldBy !== hold) continue;
      found = true;
      parts.runner().deliver(run, { type: 'step-released', path });
    }
    return found;
  }

  return {
    hasRoom: ({ environment, flow, version }, begun) =>
      !held.has(flowName(environment, flow)) && isFree(environment, flow, concurrencyOf(flow, version), begun),
    enter,
    noteHeld(environment, flow) {
      held.add(flowName(environment, flow));
    },
    freed,
    open() {
      isOpen = true;
      for (const name of held) {
        const [environment = '', flow = ''] = name.split('\n');
        freed(environment, flow);
      }
    },
  };
}
