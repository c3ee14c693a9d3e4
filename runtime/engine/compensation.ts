/**
 * Undoing what a run has done (CMP-1, CMP-2): confirmed effects, last first, each by the node that its step names. Nothing new begins
 * meanwhile; what is under way ends by itself, and what is unknown is found out before anything is undone.
 */
import type { RunError } from '#flows/run.ts';
import type { TimedBody } from '../store/engine-rows.ts';
import type { Command } from './commands.ts';
import { makeReady } from './edge-walk.ts';
import { findUndoing } from './find-undoing.ts';
import { getNode, type Plan } from './plan.ts';
import { type Compensation, detailsOf, findDetails, isOpenNode, type PlanState, STATUS, setStatus } from './run-state.ts';
import { undoesAnything } from './step-decisions.ts';

/** The step whose compensation undoes what this node did: itself, or the outermost completed call around it that has one. -1: none. */
export function findUndoable(plan: Plan, state: PlanState, index: number): number {
  let found = plan.nodes[index]!.compensate === -1 ? -1 : index;
  for (let at = plan.scopes[plan.nodes[index]!.scope]!.caller; at !== -1; at = plan.scopes[plan.nodes[at]!.scope]!.caller) {
    const isDone = state.status[at] === STATUS.completed || state.status[at] === STATUS.compensated;
    if (plan.nodes[at]!.compensate !== -1 && isDone) found = at;
  }
  return found;
}

/** An effect of the node is confirmed: it would be undone before those that were confirmed earlier. */
export function noteConfirmed(plan: Plan, state: PlanState, index: number): void {
  if (undoesAnything(plan, index)) return;
  state.confirmed.delete(index);
  state.confirmed.add(index);
}

export function beginCompensation(
  plan: Plan,
  state: PlanState,
  { path, cause }: { readonly path?: string; readonly cause: RunError },
  commands: Command[],
): void {
  if (state.compensation !== undefined || state.closing !== undefined) return;
  state.compensation = newCompensation(cause);
  // What scopes had begun to undo is undone with the rest.
  state.undoing.clear();
  if (path !== undefined) markFailed(plan, state, path, cause);
  for (const { index } of plan.nodes) leaveAlone(plan, state, index, commands);
}

/** CMP-3: a scope undoes its own steps, and nothing else. */
export function beginScopeCompensation(
  plan: Plan,
  state: PlanState,
  { path, scope, cause }: { readonly path?: string; readonly scope: string; readonly cause: RunError },
  commands: Command[],
): void {
  const block = getNode(plan, scope).index;
  if (state.compensation !== undefined || state.closing !== undefined || state.undoing.has(block)) return;
  const compensation = newCompensation(cause);
  state.undoing.set(block, compensation);
  if (path !== undefined) markFailed(plan, state, path, cause);
  for (const { index } of plan.nodes) if (findUndoing(plan, state, index) === compensation) leaveAlone(plan, state, index, commands);
}

function newCompensation(cause: RunError): Compensation {
  return { cause, restored: [], left: [], asked: false, ended: false };
}

function markFailed(plan: Plan, state: PlanState, path: string, cause: RunError): void {
  const failed = getNode(plan, path).index;
  const details = detailsOf(state, failed);
  details.failure = undefined;
  details.error = cause;
  setStatus(plan, state, failed, STATUS.failed);
}

/** What runs may end by itself; a step whose effect is unknown begins once more, to ask and to send nothing; the rest ends here. */
function leaveAlone(plan: Plan, state: PlanState, index: number, commands: Command[]): void {
  // What a scope has begun to undo is undone to its end.
  if (!isOpenNode(state, index) || undoesAnything(plan, index)) return;
  const status = state.status[index]!;
  const details = findDetails(state, index);
  if (status === STATUS.running && details?.failure === undefined) return;
  if (status === STATUS.waiting || status === STATUS.retrying || status === STATUS.held) commands.push({ kind: 'close-wait', node: index });
  if (details?.unknownEffect === undefined) setStatus(plan, state, index, STATUS.skipped);
  else {
    details.failure = undefined;
    state.failures[index] = 0;
    makeReady(plan, state, index, commands);
  }
}

