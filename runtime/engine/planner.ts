/**
 * `advance(plan, state, event) → { state, commands }`: the rules of how a run goes on (SPEC.md), without clock, network, database or
 * chance; those come in with the events. The journal's events are exactly the planner's, so folding a run's journal gives its state
 * and `resume` what was asked for and not yet answered.
 */
import type { Json } from '#flows/json.ts';
import type { TimedBody } from '../store/engine-rows.ts';
import type { Command } from './commands.ts';
import {
  beginCompensation,
  beginScopeCompensation,
  endScopeCompensation,
  noteCompensated,
  noteConfirmed,
  settleCompensation,
  settleScopes,
} from './compensation.ts';
import { enterBody, goOnWithLoop, leave, makeReady } from './edge-walk.ts';
import { isDoomed } from './find-undoing.ts';
import { actOn } from './operator-effects.ts';
import { getNode, type Plan, type PlanNode } from './plan.ts';
import { ownPlan } from './plan-instances.ts';
import { beginsUndoing, recallIterations } from './recall-iterations.ts';
import { failIteration, failStep, parkRun, parkStep, passDeadline } from './run-endings.ts';
import { createState, detailsOf, dropEmptyDetails, findDetails, type PlanState, STATUS, setStatus } from './run-state.ts';
import { decide, flowScopeOf, isLeft, leaveInner, outputOf } from './step-decisions.ts';

/** What happens to a run: its journal's events, and one that needs no row because its timer is a row. */
export type PlannerEvent = TimedBody | { readonly type: 'retry-due'; readonly path: string; readonly at: string };

export interface Advance {
  /** The state that was given, changed: use only this one. */
  readonly state: PlanState;
  readonly commands: readonly Command[];
}

export function advance(plan: Plan, state: PlanState, event: PlannerEvent): Advance {
  const commands: Command[] = [];
  apply(plan, state, event, commands);
  settle(plan, state, commands);
  return { state, commands };
}

/** The state after all events of a run; the first must be its `run-accepted`. */
export function fold(plan: Plan, runId: string, events: readonly TimedBody[], keepsAll = false): PlanState {
  const [accepted] = events;
  if (accepted?.type !== 'run-accepted') throw new Error(`The journal of run ${runId} does not begin with its acceptance.`);
  const state = acceptRun(plan, runId, accepted, keepsAll);
  const dropped: Command[] = [];
  for (let index = 1; index < events.length; index += 1) {
    const event = events[index]!;
    // Until its answer is read, nobody knows: the process may have ended in between (STP-4).
    if (beginsUndoing(event)) recall(plan, state, events.slice(0, index));
    if (event.type === 'effect-intended') detailsOf(state, getNode(plan, event.path).index).unknownEffect = event.effectKey;
    apply(plan, state, event, dropped);
    dropped.length = 0;
  }
  return state;
}

/** What loops have forgotten comes back from the run's events so far, before it is undone. */
export function recall(plan: Plan, state: PlanState, events: readonly TimedBody[]): void {
  if (!state.forgot || state.keepsAll || plan.shared === undefined) return;
  const whole = ownPlan(plan.shared);
  recallIterations({ plan, state }, { plan: whole, state: fold(whole, state.runId, events, true) }, events);
  state.forgot = false;
}

export function acceptRun(plan: Plan, runId: string, accepted: TimedBody & { type: 'run-accepted' }, keepsAll = false): PlanState {
  const seed = accepted.seed === undefined ? undefined : new Map(accepted.seed.map(({ path, port, output }) => [path, { port, output }]));
  return createState(plan, runId, accepted.originRunId ?? runId, accepted.trigger, seed, keepsAll);
}

/**
 * The commands that are open in a folded state: what a restart goes on with. An attempt that was under way when the process ended
 * is made again with the next number; the effect ledger knows what it had done.
 */
export function resume(plan: Plan, state: PlanState): Advance {
  const commands: Command[] = [];
  if (state.final === undefined && state.started) {
    state.endAsked = false;
    if (state.compensation !== undefined) state.compensation.asked = false;
    for (const compensation of state.undoing.values()) compensation.asked = false;
    for (const { index } of plan.nodes) {
      if (state.status[index] === STATUS.running && findDetails(state, index)?.failure === undefined) {
        state.attempt[index] = state.attempt[index]! + 1;
        setStatus(plan, state, index, STATUS.ready);
      }
      decide(plan, state, index, commands);
    }
    settle(plan, state, commands);
  }
  return { state, commands };
}

