/**
 * `advance(plan, state, event) → { state, commands }`: the rules of how a run goes on (SPEC.md), without clock, network, database or
 * chance; those come in with the events. The journal's events are exactly the planner's, so folding a run's journal gives its state
 * and `resume` what was asked for and not yet answered.
 */
import type { Json } from '#flows/json.ts';
import type { RunError } from '#flows/run.ts';
import type { ParkReason, TriggerScope } from '#flows/trace.ts';
import type { TimedBody } from '../store/engine-rows.ts';
import type { Command } from './commands.ts';
import { getNode, type Plan, type PlanNode } from './plan.ts';
import { retryDelayMs } from './retry-policy.ts';
import { createState, detailsOf, findDetails, isOpenNode, type PlanState, STATUS, setStatus } from './run-state.ts';

/** What happens to a run: its journal's events, and two that need no row because their timers are rows. */
export type PlannerEvent =
  | TimedBody
  | { readonly type: 'retry-due'; readonly path: string; readonly at: string }
  | { readonly type: 'deadline-passed'; readonly at: string };

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
export function fold(plan: Plan, runId: string, events: readonly TimedBody[]): PlanState {
  const [accepted] = events;
  if (accepted?.type !== 'run-accepted') throw new Error(`The journal of run ${runId} does not begin with its acceptance.`);
  const state = acceptRun(plan, runId, accepted);
  const dropped: Command[] = [];
  for (let index = 1; index < events.length; index += 1) {
    apply(plan, state, events[index]!, dropped);
    dropped.length = 0;
  }
  return state;
}

export function acceptRun(plan: Plan, runId: string, accepted: TimedBody & { type: 'run-accepted' }): PlanState {
  const seed = accepted.seed === undefined ? undefined : new Map(accepted.seed.map(({ path, port, output }) => [path, { port, output }]));
  return createState(plan, runId, accepted.originRunId ?? runId, accepted.trigger, seed);
}

/**
 * The commands that are open in a folded state: what a restart goes on with. An attempt that was under way when the process ended
 * is made again with the next number; the effect ledger knows what it had done.
 */
