/**
 * What the planner knows of one run: plain arrays by node index, so that one event costs the same in a flow of five nodes and of
 * five hundred. A state belongs to whoever folds it: `advance` changes it in place and hands it back.
 */
import type { Json } from '#flows/json.ts';
import type { FinalRunState, RunError, RunState } from '#flows/run.ts';
import type { TriggerScope, Wait } from '#flows/trace.ts';
import { LateMap } from './late-map.ts';
import type { Plan } from './plan.ts';

/** Status of a node. `calling`: the called flow's own nodes are at work. */
export const STATUS = {
  idle: 0,
  ready: 1,
  running: 2,
  retrying: 3,
  waiting: 4,
  held: 5,
  parked: 6,
  calling: 7,
  completed: 8,
  failed: 9,
  skipped: 10,
  compensated: 11,
} as const;

export interface PlanState {
  readonly runId: string;
  /** Whose keys the effects carry (STP-3). */
  readonly originRunId: string;
  readonly trigger: TriggerScope;
  /** By scope: the flow's own trigger, then what each called flow was called with. */
  readonly triggers: (TriggerScope | undefined)[];
  /** Of the last event: the planner knows no other clock. */
  now: string;
  started: boolean;
  final: FinalRunState | undefined;
  status: Uint8Array;
  /** Edges into the node that were taken, and those that never will be. */
  taken: Uint16Array;
  dead: Uint16Array;
  /** Number of the attempt under way or next, from 1. */
  attempt: Uint16Array;
  /** Failed attempts that count for the retry policy. */
  failures: Uint16Array;
  readonly outputs: (Json | undefined)[];
  /** Recorded start of the step: the first attempt's. */
  readonly startedAt: (string | undefined)[];
  readonly details: LateMap<number, StepDetails>;
  readonly scopes: ScopeState[];
  /** Recorded results that take the place of steps (retry of a final run). */
  seed: ReadonlyMap<string, GivenResult>;
  /** Nodes ready or running, and by the other ways in which a run stands still. */
  active: number;
  waiting: number;
  held: number;
  parked: number;
  /** The run is about to end: nothing new begins, what runs is stopped. */
  closing: Closing | undefined;
  /** The run closes so as soon as no scope undoes anything any more. */
  doomed: Closing | undefined;
  /** The deadline passed while scopes were being undone: what follows them does not begin. */
  overdue: boolean;
  /** The run undoes what it has done; it fails with `cause` afterwards. */
  compensation: Compensation | undefined;
  /** Scopes that undo what was done in them, by their block (CMP-3); they fail with `cause` afterwards. */
  readonly undoing: LateMap<number, Compensation>;
  /** Nodes with confirmed effects, in the order of their last confirmation. */
  readonly confirmed: Set<number>;
  /** Loops that are at work, by node. */
  readonly loops: LateMap<number, LoopState>;
  /** Something that was confirmed in a loop is no longer in the plan, or no longer has the item that it was confirmed for. */
  forgot: boolean;
  /** Nothing confirmed is forgotten: for a fold that others are brought back from. */
  readonly keepsAll: boolean;
  /** Places of ended iterations, by the body they are copies of. */
  readonly freePlaces: LateMap<number, Places[]>;
  /** The last command was given: nothing more is asked for. */
  endAsked: boolean;
  laneReleased: boolean;
}

export type Closing =
  | { readonly kind: 'fail'; readonly error: RunError }
  | { readonly kind: 'cancel' | 'set-aside'; readonly by: string; readonly reason: string };

export interface Compensation {
  readonly cause: RunError;
  readonly restored: number[];
  /** Steps whose effects stay: nothing undoes them, or their compensation did not. */
  readonly left: number[];
  /** A command was given whose event is still to come. */
  asked: boolean;
  /** `compensation-ended` is there. */
  ended: boolean;
}

export interface GivenResult {
  readonly port: string;
  readonly output: Json;
}

/** What only steps have that failed, waited or were touched by an operator. */
export interface StepDetails {
  /** The last attempt failed and nothing was decided yet. */
  failure?: { readonly error: RunError; readonly at: string; readonly circuitOpen?: string } | undefined;
  error?: RunError | undefined;
  wait?: Wait | undefined;
  /** Since when the step waits for the same answer, through all looks in between. */
  waitingSince?: string | undefined;
  /** Answered waits so far: callback addresses count by it. */
  answered?: number;
  resume?: { readonly state?: Json; readonly by?: 'timer' | 'callback' | 'event' | 'person'; readonly answer?: Json } | undefined;
  dueAt?: string | undefined;
  heldBy?: string | undefined;
  /** Key of the effect of which it is not known whether it was applied. */
  unknownEffect?: string | undefined;
  /** Of writes that are made from now on. */
  epoch?: number;
  /** What was made under an earlier one does not count any more: of the whole step, and of single writes by their ordinal. */
  leastEpoch?: number;
  again?: ReadonlyMap<number, number>;
  config?: Json;
  given?: GivenResult | undefined;
  /** An operator gave the result: the step itself did nothing. */
  skipped?: boolean;
}

/** A for-each at work. Results and errors by item, whatever order they came in. */
export interface LoopState {
  readonly items: readonly Json[];
  readonly concurrency: number;
  readonly onItemError: 'fail' | 'collect';
  /** ISO instant from which on none begins. */
  readonly until: string | undefined;
  /** That instant came, and items are left. */
  over: boolean;
  /** The next item to begin. */
  next: number;
  readonly results: (Json | null)[];
  readonly errors: { readonly index: number; readonly error: RunError }[];
  /** Iterations under way: number → what it takes up in the plan; the first scope is its body. */
  readonly live: Map<number, Places>;
}