function apply(plan: Plan, state: PlanState, event: PlannerEvent, commands: Command[]): void {
  state.now = event.at;
  switch (event.type) {
    case 'run-started':
      state.started = true;
      leave(plan, state, plan.scopes[0]!.trigger, plan.nodes[plan.scopes[0]!.trigger]!.firstPort, commands);
      return;
    case 'step-started': {
      const { index } = getNode(plan, event.path);
      state.startedAt[index] ??= event.at;
      state.attempt[index] = event.attempt;
      setStatus(plan, state, index, STATUS.running);
      return;
    }
    case 'step-completed':
      completeStep(plan, state, event, commands);
      return;
    case 'attempt-failed': {
      const { index } = getNode(plan, event.path);
      state.startedAt[index] ??= event.at;
      if (state.status[index] === STATUS.ready) setStatus(plan, state, index, STATUS.running);
      state.attempt[index] = event.attempt + 1;
      if (event.circuitOpen === undefined) state.failures[index] = state.failures[index]! + 1;
      const details = detailsOf(state, index);
      details.failure = {
        error: event.error,
        at: event.at,
        ...(event.circuitOpen === undefined ? {} : { circuitOpen: event.circuitOpen }),
      };
      details.error = event.error;
      if (state.closing !== undefined || isDoomed(plan, state, index) || isLeft(plan, state, index)) {
        details.failure = undefined;
        setStatus(plan, state, index, STATUS.failed);
      } else decide(plan, state, index, commands);
      return;
    }
    case 'retry-scheduled': {
      const { index } = getNode(plan, event.path);
      const details = detailsOf(state, index);
      details.failure = undefined;
      details.dueAt = event.dueAt;
      setStatus(plan, state, index, STATUS.retrying);
      return;
    }
    case 'retry-due': {
      const { index } = getNode(plan, event.path);
      if (state.status[index] === STATUS.retrying) makeReady(plan, state, index, commands);
      return;
    }
    case 'step-failed':
      failStep(plan, state, getNode(plan, event.path), event.error, commands);
      return;
    case 'step-held': {
      const { index } = getNode(plan, event.path);
      const details = detailsOf(state, index);
      details.failure = undefined;
      details.heldBy = event.connection;
      setStatus(plan, state, index, STATUS.held);
      return;
    }
    case 'step-released': {
      const { index } = getNode(plan, event.path);
      if (state.status[index] === STATUS.held) makeReady(plan, state, index, commands);
      return;
    }
    case 'effect-unknown':
      detailsOf(state, getNode(plan, event.path).index).unknownEffect = event.effectKey;
      return;
    case 'effect-probed':
    case 'effect-confirmed':
    case 'effect-refused': {
      const { index } = getNode(plan, event.path);
      if (event.type === 'effect-confirmed' || event.verdict === 'confirmed') noteConfirmed(plan, state, index);
      const details = findDetails(state, index);
      if (details?.unknownEffect === event.effectKey && event.verdict !== 'changed-by-somebody-else') details.unknownEffect = undefined;
      return;
    }
    case 'wait-started': {
      const { index } = getNode(plan, event.path);
      const details = detailsOf(state, index);
      details.wait = event.wait;
      if (event.wait.kind !== 'again') details.waitingSince ??= event.at;
      details.resume = undefined;
      state.startedAt[index] ??= event.at;
      if (state.attempt[index] === 0) state.attempt[index] = 1;
      setStatus(plan, state, index, STATUS.waiting);
      return;
    }
    case 'wait-ended': {
      const { index } = getNode(plan, event.path);
      const details = detailsOf(state, index);
      details.resume = resumeOf(details.wait, event);
      details.wait = undefined;
      if (event.by !== 'timer') {
        details.answered = (details.answered ?? 0) + 1;
        details.waitingSince = undefined;
      }
      makeReady(plan, state, index, commands);
      return;
    }
    case 'reply-committed':
      return;
    case 'lane-released':
      state.laneReleased = true;
      return;
    case 'run-parked':
      if (event.path === '') parkRun(plan, state, event.error);
      else parkStep(plan, state, getNode(plan, event.path).index, event.error, commands);
      return;
    case 'loop-started': {
      const loop = getNode(plan, event.path);
      const { items, concurrency, onItemError, until } = event;
      enter(plan, state, loop.index, event.at);
      const progress = { over: false, next: 0, results: [], errors: [], live: new Map() };
      state.loops.set(loop.index, { items, concurrency, onItemError, until, ...progress });
      goOnWithLoop(plan, state, loop, commands);
      return;
    }
    case 'iteration-failed':
      failIteration(plan, state, getNode(plan, event.path), event, commands);
      return;
    case 'scope-entered': {
      const block = getNode(plan, event.path);
      enter(plan, state, block.index, event.at);
      enterBody(plan, state, block.calls, commands);
      leaveInner(plan, state, block, commands);
      return;
    }
    case 'compensation-started':
      if (event.scope === undefined) beginCompensation(plan, state, event, commands);
      else beginScopeCompensation(plan, state, { ...event, scope: event.scope }, commands);
      return;
    case 'step-compensated':
      noteCompensated(plan, state, event);
      return;
    case 'compensation-ended':
      if (event.scope !== undefined) endScopeCompensation(plan, state, event.scope);
      else if (state.compensation !== undefined) state.compensation.ended = true;
      return;
    case 'operator-acted':
      actOn(plan, state, event, commands);
      return;
    case 'deadline-passed':
      passDeadline(plan, state, commands);
      return;
    case 'run-completed':
      end(state, 'completed');
      return;
    case 'run-failed':
      end(state, 'failed');
      return;
    case 'run-cancelled':
      end(state, 'cancelled');
      return;
    case 'run-set-aside':
      end(state, 'set-aside');
      return;
    case 'run-superseded':
      end(state, 'superseded');
      return;
    case 'run-stale':
      end(state, 'stale');
      return;
  }
}

