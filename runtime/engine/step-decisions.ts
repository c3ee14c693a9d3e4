/** What a step is owed in the state it is in: an attempt, a result, a retry, a hold, its error port, an operator (RTY-1, LAN-3). */
import type { Json } from '#flows/json.ts';
import type { RunError } from '#flows/run.ts';
import type { ParkReason } from '#flows/trace.ts';
import type { Command } from './commands.ts';
import { findUndoing, isDoomed } from './find-undoing.ts';
import type { Plan, PlanNode, PlanScope } from './plan.ts';
import { retryDelayMs } from './retry-policy.ts';
import { findDetails, type PlanState, STATUS } from './run-state.ts';

/** What a flow gives: the body of its answer, else the output of the step that completed last. */
export function outputOf(plan: Plan, state: PlanState, scope: number): Json | undefined {
  const { responded, lastCompleted } = state.scopes[scope]!;
  if (responded !== -1) {
    const output = state.outputs[responded];
    return typeof output === 'object' && output !== null && 'body' in output ? (output as { readonly body: Json }).body : output;
  }
  return lastCompleted === -1 || lastCompleted === plan.scopes[scope]!.trigger ? undefined : state.outputs[lastCompleted];
}

/** The command a node is owed in the state it is in; a restart asks this of every node. */
export function decide(plan: Plan, state: PlanState, index: number, commands: Command[]): void {
  const node = plan.nodes[index]!;
  const details = findDetails(state, index);
  switch (state.status[index]) {
    case STATUS.ready: {
      const given = details?.given ?? (state.seed.size === 0 ? undefined : state.seed.get(node.path));
      if (given !== undefined) commands.push({ kind: 'complete-step', node: index, port: given.port, output: given.output });
      else commands.push({ kind: BEGINNINGS[node.kind], node: index });
      return;
    }
    case STATUS.running:
      if (details?.failure !== undefined) decideFailure(plan, state, node, details.failure, commands);
      return;
    case STATUS.calling:
      leaveInner(plan, state, node, commands);
      return;
  }
}

const BEGINNINGS = {
  trigger: 'run-step',
  step: 'run-step',
  call: 'enter-call',
  block: 'enter-scope',
  loop: 'enter-loop',
} as const satisfies Record<PlanNode['kind'], Command['kind']>;

/** RTY-1, LAN-3: retried, held, out by the error port, or whatever `onFailure` says. */
function decideFailure(
  plan: Plan,
  state: PlanState,
  node: PlanNode,
  { error, at, circuitOpen }: { readonly error: RunError; readonly at: string; readonly circuitOpen?: string },
  commands: Command[],
): void {
  const { index } = node;
  const unknown = findDetails(state, index)?.unknownEffect !== undefined;
  const compensation = findUndoing(plan, state, index);
  const undoing = compensation !== undefined && undoesAnything(plan, index);
  // The run, or the scope, is being undone: what has no part in that need not succeed any more.
  if (compensation !== undefined && !undoing && !unknown) {
    commands.push({ kind: 'fail-step', node: index, error });
    return;
  }
  if (circuitOpen !== undefined) {
    commands.push({ kind: 'hold', node: index, connection: circuitOpen });
    return;
  }
  const reason = parkReasonOf(error);
  if (error.class === 'internal' || PARKING_CODES.has(error.code)) {
    commands.push({ kind: 'park', node: index, error, reason });
    return;
  }
  const delay =
    error.code === DEADLINE_PASSED
      ? undefined
      : retryDelayMs(node.retry, state.failures[index]!, error, `${state.originRunId}/${node.path}/${state.attempt[index]!}`);
  if (delay !== undefined) {
    commands.push({ kind: 'schedule-retry', node: index, dueAt: new Date(Date.parse(at) + delay).toISOString() });
    return;
  }
  // Nobody may say that it failed while it may have happened (STP-4).
  if (unknown) {
    commands.push({ kind: 'park', node: index, error, reason: 'unknown-effect' });
    return;
  }
  const catcher = error.code === DEADLINE_PASSED ? undefined : findCatcher(plan, state, node);
  if (undoing) {
    const { cause } = compensation;
    if (catcher !== undefined && undoesAnything(plan, 'node' in catcher ? catcher.node : catcher.loop))
      commands.push(caught(catcher, error));
    else commands.push({ kind: 'park', node: index, error: withFirstCause(error, cause), reason: 'compensation-failed' });
  } else if (catcher !== undefined && 'node' in catcher && plan.nodes[catcher.node]!.undoesInside)
    commands.push({ kind: 'compensate', node: index, block: catcher.node, cause: error });
  else if (catcher !== undefined) commands.push(caught(catcher, error));
  else if (plan.onFailure === 'continue') commands.push({ kind: 'fail-step', node: index, error });
  else if (plan.onFailure === 'compensate') commands.push({ kind: 'compensate', node: index, cause: error });
  else commands.push({ kind: 'park', node: index, error, reason });
}