/** The next step is undone when nothing is under way; true once all is undone that can be, and the journal says so. */
export function settleCompensation(plan: Plan, state: PlanState, commands: Command[]): boolean {
  const { compensation } = state;
  if (compensation === undefined || compensation.ended) return true;
  if (!compensation.asked && state.active + state.waiting + state.held + state.parked === 0)
    undoNext(plan, state, compensation, {}, commands);
  return false;
}

/** The same for each scope that undoes its own; then it fails as any step that has an error edge. */
export function settleScopes(plan: Plan, state: PlanState, commands: Command[]): void {
  for (const [block, compensation] of state.undoing) {
    if (compensation.asked) continue;
    if (compensation.ended) {
      compensation.asked = true;
      commands.push({ kind: 'fail-step', node: block, error: compensation.cause });
    } else if (!isBusy(plan, state, compensation)) undoNext(plan, state, compensation, { block }, commands);
  }
}

/** Containers and calls end with what is in them. */
function isBusy(plan: Plan, state: PlanState, compensation: Compensation): boolean {
  return plan.nodes.some(
    ({ index }) => isOpenNode(state, index) && state.status[index] !== STATUS.calling && findUndoing(plan, state, index) === compensation,
  );
}

function undoNext(plan: Plan, state: PlanState, compensation: Compensation, where: { readonly block?: number }, commands: Command[]): void {
  const step = nextToUndo(plan, state, compensation);
  if (step === undefined) {
    compensation.asked = true;
    const { restored, left } = compensation;
    commands.push({ kind: 'end-compensation', ...where, restored: pathsOf(plan, restored), left: pathsOf(plan, left) });
    return;
  }
  const undo = plan.nodes[step]!.compensate;
  if (state.status[undo] === STATUS.idle) makeReady(plan, state, undo, commands);
  else {
    compensation.asked = true;
    const restored = state.status[undo] === STATUS.completed && findDetails(state, undo)?.skipped !== true;
    commands.push({ kind: 'note-compensated', node: step, restored });
  }
}

export function noteCompensated(plan: Plan, state: PlanState, { path, restored }: TimedBody & { type: 'step-compensated' }): void {
  const { index } = getNode(plan, path);
  const compensation = findUndoing(plan, state, index);
  if (compensation === undefined) return;
  compensation.asked = false;
  (restored ? compensation.restored : compensation.left).push(index);
  if (restored) setStatus(plan, state, index, STATUS.compensated);
}

/** What a scope has undone, or could not undo, is nobody's business any more. */
export function endScopeCompensation(plan: Plan, state: PlanState, scope: string): void {
  const compensation = state.undoing.get(getNode(plan, scope).index);
  if (compensation === undefined) return;
  for (const index of [...state.confirmed])
    if (findUndoing(plan, state, index) === compensation && compensation.restored.includes(findUndoable(plan, state, index)))
      state.confirmed.delete(index);
  compensation.asked = false;
  compensation.ended = true;
}

/** What was confirmed while the compensation had begun already is undone too: last first, whenever it came. */
function nextToUndo(plan: Plan, state: PlanState, compensation: Compensation): number | undefined {
  const { restored, left } = compensation;
  for (const index of [...state.confirmed].reverse()) {
    if (findUndoing(plan, state, index) !== compensation) continue;
    const step = findUndoable(plan, state, index);
    if (step === -1) {
      if (!left.includes(index)) left.push(index);
    } else if (!restored.includes(step) && !left.includes(step)) return step;
  }
  return undefined;
}

function pathsOf(plan: Plan, nodes: readonly number[]): readonly string[] {
  return nodes.map((node) => plan.nodes[node]!.path);
}
