/** Lets runs that a connection holds go on, oldest first (RTY-3): its circuit decides when, and how many. */
import { toConnectionHold } from '#flows/connection-hold.ts';
import { findDetails, STATUS } from '../engine/run-state.ts';
import type { ActiveRun } from './active-run.ts';
import type { CircuitKeeperParts } from './circuit-keeper.ts';
import type { Committer, Unit } from './committer.ts';
import type { Runner } from './runner.ts';

export interface ReleaseHeldParts {
  readonly committer: () => Committer;
  readonly runner: () => Pick<Runner, 'deliver'>;
  /** Throws when the run cannot be built from its rows. */
  readonly load: (unit: Unit, runId: string) => ActiveRun | undefined;
  readonly park: (unit: Unit, runId: string, error: unknown) => void;
}

export function createReleaseHeld({ committer, runner, load, park }: ReleaseHeldParts): CircuitKeeperParts['release'] {
  return (called, after, limit, plant) => {
    const hold = toConnectionHold(called);
    return committer().transact((unit) => {
      let lastSeq = after;
      let found = 0;
      let released = 0;
      for (const row of unit.tx.reads.listHeld(called.environment, hold, after, limit)) {
        lastSeq = row.acceptedSeq;
        found += 1;
        if (plant !== undefined && row.plant !== plant) continue;
        try {
          const run = load(unit, row.runId);
          if (run === undefined) continue;
          for (const { index, path } of run.plan.nodes) {
            if (run.state.status[index] !== STATUS.held || findDetails(run.state, index)?.heldBy !== hold) continue;
            runner().deliver(run, { type: 'step-released', path });
          }
          unit.write(run);
          // Held again in the same breath, it never left.
          if (run.standing.heldBy !== hold) released += 1;
        } catch (error) {
          park(unit, row.runId, error);
        }
      }
      return { found, released, lastSeq };
    });
  };
}
