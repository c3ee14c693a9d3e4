/**
 * A head start (INT-5): a synchronous run whose first steps wait for nothing but the expression pool goes through them in memory, so
 * that its acceptance and its first `intended` share one commit. Until then nobody has heard of it and it has done nothing; when its
 * acceptance comes to nothing, it is dropped.
 */
import { ownPlan } from '../engine/plan-instances.ts';
import { acceptRun } from '../engine/planner.ts';
import { type Acceptance, describeAcceptance } from './acceptance.ts';
import { ActiveRun, factsOf } from './active-run.ts';
import { createDeferred } from './deferred.ts';
import type { Prepared } from './intake.ts';
import type { Plans } from './plans.ts';
import type { RunRegistry } from './run-registry.ts';
import type { Runner } from './runner.ts';
import type { Starter } from './starter.ts';

export interface HeadStart extends Acceptance {
  readonly run: ActiveRun;
}

export interface HeadStarts {
  /** Resolves when the run needs its first commit; undefined when it has to be accepted first. */
  begin(prepared: Prepared): Promise<HeadStart> | undefined;
  drop(run: ActiveRun): void;
}

export interface HeadStartParts {
  readonly plans: Plans;
  readonly registry: RunRegistry;
  readonly runner: Runner;
  readonly starter: Pick<Starter, 'hasRoom'>;
  readonly freed: (environment: string, flow: string) => void;
  readonly newId: () => string;
  readonly nowIso: () => string;
  readonly revision: (environment: string) => number;
}

export function createHeadStarts({ plans, registry, runner, starter, freed, newId, nowIso, revision }: HeadStartParts): HeadStarts {
  return {
    begin(prepared) {
      const { request, version, callees, intake, body } = prepared;
      const { environment, flow } = request;
      const shared = plans.planOf(flow, version, callees);
      if (!shared.evaluatesFirst || intake.document.lane !== undefined || request.origin !== undefined) return undefined;
      if (!starter.hasRoom(environment, flow, version)) return undefined;
      const acceptance = describeAcceptance(prepared, {
        runId: newId(),
        startedAt: nowIso(),
        referenceRevision: revision(environment),
        body,
      });
      const { newRun, accepted } = acceptance;
      const plan = ownPlan(shared);
      const row = { ...newRun, state: 'accepted' as const, acceptedSeq: 0, runSeq: 0 };
      const run = new ActiveRun(factsOf(row, accepted), plan, acceptRun(plan, newRun.runId, accepted), row, false);
      run.needsAcceptance = createDeferred();
      registry.add(run);
      registry.takePlace(run);
      try {
        runner.begin(run);
      } catch {
        // It cannot go on; once it is accepted, its row will say so.
        drop(run);
        return undefined;
      }
      runner.settleFlush(run);
      return run.needsAcceptance.promise.then(() => ({ ...acceptance, run }));
    },
    drop,
  };

  function drop(run: ActiveRun): void {
    runner.abandon(run);
    run.nextCommit?.reject(new Error('The run was not accepted.'));
    registry.remove(run);
    freed(run.facts.environment, run.facts.flow);
  }
}
