/** How steps and runs end before their time: failed, parked, stopped, past their deadline. */
import type { Json } from '#flows/json.ts';
import type { RunError } from '#flows/run.ts';
import type { Command } from './commands.ts';
import { goOnWithLoop, leave } from './edge-walk.ts';
import { findUndoing, isDoomed } from './find-undoing.ts';
import type { Plan, PlanNode } from './plan.ts';
import { detailsOf, findDetails, isOpenNode, type PlanState, STATUS, setStatus } from './run-state.ts';
import { DEADLINE_PASSED, isLeft, undoesAnything } from './step-decisions.ts';

export function failStep(plan: Plan, state: PlanState, node: PlanNode, error: RunError, commands: Command[]): void {
  const details = detailsOf(state, node.index);
  details.failure = undefined;
  details.error = error;
  for (const scope of innerScopes(state, node)) closeScope(plan, state, scope, error, commands);
  setStatus(plan, state, node.index, STATUS.failed);
  const wasUndone = state.undoing.delete(node.index);
  if (state.doomed !== undefined && wasUndone) {
    if (state.undoing.size === 0) close(plan, state, state.doomed, commands);
    return;
  }
  if (isLeft(plan, state, node.index) || (findUndoing(plan, state, node.index) !== undefined && !undoesAnything(plan, node.index))) return;
  if (node.hasErrorEdge) {
    state.outputs[node.index] = { error: error as unknown as Json };
    if (wasUndone && state.overdue) leaveOverdue(plan, state, node, commands);
    else if (state.closing === undefined) leave(plan, state, node.index, 'error', commands);
    return;
  }
  close(plan, state, { kind: 'fail', error }, commands);
}

/** Everything in a called flow, a block or an iteration ends without consequences. */
function closeScope(plan: Plan, state: PlanState, scope: number, error: RunError, commands: Command[]): void {
  state.scopes[scope]!.closed = true;
  for (const index of plan.scopes[scope]!.nodes) {
    if (state.status[index] === STATUS.calling)
      for (const inner of innerScopes(state, plan.nodes[index]!)) closeScope(plan, state, inner, error, commands);
    drop(plan, state, index, error, commands);
  }
}

/** The called flow, the block, the iterations under way. */
function innerScopes(state: PlanState, { index, kind, calls }: PlanNode): readonly number[] {
  if (kind === 'loop') return [...(state.loops.get(index)?.live.values() ?? [])].map(({ scopes }) => scopes[0]!);
  return calls === -1 ? [] : [calls];
}

/** An item failed for good: its iteration ends without consequences, and the loop goes on. */
export function failIteration(
  plan: Plan,
  state: PlanState,
  loop: PlanNode,
  { index: number, error }: { readonly index: number; readonly error: RunError },
  commands: Command[],
): void {
  const looping = state.loops.get(loop.index);
  const places = looping?.live.get(number);
  if (looping === undefined || places === undefined) return;
  closeScope(plan, state, places.scopes[0]!, error, commands);
  looping.errors.push({ index: number, error });
  looping.live.delete(number);
  goOnWithLoop(plan, state, loop, commands);
}

/** A run that fails does not tear what its scopes are undoing: it closes when that is done (CMP-3). A person may tear it. */
export function close(plan: Plan, state: PlanState, closing: NonNullable<PlanState['closing']>, commands: Command[]): void {
  if (state.closing !== undefined) return;
  const waits = closing.kind === 'fail' && state.undoing.size > 0;
  if (waits) state.doomed ??= closing;
  else state.closing = closing;
  const error = closing.kind === 'fail' ? closing.error : stopError(closing.kind);
  for (const { index } of plan.nodes)
    if (!waits || (isDoomed(plan, state, index) && state.status[index] !== STATUS.calling)) drop(plan, state, index, error, commands);
}

/** Stops a node that runs, forgets one that does not. */
export function drop(plan: Plan, state: PlanState, index: number, error: RunError, commands: Command[]): void {
  if (!isOpenNode(state, index)) return;
  const status = state.status[index]!;
  if (status === STATUS.running && findDetails(state, index)?.failure === undefined) {
    commands.push({ kind: 'stop-step', node: index, error });
    return;
  }
  if (status === STATUS.waiting || status === STATUS.retrying || status === STATUS.held) commands.push({ kind: 'close-wait', node: index });
  setStatus(plan, state, index, status === STATUS.running ? STATUS.failed : STATUS.skipped);
}

function stopError(kind: 'cancel' | 'set-aside'): RunError {
  return { class: 'rejected', code: 'stopped', message: kind === 'cancel' ? 'The run was cancelled.' : 'The run was set aside.' };
}

export function parkStep(plan: Plan, state: PlanState, index: number, error: RunError, commands: Command[]): void {
  const status = state.status[index]!;
  if (status === STATUS.waiting || status === STATUS.retrying || status === STATUS.held) commands.push({ kind: 'close-wait', node: index });
  park(plan, state, index, error);
}

function park(plan: Plan, state: PlanState, index: number, error: RunError): void {
  const details = detailsOf(state, index);
  details.failure = undefined;
  details.error = error;
  setStatus(plan, state, index, STATUS.parked);
}

/** The run could not go on at all (RES-4, our bug): whatever had its turn stands still, a run that had not begun at its trigger. */
export function parkRun(plan: Plan, state: PlanState, error: RunError): void {
  if (!state.started) {
    state.started = true;
    park(plan, state, plan.scopes[0]!.trigger, error);
    return;
  }
  for (const { index } of plan.nodes) {
    const status = state.status[index]!;
    if (status === STATUS.running) state.attempt[index] = state.attempt[index]! + 1;
    if (status === STATUS.running || status === STATUS.ready) park(plan, state, index, error);
  }
}

export function passDeadline(plan: Plan, state: PlanState, commands: Command[]): void {
  // A run that is being undone has missed it already.
  if (state.final !== undefined || state.closing !== undefined || state.doomed !== undefined || state.compensation !== undefined) return;
  const error = deadlineError(plan);
  if (plan.onFailure === 'continue') {
    close(plan, state, { kind: 'fail', error }, commands);
    return;
  }
  if (plan.onFailure === 'compensate') {
    commands.push({ kind: 'compensate', cause: error });
    return;
  }
  state.overdue = state.undoing.size > 0;
  for (const { index } of plan.nodes) {
    const status = state.status[index]!;
    if (!isOpenNode(state, index) || status === STATUS.parked || status === STATUS.calling) continue;
    if (findUndoing(plan, state, index) !== undefined) continue;
    if (status === STATUS.running) commands.push({ kind: 'stop-step', node: index, error });
    else commands.push({ kind: 'park', node: index, error, reason: 'failed' });
  }
}

/** The scope has undone what was done in it, past the deadline: who comes after it stands where it would have begun. */
function leaveOverdue(plan: Plan, state: PlanState, node: PlanNode, commands: Command[]): void {
  if (state.undoing.size === 0) state.overdue = false;
  const following: Command[] = [];
  leave(plan, state, node.index, 'error', following);
  for (const command of following)
    if ('node' in command && command.node !== undefined && state.status[command.node] === STATUS.ready)
      commands.push({ kind: 'park', node: command.node, error: deadlineError(plan), reason: 'failed' });
    else commands.push(command);
}

function deadlineError(plan: Plan): RunError {
  return {
    class: 'timeout',
    code: DEADLINE_PASSED,
    message: `The run did not end within ${plan.document.deadlineMs ?? 0} ms.`,
    help: 'Find out what it waited for, then retry it, skip the step or set the run aside.',
  };
}
