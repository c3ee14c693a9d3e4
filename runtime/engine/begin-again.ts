/**
 * A run whose message was edited goes through again from its trigger (LAN-3): whatever was computed or read of the old message is
 * forgotten. What was confirmed stays done, since the ledger answers for it; the step that stood still sends under a key of its own.
 */
import type { Json } from '#flows/json.ts';
import type { Command } from './commands.ts';
import { leave } from './edge-walk.ts';
import type { Plan } from './plan.ts';
import { findDetails, NO_SEED, type PlanState, STATUS, type StepDetails, setStatus } from './run-state.ts';

export function beginAgain(plan: Plan, state: PlanState, body: Json, commands: Command[]): void {
  const { trigger } = plan.scopes[0]!;
  for (const { index } of plan.nodes) forgetNode(plan, state, index, commands);
  for (const scope of state.scopes) Object.assign(scope, { lastCompleted: -1, responded: -1, closed: false });
  state.loops.clear();
  state.triggers.fill(undefined);
  state.triggers[0] = { ...state.trigger, body };
  state.seed = NO_SEED;
  leave(plan, state, trigger, plan.nodes[trigger]!.firstPort, commands);
}

function forgetNode(plan: Plan, state: PlanState, index: number, commands: Command[]): void {
  const status = state.status[index]!;
  if (status === STATUS.waiting || status === STATUS.retrying || status === STATUS.held) commands.push({ kind: 'close-wait', node: index });
  // Attempts count on, so that what was recorded of the earlier ones stays apart.
  if (status === STATUS.completed) state.attempt[index] = state.attempt[index]! + 1;
  setStatus(plan, state, index, STATUS.idle);
  state.taken[index] = 0;
  state.dead[index] = 0;
  state.failures[index] = 0;
  state.outputs[index] = undefined;
  const before = findDetails(state, index);
  if (before === undefined && status !== STATUS.parked) return;
  state.details.set(index, keptOf(before ?? {}, status === STATUS.parked));
}

/** What says which keys and addresses were given away already. */
function keptOf({ epoch, leastEpoch, again, answered, unknownEffect, config }: StepDetails, asNew: boolean): StepDetails {
  return {
    ...(asNew ? { epoch: Math.max(epoch ?? 0, ...(again?.values() ?? [])) + 1 } : epoch === undefined ? {} : { epoch }),
    ...(leastEpoch === undefined ? {} : { leastEpoch }),
    ...(again === undefined ? {} : { again }),
    ...(answered === undefined ? {} : { answered }),
    ...(unknownEffect === undefined ? {} : { unknownEffect }),
    ...(config === undefined ? {} : { config }),
  };
}
