/** Which compensation a node has part in: the run's, or that of a scope around it (CMP-3). */
import type { Plan } from './plan.ts';
import type { Compensation, PlanState } from './run-state.ts';

/** The run fails as soon as its scopes have undone what they had begun to undo: what has no part in that has come to its end. */
export function isDoomed(plan: Plan, state: PlanState, index: number): boolean {
  return state.doomed !== undefined && findUndoing(plan, state, index) === undefined;
}

/** A compensation has part in that of the scope in which the step stands that it undoes, wherever it is drawn itself. */
export function findUndoing(plan: Plan, state: PlanState, index: number): Compensation | undefined {
  if (state.compensation !== undefined || state.undoing.size === 0) return state.compensation;
  for (let at = index; at !== -1; ) {
    const { undoes } = plan.nodes[at]!;
    at = plan.scopes[plan.nodes[undoes === -1 ? at : undoes]!.scope]!.caller;
    const found = state.undoing.get(at);
    if (found !== undefined) return found;
  }
  return undefined;
}