export function resume(plan: Plan, state: PlanState): Advance {
  const commands: Command[] = [];
  if (state.final === undefined && state.started) {
    state.endAsked = false;
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
      if (state.closing !== undefined || isLeft(plan, state, index)) {
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
      const details = findDetails(state, getNode(plan, event.path).index);
      if (details !== undefined && event.verdict !== 'changed-by-somebody-else') details.unknownEffect = undefined;
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
      parkStep(plan, state, getNode(plan, event.path).index, event.error, commands);
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
  if (state.active > 0) return;
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

/** What a flow gives: the body of its answer, else the output of the step that completed last. */
function outputOf(plan: Plan, state: PlanState, scope: number): Json | undefined {
  const { responded, lastCompleted } = state.scopes[scope]!;
  if (responded !== -1) {
    const output = state.outputs[responded];
    return typeof output === 'object' && output !== null && 'body' in output ? (output as { readonly body: Json }).body : output;
  }
  return lastCompleted === -1 || lastCompleted === plan.scopes[scope]!.trigger ? undefined : state.outputs[lastCompleted];
}

/** The command a node is owed in the state it is in; a restart asks this of every node. */
function decide(plan: Plan, state: PlanState, index: number, commands: Command[]): void {
  const node = plan.nodes[index]!;
  const details = findDetails(state, index);
  switch (state.status[index]) {
    case STATUS.ready: {
      const given = details?.given ?? (state.seed.size === 0 ? undefined : state.seed.get(node.path));
      if (given !== undefined) commands.push({ kind: 'complete-step', node: index, port: given.port, output: given.output });
      else commands.push({ kind: node.kind === 'call' ? 'enter-call' : 'run-step', node: index });
      return;
    }
    case STATUS.running:
      if (details?.failure !== undefined) decideFailure(plan, state, node, details.failure, commands);
      return;
    case STATUS.calling:
      leaveCall(plan, state, node, commands);
      return;
  }
}

/** RTY-1, LAN-3: retried, held, out by the error port, or whatever `onFailure` says. */
function decideFailure(
  plan: Plan,
  state: PlanState,
  node: PlanNode,
  { error, at, circuitOpen }: { readonly error: RunError; readonly at: string; readonly circuitOpen?: string },
  commands: Command[],
): void {
  if (circuitOpen !== undefined) {
    commands.push({ kind: 'hold', node: node.index, connection: circuitOpen });
    return;
  }
  const reason = parkReasonOf(error);
  if (error.class === 'internal' || PARKING_CODES.has(error.code)) {
    commands.push({ kind: 'park', node: node.index, error, reason });
    return;
  }
  const delay =
    error.code === DEADLINE_PASSED
      ? undefined
      : retryDelayMs(node.retry, state.failures[node.index]!, error, `${state.originRunId}/${node.path}/${state.attempt[node.index]!}`);
  if (delay !== undefined) {
    commands.push({ kind: 'schedule-retry', node: node.index, dueAt: new Date(Date.parse(at) + delay).toISOString() });
    return;
  }
  // Nobody may say that it failed while it may have happened (STP-4).
  if (findDetails(state, node.index)?.unknownEffect !== undefined) {
    commands.push({ kind: 'park', node: node.index, error, reason: 'unknown-effect' });
    return;
  }
  const catcher = error.code === DEADLINE_PASSED ? undefined : findCatcher(plan, node);
  if (catcher !== undefined) commands.push({ kind: 'fail-step', node: catcher, error });
  else if (plan.onFailure === 'continue') commands.push({ kind: 'fail-step', node: node.index, error });
  else commands.push({ kind: 'park', node: node.index, error, reason });
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

/** The node itself when its error port leads somewhere, else the nearest call around it whose does. */
function findCatcher(plan: Plan, node: PlanNode): number | undefined {
  for (let at: PlanNode | undefined = node; at !== undefined; at = plan.nodes[plan.scopes[at.scope]!.caller]) {
    if (at.hasErrorEdge) return at.index;
  }
  return undefined;
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
  }
  if (isLeft(plan, state, index)) {
    setStatus(plan, state, index, STATUS.skipped);
    return;
  }
  setStatus(plan, state, index, STATUS.completed);
  const scope = state.scopes[node.scope]!;
  scope.lastCompleted = index;
  // The first answer is the flow's result, in the run itself and in every flow that it calls.
  if (node.node.type === 'core/respond' && scope.responded === -1) scope.responded = index;
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
  state.startedAt[caller] ??= event.at;
  if (state.attempt[caller] === 0) state.attempt[caller] = 1;
  state.triggers[trigger.scope] = { body: event.output };
  state.outputs[trigger.index] = event.output;
  setStatus(plan, state, caller, STATUS.calling);
  setStatus(plan, state, trigger.index, STATUS.completed);
  if (state.closing === undefined) leave(plan, state, trigger.index, event.port, commands);
}

/** A call ends when nothing is open in the called flow. */
function leaveCall(plan: Plan, state: PlanState, call: PlanNode, commands: Command[]): void {
  if (state.status[call.index] !== STATUS.calling || state.closing !== undefined) return;
  if (state.scopes[call.calls]!.open > 0) return;
  commands.push({ kind: 'complete-step', node: call.index, port: 'out', output: outputOf(plan, state, call.calls) ?? null });
}

/** Takes the edges of the port, lets the others die, and starts or skips what that decides. */
function leave(plan: Plan, state: PlanState, index: number, port: string, commands: Command[]): void {
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

function makeReady(plan: Plan, state: PlanState, index: number, commands: Command[]): void {
  if (state.closing !== undefined) return;
  if (state.attempt[index] === 0) state.attempt[index] = 1;
  setStatus(plan, state, index, STATUS.ready);
  decide(plan, state, index, commands);
}

function failStep(plan: Plan, state: PlanState, node: PlanNode, error: RunError, commands: Command[]): void {
  const details = detailsOf(state, node.index);
  details.failure = undefined;
  details.error = error;
  if (node.kind === 'call') closeScope(plan, state, node.calls, error, commands);
  setStatus(plan, state, node.index, STATUS.failed);
  if (isLeft(plan, state, node.index)) return;
  if (node.hasErrorEdge) {
    state.outputs[node.index] = { error: error as unknown as Json };
    if (state.closing === undefined) leave(plan, state, node.index, 'error', commands);
    return;
  }
  close(plan, state, { kind: 'fail', error }, commands);
}

/** Everything in a called flow ends without consequences. */
function closeScope(plan: Plan, state: PlanState, scope: number, error: RunError, commands: Command[]): void {
  state.scopes[scope]!.closed = true;
  for (const index of plan.scopes[scope]!.nodes) {
    const { calls } = plan.nodes[index]!;
    if (calls !== -1 && state.status[index] === STATUS.calling) closeScope(plan, state, calls, error, commands);
    drop(plan, state, index, error, commands);
  }
}

function close(plan: Plan, state: PlanState, closing: NonNullable<PlanState['closing']>, commands: Command[]): void {
  if (state.closing !== undefined) return;
  state.closing = closing;
  const error = closing.kind === 'fail' ? closing.error : stopError(closing.kind);
  for (const { index } of plan.nodes) drop(plan, state, index, error, commands);
}

/** Stops a node that runs, forgets one that does not. */
function drop(plan: Plan, state: PlanState, index: number, error: RunError, commands: Command[]): void {
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

/** True when the node stands in a called flow that its caller has left. */
function isLeft(plan: Plan, state: PlanState, index: number): boolean {
  for (let scope = plan.nodes[index]!.scope; scope > 0; scope = plan.nodes[plan.scopes[scope]!.caller]!.scope) {
    if (state.scopes[scope]!.closed) return true;
  }
  return false;
}

function parkStep(plan: Plan, state: PlanState, index: number, error: RunError, commands: Command[]): void {
  const details = detailsOf(state, index);
  details.failure = undefined;
  details.error = error;
  const status = state.status[index]!;
  if (status === STATUS.waiting || status === STATUS.retrying || status === STATUS.held) commands.push({ kind: 'close-wait', node: index });
  setStatus(plan, state, index, STATUS.parked);
}

function passDeadline(plan: Plan, state: PlanState, commands: Command[]): void {
  if (state.final !== undefined || state.closing !== undefined) return;
  const error: RunError = {
    class: 'timeout',
    code: DEADLINE_PASSED,
    message: `The run did not end within ${plan.document.deadlineMs ?? 0} ms.`,
    help: 'Find out what it waited for, then retry it, skip the step or set the run aside.',
  };
  if (plan.onFailure === 'continue') {
    close(plan, state, { kind: 'fail', error }, commands);
    return;
  }
  for (const { index } of plan.nodes) {
    const status = state.status[index]!;
    if (!isOpenNode(state, index) || status === STATUS.parked || status === STATUS.calling) continue;
    if (status === STATUS.running) commands.push({ kind: 'stop-step', node: index, error });
    else commands.push({ kind: 'park', node: index, error, reason: 'failed' });
  }
}

/** `operator-actions.ts` has judged that the action is possible. */
function actOn(plan: Plan, state: PlanState, event: TimedBody & { type: 'operator-acted' }, commands: Command[]): void {
  if (event.action === 'cancel' || event.action === 'set-aside') {
    close(plan, state, { kind: event.action, by: event.by, reason: event.reason }, commands);
    return;
  }
  if (event.action === 'edit' && event.path === undefined) {
    state.triggers[0] = withBody(state.triggers[0]!, event.data ?? null);
    for (const { index } of plan.nodes) if (state.status[index] === STATUS.parked) tryAgain(plan, state, index, true, commands);
    return;
  }
  if (event.path === undefined) return;
  const { index } = getNode(plan, event.path);
  const details = detailsOf(state, index);
  if (event.action === 'skip') details.given = { port: event.port ?? plan.nodes[index]!.firstPort, output: event.data ?? null };
  if (event.action === 'edit') details.config = event.data ?? null;
  if (event.action === 'mark-confirmed' || event.action === 'mark-not-applied') details.unknownEffect = undefined;
  tryAgain(plan, state, index, event.action === 'edit' || event.action === 'send-again', commands);
}

/** `asNew`: the request is another one, so it goes out under a key of its own (STP-3). */
function tryAgain(plan: Plan, state: PlanState, index: number, asNew: boolean, commands: Command[]): void {
  const details = detailsOf(state, index);
  if (asNew) {
    details.epoch = (details.epoch ?? 0) + 1;
    details.unknownEffect = undefined;
  }
  details.failure = undefined;
  state.failures[index] = 0;
  const status = state.status[index]!;
  if (status === STATUS.waiting || status === STATUS.retrying || status === STATUS.held) commands.push({ kind: 'close-wait', node: index });
  makeReady(plan, state, index, commands);
}

function withBody(trigger: TriggerScope, body: Json): TriggerScope {
  return { ...trigger, body };
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