/** What one iteration takes up in the plan, in the order of its making. */
export interface Places {
  readonly nodes: number[];
  readonly scopes: number[];
}

export interface ScopeState {
  /** Nodes that are neither untouched nor done. */
  open: number;
  lastCompleted: number;
  /** Node that answered (`core/respond`); -1 when none. */
  responded: number;
  /** Left by its caller's error port: what still runs in it has no consequences. */
  closed: boolean;
}

export function createState(
  plan: Plan,
  runId: string,
  originRunId: string,
  trigger: TriggerScope,
  seed: ReadonlyMap<string, GivenResult> = NO_SEED,
  keepsAll = false,
): PlanState {
  const count = plan.nodes.length;
  const triggers = new Array<TriggerScope | undefined>(plan.scopes.length).fill(undefined);
  triggers[0] = trigger;
  return {
    runId,
    originRunId,
    trigger,
    triggers,
    now: '',
    started: false,
    final: undefined,
    status: new Uint8Array(count),
    taken: new Uint16Array(count),
    dead: new Uint16Array(count),
    attempt: new Uint16Array(count),
    failures: new Uint16Array(count),
    outputs: new Array<Json | undefined>(count).fill(undefined),
    startedAt: new Array<string | undefined>(count).fill(undefined),
    details: new LateMap(),
    scopes: plan.scopes.map(newScope),
    seed,
    active: 0,
    waiting: 0,
    held: 0,
    parked: 0,
    closing: undefined,
    doomed: undefined,
    overdue: false,
    compensation: undefined,
    undoing: new LateMap(),
    confirmed: new Set(),
    loops: new LateMap(),
    forgot: false,
    keepsAll,
    freePlaces: new LateMap(),
    endAsked: false,
    laneReleased: false,
  };
}

export const NO_SEED: ReadonlyMap<string, GivenResult> = new Map();

function newScope(): ScopeState {
  return { open: 0, lastCompleted: -1, responded: -1, closed: false };
}

/** Room for so many nodes and scopes; what is there stays. */
export function growState(state: PlanState, nodes: number, scopes: number): void {
  while (state.scopes.length < scopes) state.scopes.push(newScope());
  if (nodes <= state.status.length) return;
  const room = Math.max(nodes, 2 * state.status.length);
  const widen = (before: Uint16Array) => {
    const after = new Uint16Array(room);
    after.set(before);
    return after;
  };
  const status = new Uint8Array(room);
  status.set(state.status);
  state.status = status;
  state.taken = widen(state.taken);
  state.dead = widen(state.dead);
  state.attempt = widen(state.attempt);
  state.failures = widen(state.failures);
}

/** The node is as if it had never been reached; it must not be open. */
export function clearNode(state: PlanState, node: number): void {
  state.status[node] = STATUS.idle;
  state.taken[node] = 0;
  state.dead[node] = 0;
  state.attempt[node] = 0;
  state.failures[node] = 0;
  state.outputs[node] = undefined;
  state.startedAt[node] = undefined;
  state.details.delete(node);
  state.loops.delete(node);
}

export function clearScope(state: PlanState, scope: number): void {
  state.scopes[scope] = newScope();
  state.triggers[scope] = undefined;
}

/** A run is running while any step is ready or running; else parked if one is; else held; else waiting. */
export function runStateOf(state: PlanState): RunState {
  if (state.final !== undefined) return state.final;
  if (!state.started) return 'accepted';
  if (state.active > 0) return 'running';
  if (state.parked > 0) return 'parked';
  if (state.held > 0) return 'held';
  return state.waiting > 0 ? 'waiting' : 'running';
}

/** Moves a node and keeps the sums right. */
export function setStatus(plan: Plan, state: PlanState, node: number, next: number): void {
  const before = state.status[node]!;
  if (before === next) return;
  state.status[node] = next;
  count(state, before, -1);
  count(state, next, 1);
  const opened = (isOpen(next) ? 1 : 0) - (isOpen(before) ? 1 : 0);
  if (opened !== 0) state.scopes[plan.nodes[node]!.scope]!.open += opened;
}

function count(state: PlanState, status: number, by: number): void {
  switch (status) {
    case STATUS.ready:
    case STATUS.running:
      state.active += by;
      break;
    case STATUS.retrying:
    case STATUS.waiting:
      state.waiting += by;
      break;
    case STATUS.held:
      state.held += by;
      break;
    case STATUS.parked:
      state.parked += by;
      break;
  }
}

function isOpen(status: number): boolean {
  return status !== STATUS.idle && status < STATUS.completed;
}

export function isOpenNode(state: PlanState, node: number): boolean {
  return isOpen(state.status[node]!);
}

/** Details of a node, made when first asked for. */
export function detailsOf(state: PlanState, node: number): StepDetails {
  let details = state.details.get(node);
  if (details === undefined) state.details.set(node, (details = {}));
  return details;
}

export function findDetails(state: PlanState, node: number): StepDetails | undefined {
  return state.details.size === 0 ? undefined : state.details.get(node);
}

/** Whatever the step had besides its result is over. */
export function dropEmptyDetails(state: PlanState, node: number): void {
  const details = findDetails(state, node);
  if (details !== undefined && Object.values(details).every((value) => value === undefined)) state.details.delete(node);
}

/** Nodes with this status, by index. */
export function nodesWithStatus(state: PlanState, status: number): readonly number[] {
  const found: number[] = [];
  for (let node = 0; node < state.status.length; node += 1) if (state.status[node] === status) found.push(node);
  return found;
}
