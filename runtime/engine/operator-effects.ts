/** What an operator's action does to a run; `operator-actions.ts` has judged that it is possible. */
import type { RunError } from '#flows/run.ts';
import type { TimedBody } from '../store/engine-rows.ts';
import { beginAgain } from './begin-again.ts';
import type { Command } from './commands.ts';
import { beginCompensation, noteConfirmed } from './compensation.ts';
import { leave, makeReady } from './edge-walk.ts';
import { readWriteKey } from './effect-ledger.ts';
import { findUndoing } from './find-undoing.ts';
import { getNode, type Plan } from './plan.ts';
import { close } from './run-endings.ts';
import { detailsOf, findDetails, nodesWithStatus, type PlanState, STATUS, setStatus } from './run-state.ts';
import { undoesAnything } from './step-decisions.ts';

export function actOn(plan: Plan, state: PlanState, event: TimedBody & { type: 'operator-acted' }, commands: Command[]): void {
  if (event.action === 'cancel' || event.action === 'set-aside') {
    close(plan, state, { kind: event.action, by: event.by, reason: event.reason }, commands);
    return;
  }
  if (event.action === 'compensate') {
    const parked = nodesWithStatus(state, STATUS.parked)[0];
    const error = parked === undefined ? undefined : findDetails(state, parked)?.error;
    const byHand: RunError = { class: 'rejected', code: 'compensated', message: `Undone by ${event.by}: ${event.reason}` };
    beginCompensation(plan, state, { cause: error ?? byHand }, commands);
    return;
  }
  if (event.action === 'edit' && event.path === undefined) {
    beginAgain(plan, state, event.data ?? null, commands);
    return;
  }
  if (event.path === undefined) return;
  const { index } = getNode(plan, event.path);
  const details = detailsOf(state, index);
  if (event.action === 'skip') {
    details.given = { port: event.port ?? plan.nodes[index]!.firstPort, output: event.data ?? null };
    details.skipped = true;
  }
  if (event.action === 'edit') details.config = event.data ?? null;
  if (event.action === 'mark-confirmed' || event.action === 'mark-not-applied') details.unknownEffect = undefined;
  if (event.action === 'mark-confirmed') noteConfirmed(plan, state, index);
  if (findUndoing(plan, state, index) !== undefined && !undoesAnything(plan, index) && event.action !== 'retry') {
    // It is known now, or given up; nobody needs its result any more.
    setStatus(plan, state, index, STATUS.failed);
    return;
  }
  const chosen = event.action === 'send-again' && event.effectKey !== undefined ? readWriteKey(event.effectKey) : undefined;
  if (chosen !== undefined) {
    details.again = new Map(details.again).set(chosen.ordinal, chosen.epoch + 1);
    if (details.unknownEffect === event.effectKey) details.unknownEffect = undefined;
  }
  tryAgain(plan, state, index, chosen === undefined && (event.action === 'edit' || event.action === 'send-again'), commands);
}

/** `asNew`: the request is another one, so it goes out under a key of its own (STP-3). */
function tryAgain(plan: Plan, state: PlanState, index: number, asNew: boolean, commands: Command[]): void {
  if (index === plan.scopes[0]!.trigger) {
    // The run had not begun.
    setStatus(plan, state, index, STATUS.completed);
    leave(plan, state, index, plan.nodes[index]!.firstPort, commands);
    return;
  }
  const details = detailsOf(state, index);
  if (asNew) {
    details.epoch = Math.max(details.epoch ?? 0, ...(details.again?.values() ?? [])) + 1;
    details.leastEpoch = details.epoch;
    details.unknownEffect = undefined;
  }
  details.failure = undefined;
  state.failures[index] = 0;
  const status = state.status[index]!;
  if (status === STATUS.waiting || status === STATUS.retrying || status === STATUS.held) commands.push({ kind: 'close-wait', node: index });
  makeReady(plan, state, index, commands);
}
