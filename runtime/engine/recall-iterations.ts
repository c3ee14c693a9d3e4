/**
 * A loop keeps no iteration that ended without trouble, also where something in it was confirmed. When that is to be undone (CMP-1) the
 * iterations come back from the run's journal: into new places of its plan, with what their steps gave.
 */
import type { TimedBody } from '../store/engine-rows.ts';
import type { Plan } from './plan.ts';
import { addIteration } from './plan-instances.ts';
import type { PlanState } from './run-state.ts';

export interface FoldedRun {
  readonly plan: Plan;
  readonly state: PlanState;
}

/** Whether what was forgotten is wanted from here on. */
export function beginsUndoing(event: { readonly type: string; readonly action?: string }): boolean {
  return event.type === 'compensation-started' || (event.type === 'operator-acted' && event.action === 'compensate');
}

/** `whole`: the same run, folded from the same events without forgetting anything that was confirmed. */
export function recallIterations({ plan, state }: FoldedRun, whole: FoldedRun, events: readonly TimedBody[]): void {
  for (const { index, kind, iterations } of whole.plan.scopes) if (kind === 'iteration' && iterations.length > 0) recall(index);
  // Items are dropped when their loop ends, and compensations are computed from them.
  for (const event of events) {
    const loop = event.type === 'loop-started' ? plan.indexByPath.get(event.path) : undefined;
    if (event.type !== 'loop-started' || loop === undefined || state.loops.has(loop)) continue;
    const { items, concurrency, onItemError, until } = event;
    const done = { over: false, next: items.length, results: [], errors: [], live: new Map() };
    state.loops.set(loop, { items, concurrency, onItemError, until, ...done });
  }
  state.confirmed.clear();
  for (const index of whole.state.confirmed) {
    const here = plan.indexByPath.get(whole.plan.nodes[index]!.path);
    if (here !== undefined) state.confirmed.add(here);
  }

  /** Those around it first: its loop may stand in an iteration that is not there either. */
  function recall(scope: number): void {
    const { nodes, caller, iterations } = whole.plan.scopes[scope]!;
    const [first] = nodes;
    if (first === undefined || !isOccupied(first)) return;
    const loop = whole.plan.nodes[caller]!;
    const around = iterationAround(loop.scope);
    if (around !== undefined) recall(around);
    if (plan.indexByPath.has(whole.plan.nodes[first]!.path)) return;
    const places = addIteration(plan, state, plan.nodes[plan.indexByPath.get(loop.path)!]!, iterations.at(-1)!, undefined);
    copyScope(scope, places.scopes[0]!);
  }

  /** Places of iterations that nobody needs have no paths. */
  function isOccupied(node: number): boolean {
    return whole.plan.indexByPath.get(whole.plan.nodes[node]!.path) === node;
  }

  function iterationAround(scope: number): number | undefined {
    for (let at = scope; at !== -1; ) {
      const { kind, caller } = whole.plan.scopes[at]!;
      if (kind === 'iteration') return at;
      at = caller === -1 ? -1 : whole.plan.nodes[caller]!.scope;
    }
    return undefined;
  }

  function copyScope(from: number, to: number): void {
    state.scopes[to] = { ...whole.state.scopes[from]! };
    state.triggers[to] = whole.state.triggers[from];
    const copies = plan.scopes[to]!.nodes;
    for (const [place, node] of whole.plan.scopes[from]!.nodes.entries()) {
      const copy = copies[place]!;
      copyNode(node, copy);
      const { kind, calls } = whole.plan.nodes[node]!;
      if (kind === 'call' || kind === 'block') copyScope(calls, plan.nodes[copy]!.calls);
    }
  }

  /** It has ended, so no sum changes. */
  function copyNode(from: number, to: number): void {
    for (const part of ['status', 'taken', 'dead', 'attempt', 'failures'] as const) state[part][to] = whole.state[part][from]!;
    state.outputs[to] = whole.state.outputs[from];
    state.startedAt[to] = whole.state.startedAt[from];
    const details = whole.state.details.get(from);
    if (details !== undefined) state.details.set(to, { ...details });
  }
}