function end(state: PlanState, final: NonNullable<PlanState['final']>): void {
  state.final = final;
  state.endAsked = true;
}

/** What follows from the whole state once an event is applied. */
function settle(plan: Plan, state: PlanState, commands: Command[]): void {
  if (!state.started || state.endAsked) return;
  if (state.closing !== undefined) {
    if (state.active > 0) return;
    state.endAsked = true;
    const { closing } = state;
    commands.push(closing.kind === 'fail' ? { kind: 'fail', error: closing.error } : { ...closing });
    return;
  }
  if (state.compensation !== undefined) {
    if (!settleCompensation(plan, state, commands)) return;
    state.endAsked = true;
    commands.push({ kind: 'fail', error: state.compensation.cause });
    return;
  }
  settleScopes(plan, state, commands);
  if (state.active > 0 || state.undoing.size > 0) return;
  if (state.scopes[0]!.open === 0) {
    state.endAsked = true;
    const output = outputOf(plan, state, 0);
    commands.push(output === undefined ? { kind: 'complete' } : { kind: 'complete', output });
    return;
  }
  if (plan.releasesLane && !state.laneReleased && state.parked === 0) {
    // Said once: the event that answers says it for good.
    state.laneReleased = true;
    const node = state.status.findIndex((status) => status === STATUS.waiting || status === STATUS.held || status === STATUS.retrying);
    commands.push({ kind: 'release-lane', node: Math.max(0, node) });
  }
}

function enter(plan: Plan, state: PlanState, index: number, at: string): void {
  state.startedAt[index] ??= at;
  if (state.attempt[index] === 0) state.attempt[index] = 1;
  setStatus(plan, state, index, STATUS.calling);
}

function completeStep(plan: Plan, state: PlanState, event: TimedBody & { type: 'step-completed' }, commands: Command[]): void {
  const node = getNode(plan, event.path);
  const { index } = node;
  if (node.kind === 'trigger') {
    enterScope(plan, state, node, event, commands);
    return;
  }
  state.startedAt[index] ??= event.at;
  if (event.attempt > 0) state.attempt[index] = event.attempt;
  state.outputs[index] = event.output;
  const details = findDetails(state, index);
  if (details !== undefined) {
    details.failure = undefined;
    details.resume = undefined;
    details.given = undefined;
    details.unknownEffect = undefined;
    dropEmptyDetails(state, index);
  }
  if (isLeft(plan, state, index)) {
    setStatus(plan, state, index, STATUS.skipped);
    return;
  }
  setStatus(plan, state, index, STATUS.completed);
  // What a retried run takes over was done by the run before it.
  if (state.seed.has(node.path) && node.type.manifest.effects === 'write' && event.port === node.firstPort)
    noteConfirmed(plan, state, index);
  state.scopes[node.scope]!.lastCompleted = index;
  if (node.kind === 'loop') {
    state.loops.delete(index);
    if (state.confirmed.size > 0) state.forgot = true;
  }
  if (node.node.type === 'core/respond') {
    // The first answer is the flow's result, in the run itself and in every flow that it calls.
    const flow = state.scopes[flowScopeOf(plan, node.scope)]!;
    if (flow.responded === -1) flow.responded = index;
  }
  if (state.closing === undefined) leave(plan, state, index, event.port, commands);
}

/** A called flow begins: its trigger "completed" with what the caller gave. */
function enterScope(
  plan: Plan,
  state: PlanState,
  trigger: PlanNode,
  event: TimedBody & { type: 'step-completed' },
  commands: Command[],
): void {
  const { caller } = plan.scopes[trigger.scope]!;
  if (caller === -1 || isLeft(plan, state, caller)) return;
  state.triggers[trigger.scope] = { body: event.output };
  state.outputs[trigger.index] = event.output;
  enter(plan, state, caller, event.at);
  setStatus(plan, state, trigger.index, STATUS.completed);
  if (state.closing === undefined) leave(plan, state, trigger.index, event.port, commands);
}

type Resume = NonNullable<ReturnType<typeof detailsOf>['resume']>;

/** A look at its time gets the state it asked to keep; a wait that ran out gets none. */
function resumeOf(wait: ReturnType<typeof detailsOf>['wait'], event: TimedBody & { type: 'wait-ended' }): Resume {
  const { by, answer, at } = event;
  if (answer !== undefined) return { by, answer, ...stateOf(wait) };
  const ranOut = wait !== undefined && wait.kind === 'callback' && wait.dueAt !== undefined && at >= wait.dueAt;
  return by === 'timer' && !ranOut ? { by, ...stateOf(wait) } : { by };
}

function stateOf(wait: ReturnType<typeof detailsOf>['wait']): { readonly state?: Json } {
  return wait !== undefined && 'state' in wait && wait.state !== undefined ? { state: wait.state } : {};
}
