/** How a step's end reaches those behind it: edges taken or dead, nodes started or skipped. */
import type { Command } from './commands.ts';
import type { Plan } from './plan.ts';
import { findDetails, type PlanState, STATUS, setStatus } from './run-state.ts';
import { decide, leaveCall, undoesAnything } from './step-decisions.ts';

/** Takes the edges of the port, lets the others die, and starts or skips what that decides. */
export function leave(plan: Plan, state: PlanState, index: number, port: string, commands: Command[]): void {
  const ready: number[] = [];
  const dying: number[] = [];
  for (const edge of plan.nodes[index]!.outgoing) {
    if (edge.port === port) takeEdge(plan, state, edge.to, ready);
    else dying.push(edge.to);
  }
  for (let next = dying.pop(); next !== undefined; next = dying.pop()) {
    const node = plan.nodes[next]!;
    if (state.status[next] !== STATUS.idle) continue;
    state.dead[next] = state.dead[next]! + 1;
    const alive = node.incoming - state.dead[next]!;
    if (node.needs > 0 ? alive < node.needs : state.taken[next] === 0 && alive === 0) {
      setStatus(plan, state, next, STATUS.skipped);
      for (const edge of node.outgoing) dying.push(edge.to);
    } else if (node.needs === 0 && state.taken[next]! === alive) ready.push(next);
  }
  for (const next of ready) makeReady(plan, state, next, commands);
  if (ready.length === 0) leaveCallAround(plan, state, plan.nodes[index]!.scope, commands);
}

function leaveCallAround(plan: Plan, state: PlanState, scope: number, commands: Command[]): void {
  const { caller } = plan.scopes[scope]!;
  if (caller !== -1) leaveCall(plan, state, plan.nodes[caller]!, commands);
}

function takeEdge(plan: Plan, state: PlanState, to: number, ready: number[]): void {
  if (state.status[to] !== STATUS.idle) return;
  const node = plan.nodes[to]!;
  state.taken[to] = state.taken[to]! + 1;
  const needed = node.needs > 0 ? node.needs : node.incoming - state.dead[to]!;
  if (state.taken[to] === needed) ready.push(to);
}

export function makeReady(plan: Plan, state: PlanState, index: number, commands: Command[]): void {
  if (state.closing !== undefined || !mayBegin(plan, state, index)) return;
  if (state.attempt[index] === 0) state.attempt[index] = 1;
  setStatus(plan, state, index, STATUS.ready);
  decide(plan, state, index, commands);
}

/** While a run undoes what it did, only compensations begin, and steps whose effect is unknown, to find out (CMP-1). */
function mayBegin(plan: Plan, state: PlanState, index: number): boolean {
  return state.compensation === undefined || undoesAnything(plan, index) || findDetails(state, index)?.unknownEffect !== undefined;
}
