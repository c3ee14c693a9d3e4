/** How a step's end reaches those behind it: edges taken or dead, nodes started or skipped. */
import type { Command } from './commands.ts';
import { findUndoing, isDoomed } from './find-undoing.ts';
import type { Plan, PlanNode } from './plan.ts';
import { addIteration, clearIteration } from './plan-instances.ts';
import { findDetails, isOpenNode, type Places, type PlanState, STATUS, setStatus } from './run-state.ts';
import { decide, leaveInner, outputOf, undoesAnything } from './step-decisions.ts';

/** Takes the edges of the port, lets the others die, and starts or skips what that decides. */
export function leave(plan: Plan, state: PlanState, index: number, port: string, commands: Command[]): void {
  const ready: number[] = [];
  const dying: number[] = [];
  for (const edge of plan.nodes[index]!.outgoing) {
    if (edge.port === port) takeEdge(plan, state, edge.to, ready, dying);
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
  if (ready.length === 0) leaveAround(plan, state, plan.nodes[index]!.scope, commands);
}

/** What is around a scope ends with it: a call, a block, the iteration of a loop. */
function leaveAround(plan: Plan, state: PlanState, scope: number, commands: Command[]): void {
  const { kind, caller } = plan.scopes[scope]!;
  if (kind === 'iteration') endIteration(plan, state, scope, commands);
  else if (caller !== -1) leaveInner(plan, state, plan.nodes[caller]!, commands);
}

/** A block begins at every node that no edge leads to. */
export function enterBody(plan: Plan, state: PlanState, scope: number, commands: Command[]): void {
  for (const root of plan.scopes[scope]!.roots) makeReady(plan, state, root, commands);
}

/** As many items as may run at once, first ones first, none after the hard stop; the loop itself ends when none is left. */
export function goOnWithLoop(plan: Plan, state: PlanState, loop: PlanNode, commands: Command[]): void {
  const looping = state.loops.get(loop.index);
  if (looping === undefined || state.closing !== undefined || isDoomed(plan, state, loop.index)) return;
  if (findUndoing(plan, state, loop.index) !== undefined) return;
  const isEmpty = plan.scopes[loop.calls]!.roots.length === 0;
  while (looping.next < looping.items.length && looping.live.size < looping.concurrency) {
    // WAI-4: judged by the time of the event that would begin it, so that folding the journal comes to the same.
    if (looping.until !== undefined && Date.parse(state.now) >= Date.parse(looping.until)) {
      looping.over = true;
      break;
    }
    const number = looping.next;
    looping.next += 1;
    looping.results[number] = null;
    if (isEmpty) continue;
    const places = addIteration(plan, state, loop, number, state.freePlaces.get(loop.calls)?.pop());
    looping.live.set(number, places);
    enterBody(plan, state, places.scopes[0]!, commands);
  }
  leaveInner(plan, state, loop, commands);
}

function endIteration(plan: Plan, state: PlanState, scope: number, commands: Command[]): void {
  const { caller, iterations } = plan.scopes[scope]!;
  const looping = state.loops.get(caller);
  const number = iterations.at(-1)!;
  const places = looping?.live.get(number);
  if (looping === undefined || places === undefined || state.scopes[scope]!.open > 0 || state.closing !== undefined) return;
  const loop = plan.nodes[caller]!;
  looping.results[number] = outputOf(plan, state, scope) ?? null;
  looping.live.delete(number);
  if (isForgettable(state, places)) {
    for (const node of places.nodes) if (state.confirmed.delete(node)) state.forgot = true;
    clearIteration(plan, state, places);
    const free = state.freePlaces.get(loop.calls);
    if (free === undefined) state.freePlaces.set(loop.calls, [places]);
    else free.push(places);
  }
  goOnWithLoop(plan, state, loop, commands);
}

/** Nothing that waited or failed, since commands about it may be on their way. What could have to be undone is in the journal. */
function isForgettable(state: PlanState, { nodes }: Places): boolean {
  return nodes.every((node) => !state.details.has(node) && !(state.keepsAll && state.confirmed.has(node)) && !isOpenNode(state, node));
}

function takeEdge(plan: Plan, state: PlanState, to: number, ready: number[], dying: number[]): void {
  if (state.status[to] !== STATUS.idle) return;
  const node = plan.nodes[to]!;
  const alive = node.incoming - state.dead[to]!;
  if (node.needs > alive) {
    // A join that waits for more ways than were ever drawn: nobody may wait for it.
    setStatus(plan, state, to, STATUS.skipped);
    for (const edge of node.outgoing) dying.push(edge.to);
    return;
  }
  state.taken[to] = state.taken[to]! + 1;
  if (state.taken[to] === (node.needs > 0 ? node.needs : alive)) ready.push(to);
}

export function makeReady(plan: Plan, state: PlanState, index: number, commands: Command[]): void {
  if (state.closing !== undefined || !mayBegin(plan, state, index)) return;
  if (state.attempt[index] === 0) state.attempt[index] = 1;
  setStatus(plan, state, index, STATUS.ready);
  decide(plan, state, index, commands);
}

/** While a run, or a scope, undoes what it did, or the run is about to fail behind that, only compensations begin, and steps whose effect is unknown, to find out (CMP-1). */
function mayBegin(plan: Plan, state: PlanState, index: number): boolean {
  if (isDoomed(plan, state, index)) return false;
  return (
    findUndoing(plan, state, index) === undefined || undoesAnything(plan, index) || findDetails(state, index)?.unknownEffect !== undefined
  );
}