function caught(catcher: Catcher, error: RunError): Command {
  return 'node' in catcher ? { kind: 'fail-step', node: catcher.node, error } : { kind: 'fail-iteration', ...catcher, error };
}

/** CMP-1: a compensation that fails never hides why the run is undone. */
function withFirstCause(error: RunError, cause: RunError): RunError {
  return { ...error, details: [...(error.details ?? []), { firstCause: cause.message, code: cause.code, class: cause.class }] };
}

export const DEADLINE_PASSED = 'deadline-passed';
const PARKING_CODES: ReadonlySet<string> = new Set(['unknown-effect', 'changed-by-somebody-else', 'quarantined']);

function parkReasonOf(error: RunError): ParkReason {
  switch (error.code) {
    case 'unknown-effect':
    case 'changed-by-somebody-else':
    case 'quarantined':
    case 'damaged':
      return error.code;
  }
  if (error.class === 'internal') return 'internal';
  return error.class === 'denied' ? 'needs-credential' : 'failed';
}

type Catcher = { readonly node: number } | { readonly loop: number; readonly number: number };

/** The node itself when its error port leads somewhere, else the nearest call or container around it whose does, or that collects errors. */
export function findCatcher(plan: Plan, state: PlanState, node: PlanNode): Catcher | undefined {
  for (let at: PlanNode | undefined = node; at !== undefined; ) {
    if (at.hasErrorEdge) return { node: at.index };
    const { kind, caller, iterations }: PlanScope = plan.scopes[at.scope]!;
    if (kind === 'iteration' && state.loops.get(caller)?.onItemError === 'collect') return { loop: caller, number: iterations.at(-1)! };
    at = plan.nodes[caller];
  }
  return undefined;
}

/** A call or block ends when nothing is open in it, a loop when all its items have ended. */
export function leaveInner(plan: Plan, state: PlanState, node: PlanNode, commands: Command[]): void {
  const { index } = node;
  if (state.status[index] !== STATUS.calling || state.closing !== undefined || state.undoing.has(index) || isDoomed(plan, state, index))
    return;
  if (node.kind !== 'loop') {
    if (state.scopes[node.calls]!.open > 0) return;
    commands.push({ kind: 'complete-step', node: index, port: 'out', output: outputOf(plan, state, node.calls) ?? null });
    return;
  }
  const looping = state.loops.get(index);
  if (looping === undefined || looping.live.size > 0) return;
  const left = looping.items.length - looping.next;
  if (left > 0 && !looping.over) return;
  const output = {
    items: looping.results,
    errors: looping.errors as unknown as Json,
    ...(looping.until === undefined
      ? {}
      : { begun: looping.next, last: looping.items[looping.next - 1] ?? null, left, windowOver: looping.over }),
  };
  commands.push({ kind: 'complete-step', node: index, port: 'out', output });
}

/** The flow that the scope stands in, through blocks and iterations. */
export function flowScopeOf(plan: Plan, scope: number): number {
  let at = scope;
  while (plan.scopes[at]!.kind !== 'flow') at = plan.nodes[plan.scopes[at]!.caller]!.scope;
  return at;
}

/** A compensation, what follows it, or anything inside of a flow that one of them calls. */
export function undoesAnything(plan: Plan, index: number): boolean {
  for (let at = index; at !== -1; at = plan.scopes[plan.nodes[at]!.scope]!.caller) if (plan.nodes[at]!.undoes !== -1) return true;
  return false;
}

/** True when the node stands in a called flow that its caller has left. */
export function isLeft(plan: Plan, state: PlanState, index: number): boolean {
  if (undoesAnything(plan, index) && findUndoing(plan, state, index) !== undefined) return false;
  for (let scope = plan.nodes[index]!.scope; scope > 0; scope = plan.nodes[plan.scopes[scope]!.caller]!.scope) {
    if (state.scopes[scope]!.closed) return true;
  }
  return false;
}
